import { randomBytes } from 'node:crypto';
import type { HeldGrants } from './held-grants.ts';
import type { Grant } from './identity.ts';

const lifeMs = 30_000;
export const mostTickets = 10_000;

interface Ticket {
  readonly grant: Grant;
  readonly drop: () => void;
}

/** Short-lived tickets that let one stream in without headers, for a browser's EventSource. Each works once. */
export class StreamTickets {
  readonly #tickets = new Map<string, Ticket>();
  readonly #grants: HeldGrants;

  constructor(grants: HeldGrants) {
    this.#grants = grants;
  }

  /** A ticket to the grant; it ends with it. Null when too many are out. */
  issue(grant: Grant): { readonly ticket: string; readonly expiresAt: number } | null {
    if (this.#tickets.size >= mostTickets) return null;
    const name = randomBytes(32).toString('base64url');
    const drop = () => {
      clearTimeout(timer);
      release();
      this.#tickets.delete(name);
    };
    const timer = setTimeout(drop, lifeMs).unref();
    const release = this.#grants.hold(grant, drop);
    this.#tickets.set(name, { grant, drop });
    return { ticket: name, expiresAt: Date.now() + lifeMs };
  }

  /** What the ticket stands for, the first time it is shown; null afterwards. */
  redeem(name: string): Grant | null {
    const ticket = this.#tickets.get(name);
    ticket?.drop();
    return ticket?.grant ?? null;
  }
}
