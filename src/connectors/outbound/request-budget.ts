import { setTimeout as sleep } from 'node:timers/promises';

/** When a request may go. */
export type Turn =
  | { readonly kind: 'go' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'full'; readonly waitMs: number };

/** Spaces requests evenly, in the order in which they ask; a part of a minute's worth may go at once. */
export class RequestBudget {
  readonly #intervalMs: number;
  readonly #burstMs: number;
  readonly #longestWaitMs: number;
  readonly #elapsedMs: () => number;
  /** When all that has been promised is used up, by that clock. */
  #promisedUntil = 0;

  constructor(options: { perMinute: number; longestWaitMs: number; elapsedMs: () => number }) {
    this.#intervalMs = 60_000 / options.perMinute;
    this.#burstMs = Math.max(10_000, this.#intervalMs);
    this.#longestWaitMs = options.longestWaitMs;
    this.#elapsedMs = options.elapsedMs;
  }

  /** Waits for a turn; who would have to wait too long is told when to come back. */
  async take(signal: AbortSignal): Promise<Turn> {
    const now = this.#elapsedMs();
    const from = Math.max(this.#promisedUntil, now);
    const waitMs = from + this.#intervalMs - this.#burstMs - now;
    if (waitMs > this.#longestWaitMs) return { kind: 'full', waitMs: Math.ceil(waitMs) };
    this.#promisedUntil = from + this.#intervalMs;
    if (waitMs <= 0) return { kind: 'go' };
    try {
      await sleep(waitMs, undefined, { signal });
      return { kind: 'go' };
    } catch {
      return { kind: 'stopped' };
    }
  }
}
