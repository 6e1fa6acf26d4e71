import { type Kysely, sql } from 'kysely';
import type { ActionProposal, ActionState } from '../../domain/action.ts';
import type { ActionId, OrganizationId } from '../../domain/ids.ts';
import { listOf } from '../query.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';
import { parseAction } from './actions.ts';
import { type Slice, sliceInSql } from './slice.ts';

/** All given conditions must hold; a list holds when one of its values does. */
export interface ActionFilter {
  readonly organizationId: OrganizationId;
  readonly states?: readonly ActionState[];
  readonly tools?: readonly string[];
  readonly sessionId?: string;
  readonly chainId?: string;
  readonly groupId?: string;
  readonly conversationId?: string;
  readonly messageId?: string;
  /** The key that an actor proposed with. */
  readonly idempotencyKey?: { readonly actorId: string; readonly key: string };
  /** Identifier of an actor who decided on any version of it. */
  readonly decidedBy?: string;
  /** Epoch milliseconds, inclusive. */
  readonly createdSince?: number;
}

/** The actions of an organization that pass, ordered by id and so by time of proposal. */
export async function listActions(
  reader: Reader,
  filter: ActionFilter,
  slice: Slice<ActionId>,
): Promise<ActionProposal[]> {
  const { after, before, sort } = sliceInSql(slice);
  const rows = await reader.list((db) => {
    let select = passing(db, filter).selectAll().orderBy('id', sort).limit(slice.limit);
    if (slice.after !== null) select = select.where('id', after, slice.after);
    if (slice.before !== null) select = select.where('id', before, slice.before);
    return select;
  });
  return rows.map(parseAction);
}

export async function countActions(reader: Reader, filter: ActionFilter): Promise<number> {
  const [row] = await reader.list((db) =>
    passing(db, filter).select((expression) => expression.fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

function passing(db: Kysely<Tables>, filter: ActionFilter) {
  let select = db.selectFrom('actions').where('organization_id', '=', filter.organizationId);
  if (filter.states !== undefined)
    select = select.where('state', 'in', listOf(JSON.stringify(filter.states)));
  if (filter.tools !== undefined) select = select.where('tool', 'in', listOf(JSON.stringify(filter.tools)));
  if (filter.sessionId !== undefined) select = select.where('session_id', '=', filter.sessionId);
  if (filter.chainId !== undefined) select = select.where('chain_id', '=', filter.chainId);
  if (filter.groupId !== undefined) select = select.where('group_id', '=', filter.groupId);
  if (filter.conversationId !== undefined) {
    select = select.where('conversation_id', '=', filter.conversationId);
  }
  if (filter.messageId !== undefined) select = select.where('message_id', '=', filter.messageId);
  if (filter.createdSince !== undefined) select = select.where('created_at', '>=', filter.createdSince);
  const { idempotencyKey, decidedBy, organizationId } = filter;
  if (idempotencyKey !== undefined) {
    select = select.where('id', 'in', (inner) =>
      inner
        .selectFrom('idempotency_keys')
        .select('result_id')
        .where('organization_id', '=', organizationId)
        .where('actor_id', '=', idempotencyKey.actorId)
        .where('operation', '=', 'proposeAction')
        .where('key', '=', idempotencyKey.key),
    );
  }
  if (decidedBy !== undefined) {
    select = select.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('action_decisions')
          .select('number')
          .whereRef('action_decisions.action_id', '=', 'actions.id')
          .where('decided_by_id', '=', decidedBy),
      ),
    );
  }
  return select;
}

/** What a list of actions can belong to. */
export type ActionOwner = 'session' | 'group' | 'conversation';
const ownerColumns = {
  session: 'session_id',
  group: 'group_id',
  conversation: 'conversation_id',
} as const satisfies Record<ActionOwner, string>;

/** The same slice of the actions of each owner, in one statement; each owner's rows in the order of the slice. */
export async function listActionsOfOwners(
  reader: Reader,
  owner: ActionOwner,
  ownerIds: readonly string[],
  slice: Slice<ActionId>,
): Promise<ActionProposal[]> {
  const column = ownerColumns[owner];
  const { after, before, sort } = sliceInSql(slice);
  const rows = await reader.list((db) =>
    db
      .selectFrom([sql<{ value: string }>`json_each(${JSON.stringify(ownerIds)})`.as('owner'), 'actions'])
      .selectAll('actions')
      .where('actions.id', 'in', (inner) => {
        let ids = inner
          .selectFrom('actions as own')
          .select('own.id')
          .whereRef(`own.${column}`, '=', 'owner.value')
          .orderBy('own.id', sort)
          .limit(slice.limit);
        if (slice.after !== null) ids = ids.where('own.id', after, slice.after);
        if (slice.before !== null) ids = ids.where('own.id', before, slice.before);
        return ids;
      })
      .orderBy('actions.id', sort),
  );
  return rows.map(parseAction);
}

export async function countActionsOfOwners(
  reader: Reader,
  owner: ActionOwner,
  ownerIds: readonly string[],
): Promise<{ ownerId: string; count: number }[]> {
  const column = ownerColumns[owner];
  return reader.list((db) =>
    db
      .selectFrom('actions')
      .select((expression) => [
        expression.ref(column).$notNull().as('ownerId'),
        expression.fn.countAll<number>().as('count'),
      ])
      .where(column, 'in', listOf(JSON.stringify(ownerIds)))
      .groupBy(column),
  );
}
