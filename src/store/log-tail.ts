import type { LoggedEvent } from '../domain/event.ts';
import type { OrganizationId } from '../domain/ids.ts';

/** The end of an organization's log. */
export interface LogHead {
  /** The organization in the keys of the log; null before its first event is written. */
  readonly number: number | null;
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

/** What one decision adds to the log of its organization. */
export interface Appended {
  readonly events: readonly PendingEvent[];
  readonly head: LogHead;
  /** Where each stream of the events ends. */
  readonly seqs: ReadonlyMap<string, number>;
}

/** Where logs and their streams end, as far as it is known without asking the database. */
interface KnownEnds {
  head(organizationId: OrganizationId): LogHead | undefined;
  seq(organizationId: OrganizationId, stream: string): number | undefined;
  /** The number of what events are found by. */
  subject(key: string): number | undefined;
}

/** Ends of a kind that are kept at the least, where there are as many; others are read. */
const keptEnds = 10_000;

/** What was noted last, in two halves of which the older one is forgotten as a whole. */
class Newest<Key, Value> {
  #newer = new Map<Key, Value>();
  #older = new Map<Key, Value>();

  get(key: Key): Value | undefined {
    return this.#newer.get(key) ?? this.#older.get(key);
  }

  set(key: Key, value: Value): void {
    this.#newer.set(key, value);
    if (this.#newer.size < keptEnds) return;
    this.#older = this.#newer;
    this.#newer = new Map();
  }

  clear(): void {
    this.#newer.clear();
    this.#older.clear();
  }
}

/** Where logs and their streams end as of the last commit, kept by the one process that writes them. */
export class LogEnds implements KnownEnds {
  readonly #heads = new Newest<OrganizationId, LogHead>();
  readonly #seqs = new Newest<string, number>();
  readonly #subjects = new Newest<string, number>();

  head(organizationId: OrganizationId): LogHead | undefined {
    return this.#heads.get(organizationId);
  }

  seq(organizationId: OrganizationId, stream: string): number | undefined {
    return this.#seqs.get(streamKey(organizationId, stream));
  }

  subject(key: string): number | undefined {
    return this.#subjects.get(key);
  }

  /** Takes over what a commit has added. */
  take({ heads, seqs, subjects }: LogTail): void {
    for (const [organizationId, head] of heads) this.#heads.set(organizationId, head);
    for (const [stream, seq] of seqs) this.#seqs.set(stream, seq);
    for (const [key, number] of subjects) this.#subjects.set(key, number);
  }

  /** Nobody knows whether a commit that failed is on the disk: what the ends are is read anew. */
  forget(): void {
    this.#heads.clear();
    this.#seqs.clear();
    this.#subjects.clear();
  }
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
  /** Those that the transaction wrote. */
  readonly subjects = new Map<string, number>();
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

  subject(key: string): number | undefined {
    return this.subjects.get(key) ?? this.#before.subject(key);
  }

  /** Takes in events of one organization, in order, and where its log and their streams end with them. */
  append(organizationId: OrganizationId, { events, head, seqs }: Appended): void {
    this.pending.push(...events);
    this.heads.set(organizationId, head);
    for (const [stream, seq] of seqs) this.seqs.set(streamKey(organizationId, stream), seq);
  }

  merge({ pending, heads, seqs }: LogTail): void {
    this.pending.push(...pending);
    for (const [organizationId, head] of heads) this.heads.set(organizationId, head);
    for (const [stream, seq] of seqs) this.seqs.set(stream, seq);
  }
}
