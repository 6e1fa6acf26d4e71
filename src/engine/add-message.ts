import type { Actor } from '../domain/actor.ts';
import type { Conversation, Message } from '../domain/conversation.ts';
import { conversationStream } from '../domain/event.ts';
import type { MessageId } from '../domain/ids.ts';
import { setMessageCount } from '../store/write/conversations.ts';
import { insertMessage } from '../store/write/messages.ts';
import type { DecidingParts, Decision } from './decide.ts';

/** Puts the text of a person behind what was said before. */
export async function addUserMessage(
  decision: Decision<DecidingParts>,
  conversation: Conversation,
  said: { readonly text: string; readonly by: Actor },
): Promise<Message> {
  const { now } = decision;
  const message = { ...blank(decision, conversation, said.by), text: said.text, endedAt: now };
  return await add(decision, { ...message, role: 'USER', state: 'COMPLETED' });
}

/** Puts a reply that the model shall write behind what was said before: it is begun when those before it have ended. */
export async function addReply(
  decision: Decision<DecidingParts>,
  conversation: Conversation,
  asked: { readonly by: Actor; readonly retryOf: MessageId | null },
): Promise<Message> {
  const message = { ...blank(decision, conversation, asked.by), retryOf: asked.retryOf };
  return await add(decision, { ...message, role: 'ASSISTANT', state: 'QUEUED' });
}

/** Asks for a reply to nothing new: one that is tried again, or that goes on by itself. */
export async function requestReply(
  decision: Decision<DecidingParts>,
  conversation: Conversation,
  asked: { readonly by: Actor; readonly retryOf: MessageId | null },
): Promise<Message> {
  const reply = await addReply(decision, conversation, asked);
  decision.record({
    type: 'ReplyRequested',
    stream: conversationStream(conversation.id),
    ids: { conversationId: conversation.id },
    body: { messageId: reply.id, retryOf: asked.retryOf },
  });
  await enqueueReply(decision, reply);
  return reply;
}

/** Asks for the model, in the order of the conversation. */
export async function enqueueReply(decision: Decision<DecidingParts>, reply: Message): Promise<void> {
  await decision.enqueue({
    kind: 'REPLY_RUN',
    dedupeKey: `${reply.id}:run`,
    sessionId: null,
    messageId: reply.id,
    stream: conversationStream(reply.conversationId),
  });
}

function blank(
  { parts, now }: Decision<DecidingParts>,
  conversation: Conversation,
  createdBy: Actor,
): Omit<Message, 'role' | 'state'> {
  return {
    id: parts.newId('message'),
    conversationId: conversation.id,
    organizationId: conversation.organizationId,
    place: conversation.messageCount + 1,
    text: '',
    turns: [],
    failure: null,
    retryOf: null,
    createdBy,
    createdAt: now,
    endedAt: null,
  };
}

async function add({ tx, now }: Decision<DecidingParts>, message: Message): Promise<Message> {
  await insertMessage(tx, message);
  await setMessageCount(tx, { id: message.conversationId, count: message.place, now });
  return message;
}
