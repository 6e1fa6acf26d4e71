import type { Viewer } from '../access/viewer.ts';
import type { LiveLimits } from '../config.ts';
import type { MetLimit } from './rate-limits.ts';

type ConnectionMaxima = Pick<LiveLimits, 'connectionsPerUser' | 'connectionsPerOrganization'>;

/** A connection that may stay open until it is released, or the limit that it would pass. */
export type Admission =
  | { readonly kind: 'admitted'; readonly release: () => void }
  | {
      readonly kind: 'refused';
      readonly of: 'user' | 'organization';
      readonly message: string;
      readonly met: MetLimit;
    };

/** Counts the open sockets and streams of each user and of each organization. */
export class ConnectionLimits {
  readonly #maxima: ConnectionMaxima;
  readonly #open = new Map<string, number>();

  constructor(maxima: ConnectionMaxima) {
    this.#maxima = maxima;
  }

  admit(viewer: Viewer): Admission {
    const { connectionsPerUser: perUser, connectionsPerOrganization: perOrganization } = this.#maxima;
    const [user, organization] = keysOf(viewer);
    if (this.#count(user) >= perUser) {
      const message = `${perUser} connections of one user are open: close one, or raise CONNECTIONS_PER_USER.`;
      return { kind: 'refused', of: 'user', message, met: { name: 'CONNECTIONS_PER_USER', limit: perUser } };
    }
    if (this.#count(organization) >= perOrganization) {
      const message = `${perOrganization} connections of the organization are open: raise CONNECTIONS_PER_ORGANIZATION.`;
      const met = { name: 'CONNECTIONS_PER_ORGANIZATION', limit: perOrganization };
      return { kind: 'refused', of: 'organization', message, met };
    }
    for (const key of [user, organization]) this.#open.set(key, this.#count(key) + 1);
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      for (const key of [user, organization]) {
        const left = this.#count(key) - 1;
        if (left === 0) this.#open.delete(key);
        else this.#open.set(key, left);
      }
    };
    return { kind: 'admitted', release };
  }

  /** Open connections of the viewer's user and organization. */
  usedBy(viewer: Viewer): { readonly user: number; readonly organization: number } {
    const [user, organization] = keysOf(viewer);
    return { user: this.#count(user), organization: this.#count(organization) };
  }

  get size(): number {
    return this.#open.size;
  }

  #count(key: string): number {
    return this.#open.get(key) ?? 0;
  }
}

function keysOf({ organizationId, actor }: Viewer): [user: string, organization: string] {
  return [`${organizationId} ${actor.id}`, organizationId];
}
