import { sql } from 'kysely';
import type {
  Message,
  MessageFailure,
  MessageState,
  ReplyTurn,
  ToolCall,
} from '../../domain/conversation.ts';
import type { MessageId } from '../../domain/ids.ts';
import { canonicalJson } from '../../domain/json.ts';
import { insertion, type Parameter, query } from '../query.ts';
import { toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertion('messages', [
  'id',
  'conversation_id',
  'organization_id',
  'place',
  'role',
  'state',
  'text',
  'retry_of',
  'created_by_kind',
  'created_by_id',
  'created_by_name',
  'created_at',
  'ended_at',
]);

export async function insertMessage(tx: Transaction, message: Message): Promise<void> {
  await tx.run(insertRow, {
    id: message.id,
    conversation_id: message.conversationId,
    organization_id: message.organizationId,
    place: message.place,
    role: message.role,
    state: message.state,
    text: message.text,
    retry_of: message.retryOf,
    created_by_kind: message.createdBy.kind,
    created_by_id: message.createdBy.id,
    created_by_name: message.createdBy.name,
    created_at: message.createdAt,
    ended_at: message.endedAt,
  });
}

const updateStarted = query((db, $: Parameter<{ id: MessageId }>) =>
  db
    .updateTable('messages')
    .set({ state: 'STREAMING' })
    .where('id', '=', $('id'))
    .where('state', '=', 'QUEUED'),
);

/** Compare and set: false when the reply no longer waits. */
export async function startReply(tx: Transaction, id: MessageId): Promise<boolean> {
  return (await tx.run(updateStarted, { id })) === 1;
}

const updateText = query((db, $: Parameter<{ id: MessageId; text: string; turns: string }>) =>
  db
    .updateTable('messages')
    .set({ text: $('text'), turns: $('turns') })
    .where('id', '=', $('id'))
    .where('state', '=', 'STREAMING'),
);

/** Keeps what a reply holds so far. */
export async function keepReply(
  tx: Transaction,
  kept: { id: MessageId; text: string; turns: readonly ReplyTurn[] },
): Promise<void> {
  await tx.run(updateText, { ...kept, turns: toJson(kept.turns) });
}

interface Settle {
  id: MessageId;
  from: MessageState;
  to: MessageState;
  text: string | null;
  turns: string | null;
  failure: string | null;
  now: number;
}

const updateSettled = query((db, $: Parameter<Settle>) =>
  db
    .updateTable('messages')
    .set((column) => ({
      state: $('to'),
      text: sql<string>`coalesce(${$('text')}, ${column.ref('text')})`,
      turns: sql<string>`coalesce(${$('turns')}, ${column.ref('turns')})`,
      failure: $('failure'),
      ended_at: $('now'),
    }))
    .where('id', '=', $('id'))
    .where('state', '=', $('from')),
);

/** Ends a reply by compare-and-set: false when it is in another state. Null for text and turns leaves what was kept. */
export async function settleReply(
  tx: Transaction,
  settled: {
    readonly id: MessageId;
    readonly from: MessageState;
    readonly to: MessageState;
    readonly text: string | null;
    readonly turns: readonly ReplyTurn[] | null;
    readonly failure: MessageFailure | null;
    readonly now: number;
  },
): Promise<boolean> {
  const { turns, failure } = settled;
  const changed = await tx.run(updateSettled, {
    ...settled,
    turns: turns === null ? null : toJson(turns),
    failure: failure === null ? null : toJson(failure),
  });
  return changed === 1;
}

const insertCall = query((db, $: Parameter<{ messageId: MessageId; index: number; tool: string }>) =>
  db
    .insertInto('tool_calls')
    .columns(['message_id', 'call_index', 'conversation_id', 'tool', 'arguments', 'state'])
    .expression(
      db
        .selectFrom('messages')
        .select([
          'id',
          sql<number>`${$('index')}`.as('call_index'),
          'conversation_id',
          sql<string>`${$('tool')}`.as('tool'),
          sql<string>`'null'`.as('arguments'),
          sql<string>`'STARTED'`.as('state'),
        ])
        .where('id', '=', $('messageId'))
        .where('state', '=', 'STREAMING'),
    )
    .onConflict((conflict) => conflict.doNothing()),
);

/** Notes a call that has begun; false when its reply is not being written any more, or it was noted before. */
export async function insertToolCall(
  tx: Transaction,
  call: Pick<ToolCall, 'messageId' | 'index' | 'tool'>,
): Promise<boolean> {
  const { messageId, index, tool } = call;
  return (await tx.run(insertCall, { messageId, index, tool })) === 1;
}

interface Answered {
  messageId: MessageId;
  index: number;
  args: string;
  state: string;
  result: string | null;
  error: string | null;
  actionId: string | null;
  repeatOf: string | null;
}

const updateAnswered = query((db, $: Parameter<Answered>) =>
  db
    .updateTable('tool_calls')
    .set({
      arguments: $('args'),
      state: $('state'),
      result: $('result'),
      error: $('error'),
      action_id: $('actionId'),
      repeat_of: $('repeatOf'),
    })
    .where('message_id', '=', $('messageId'))
    .where('call_index', '=', $('index'))
    .where('state', '=', 'STARTED'),
);

/** Writes what became of a call, once: false when it is written already. */
export async function answerToolCall(tx: Transaction, call: ToolCall): Promise<boolean> {
  const { messageId, index, state, result, error, actionId, repeatOf } = call;
  const answered = await tx.run(updateAnswered, {
    messageId,
    index,
    args: canonicalJson(call.arguments),
    state,
    result: result === null ? null : JSON.stringify(result),
    error,
    actionId,
    repeatOf,
  });
  return answered === 1;
}

const updateAbandoned = query((db, $: Parameter<{ messageId: MessageId }>) =>
  db
    .updateTable('tool_calls')
    .set({ state: 'ABANDONED' })
    .where('message_id', '=', $('messageId'))
    .where('state', '=', 'STARTED')
    .returning(['call_index as index', 'tool']),
);

/** Marks calls that the end of their message has cut off; answers them in their order. */
export async function abandonToolCalls(
  tx: Transaction,
  messageId: MessageId,
): Promise<Pick<ToolCall, 'index' | 'tool'>[]> {
  const abandoned = await tx.all(updateAbandoned, { messageId });
  return abandoned.sort((one, other) => one.index - other.index);
}
