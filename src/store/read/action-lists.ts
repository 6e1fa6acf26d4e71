import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { ActionProposal, ActionState } from '../../domain/action.ts';
import { type ActionId, earliestId, type OrganizationId } from '../../domain/ids.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';
import { parseAction } from './actions.ts';
import { countInSlices, type Slice, sliceInSql } from './slice.ts';

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
  const lead = await chooseLead(reader, filter);
  const { sort } = sliceInSql(slice);
  const rows = await reader.list((db) => {
    const select = db.selectFrom('actions').selectAll().orderBy('id', sort).limit(slice.limit);
    return select.where('id', 'in', lead.ids(db, slice));
  });
  return rows.map(parseAction);
}

export async function countActions(reader: Reader, filter: ActionFilter): Promise<number> {
  const lead = await chooseLead(reader, filter);
  if (lead.count !== null) return lead.count;
  let counted = 0;
  for (const ids of lead.parts) {
    counted += await countInSlices<ActionId>(reader, async (slice) => {
      const [row] = await reader.list((db) =>
        db
          .selectFrom(ids(db, slice).as('passing'))
          .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('passing.id').as('last')]),
      );
      return { count: row?.count ?? 0, last: (row?.last ?? null) as ActionId | null };
    });
  }
  return counted;
}

/** How the actions that pass are found: through the condition that the fewest fulfil, in the order of their ids. */
interface Lead {
  readonly ids: IdsOfSlice;
  /** What it is put together from: each in the order of an index by itself. */
  readonly parts: readonly IdsOfSlice[];
  /** How many pass, where that is kept; null where they have to be counted. */
  readonly count: number | null;
}

type IdsOfSlice = (db: Kysely<Tables>, slice: Slice<ActionId>) => SelectIds;
type SelectIds = SelectQueryBuilder<Tables & { own: Tables['actions'] }, 'own', { id: string }>;

async function chooseLead(reader: Reader, filter: ActionFilter): Promise<Lead> {
  const { decidedBy, createdSince, organizationId, idempotencyKey } = filter;
  const plain = leadOf((db, slice) => inSlice(passing(db, filter), slice), null);
  if (idempotencyKey !== undefined || owners.some((owner) => filter[owner] !== undefined)) return plain;
  const isKept = createdSince === undefined;
  const kinds = ofFilter(filter, await reader.all(selectKinds, { organizationId }));
  if (decidedBy !== undefined) {
    const decided = await reader.all(selectDecided, { organizationId, decidedBy });
    const count = isKept ? total(ofFilter(filter, decided)) : null;
    if (total(decided) > total(kinds)) return leadOfKinds(filter, kinds, count);
    return leadOf((db, slice) => inSlice(ofDecisions(db, filter, decidedBy), slice, 'mine.action_id'), count);
  }
  const count = isKept ? total(kinds) : null;
  if (filter.states === undefined && filter.tools === undefined) return { ...plain, count };
  return leadOfKinds(filter, kinds, count);
}

function leadOf(ids: IdsOfSlice, count: number | null): Lead {
  return { ids, parts: [ids], count };
}

function leadOfKinds(filter: ActionFilter, kinds: readonly Kind[], count: number | null): Lead {
  const of =
    (some: readonly Kind[]): IdsOfSlice =>
    (db, slice) =>
      ofEachKind(db, filter, some, slice);
  return { ids: of(kinds), parts: kinds.map((kind) => of([kind])), count };
}

/** What most actions do not belong to: its own index leads to those that do. */
const owners = ['sessionId', 'chainId', 'groupId', 'conversationId', 'messageId'] as const;

interface Kind {
  readonly state: string;
  readonly tool: string;
  readonly actions: number;
}

function ofFilter({ states, tools }: ActionFilter, kinds: readonly Kind[]): Kind[] {
  const holds = (list: readonly string[] | undefined, value: string) => list?.includes(value) ?? true;
  return kinds.filter(({ state, tool }) => holds(states, state) && holds(tools, tool));
}

function total(kinds: readonly Kind[]): number {
  return kinds.reduce((sum, { actions }) => sum + actions, 0);
}

const selectKinds = query((db, $: Parameter<{ organizationId: string }>) =>
  db
    .selectFrom('action_counts')
    .select(['state', 'tool', 'actions'])
    .where('organization_id', '=', $('organizationId'))
    .where('actions', '>', 0),
);

const selectDecided = query((db, $: Parameter<{ organizationId: string; decidedBy: string }>) =>
  db
    .selectFrom('action_deciders')
    .select(['state', 'tool', 'actions'])
    .where('organization_id', '=', $('organizationId'))
    .where('decided_by_id', '=', $('decidedBy')),
);

function inSlice(
  select: SelectIds,
  slice: Slice<ActionId>,
  key: 'own.id' | 'mine.action_id' = 'own.id',
): SelectIds {
  const { after, before, sort } = sliceInSql(slice);
  const id = sql.ref<string>(key);
  let sliced = select.orderBy(id, sort).limit(slice.limit);
  if (slice.after !== null) sliced = sliced.where(id, after, slice.after);
  if (slice.before !== null) sliced = sliced.where(id, before, slice.before);
  return sliced;
}

/** The slice of each kind, in the order of its index, and of them the slice. */
function ofEachKind(
  db: Kysely<Tables>,
  filter: ActionFilter,
  kinds: readonly Kind[],
  slice: Slice<ActionId>,
): SelectIds {
  const { states: _states, tools: _tools, ...others } = filter;
  const list = JSON.stringify(kinds.map(({ state, tool }) => [state, tool]));
  const ofKind = inSlice(passing(db, others), slice)
    .where('own.state', '=', sql<string>`kind.value ->> 0`)
    .where('own.tool', '=', sql<string>`kind.value ->> 1`);
  const ids = db
    .selectFrom(sql<{ value: string }>`json_each(${list})`.as('kind'))
    .crossJoin('actions as own')
    .select('own.id')
    .where('own.id', 'in', ofKind) as unknown as SelectIds;
  return inSlice(ids, slice);
}

/** Through the decisions of one person, in the order of their index; each action once. */
function ofDecisions(db: Kysely<Tables>, filter: ActionFilter, decidedBy: string): SelectIds {
  const { decidedBy: _decidedBy, ...others } = filter;
  const select = db
    .selectFrom('action_decisions as mine')
    .crossJoin('actions as own')
    .select('own.id')
    .where('mine.decided_by_id', '=', decidedBy)
    .whereRef('own.id', '=', 'mine.action_id')
    .groupBy('mine.action_id');
  return narrow(select as unknown as SelectIds, others);
}

function passing(db: Kysely<Tables>, filter: ActionFilter): SelectIds {
  return narrow(db.selectFrom('actions as own').select('own.id') as unknown as SelectIds, filter);
}

function narrow(all: SelectIds, filter: ActionFilter): SelectIds {
  let select = all.where('own.organization_id', '=', filter.organizationId);
  if (filter.states !== undefined)
    select = select.where('own.state', 'in', listOf(JSON.stringify(filter.states)));
  if (filter.tools !== undefined)
    select = select.where('own.tool', 'in', listOf(JSON.stringify(filter.tools)));
  if (filter.sessionId !== undefined) select = select.where('own.session_id', '=', filter.sessionId);
  if (filter.chainId !== undefined) select = select.where('own.chain_id', '=', filter.chainId);
  if (filter.groupId !== undefined) select = select.where('own.group_id', '=', filter.groupId);
  if (filter.conversationId !== undefined) {
    select = select.where('own.conversation_id', '=', filter.conversationId);
  }
  if (filter.messageId !== undefined) select = select.where('own.message_id', '=', filter.messageId);
  const { idempotencyKey, decidedBy, createdSince, organizationId } = filter;
  if (createdSince !== undefined) {
    // Ids are in the order of time too, and so is the index.
    select = select
      .where('own.id', '>=', earliestId('action', createdSince))
      .where('own.created_at', '>=', createdSince);
  }
  if (idempotencyKey !== undefined) {
    select = select.where('own.id', 'in', (inner) =>
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
          .whereRef('action_decisions.action_id', '=', 'own.id')
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

const selectTools = query((db, $: Parameter<{ organizationId: OrganizationId }>) =>
  db.selectFrom('action_counts').select('tool').distinct().where('organization_id', '=', $('organizationId')),
);

/** Names of the tools that actions of an organization were proposed with. */
export async function readToolsOfActions(reader: Reader, organizationId: OrganizationId): Promise<string[]> {
  return (await reader.all(selectTools, { organizationId })).map(({ tool }) => tool);
}
