import type { Kysely } from 'kysely';
import type { OrganizationId, SessionId } from '../../domain/ids.ts';
import type { PlanningSession, SessionStatus } from '../../domain/session.ts';
import { listOf } from '../query.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';
import { parseSession, sessionColumns } from './sessions.ts';
import { type Slice, sliceInSql } from './slice.ts';

/** All given conditions must hold; a list holds when one of its values does. */
export interface SessionFilter {
  readonly organizationId: OrganizationId;
  readonly statuses?: readonly SessionStatus[];
  readonly documentKey?: string;
  /** Epoch milliseconds, inclusive. */
  readonly createdSince?: number;
}

/** The sessions of an organization that pass, ordered by id and so by time of creation. */
export async function listSessions(
  reader: Reader,
  filter: SessionFilter,
  slice: Slice<SessionId>,
): Promise<PlanningSession[]> {
  const { after, before, sort } = sliceInSql(slice);
  const rows = await reader.list((db) => {
    let select = passing(db, filter).select(sessionColumns).orderBy('id', sort).limit(slice.limit);
    if (slice.after !== null) select = select.where('id', after, slice.after);
    if (slice.before !== null) select = select.where('id', before, slice.before);
    return select;
  });
  return rows.map(parseSession);
}

export async function countSessions(reader: Reader, filter: SessionFilter): Promise<number> {
  const [row] = await reader.list((db) =>
    passing(db, filter).select((expression) => expression.fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

function passing(db: Kysely<Tables>, filter: SessionFilter) {
  let select = db.selectFrom('planning_sessions').where('organization_id', '=', filter.organizationId);
  if (filter.statuses !== undefined) {
    select = select.where('status', 'in', listOf(JSON.stringify(filter.statuses)));
  }
  if (filter.documentKey !== undefined) select = select.where('document_key', '=', filter.documentKey);
  if (filter.createdSince !== undefined) select = select.where('created_at', '>=', filter.createdSince);
  return select;
}
