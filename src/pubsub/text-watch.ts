import { positionOf, type StreamCursor } from '../domain/cursor.ts';
import type { OrganizationId } from '../domain/ids.ts';
import type { Holder } from './held-streams.ts';
import type { FollowingStatus } from './hub.ts';
import type { LiveTexts, TextFollower, TextOwner } from './live-texts.ts';

interface Watched extends Holder {
  readonly owner: TextOwner;
  /** The field of events that holds the owner. */
  readonly column: 'jobId' | 'conversationId';
  /** Through here the follower knows everything. */
  readonly position: number;
  /** Pieces of the text are told no more often than this. */
  readonly intervalMs: number;
  /** When it began, in epoch milliseconds. */
  readonly since: number;
  readonly onClose: () => void;
}

/** One follower's ear at a growing text: says when there is more, and not more often than it may be told. */
export class TextWatch implements TextFollower {
  readonly #texts: LiveTexts;
  readonly #watched: Watched;
  #changed = true;
  #closed = false;
  #waits = false;
  #told = 0;
  #position: number;
  #toldAt = Number.NEGATIVE_INFINITY;
  #wake: () => void = () => {};

  constructor(texts: LiveTexts, watched: Watched) {
    this.#texts = texts;
    this.#watched = watched;
    this.#position = watched.position;
    texts.join(this);
  }

  get organizationId(): OrganizationId {
    return this.#watched.organizationId;
  }

  get followedBy(): string {
    return this.#watched.followedBy;
  }

  get owner(): TextOwner {
    return this.#watched.owner;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get status(): FollowingStatus {
    const { column, owner, since } = this.#watched;
    return {
      entityId: owner,
      conditions: [{ column, anyOf: [owner] }],
      state: this.#waits ? 'LIVE' : 'CATCHING_UP',
      matched: this.#told,
      delivered: this.#told,
      position: this.#position,
      since,
    };
  }

  hear(): void {
    this.#changed = true;
    this.#wake();
  }

  /** Counts what the follower was told. */
  count(cursor: StreamCursor): void {
    this.#told += 1;
    this.#position = positionOf(cursor);
  }

  /** Waits until something has changed since it was last asked, or the follower is gone. */
  async change(): Promise<void> {
    this.#waits = true;
    while (!this.#changed && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#waits = false;
    this.#changed = false;
  }

  /** Waits until the next piece may be told; what comes meanwhile goes with it. */
  async turn(): Promise<void> {
    const dueAt = this.#toldAt + this.#watched.intervalMs;
    this.#waits = true;
    // A timer may ring up to a millisecond before its time.
    for (let restMs = this.#restUntil(dueAt); restMs > 0; restMs = this.#restUntil(dueAt)) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, restMs);
        this.#wake = () => {
          if (!this.#closed) return;
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#waits = false;
    this.#toldAt = performance.now();
  }

  /** Milliseconds; none when nobody follows any more. */
  #restUntil(dueAt: number): number {
    return this.#closed ? 0 : dueAt - performance.now();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#texts.leave(this);
    this.#watched.onClose();
    this.#wake();
  }
}

/** A generator that waits cannot be returned; closing its watch lets it go. */
export function closableBy<Value extends { readonly cursor: StreamCursor }>(
  watch: TextWatch,
  values: AsyncGenerator<Value, void, void>,
): AsyncIterableIterator<Value, void, void> {
  return {
    next: async () => {
      const next = await values.next();
      if (next.done !== true) watch.count(next.value.cursor);
      return next;
    },
    return: () => {
      watch.close();
      return values.return() as Promise<IteratorReturnResult<void>>;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
