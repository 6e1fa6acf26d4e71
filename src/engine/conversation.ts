import { mayFollowOwn } from '../access/owner.ts';
import type { Caller } from '../access/viewer.ts';
import type { Answer } from '../domain/answer.ts';
import {
  type Continuation,
  type Conversation,
  conversationTitleFault,
  hasRoom,
  isMessageSettled,
  type Message,
  messagesLimit,
  messageTextFault,
  messageTransitions,
} from '../domain/conversation.ts';
import { conversationStream } from '../domain/event.ts';
import type { AgentId, ConversationId, MessageId } from '../domain/ids.ts';
import type { JsonObject } from '../domain/json.ts';
import { refuseTransition } from '../domain/machine.ts';
import type { NoModel } from '../domain/model.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readConversation } from '../store/read/conversations.ts';
import { readMessage, readMessagesBefore, readOpenReplies } from '../store/read/messages.ts';
import { endConversationRow, insertConversation } from '../store/write/conversations.ts';
import { addReply, addUserMessage, enqueueReply, requestReply } from './add-message.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import { answerWithModel, needModel, readActiveAgent } from './needed-model.ts';
import type { EngineParts } from './parts.ts';
import { writeReplyEnd } from './reply-outcome.ts';
import { keyFault, once } from './request.ts';

export interface NewConversation {
  readonly title: string;
  /** Provider and model; null for the agent's, or the default. */
  readonly model: string | null;
  readonly agentId: AgentId | null;
  readonly continuation: Continuation;
  readonly idempotencyKey: string | null;
}

const repliesWaiting = 10;

export async function createConversation(
  parts: EngineParts,
  caller: Caller,
  input: NewConversation,
): Promise<Answer<Conversation> | NoModel> {
  const origin = originOfCaller(caller);
  const fault = conversationTitleFault(input.title) ?? keyFault('idempotencyKey', input.idempotencyKey);
  if (fault !== null) return fault;
  const { idempotencyKey: key, ...asked } = input;
  const request = { operation: 'createConversation', key, input: asked as unknown as JsonObject };
  return await answerWithModel(parts, origin, (decision) =>
    once(decision, request, {
      recall: (id) => readConversation(decision.tx, origin.organizationId, id as ConversationId),
      make: async () => {
        const agent = await readActiveAgent(decision, input.agentId);
        if (isRefusal(agent)) return agent;
        const model = needModel(parts, input.model ?? agent?.model ?? null);
        return await insertNew(decision, { ...input, model });
      },
    }),
  );
}

async function insertNew(
  { tx, now, origin, parts, record }: Decision,
  input: NewConversation & { readonly model: string },
): Promise<Conversation> {
  const { title, continuation, model, agentId } = input;
  const conversation: Conversation = {
    id: parts.newId('conversation'),
    organizationId: origin.organizationId,
    title,
    state: 'OPEN',
    continuation,
    model,
    agentId,
    messageCount: 0,
    createdBy: origin.actor,
    createdAt: now,
    updatedAt: now,
  };
  await insertConversation(tx, conversation);
  const { id } = conversation;
  const about = { stream: conversationStream(id), ids: { conversationId: id } };
  record({ ...about, type: 'ConversationCreated', body: { model } });
  return conversation;
}

export interface NewMessage {
  readonly conversationId: ConversationId;
  readonly text: string;
  /** What happens while a reply is being written. */
  readonly whenBusy: 'QUEUE' | 'REFUSE';
  readonly idempotencyKey: string | null;
}

/** What was said, and the reply that will come of it. */
export interface SentMessage {
  /** The message's. */
  readonly id: MessageId;
  readonly message: Message;
  readonly reply: Message;
}

/** Says something: answers at once with the message and the reply, which is written by and by. */
export async function sendMessage(
  parts: EngineParts,
  caller: Caller,
  input: NewMessage,
): Promise<Answer<SentMessage> | NoModel> {
  const origin = originOfCaller(caller);
  const fault = messageTextFault(input.text) ?? keyFault('idempotencyKey', input.idempotencyKey);
  if (fault !== null) return fault;
  const { idempotencyKey: key, ...asked } = input;
  const request = { operation: 'sendMessage', key, input: asked as unknown as JsonObject };
  return await answerWithModel(parts, origin, (decision) =>
    once(decision, request, {
      recall: (id) => recallSent(decision, id as MessageId),
      make: async () => {
        const conversation = await readOwn(decision, caller, input.conversationId);
        if (isRefusal(conversation)) return conversation;
        needModel(parts, conversation.model);
        const busy = fullFault(conversation, 2, 'conversationId') ?? (await busyFault(decision, input));
        if (busy !== null) return busy;
        const by = origin.actor;
        const message = await addUserMessage(decision, conversation, { text: input.text, by });
        const counted = { ...conversation, messageCount: message.place };
        const reply = await addReply(decision, counted, { by, retryOf: null });
        const { conversationId } = input;
        decision.record({
          type: 'MessageSent',
          stream: conversationStream(conversationId),
          ids: { conversationId },
          body: { messageId: message.id, replyId: reply.id },
        });
        await enqueueReply(decision, reply);
        return { id: message.id, message, reply };
      },
    }),
  );
}

async function recallSent({ tx, origin }: Decision, id: MessageId): Promise<SentMessage | null> {
  const message = await readMessage(tx, origin.organizationId, id);
  if (message === null) return null;
  const { conversationId, place } = message;
  const [reply] = await readMessagesBefore(tx, { conversationId, before: place + 2, limit: 1 });
  return reply === undefined ? null : { id, message, reply };
}

function fullFault(conversation: Conversation, added: number, field: string): Refusal | null {
  if (hasRoom(conversation, added)) return null;
  const message = `The conversation has ${conversation.messageCount} messages; start another one.`;
  return refuse('LIMIT_EXCEEDED', message, ['input', field], { limit: messagesLimit, retryAt: null });
}

async function busyFault({ tx }: Decision, input: NewMessage): Promise<Refusal | null> {
  const open = await readOpenReplies(tx, input.conversationId);
  if (input.whenBusy === 'REFUSE' && open.length > 0) {
    const message = 'A reply is being written: wait for its end, stop it, or let the message queue.';
    return refuse('LIMIT_EXCEEDED', message, ['input', 'whenBusy'], { limit: 1, retryAt: null });
  }
  if (open.length < repliesWaiting) return null;
  const message = `${open.length} replies are still to be written: wait for some of them, or stop them.`;
  return refuse('LIMIT_EXCEEDED', message, ['input', 'conversationId'], {
    limit: repliesWaiting,
    retryAt: null,
  });
}

/** Stops a reply: what was said so far is kept, and the connection to the vendor closes. */
export async function stopReply(
  parts: EngineParts,
  caller: Caller,
  id: MessageId,
): Promise<Answer<Conversation>> {
  const stopped = await answer(parts, originOfCaller(caller), async (decision) => {
    const found = await readOwnReply(decision, caller, id);
    if (isRefusal(found)) return found;
    const { reply, conversation } = found;
    if (reply.state === 'STOPPED') return conversation;
    if (isMessageSettled(reply.state)) {
      const move = { from: reply.state, to: 'STOPPED' } as const;
      return refuseTransition('reply', messageTransitions, move, ['input', 'messageId']);
    }
    await writeStopped(decision, reply);
    return conversation;
  });
  if (!isRefusal(stopped)) parts.models.runs.stop(id, 'CANCELLED');
  return stopped;
}

async function writeStopped(decision: Decision, reply: Message): Promise<void> {
  const { texts } = decision.parts.models;
  const text = reply.state === 'STREAMING' ? (texts.get(reply.conversationId)?.text ?? null) : null;
  await writeReplyEnd(decision, reply, { to: 'STOPPED', text, turns: null, failure: null });
}

/**
 * Asks for a reply once more that ended without being complete, as long as nothing was said since. Each is tried again
 * once: asking for that again answers with the same reply.
 */
export function retryReply(
  parts: EngineParts,
  caller: Caller,
  id: MessageId,
): Promise<Answer<Message> | NoModel> {
  return answerWithModel(parts, originOfCaller(caller), async (decision) => {
    const found = await readOwnReply(decision, caller, id);
    if (isRefusal(found)) return found;
    const { reply, conversation } = found;
    const path = ['input', 'messageId'];
    if (!isMessageSettled(reply.state) || reply.state === 'COMPLETED') {
      return refuse('VALIDATION', `The reply is ${reply.state}: there is nothing to try again.`, path, {});
    }
    const { id: conversationId } = conversation;
    const [next] = await readMessagesBefore(decision.tx, {
      conversationId,
      before: reply.place + 2,
      limit: 1,
    });
    if (next?.retryOf === id) return next;
    if (reply.place !== conversation.messageCount) {
      return refuse('VALIDATION', 'The conversation has gone on since: say something instead.', path, {});
    }
    needModel(parts, conversation.model);
    const full = fullFault(conversation, 1, 'messageId');
    if (full !== null) return full;
    return await requestReply(decision, conversation, { by: decision.origin.actor, retryOf: id });
  });
}

/** Ends a conversation: what is being written is stopped, and nothing more can be said. */
export async function endConversation(
  parts: EngineParts,
  caller: Caller,
  id: ConversationId,
): Promise<Answer<Conversation>> {
  const stopped: MessageId[] = [];
  const ended = await answer(parts, originOfCaller(caller), async (decision) => {
    const { tx, now, origin } = decision;
    const conversation = await readConversation(tx, origin.organizationId, id);
    if (conversation === null || !mayFollowOwn(caller.viewer, conversation.createdBy)) return missing();
    if (!(await endConversationRow(tx, id, now))) return conversation;
    for (const reply of await readOpenReplies(tx, id)) {
      await writeStopped(decision, reply);
      stopped.push(reply.id);
    }
    const about = { stream: conversationStream(id), ids: { conversationId: id } };
    decision.record({ ...about, type: 'ConversationClosed', outcome: 'ENDED', body: {} });
    return { ...conversation, state: 'ENDED' as const, updatedAt: now };
  });
  if (!isRefusal(ended)) for (const replyId of stopped) parts.models.runs.stop(replyId, 'CANCELLED');
  return ended;
}

async function readOwn(
  { tx, origin }: Decision,
  caller: Caller,
  id: ConversationId,
): Promise<Conversation | Refusal> {
  const conversation = await readConversation(tx, origin.organizationId, id);
  if (conversation === null || !mayFollowOwn(caller.viewer, conversation.createdBy)) return missing();
  if (conversation.state === 'OPEN') return conversation;
  return refuse(
    'VALIDATION',
    'The conversation has ended: start another one.',
    ['input', 'conversationId'],
    {},
  );
}

async function readOwnReply(
  decision: Decision,
  caller: Caller,
  id: MessageId,
): Promise<{ reply: Message; conversation: Conversation } | Refusal> {
  const reply = await readMessage(decision.tx, decision.origin.organizationId, id);
  if (reply?.role !== 'ASSISTANT') return refuseNotFound('reply', ['input', 'messageId']);
  const conversation = await readOwn(decision, caller, reply.conversationId);
  return isRefusal(conversation)
    ? { ...conversation, path: ['input', 'messageId'] }
    : { reply, conversation };
}

function missing(): RefusalOf<'NOT_FOUND'> {
  return refuseNotFound('conversation', ['input', 'conversationId']);
}
