interface BreakerOptions {
  /** After so many failures in a row the target rests. */
  readonly failures: number;
  readonly restMs: number;
  /** A clock that only goes forward. */
  readonly elapsedMs: () => number;
}

/** Lets a target rest that fails again and again; then one request in each rest shows whether it is back. */
export class Breaker {
  readonly #options: BreakerOptions;
  #failed = 0;
  #restsUntil = 0;

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  /** For how long nothing may be sent; null when the next request may go. */
  restMs(): number | null {
    const { failures, restMs, elapsedMs } = this.#options;
    if (this.#failed < failures) return null;
    const now = elapsedMs();
    if (this.#restsUntil > now) return Math.ceil(this.#restsUntil - now);
    this.#restsUntil = now + restMs;
    return null;
  }

  /** Takes in how a request went that was sent. */
  note({ isFailure }: { isFailure: boolean }): void {
    this.#failed = isFailure ? this.#failed + 1 : 0;
    this.#restsUntil = this.#options.elapsedMs() + this.#options.restMs;
  }
}
