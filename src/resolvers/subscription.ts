import { parseId } from '../domain/ids.ts';
import { isRefusal, type Refusal, refuseNotFound } from '../domain/refusal.ts';
import type { Followed, FollowRequest } from '../pubsub/hub.ts';
import type { Context } from './context.ts';
import { type EventFilterInput, readEventFilter, type ShownEvent, showEvent, showNotice } from './event.ts';

type Maybe<Value> = Value | null | undefined;
type Following = Promise<AsyncIterableIterator<ShownEvent> | Refusal>;

export function followEvents(
  context: Context,
  args: { readonly filter?: Maybe<EventFilterInput>; readonly after?: Maybe<number> },
): Following {
  return follow(context, { filter: readEventFilter(args.filter) }, args.after);
}

export async function followSession(context: Context, id: string, after: Maybe<number>): Following {
  const sessionId = parseId('session', id);
  if (sessionId === null) return refuseNotFound('planning session', ['sessionId']);
  return follow(context, { entity: { kind: 'session', id: sessionId } }, after);
}

export async function followAction(context: Context, id: string, after: Maybe<number>): Following {
  const actionId = parseId('action', id);
  if (actionId === null) return refuseNotFound('action', ['actionId']);
  return follow(context, { entity: { kind: 'action', id: actionId } }, after);
}

export async function followChain(
  context: Context,
  { id, subChains }: { readonly id: string; readonly subChains: Maybe<boolean> },
  after: Maybe<number>,
): Following {
  const chainId = parseId('chain', id);
  if (chainId === null) return refuseNotFound('chain', ['chainId']);
  return follow(context, { entity: { kind: 'chain', id: chainId, subChains: subChains ?? false } }, after);
}

async function follow(context: Context, subject: FollowRequest['subject'], after: Maybe<number>): Following {
  const { organizationId } = context.viewer;
  const events = await context.services.hub.follow({ organizationId, subject, after: after ?? null });
  return isRefusal(events) ? events : new ShownEvents(context, events);
}

/**
 * Events as a client is shown them; before each, what the operation has read is forgotten, because a context lives as
 * long as its subscription. Not a generator: `return` has to reach the hub while `next` still waits for an event.
 */
class ShownEvents implements AsyncIterableIterator<ShownEvent, void, void> {
  readonly #context: Context;
  readonly #events: AsyncGenerator<Followed, void, void>;

  constructor(context: Context, events: AsyncGenerator<Followed, void, void>) {
    this.#context = context;
    this.#events = events;
  }

  async next(): Promise<IteratorResult<ShownEvent, void>> {
    const result = await this.#events.next();
    if (result.done === true) return result;
    this.#context.reads.refresh();
    const followed = result.value;
    return { done: false, value: 'stream' in followed ? showEvent(followed) : showNotice(followed) };
  }

  return(): Promise<IteratorResult<ShownEvent, void>> {
    return this.#events.return() as Promise<IteratorReturnResult<void>>;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
