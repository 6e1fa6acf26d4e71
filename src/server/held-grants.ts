import type { Grant } from './identity.ts';

/** Told once, when a grant ends before its holder lets go of it; `reason` is a sentence for the client. */
export type OnGrantEnd = (reason: string) => void;

interface Holding {
  readonly grant: Grant;
  readonly onEnd: OnGrantEnd;
  timer: NodeJS.Timeout | undefined;
}

/** A longer timeout overflows and fires at once. */
const longestTimeoutMs = 2_147_483_647;

/** What lives longer than one answer, such as a socket or a stream, holds the grant it lives on, and hears of its end. */
export class HeldGrants implements Disposable {
  readonly #holdings = new Set<Holding>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Holds a grant until the returned function is called. A grant that has expired ends at the next turn of the loop. */
  hold(grant: Grant, onEnd: OnGrantEnd): () => void {
    const holding: Holding = { grant, onEnd, timer: undefined };
    this.#holdings.add(holding);
    this.#watchExpiry(holding);
    return () => this.#release(holding);
  }

  /** Ends every held grant that is meant. */
  endWhere(isMeant: (grant: Grant) => boolean, reason: string): void {
    for (const holding of this.#holdings) if (isMeant(holding.grant)) this.#end(holding, reason);
  }

  get size(): number {
    return this.#holdings.size;
  }

  [Symbol.dispose](): void {
    for (const holding of this.#holdings) this.#release(holding);
  }

  #watchExpiry(holding: Holding): void {
    const { expiresAt } = holding.grant;
    if (expiresAt === null) return;
    const leftMs = Math.max(0, expiresAt - this.#now());
    const look = () => {
      if (this.#now() >= expiresAt) this.#end(holding, 'The credentials have expired.');
      else this.#watchExpiry(holding);
    };
    holding.timer = setTimeout(look, Math.min(leftMs, longestTimeoutMs)).unref();
  }

  #end(holding: Holding, reason: string): void {
    this.#release(holding);
    holding.onEnd(reason);
  }

  #release(holding: Holding): void {
    clearTimeout(holding.timer);
    this.#holdings.delete(holding);
  }
}
