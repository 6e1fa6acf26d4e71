import type { Message } from '../domain/conversation.ts';
import { positionOf, type StreamCursor } from '../domain/cursor.ts';
import type { EventBodies, LoggedEvent } from '../domain/event.ts';
import type { ActionId, ConversationId, MessageId, OrganizationId } from '../domain/ids.ts';
import { isRefusal, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readHead, readTrimmedThrough } from '../store/log.ts';
import { readConversation } from '../store/read/conversations.ts';
import { readLogPage } from '../store/read/events.ts';
import { readMessage } from '../store/read/messages.ts';
import type { Store } from '../store/store.ts';
import type { FollowRefusal, Hub } from './hub.ts';
import type { LiveTexts } from './live-texts.ts';
import { closableBy, TextWatch } from './text-watch.ts';

/** How far a follower was told a text. */
interface Told {
  readonly id: MessageId;
  readonly offset: number;
}

/** What a follower of a conversation is told. Inside a reply its cursor says how much of that was told. */
export type ConversationHeard = {
  readonly conversationId: ConversationId;
  readonly cursor: StreamCursor;
} /** The text of a reply from `from` on. */ & (
  | { readonly kind: 'DELTA'; readonly messageId: MessageId; readonly from: number; readonly text: string }
  | { readonly kind: 'MESSAGE' | 'REPLY_REQUESTED'; readonly message: Message }
  | {
      readonly kind: 'CALL_STARTED' | 'CALL_ENDED';
      readonly messageId: MessageId;
      readonly callIndex: number;
    }
  | { readonly kind: 'ACTION_PROPOSED' | 'ACTION_UPDATED'; readonly actionId: ActionId }
  /** The log no longer holds what lies before the cursor. */
  | { readonly kind: 'TRIMMED' }
  | { readonly kind: 'ENDED' }
);

type Heard = ConversationHeard extends infer Each ? (Each extends unknown ? Untold<Each> : never) : never;
type Untold<Each> = Omit<Each, 'conversationId' | 'cursor'>;

interface Surroundings {
  readonly store: Store;
  readonly texts: LiveTexts;
  readonly hub: Hub;
  readonly now: () => number;
}

export interface ConversationRequest {
  readonly organizationId: OrganizationId;
  /** Whose subscription it is, by the id of the actor. */
  readonly followedBy: string;
  readonly conversationId: ConversationId;
  /** Null: from its beginning. */
  readonly after: StreamCursor | null;
}

/** Pieces of a text are told no more often than this. */
const intervalMs = 50;
/** Events that are read from the log at a time; the event loop breathes after each page. */
const pageSize = 200;

/**
 * A conversation from where the follower left off: what the log holds, then live with the text of the reply that is
 * being written, to the exact character. Ends with the conversation. Counts among the subscriptions of its actor.
 */
export async function followConversation(
  around: Surroundings,
  request: ConversationRequest,
): Promise<AsyncIterableIterator<ConversationHeard, void, void> | FollowRefusal> {
  const letGo = around.hub.hold(request);
  if (isRefusal(letGo)) return letGo;
  try {
    const heard = await follow(around, request, letGo);
    if (isRefusal(heard)) letGo();
    return heard;
  } catch (cause) {
    letGo();
    throw cause;
  }
}

async function follow(
  { store, texts, now }: Surroundings,
  { organizationId, followedBy, conversationId, after }: ConversationRequest,
  onClose: () => void,
): Promise<AsyncIterableIterator<ConversationHeard, void, void> | FollowRefusal> {
  const { head, trimmedThrough, conversation } = await store.read(async (reader) => ({
    head: await readHead(reader, organizationId),
    trimmedThrough: await readTrimmedThrough(reader, organizationId),
    conversation: await readConversation(reader, organizationId, conversationId),
  }));
  if (conversation === null) return refuseNotFound('conversation', ['conversationId']);
  if (positionOf(after ?? 0) > head) {
    const message = 'The cursor lies beyond the end of the log: use one that this server gave you.';
    return refuse('VALIDATION', message, ['after'], {});
  }
  let position = positionOf(after ?? 0);
  const watch = new TextWatch(texts, {
    organizationId,
    followedBy,
    owner: conversationId,
    column: 'conversationId',
    position,
    intervalMs,
    since: now(),
    onClose,
  });
  let told = toldBy(after);
  let ended = conversation.state === 'ENDED';
  return closableBy(watch, run());

  async function* run(): AsyncGenerator<ConversationHeard, void, void> {
    try {
      if (trimmedThrough > position) {
        position = trimmedThrough;
        yield heard({ kind: 'TRIMMED' });
      }
      while (!watch.closed) {
        const page = await store.read((reader) =>
          readLogPage(reader, {
            organizationId,
            conditions: [{ column: 'conversationId', anyOf: [conversationId] }],
            after: position,
            limit: pageSize,
          }),
        );
        for (const event of page.events) yield* tell(event);
        position = Math.max(position, page.readThrough);
        if (page.readThrough < page.head) {
          await turnOfTheLoop();
          continue;
        }
        if (ended) return yield heard({ kind: 'ENDED' });
        const piece = await livePiece();
        if (piece === null) await watch.change();
        else if (!watch.closed) yield piece;
      }
    } finally {
      watch.close();
    }
  }

  /** What has grown of the reply that is being written; null when nothing has. */
  async function livePiece(): Promise<ConversationHeard | null> {
    const live = texts.get(conversationId);
    if (live === null) return null;
    const messageId = live.id as MessageId;
    const from = told?.id === messageId ? told.offset : 0;
    if (live.text.length <= from) return null;
    await watch.turn();
    return delta(messageId, from, live.text);
  }

  function delta(messageId: MessageId, from: number, whole: string): ConversationHeard {
    told = { id: messageId, offset: whole.length };
    return heard({ kind: 'DELTA', messageId, from, text: whole.slice(from) });
  }

  async function* tell(event: LoggedEvent): AsyncGenerator<ConversationHeard, void, void> {
    const message = await messageOf(event);
    // Whoever was told a part of the text is told the rest of it before the message as a whole.
    if (message !== null && told?.id === message.id && told.offset < message.text.length) {
      yield delta(message.id, told.offset, message.text);
    }
    if (message !== null && told?.id === message.id) told = null;
    position = event.position;
    if (message !== null) yield heard({ kind: 'MESSAGE', message });
    const requested = await requestedBy(event);
    if (requested !== null) yield heard({ kind: 'REPLY_REQUESTED', message: requested });
    if (event.type === 'ModelToolCallStarted' || event.type === 'ModelToolCallEnded') {
      const kind = event.type === 'ModelToolCallStarted' ? 'CALL_STARTED' : 'CALL_ENDED';
      const { messageId, callIndex } = event.body as EventBodies['ModelToolCallStarted'];
      yield heard({ kind, messageId, callIndex });
    }
    if (event.type === 'ConversationClosed') ended = true;
    if (event.actionId !== null) {
      const kind = event.type === 'ActionProposed' ? 'ACTION_PROPOSED' : 'ACTION_UPDATED';
      yield heard({ kind, actionId: event.actionId });
    }
  }

  /** The reply that an event says will come. */
  async function requestedBy(event: LoggedEvent): Promise<Message | null> {
    if (event.type !== 'ReplyRequested' || event.body === null) return null;
    const { messageId } = event.body as EventBodies['ReplyRequested'];
    return await store.read((reader) => readMessage(reader, organizationId, messageId));
  }

  /** The message that an event tells of: what a person said, or a reply that has ended. */
  async function messageOf(event: LoggedEvent): Promise<Message | null> {
    if (event.type !== 'MessageSent' && event.type !== 'MessageCompleted') return null;
    if (event.body === null) return null;
    const { messageId } = event.body as EventBodies['MessageSent'];
    return await store.read((reader) => readMessage(reader, organizationId, messageId));
  }

  function heard(what: Heard): ConversationHeard {
    const cursor = told === null ? position : { position, textId: told.id, offset: told.offset };
    return { ...what, conversationId, cursor } as ConversationHeard;
  }
}

function toldBy(after: StreamCursor | null): Told | null {
  if (after === null || typeof after === 'number' || !after.textId.startsWith('msg_')) return null;
  return { id: after.textId as MessageId, offset: after.offset };
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
