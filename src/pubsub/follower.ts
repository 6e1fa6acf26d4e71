import type { LoggedEvent } from '../domain/event.ts';
import type { FilterCondition } from '../domain/event-filter.ts';
import type { OrganizationId } from '../domain/ids.ts';
import type { Subscriber } from './filter-index.ts';

/** Events that may wait for one follower; with more it is sent back to the log, which holds them anyway. */
const queueLimit = 1_000;

/** What a follower finds when it looks: the next event, nothing but the log to go on from, or the end. */
export type Heard = LoggedEvent | 'overflow' | 'closed';

/** The live end of one subscription: a bounded queue between commits and whoever reads. */
export class Follower implements Subscriber {
  readonly organizationId: OrganizationId;
  readonly conditions: readonly FilterCondition[];
  #queue: LoggedEvent[] = [];
  #taken = 0;
  #overflowed = false;
  #closed = false;
  #wake: (() => void) | null = null;

  constructor(organizationId: OrganizationId, conditions: readonly FilterCondition[]) {
    this.organizationId = organizationId;
    this.conditions = conditions;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Called by the hub for every event that is for this follower. */
  hear(event: LoggedEvent): void {
    if (this.#overflowed || this.#closed) return;
    if (this.#queue.length - this.#taken >= queueLimit) {
      this.#overflowed = true;
      this.#queue = [];
      this.#taken = 0;
    } else {
      this.#queue.push(event);
    }
    this.#wake?.();
  }

  /** Forgets that events were missed: from here on everything is heard again. Call it before reading the log. */
  listenAgain(): void {
    this.#overflowed = false;
  }

  /** The next thing heard, waiting for it. */
  async next(): Promise<Heard> {
    for (;;) {
      if (this.#closed) return 'closed';
      if (this.#overflowed) return 'overflow';
      const event = this.#queue[this.#taken];
      if (event !== undefined) {
        this.#taken += 1;
        // Also one that never quite catches up lets go of what it has handed out.
        if (this.#taken === this.#queue.length || this.#taken >= queueLimit) {
          this.#queue = this.#queue.slice(this.#taken);
          this.#taken = 0;
        }
        return event;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }

  close(): void {
    this.#closed = true;
    this.#queue = [];
    this.#wake?.();
  }
}
