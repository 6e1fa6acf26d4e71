import type { Kysely } from 'kysely';
import type { Chain, ChainStatus } from '../../domain/chain.ts';
import type { ChainId, OrganizationId } from '../../domain/ids.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';
import { parseChain } from './chains.ts';
import { type Slice, sliceInSql } from './slice.ts';

/** All given conditions must hold; a list holds when one of its values does. */
export interface ChainFilter {
  readonly organizationId: OrganizationId;
  readonly statuses?: readonly ChainStatus[];
  readonly sessionId?: string;
  /** Name of a definition. */
  readonly definition?: string;
  /** Epoch milliseconds, inclusive. */
  readonly createdSince?: number;
}

/** The chains of an organization that pass, ordered by id and so by time of creation. */
export async function listChains(
  reader: Reader,
  filter: ChainFilter,
  slice: Slice<ChainId>,
): Promise<Chain[]> {
  const { after, before, sort } = sliceInSql(slice);
  const rows = await reader.list((db) => {
    let select = passing(db, filter).selectAll().orderBy('id', sort).limit(slice.limit);
    if (slice.after !== null) select = select.where('id', after, slice.after);
    if (slice.before !== null) select = select.where('id', before, slice.before);
    return select;
  });
  return rows.map(parseChain);
}

export async function countChains(reader: Reader, filter: ChainFilter): Promise<number> {
  const [row] = await reader.list((db) =>
    passing(db, filter).select((expression) => expression.fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

function passing(db: Kysely<Tables>, filter: ChainFilter) {
  let select = db.selectFrom('chains').where('organization_id', '=', filter.organizationId);
  if (filter.statuses !== undefined) {
    select = select.where('status', 'in', listOf(JSON.stringify(filter.statuses)));
  }
  if (filter.sessionId !== undefined) select = select.where('session_id', '=', filter.sessionId);
  if (filter.definition !== undefined) {
    select = select.where('definition_name', '=', filter.definition);
  }
  if (filter.createdSince !== undefined) select = select.where('created_at', '>=', filter.createdSince);
  return select;
}

const selectChildren = query((db, $: Parameter<{ parentIds: string }>) =>
  db
    .selectFrom('chains')
    .selectAll()
    .where('parent_id', 'in', listOf($('parentIds')))
    .orderBy('id'),
);

/** The chains that these chains started as steps, oldest first. */
export async function readChildChains(reader: Reader, parentIds: readonly ChainId[]): Promise<Chain[]> {
  const rows = await reader.all(selectChildren, { parentIds: JSON.stringify(parentIds) });
  return rows.map(parseChain);
}
