import type { Followed, Following, Sink } from './hub.ts';

/** Events that may wait for whoever pulls; with more the follower reads them from the log when they are wanted. */
const queueLimit = 1_000;
/** From here on it wants more. */
const lowWater = queueLimit / 2;

/** The events of a subscription for whoever asks for them one by one. `return` reaches it while `next` still waits. */
export function pull(following: Following): AsyncGenerator<Followed, void, void> {
  return new PulledEvents(following);
}

class PulledEvents implements AsyncGenerator<Followed, void, void>, Sink {
  readonly #following: Following;
  #queue: Followed[] = [];
  #taken = 0;
  #state: 'new' | 'open' | 'ended' = 'new';
  #cause: unknown;
  #waiting: PromiseWithResolvers<void> | null = null;
  #draining: PromiseWithResolvers<void> | null = null;

  constructor(following: Following) {
    this.#following = following;
  }

  take(followed: Followed): boolean {
    this.#queue.push(followed);
    this.#wake();
    return this.#queue.length - this.#taken < queueLimit;
  }

  drained(): Promise<void> {
    if (this.#state === 'ended' || this.#queue.length - this.#taken < lowWater) return Promise.resolve();
    this.#draining ??= Promise.withResolvers();
    return this.#draining.promise;
  }

  end(cause?: unknown): void {
    this.#state = 'ended';
    this.#cause = cause;
    this.#wake();
  }

  async next(): Promise<IteratorResult<Followed, void>> {
    if (this.#state === 'new') {
      this.#state = 'open';
      this.#following.pipe(this);
    }
    for (;;) {
      const followed = this.#shift();
      if (followed !== undefined) return { done: false, value: followed };
      if (this.#state === 'ended') {
        const cause = this.#cause;
        this.#cause = undefined;
        if (cause !== undefined) throw cause;
        return { done: true, value: undefined };
      }
      this.#waiting ??= Promise.withResolvers();
      await this.#waiting.promise;
    }
  }

  async return(): Promise<IteratorResult<Followed, void>> {
    this.#letGo();
    return { done: true, value: undefined };
  }

  async throw(cause: unknown): Promise<IteratorResult<Followed, void>> {
    this.#letGo();
    throw cause;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#letGo();
  }

  #letGo(): void {
    this.#following.close();
    this.#queue = [];
    this.#taken = 0;
    this.#state = 'ended';
    this.#cause = undefined;
    this.#wake();
    this.#draining?.resolve();
    this.#draining = null;
  }

  #wake(): void {
    this.#waiting?.resolve();
    this.#waiting = null;
  }

  #shift(): Followed | undefined {
    const followed = this.#queue[this.#taken];
    if (followed === undefined) return undefined;
    this.#taken += 1;
    // Also one that never quite catches up lets go of what it has handed out.
    if (this.#taken === this.#queue.length || this.#taken >= queueLimit) {
      this.#queue = this.#queue.slice(this.#taken);
      this.#taken = 0;
    }
    if (this.#draining !== null && this.#queue.length - this.#taken < lowWater) {
      this.#draining.resolve();
      this.#draining = null;
    }
    return followed;
  }
}
