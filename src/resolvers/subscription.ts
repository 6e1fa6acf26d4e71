import { positionOf, type StreamCursor } from '../domain/cursor.ts';
import { parseId } from '../domain/ids.ts';
import { isRefusal, type Refusal, refuseNotFound } from '../domain/refusal.ts';
import type { Followed, Following, FollowRequest, Sink } from '../pubsub/hub.ts';
import { pull } from '../pubsub/pull.ts';
import { type Context, startOf } from './context.ts';
import {
  type EventFilterInput,
  eventFilterFault,
  readEventFilter,
  type ShownEvent,
  showEvent,
  showNotice,
} from './event.ts';

type Maybe<Value> = Value | null | undefined;
type Outcome = Promise<LiveEvents | Refusal>;

export async function followEvents(
  context: Context,
  args: { readonly filter?: Maybe<EventFilterInput>; readonly after?: Maybe<StreamCursor> },
): Outcome {
  const fault = await eventFilterFault(context, args.filter, ['filter']);
  if (fault !== null) return fault;
  return follow(context, { filter: readEventFilter(args.filter) }, args.after);
}

export async function followSession(context: Context, id: string, after: Maybe<StreamCursor>): Outcome {
  const sessionId = parseId('session', id);
  if (sessionId === null) return refuseNotFound('planning session', ['sessionId']);
  return follow(context, { entity: { kind: 'session', id: sessionId } }, after);
}

export async function followAction(context: Context, id: string, after: Maybe<StreamCursor>): Outcome {
  const actionId = parseId('action', id);
  if (actionId === null) return refuseNotFound('action', ['actionId']);
  return follow(context, { entity: { kind: 'action', id: actionId } }, after);
}

export async function followChain(
  context: Context,
  { id, subChains }: { readonly id: string; readonly subChains: Maybe<boolean> },
  after: Maybe<StreamCursor>,
): Outcome {
  const chainId = parseId('chain', id);
  if (chainId === null) return refuseNotFound('chain', ['chainId']);
  return follow(context, { entity: { kind: 'chain', id: chainId, subChains: subChains ?? false } }, after);
}

async function follow(
  context: Context,
  subject: FollowRequest['subject'],
  after: Maybe<StreamCursor>,
): Outcome {
  const { organizationId, actor } = context.viewer;
  const start = startOf(context, after);
  const from = start === null ? null : positionOf(start);
  const request = { organizationId, followedBy: actor.id, subject, after: from };
  const following = await context.services.hub.follow(request);
  return isRefusal(following) ? following : new LiveEvents(context, following);
}

/**
 * The events of a subscription as a client is shown them. Iterated, it hands them out one by one, and before each what
 * the operation has read is forgotten, because a context lives as long as its subscription. Piped, it pushes them
 * bare, for whoever shares the work among many. Not a generator: `return` has to reach the hub while `next` waits.
 */
export class LiveEvents implements AsyncIterableIterator<ShownEvent, void, void> {
  readonly #context: Context;
  readonly #following: Following;
  #events: AsyncGenerator<Followed, void, void> | null = null;

  constructor(context: Context, following: Following) {
    this.#context = context;
    this.#following = following;
  }

  pipe(sink: Sink): void {
    this.#following.pipe(sink);
  }

  close(): void {
    this.#following.close();
  }

  async next(): Promise<IteratorResult<ShownEvent, void>> {
    this.#events ??= pull(this.#following);
    const result = await this.#events.next();
    if (result.done === true) return result;
    this.#context.reads.refresh();
    return { done: false, value: showFollowed(result.value) };
  }

  async return(): Promise<IteratorReturnResult<void>> {
    this.#following.close();
    await this.#events?.return();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

export function showFollowed(followed: Followed): ShownEvent {
  return 'stream' in followed ? showEvent(followed) : showNotice(followed);
}
