import type { LoggedEvent } from '../domain/event.ts';
import type { OrganizationId } from '../domain/ids.ts';

/** The end of an organization's log. */
export interface LogHead {
  readonly position: number;
  readonly hash: string;
}

/** An event that its commit will write. */
export interface PendingEvent {
  readonly event: LoggedEvent;
  readonly header: string;
  readonly body: string;
  readonly hash: string;
}

/**
 * What one transaction of the store adds to the log, and where the log and its streams end: read once, moved by every
 * append, written once before the commit. A unit of the group works on a fork that is merged when the unit holds.
 */
export class LogTail {
  readonly heads = new Map<OrganizationId, LogHead>();
  readonly pending: PendingEvent[] = [];
  readonly #seqs = new Map<string, number>();

  fork(): LogTail {
    const fork = new LogTail();
    fork.#parent = this;
    return fork;
  }

  #parent: LogTail | null = null;

  head(organizationId: OrganizationId): LogHead | undefined {
    return this.heads.get(organizationId) ?? this.#parent?.head(organizationId);
  }

  seq(organizationId: OrganizationId, stream: string): number | undefined {
    return this.#seqs.get(`${organizationId} ${stream}`) ?? this.#parent?.seq(organizationId, stream);
  }

  add(pending: PendingEvent): void {
    const { organizationId, position, stream, seq } = pending.event;
    this.pending.push(pending);
    this.heads.set(organizationId, { position, hash: pending.hash });
    this.#seqs.set(`${organizationId} ${stream}`, seq);
  }

  merge(fork: LogTail): void {
    for (const pending of fork.pending) this.add(pending);
  }
}
