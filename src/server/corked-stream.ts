import type { Writable } from 'node:stream';

/** What has anything to write in this turn of the loop. */
let waiting: CorkedStream[] = [];

/**
 * A stream that is written to once in a turn of the event loop, however much is pushed in it: a write is what costs.
 * It never holds more than `limitBytes` and what one push brings, waiting here or in the stream.
 */
export class CorkedStream {
  readonly #stream: Writable;
  readonly #limitBytes: number;
  readonly #isOpen: () => boolean;
  #pushed = '';
  #pushedBytes = 0;
  #takenBytes = 0;
  #progressAt = performance.now();
  #draining: PromiseWithResolvers<void> | null = null;

  /** What was pushed is dropped unless `isOpen` when it would be written: after a close frame nothing may follow. */
  constructor(stream: Writable, limitBytes: number, isOpen: () => boolean = () => true) {
    this.#stream = stream;
    this.#isOpen = isOpen;
    // Below its own mark a stream does not tell that it has drained.
    this.#limitBytes = Math.max(limitBytes, stream.writableHighWaterMark + 1);
    stream.on('drain', () => this.#release());
    stream.once('close', () => this.#release());
  }

  /** Bytes that the peer has not taken yet. */
  get backlog(): number {
    return this.#pushed.length + this.#stream.writableLength;
  }

  /** Whether no more should come until it has drained. */
  get isFull(): boolean {
    return this.backlog >= this.#limitBytes;
  }

  /** Takes bytes, one character each; false when no more should come until it has drained. */
  push(bytes: string): boolean {
    if (this.#pushed === '') {
      if (waiting.length === 0) setImmediate(flushAll);
      waiting.push(this);
    }
    this.#pushed += bytes;
    this.#pushedBytes += bytes.length;
    return !this.isFull;
  }

  /** Writes what was pushed, now: before anyone else writes to the stream. */
  flush(): void {
    const bytes = this.#pushed;
    if (bytes === '') return;
    this.#pushed = '';
    const { writableEnded, destroyed } = this.#stream;
    if (!writableEnded && !destroyed && this.#isOpen()) this.#stream.write(bytes, 'latin1');
  }

  /** Whether the peer has taken nothing for a time, although something waits for it. To be asked now and then. */
  hasStalled(timeoutMs: number): boolean {
    const now = performance.now();
    const taken = this.#pushedBytes - this.backlog;
    if (this.backlog === 0 || taken > this.#takenBytes) this.#progressAt = now;
    this.#takenBytes = taken;
    return now - this.#progressAt >= timeoutMs;
  }

  /** Resolves when the peer has taken so much that more can come, or when the stream is gone. */
  drained(): Promise<void> {
    this.flush();
    if (!this.isFull || this.#stream.destroyed) return Promise.resolve();
    this.#draining ??= Promise.withResolvers();
    return this.#draining.promise;
  }

  #release(): void {
    this.#draining?.resolve();
    this.#draining = null;
  }
}

function flushAll(): void {
  const streams = waiting;
  waiting = [];
  for (const stream of streams) stream.flush();
}
