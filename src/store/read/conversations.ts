import type { Kysely } from 'kysely';
import type { Continuation, Conversation, ConversationState } from '../../domain/conversation.ts';
import type { AgentId, ConversationId, OrganizationId } from '../../domain/ids.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseActor, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';
import { type Slice, sliceInSql } from './slice.ts';

const selectByIds = query((db, $: Parameter<{ organizationId: OrganizationId; ids: string }>) =>
  db
    .selectFrom('conversations')
    .selectAll()
    .where('id', 'in', listOf($('ids')))
    .where('organization_id', '=', $('organizationId')),
);

/** In no order; those that are missing are left out. */
export async function readConversations(
  reader: Reader,
  organizationId: OrganizationId,
  ids: readonly ConversationId[],
): Promise<Conversation[]> {
  return (await reader.all(selectByIds, { organizationId, ids: JSON.stringify(ids) })).map(parseConversation);
}

export async function readConversation(
  reader: Reader,
  organizationId: OrganizationId,
  id: ConversationId,
): Promise<Conversation | null> {
  return (await readConversations(reader, organizationId, [id]))[0] ?? null;
}

export interface ConversationFilter {
  readonly organizationId: OrganizationId;
  /** Id of the actor whose they are; null for everyone's. */
  readonly ownerId: string | null;
}

/** Ordered by id and so by time of creation. */
export async function listConversations(
  reader: Reader,
  filter: ConversationFilter,
  slice: Slice<ConversationId>,
): Promise<Conversation[]> {
  const { after, before, sort } = sliceInSql(slice);
  const rows = await reader.list((db) => {
    let select = passing(db, filter).selectAll().orderBy('id', sort).limit(slice.limit);
    if (slice.after !== null) select = select.where('id', after, slice.after);
    if (slice.before !== null) select = select.where('id', before, slice.before);
    return select;
  });
  return rows.map(parseConversation);
}

export async function countConversations(reader: Reader, filter: ConversationFilter): Promise<number> {
  const [row] = await reader.list((db) =>
    passing(db, filter).select((expression) => expression.fn.countAll<number>().as('count')),
  );
  return row?.count ?? 0;
}

function passing(db: Kysely<Tables>, { organizationId, ownerId }: ConversationFilter) {
  const select = db.selectFrom('conversations').where('organization_id', '=', organizationId);
  return ownerId === null ? select : select.where('created_by_id', '=', ownerId);
}

function parseConversation(row: RowOf<'conversations', keyof Tables['conversations']>): Conversation {
  return {
    id: row.id as ConversationId,
    organizationId: row.organization_id as OrganizationId,
    title: row.title,
    state: row.state as ConversationState,
    continuation: row.continuation as Continuation,
    model: row.model,
    agentId: row.agent_id as AgentId | null,
    messageCount: row.message_count,
    createdBy: parseActor(row.created_by_kind, row.created_by_id, row.created_by_name),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
