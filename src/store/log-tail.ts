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

/** Where logs and their streams end, as far as it is known without asking the database. */
interface KnownEnds {
  head(organizationId: OrganizationId): LogHead | undefined;
  seq(organizationId: OrganizationId, stream: string): number | undefined;
}

/** Ends that are kept at the most; any other is read. */
const keptEnds = 10_000;

/** Where logs and their streams end as of the last commit, kept by the one process that writes them. */
export class LogEnds implements KnownEnds {
  readonly #heads = new Map<OrganizationId, LogHead>();
  readonly #seqs = new Map<string, number>();

  head(organizationId: OrganizationId): LogHead | undefined {
    return this.#heads.get(organizationId);
  }

  seq(organizationId: OrganizationId, stream: string): number | undefined {
    return this.#seqs.get(streamKey(organizationId, stream));
  }

  /** Takes over what a commit has added. */
  take({ heads, seqs }: LogTail): void {
    for (const [organizationId, head] of heads) keepNewest(this.#heads, organizationId, head);
    for (const [stream, seq] of seqs) keepNewest(this.#seqs, stream, seq);
  }

  /** Nobody knows whether a commit that failed is on the disk: what the ends are is read anew. */
  forget(): void {
    this.#heads.clear();
    this.#seqs.clear();
  }
}

function keepNewest<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value): void {
  kept.delete(key);
  kept.set(key, value);
  if (kept.size <= keptEnds) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}

function streamKey(organizationId: OrganizationId, stream: string): string {
  return `${organizationId} ${stream}`;
}

/**
 * What one transaction of the store adds to the log, and where the log and its streams end then: moved by every append,
 * written once before the commit. A unit of the group works on a fork that is merged when the unit holds.
 */
export class LogTail implements KnownEnds {
  readonly heads = new Map<OrganizationId, LogHead>();
  readonly seqs = new Map<string, number>();
  readonly pending: PendingEvent[] = [];
  readonly #before: KnownEnds;

  constructor(before: KnownEnds) {
    this.#before = before;
  }

  fork(): LogTail {
    return new LogTail(this);
  }

  head(organizationId: OrganizationId): LogHead | undefined {
    return this.heads.get(organizationId) ?? this.#before.head(organizationId);
  }

  seq(organizationId: OrganizationId, stream: string): number | undefined {
    return this.seqs.get(streamKey(organizationId, stream)) ?? this.#before.seq(organizationId, stream);
  }

  add(pending: PendingEvent): void {
    const { organizationId, position, stream, seq } = pending.event;
    this.pending.push(pending);
    this.heads.set(organizationId, { position, hash: pending.hash });
    this.seqs.set(streamKey(organizationId, stream), seq);
  }

  merge(fork: LogTail): void {
    for (const pending of fork.pending) this.add(pending);
  }
}
