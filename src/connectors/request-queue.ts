import type { HttpOutcome } from '../domain/outside.ts';

/** Why nothing was sent: whoever asked has gone, or the vendor wants to hear nothing until a time. */
type TurnedAway = Extract<HttpOutcome, { kind: 'NOT_SENT' | 'REFUSED' }>;

/** What a vendor says that a key has left, and how long it is until all of it is there again. */
export interface BudgetLeft {
  readonly left: number;
  readonly resetsInMs: number;
}

interface QueueOptions {
  /** Requests on their way at a time. */
  readonly lanes: number;
  /** A clock that only goes forward; left out: that of the process. */
  readonly elapsedMs?: () => number;
}

/** A vendor that asks for more is asked again by then. */
const longestClosedMs = 60 * 60_000;

/**
 * The requests of one key: a few at a time, in the order in which they came, and none while the vendor asks to wait.
 * Nothing is tried again here.
 */
export class RequestQueue {
  readonly #lanes: number;
  readonly #elapsedMs: () => number;
  readonly #waiting: (() => void)[] = [];
  #onTheWay = 0;
  #left = Number.POSITIVE_INFINITY;
  #resetAt = 0;
  #closedUntil = 0;

  constructor({ lanes, elapsedMs = () => performance.now() }: QueueOptions) {
    this.#lanes = lanes;
    this.#elapsedMs = elapsedMs;
  }

  /** Sends in its turn, or says why nothing was sent. */
  async send<Outcome>(signal: AbortSignal, request: () => Promise<Outcome>): Promise<Outcome | TurnedAway> {
    if (!(await this.#turn(signal))) {
      const message = 'It was told to stop while it waited for its turn.';
      return { kind: 'NOT_SENT', message, answer: null };
    }
    try {
      const waitMs = this.#waitMs();
      if (waitMs > 0) {
        const message = 'The target asked to wait before the next request.';
        const retryAfterMs = Math.ceil(waitMs);
        const told = { isHeldBack: true, hasAskedToWait: true } as const;
        return { kind: 'REFUSED', message, retryAfterMs, answer: null, ...told };
      }
      this.#left -= 1;
      return await request();
    } finally {
      this.#onTheWay -= 1;
      this.#waiting.shift()?.();
    }
  }

  /** Takes in what an answer says that is left; what is on its way besides is not counted in it yet. */
  note({ left, resetsInMs }: BudgetLeft): void {
    this.#left = left - Math.max(0, this.#onTheWay - 1);
    this.#resetAt = this.#elapsedMs() + Math.min(resetsInMs, longestClosedMs);
  }

  /** Sends nothing for a while: the vendor said so. */
  closeFor(waitMs: number): void {
    const until = this.#elapsedMs() + Math.min(waitMs, longestClosedMs);
    this.#closedUntil = Math.max(this.#closedUntil, until);
  }

  /** How long it is until the next request may be sent; 0 when it may now. */
  #waitMs(): number {
    const now = this.#elapsedMs();
    if (this.#closedUntil > now) return this.#closedUntil - now;
    if (this.#resetAt <= now) this.#left = Number.POSITIVE_INFINITY;
    return this.#left > 0 ? 0 : this.#resetAt - now;
  }

  /** Waits for a lane; false when the signal came first. */
  #turn(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    if (this.#onTheWay < this.#lanes) {
      this.#onTheWay += 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const go = () => {
        signal.removeEventListener('abort', leave);
        this.#onTheWay += 1;
        resolve(true);
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1);
        resolve(false);
      };
      this.#waiting.push(go);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
