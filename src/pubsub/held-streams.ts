import type { OrganizationId } from '../domain/ids.ts';

/** Whose subscription it is. */
export interface Holder {
  readonly organizationId: OrganizationId;
  /** Id of the actor. */
  readonly followedBy: string;
}

/** How many subscriptions of a kind each actor of an organization holds at a time, also those that begin. */
export class HeldStreams {
  /** As many as one actor may hold. */
  readonly most: number;
  readonly #counts = new Map<string, number>();

  constructor(most: number) {
    this.most = most;
  }

  /** Holds one more: the way to let go of it, once; or null when the actor has as many as allowed. */
  hold(holder: Holder): (() => void) | null {
    const key = keyOf(holder);
    const count = this.#counts.get(key) ?? 0;
    if (count >= this.most) return null;
    this.#counts.set(key, count + 1);
    return () => {
      const left = (this.#counts.get(key) ?? 1) - 1;
      if (left === 0) this.#counts.delete(key);
      else this.#counts.set(key, left);
    };
  }

  heldBy(holder: Holder): number {
    return this.#counts.get(keyOf(holder)) ?? 0;
  }
}

function keyOf({ organizationId, followedBy }: Holder): string {
  return `${organizationId} ${followedBy}`;
}
