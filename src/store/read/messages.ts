import { sql } from 'kysely';
import type {
  Message,
  MessageFailure,
  MessageRole,
  MessageState,
  ReplyTurn,
  ToolCall,
  ToolCallState,
} from '../../domain/conversation.ts';
import type { ActionId, ConversationId, MessageId, OrganizationId } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseActor, parseJson, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';
import { type Slice, sliceInSql } from './slice.ts';

const selectByIds = query((db, $: Parameter<{ organizationId: OrganizationId; ids: string }>) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('id', 'in', listOf($('ids')))
    .where('organization_id', '=', $('organizationId')),
);

/** In no order; those that are missing are left out. */
export async function readMessages(
  reader: Reader,
  organizationId: OrganizationId,
  ids: readonly MessageId[],
): Promise<Message[]> {
  return (await reader.all(selectByIds, { organizationId, ids: JSON.stringify(ids) })).map(parseMessage);
}

export async function readMessage(
  reader: Reader,
  organizationId: OrganizationId,
  id: MessageId,
): Promise<Message | null> {
  return (await readMessages(reader, organizationId, [id]))[0] ?? null;
}

const selectBefore = query(
  (db, $: Parameter<{ conversationId: ConversationId; before: number; limit: number }>) =>
    db
      .selectFrom('messages')
      .selectAll()
      .where('conversation_id', '=', $('conversationId'))
      .where('place', '<', $('before'))
      .orderBy('place', 'desc')
      .limit($('limit')),
);

/** The last messages before a place, the newest first. */
export async function readMessagesBefore(
  reader: Reader,
  asked: { conversationId: ConversationId; before: number; limit: number },
): Promise<Message[]> {
  return (await reader.all(selectBefore, asked)).map(parseMessage);
}

const selectStanding = query(
  (db, $: Parameter<{ conversationId: ConversationId; before: number; limit: number }>) =>
    db
      .selectFrom('messages')
      .leftJoin('messages as next', (join) =>
        join
          .onRef('next.conversation_id', '=', 'messages.conversation_id')
          .on(sql<boolean>`next.place = messages.place + 1`),
      )
      .selectAll('messages')
      .where('messages.conversation_id', '=', $('conversationId'))
      .where('messages.place', '<', $('before'))
      .where(sql<boolean>`next.retry_of is not messages.id`)
      .orderBy('messages.place', 'desc')
      .limit($('limit')),
);

/** Like `readMessagesBefore`, without replies that the message behind them tries again. */
export async function readStandingMessages(
  reader: Reader,
  asked: { conversationId: ConversationId; before: number; limit: number },
): Promise<Message[]> {
  return (await reader.all(selectStanding, asked)).map(parseMessage);
}

const selectOpen = query((db, $: Parameter<{ conversationId: ConversationId }>) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', $('conversationId'))
    .where(sql<boolean>`state in ('QUEUED', 'STREAMING')`)
    .orderBy('place'),
);

/** Replies that wait or are being written, the first to come first. */
export async function readOpenReplies(reader: Reader, conversationId: ConversationId): Promise<Message[]> {
  return (await reader.all(selectOpen, { conversationId })).map(parseMessage);
}

const selectAsked = query((db, $: Parameter<{ conversationId: ConversationId; actorId: string }>) =>
  db
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', '=', $('conversationId'))
    .where('created_by_id', '=', $('actorId'))
    .limit(1),
);

/** Whether somebody has said something in a conversation, or asked for a reply. */
export async function hasAsked(
  reader: Reader,
  asked: { conversationId: ConversationId; actorId: string },
): Promise<boolean> {
  return (await reader.first(selectAsked, asked)) !== undefined;
}

/** The same slice of the messages of each conversation, by place, in one statement. */
export async function listMessages(
  reader: Reader,
  conversationIds: readonly ConversationId[],
  slice: Slice<number>,
): Promise<Message[]> {
  const { after, before, sort } = sliceInSql(slice);
  const rows = await reader.list((db) =>
    db
      .selectFrom([
        sql<{ value: string }>`json_each(${JSON.stringify(conversationIds)})`.as('owner'),
        'messages',
      ])
      .selectAll('messages')
      .where('messages.id', 'in', (inner) => {
        let ids = inner
          .selectFrom('messages as own')
          .select('own.id')
          .whereRef('own.conversation_id', '=', 'owner.value')
          .orderBy('own.place', sort)
          .limit(slice.limit);
        if (slice.after !== null) ids = ids.where('own.place', after, slice.after);
        if (slice.before !== null) ids = ids.where('own.place', before, slice.before);
        return ids;
      })
      .orderBy('messages.place', sort),
  );
  return rows.map(parseMessage);
}

const selectCalls = query((db, $: Parameter<{ messageIds: string }>) =>
  db
    .selectFrom('tool_calls')
    .selectAll()
    .where('message_id', 'in', listOf($('messageIds')))
    .orderBy('message_id')
    .orderBy('call_index'),
);

/** The tool calls of messages, each message's in their order. */
export async function readToolCalls(reader: Reader, messageIds: readonly MessageId[]): Promise<ToolCall[]> {
  return (await reader.all(selectCalls, { messageIds: JSON.stringify(messageIds) })).map(parseToolCall);
}

const selectSizes = query((db, $: Parameter<{ messageIds: string }>) =>
  db
    .selectFrom('tool_calls')
    .select('message_id')
    .select(
      sql<number>`sum(length(arguments) + length(coalesce(result, '')) + length(coalesce(error, '')))`.as(
        'characters',
      ),
    )
    .where('message_id', 'in', listOf($('messageIds')))
    .groupBy('message_id'),
);

/** How many characters the tool calls of messages hold: their arguments, and what was answered. */
export async function measureToolCalls(
  reader: Reader,
  messageIds: readonly MessageId[],
): Promise<Map<MessageId, number>> {
  const rows = await reader.all(selectSizes, { messageIds: JSON.stringify(messageIds) });
  return new Map(rows.map((row) => [row.message_id as MessageId, row.characters]));
}

const selectSameCall = query(
  (db, $: Parameter<{ conversationId: ConversationId; tool: string; args: string }>) =>
    db
      .selectFrom('tool_calls')
      .select('action_id')
      .where('conversation_id', '=', $('conversationId'))
      .where('tool', '=', $('tool'))
      .where('arguments', '=', $('args'))
      .where('action_id', 'is not', null)
      .orderBy('message_id', 'desc')
      .orderBy('call_index', 'desc')
      .limit(1),
);

/** The action of the last equal call in a conversation; `args` is canonical JSON. */
export async function readSameCall(
  reader: Reader,
  call: { conversationId: ConversationId; tool: string; args: string },
): Promise<ActionId | null> {
  return ((await reader.first(selectSameCall, call))?.action_id as ActionId | undefined) ?? null;
}

function parseMessage(row: RowOf<'messages', keyof Tables['messages']>): Message {
  return {
    id: row.id as MessageId,
    conversationId: row.conversation_id as ConversationId,
    organizationId: row.organization_id as OrganizationId,
    place: row.place,
    role: row.role as MessageRole,
    state: row.state as MessageState,
    text: row.text,
    turns: parseJson<ReplyTurn[]>(row.turns) ?? [],
    failure: parseJson<MessageFailure>(row.failure),
    retryOf: row.retry_of as MessageId | null,
    createdBy: parseActor(row.created_by_kind, row.created_by_id, row.created_by_name),
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}

function parseToolCall(row: RowOf<'tool_calls', keyof Tables['tool_calls']>): ToolCall {
  return {
    messageId: row.message_id as MessageId,
    conversationId: row.conversation_id as ConversationId,
    index: row.call_index,
    tool: row.tool,
    arguments: JSON.parse(row.arguments) as Json,
    state: row.state as ToolCallState,
    result: parseJson<Json>(row.result),
    error: row.error,
    actionId: row.action_id as ActionId | null,
    repeatOf: row.repeat_of as ActionId | null,
  };
}
