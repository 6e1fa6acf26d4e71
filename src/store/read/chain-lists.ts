import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { type Chain, type ChainStatus, chainStatuses } from '../../domain/chain.ts';
import { type ChainId, earliestId, type OrganizationId } from '../../domain/ids.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';
import { parseChain } from './chains.ts';
import { countInSlices, type Slice, sliceInSql } from './slice.ts';

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
  const { sort } = sliceInSql(slice);
  const rows = await reader.list((db) =>
    db
      .selectFrom('chains')
      .selectAll()
      .where('id', 'in', idsOf(db, filter, slice))
      .orderBy('id', sort)
      .limit(slice.limit),
  );
  return rows.map(parseChain);
}

export async function countChains(reader: Reader, filter: ChainFilter): Promise<number> {
  const { sessionId, createdSince, statuses = chainStatuses } = filter;
  if (sessionId === undefined && createdSince === undefined) {
    const [row] = await reader.list((db) =>
      kept(db, filter).select(({ fn }) => fn.sum<number>('chains').as('count')),
    );
    return row?.count ?? 0;
  }
  // Of each status an index holds those that pass in order.
  const parts = isOfKinds(filter)
    ? [...new Set(statuses)].map((status) => ({ ...filter, statuses: [status] }))
    : [filter];
  let counted = 0;
  for (const part of parts) {
    counted += await countInSlices<ChainId>(reader, async (slice) => {
      const [row] = await reader.list((db) =>
        db
          .selectFrom(idsOf(db, part, slice).as('passing'))
          .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('passing.id').as('last')]),
      );
      return { count: row?.count ?? 0, last: (row?.last ?? null) as ChainId | null };
    });
  }
  return counted;
}

function idsOf(db: Kysely<Tables>, filter: ChainFilter, slice: Slice<ChainId>): SelectIds {
  return isOfKinds(filter) ? ofEachStatus(db, filter, slice) : inSlice(passing(db, filter), slice);
}

/** Whether chains pass by what they are: then the pages of each status, which an index holds in order, are merged. */
function isOfKinds({ sessionId, statuses, definition }: ChainFilter): boolean {
  return sessionId === undefined && (statuses !== undefined || definition !== undefined);
}

function kept(db: Kysely<Tables>, { organizationId, statuses, definition }: ChainFilter) {
  let select = db.selectFrom('chain_counts').where('organization_id', '=', organizationId);
  if (statuses !== undefined) select = select.where('status', 'in', listOf(JSON.stringify(statuses)));
  if (definition !== undefined) select = select.where('definition_name', '=', definition);
  return select;
}

type SelectIds = SelectQueryBuilder<Tables & { own: Tables['chains'] }, 'own', { id: string }>;

function inSlice(select: SelectIds, slice: Slice<ChainId>): SelectIds {
  const { after, before, sort } = sliceInSql(slice);
  let sliced = select.orderBy('own.id', sort).limit(slice.limit);
  if (slice.after !== null) sliced = sliced.where('own.id', after, slice.after);
  if (slice.before !== null) sliced = sliced.where('own.id', before, slice.before);
  return sliced;
}

function ofEachStatus(db: Kysely<Tables>, filter: ChainFilter, slice: Slice<ChainId>): SelectIds {
  const { statuses = chainStatuses, ...others } = filter;
  const ofStatus = inSlice(passing(db, others), slice).where('own.status', '=', sql<ChainStatus>`kind.value`);
  const ids = db
    .selectFrom(sql<{ value: string }>`json_each(${JSON.stringify([...new Set(statuses)])})`.as('kind'))
    .crossJoin('chains as own')
    .select('own.id')
    .where('own.id', 'in', ofStatus) as unknown as SelectIds;
  return inSlice(ids, slice);
}

function passing(db: Kysely<Tables>, filter: ChainFilter): SelectIds {
  const { organizationId, statuses, sessionId, definition, createdSince } = filter;
  let select = db
    .selectFrom('chains as own')
    .select('own.id')
    .where('own.organization_id', '=', organizationId);
  if (statuses !== undefined) select = select.where('own.status', 'in', listOf(JSON.stringify(statuses)));
  if (sessionId !== undefined) select = select.where('own.session_id', '=', sessionId);
  if (definition !== undefined) select = select.where('own.definition_name', '=', definition);
  if (createdSince !== undefined) {
    // Ids are in the order of time too, and so is the index.
    select = select
      .where('own.id', '>=', earliestId('chain', createdSince))
      .where('own.created_at', '>=', createdSince);
  }
  return select as unknown as SelectIds;
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
