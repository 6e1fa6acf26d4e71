import type { LiveTexts, TextOwner } from './live-texts.ts';

/** One follower's ear at a growing text: says when there is more, and not more often than it may be told. */
export class TextWatch {
  readonly #intervalMs: number;
  readonly #stopWatching: () => void;
  readonly #onClose: () => void;
  #changed = true;
  #closed = false;
  #toldAt = Number.NEGATIVE_INFINITY;
  #wake: () => void = () => {};

  constructor(
    texts: LiveTexts,
    about: { readonly owner: TextOwner; readonly intervalMs: number; readonly onClose: () => void },
  ) {
    const { owner, intervalMs, onClose } = about;
    this.#intervalMs = intervalMs;
    this.#onClose = onClose;
    this.#stopWatching = texts.watch(owner, () => {
      this.#changed = true;
      this.#wake();
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Waits until something has changed since it was last asked, or the follower is gone. */
  async change(): Promise<void> {
    while (!this.#changed && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#changed = false;
  }

  /** Waits until the next piece may be told; what comes meanwhile goes with it. */
  async turn(): Promise<void> {
    const restMs = this.#toldAt + this.#intervalMs - performance.now();
    if (restMs > 0 && !this.#closed) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, restMs);
        this.#wake = () => {
          if (!this.#closed) return;
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#toldAt = performance.now();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopWatching();
    this.#onClose();
    this.#wake();
  }
}

/** A generator that waits cannot be returned; closing its watch lets it go. */
export function closableBy<Value>(
  watch: TextWatch,
  values: AsyncGenerator<Value, void, void>,
): AsyncIterableIterator<Value, void, void> {
  return {
    next: () => values.next(),
    return: () => {
      watch.close();
      return values.return() as Promise<IteratorReturnResult<void>>;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
