import { mayFollowOwn } from '../access/owner.ts';
import type { Agent } from '../domain/agent.ts';
import type { Answer } from '../domain/answer.ts';
import type { Continuation, Conversation, Message, ToolCall } from '../domain/conversation.ts';
import type { StreamCursor } from '../domain/cursor.ts';
import { type ConversationId, type MessageId, parseId } from '../domain/ids.ts';
import type { NoModel } from '../domain/model.ts';
import type { ModelRun } from '../domain/model-run.ts';
import { isRefusal, type Refusal, type RefusalOf, refuseNotFound } from '../domain/refusal.ts';
import { type ConversationHeard, followConversation } from '../pubsub/follow-conversation.ts';
import { countConversations, listConversations } from '../store/read/conversations.ts';
import { actionsOfOwner, type ShownAction } from './action.ts';
import { readAgentId } from './agent.ts';
import { type Connection, connect, type PageArguments } from './connection.ts';
import { type Context, startOf } from './context.ts';
import { LiveText } from './live-text.ts';
import { idCursors, placeCursors } from './row-cursor.ts';
import type { AsOf } from './snapshot.ts';

export type ShownConversation = AsOf<Conversation>;

type Maybe<Value> = Value | null | undefined;

export interface ConversationPayload {
  readonly conversation: ShownConversation | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

export interface SendMessagePayload {
  readonly message: Message | null;
  readonly reply: Message | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

/** A conversation of the viewer's own; administrators see those of others too. */
export async function getConversation(context: Context, id: string): Promise<ShownConversation | null> {
  const conversationId = parseId('conversation', id);
  const found =
    conversationId === null ? null : await context.reads.loaders.conversation.load(conversationId);
  return found !== null && mayFollowOwn(context.viewer, found.createdBy) ? found : null;
}

export function getConversations(
  context: Context,
  args: PageArguments,
): Connection<ShownConversation, ConversationId> | RefusalOf<'VALIDATION'> {
  const { organizationId, role, actor } = context.viewer;
  const filter = { organizationId, ownerId: role === 'ADMIN' ? null : actor.id };
  const { snapshot } = context.reads;
  return connect(args, {
    ...idCursors('conversation'),
    order: 'NEWEST_FIRST',
    list: (slice) => snapshot.readAsOf((reader) => listConversations(reader, filter, slice)),
    count: () => snapshot.read((reader) => countConversations(reader, filter)),
  });
}

export function getMessages(
  context: Context,
  { id: ownerId, messageCount }: ShownConversation,
  args: PageArguments,
): Connection<Message, number> | RefusalOf<'VALIDATION'> {
  return connect(args, {
    ...placeCursors('message'),
    keyOf: (message) => message.place,
    order: 'OLDEST_FIRST',
    list: (slice) => context.reads.loaders.messagesOfConversation.load({ ownerId, request: { slice } }),
    count: async () => messageCount,
  });
}

export function getActionsOfConversation(
  context: Context,
  conversation: ShownConversation,
  args: PageArguments,
): ReturnType<typeof actionsOfOwner> {
  return actionsOfOwner(context, { owner: 'conversation', ownerId: conversation.id }, args);
}

export async function getAgentOfConversation(
  context: Context,
  conversation: ShownConversation,
): Promise<Agent | null> {
  const { agentId } = conversation;
  return agentId === null ? null : context.reads.loaders.agent.load(agentId);
}

/** A message of a conversation that the viewer sees. */
export async function getMessage(context: Context, id: string): Promise<Message | null> {
  const messageId = parseId('message', id);
  const message = messageId === null ? null : await context.reads.loaders.message.load(messageId);
  if (message === null) return null;
  return (await getConversation(context, message.conversationId)) === null ? null : message;
}

/** The text by now: while the model writes, that is more than what was kept. */
export function getTextOfMessage(context: Context, message: Message): string {
  const live = context.services.texts.get(message.conversationId);
  return live?.id === message.id ? live.text : message.text;
}

export function getToolCalls(
  context: Context,
  message: { readonly id: MessageId },
): Promise<readonly ToolCall[]> {
  return context.reads.loaders.callsOfMessage.load(message.id);
}

/** Null while no model has been asked, and for what a person said. */
export async function getRunOfMessage(context: Context, message: Message): Promise<ModelRun | null> {
  return (await context.reads.loaders.runsOfMessage.load(message.id)).at(-1) ?? null;
}

export async function getActionOfCall(context: Context, call: ToolCall): Promise<ShownAction | null> {
  return call.actionId === null ? null : context.reads.loaders.action.load(call.actionId);
}

export async function getRepeatOfCall(context: Context, call: ToolCall): Promise<ShownAction | null> {
  return call.repeatOf === null ? null : context.reads.loaders.action.load(call.repeatOf);
}

/** The conversation that an action was proposed in, when the viewer sees it. */
export async function getConversationOfAction(
  context: Context,
  action: ShownAction,
): Promise<ShownConversation | null> {
  return action.conversationId === null ? null : getConversation(context, action.conversationId);
}

interface ConversationInput {
  readonly title: string;
  readonly model?: Maybe<string>;
  readonly agentId?: Maybe<string>;
  readonly continuation?: Maybe<Continuation>;
  readonly idempotencyKey?: Maybe<string>;
}

export async function createConversation(
  context: Context,
  input: ConversationInput,
): Promise<ConversationPayload | NoModel> {
  const agentId = readAgentId(input.agentId);
  if (isRefusal(agentId)) return showConversation(context, agentId);
  const answer = await context.services.engine.createConversation(context, {
    title: input.title,
    model: input.model ?? null,
    agentId,
    continuation: input.continuation ?? 'WAIT',
    idempotencyKey: input.idempotencyKey ?? null,
  });
  return answer.kind === 'no-model' ? answer : showConversation(context, answer);
}

interface MessageInput {
  readonly conversationId: string;
  readonly text: string;
  readonly whenBusy?: Maybe<'QUEUE' | 'REFUSE'>;
  readonly idempotencyKey?: Maybe<string>;
}

export async function sendMessage(
  context: Context,
  input: MessageInput,
): Promise<SendMessagePayload | NoModel> {
  const conversationId = parseId('conversation', input.conversationId);
  const answer =
    conversationId === null
      ? refuseNotFound('conversation', ['input', 'conversationId'])
      : await context.services.engine.sendMessage(context, {
          conversationId,
          text: input.text,
          whenBusy: input.whenBusy ?? 'QUEUE',
          idempotencyKey: input.idempotencyKey ?? null,
        });
  if (answer.kind === 'no-model') return answer;
  context.reads.refresh();
  if (isRefusal(answer)) return { message: null, reply: null, asOf: null, errors: [answer] };
  const { message, reply } = answer.value;
  return { message, reply, asOf: answer.asOf, errors: [] };
}

export async function stopReply(context: Context, id: string): Promise<ConversationPayload> {
  const messageId = parseId('message', id);
  const answer =
    messageId === null ? missingReply() : await context.services.engine.stopReply(context, messageId);
  return showConversation(context, answer);
}

export async function retryReply(context: Context, id: string): Promise<SendMessagePayload | NoModel> {
  const messageId = parseId('message', id);
  const answer =
    messageId === null ? missingReply() : await context.services.engine.retryReply(context, messageId);
  if (answer.kind === 'no-model') return answer;
  context.reads.refresh();
  if (isRefusal(answer)) return { message: null, reply: null, asOf: null, errors: [answer] };
  return { message: null, reply: answer.value, asOf: answer.asOf, errors: [] };
}

export async function endConversation(context: Context, id: string): Promise<ConversationPayload> {
  const conversationId = parseId('conversation', id);
  const answer =
    conversationId === null
      ? refuseNotFound('conversation', ['input', 'conversationId'])
      : await context.services.engine.endConversation(context, conversationId);
  return showConversation(context, answer);
}

function missingReply(): Refusal {
  return refuseNotFound('reply', ['input', 'messageId']);
}

function showConversation(context: Context, answer: Answer<Conversation>): ConversationPayload {
  // What the operation read before the command may be out of date now.
  context.reads.refresh();
  if (isRefusal(answer)) return { conversation: null, asOf: null, errors: [answer] };
  const { value, asOf } = answer;
  return { conversation: { ...value, asOf }, asOf, errors: [] };
}

/** What a follower is told. */
export type ShownConversationEvent = ConversationHeard;

/** The stream of one conversation; for its owner and administrators. */
export async function followTalk(
  context: Context,
  id: string,
  after: Maybe<StreamCursor>,
): Promise<LiveText<ShownConversationEvent> | Refusal> {
  const conversation = await getConversation(context, id);
  if (conversation === null) return refuseNotFound('conversation', ['conversationId']);
  const { organizationId, actor } = context.viewer;
  const { store, texts, hub } = context.services;
  const heard = await followConversation(
    { store, texts, hub, now: Date.now },
    { organizationId, followedBy: actor.id, conversationId: conversation.id, after: startOf(context, after) },
  );
  return isRefusal(heard) ? heard : new LiveText(context, heard);
}
