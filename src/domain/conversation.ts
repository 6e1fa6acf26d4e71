import type { Actor } from './actor.ts';
import type { ActionId, AgentId, ConversationId, MessageId, OrganizationId } from './ids.ts';
import type { Json } from './json.ts';
import type { Transitions } from './machine.ts';
import type { ModelFailureReason } from './model.ts';
import { type RefusalOf, refuse } from './refusal.ts';

export const conversationStates = ['OPEN', 'ENDED'] as const;
export type ConversationState = (typeof conversationStates)[number];

/** What happens when people have decided on what a reply proposed. */
export const continuations = ['AUTOMATIC', 'WAIT'] as const;
export type Continuation = (typeof continuations)[number];

/** A talk with a model; its tool calls become actions. Times are epoch milliseconds. */
export interface Conversation {
  readonly id: ConversationId;
  readonly organizationId: OrganizationId;
  readonly title: string;
  readonly state: ConversationState;
  readonly continuation: Continuation;
  readonly model: string;
  readonly agentId: AgentId | null;
  readonly messageCount: number;
  readonly createdBy: Actor;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const messageRoles = ['USER', 'ASSISTANT'] as const;
export type MessageRole = (typeof messageRoles)[number];

export const messageStates = [
  'QUEUED',
  'STREAMING',
  'COMPLETED',
  'FAILED',
  'STOPPED',
  'INTERRUPTED',
] as const;
export type MessageState = (typeof messageStates)[number];

export const messageTransitions: Transitions<MessageState> = {
  QUEUED: ['STREAMING', 'FAILED', 'STOPPED'],
  STREAMING: ['COMPLETED', 'FAILED', 'STOPPED', 'INTERRUPTED'],
  COMPLETED: [],
  FAILED: [],
  STOPPED: [],
  INTERRUPTED: [],
};

export function isMessageSettled(state: MessageState): boolean {
  return messageTransitions[state].length === 0;
}

/** One turn of a reply: what the model said, and the calls that it made then. */
export interface ReplyTurn {
  readonly text: string;
  readonly calls: readonly { readonly callId: string; readonly index: number }[];
}

export interface MessageFailure {
  readonly reason: ModelFailureReason;
  /** A sentence. */
  readonly message: string;
}

/** What a person said, or a reply of the model. Times are epoch milliseconds. */
export interface Message {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly organizationId: OrganizationId;
  /** 1, 2, 3 … in the conversation. */
  readonly place: number;
  readonly role: MessageRole;
  readonly state: MessageState;
  /** Of a reply that is being written: as it was last kept. */
  readonly text: string;
  readonly turns: readonly ReplyTurn[];
  readonly failure: MessageFailure | null;
  /** The reply that this one tries again. */
  readonly retryOf: MessageId | null;
  /** Who said it; of a reply, who asked for it. */
  readonly createdBy: Actor;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

export const toolCallStates = ['STARTED', 'PROPOSED', 'ANSWERED', 'REFUSED', 'ABANDONED'] as const;
export type ToolCallState = (typeof toolCallStates)[number];

/** A call of a tool that a reply holds. */
export interface ToolCall {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  /** 0, 1, 2 … in the message. */
  readonly index: number;
  readonly tool: string;
  /** As the model wrote them; what is no JSON stands as a text. */
  readonly arguments: Json;
  readonly state: ToolCallState;
  /** What a tool that only reads answered. */
  readonly result: Json;
  /** Why it was refused, as the model is told. */
  readonly error: string | null;
  readonly actionId: ActionId | null;
  /** The action of the same call made earlier in the conversation. */
  readonly repeatOf: ActionId | null;
}

const longestCallName = 64;

/** The name of a call in the form that every vendor takes back, whatever the model wrote. */
export function nameOfCall(written: string): string {
  return written.slice(0, longestCallName).replaceAll(/[^A-Za-z0-9_-]/g, '_') || '_';
}

export const messagesLimit = 2_000;

/** Whether so many more messages may be added. */
export function hasRoom({ messageCount }: Conversation, added: number): boolean {
  return messageCount + added <= messagesLimit;
}

export const titleLimit = 200;
export const messageLengthLimit = 20_000;

export function conversationTitleFault(title: string): RefusalOf<'VALIDATION'> | null {
  if (title.trim() !== '' && title.length <= titleLimit) return null;
  const message = `title has ${title.length} characters; it needs 1 to ${titleLimit} that are not all spaces.`;
  return refuse('VALIDATION', message, ['input', 'title'], {});
}

export function messageTextFault(text: string): RefusalOf<'VALIDATION'> | null {
  if (text.trim() !== '' && text.length <= messageLengthLimit) return null;
  const message = `text has ${text.length} characters; it needs 1 to ${messageLengthLimit} that are not all spaces.`;
  return refuse('VALIDATION', message, ['input', 'text'], {});
}
