import type { OrganizationId } from '../domain/ids.ts';

/** The end of an organization's log. */
export interface LogHead {
  readonly position: number;
  readonly hash: string;
}

/**
 * Where the log and its streams end, as one transaction of the store sees it: read once, moved by every append,
 * written once before the commit. A unit of the group works on a fork that is merged when the unit holds.
 */
export class LogTail {
  readonly heads = new Map<OrganizationId, LogHead>();
  readonly streams = new Map<string, { organizationId: OrganizationId; stream: string; seq: number }>();

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
    return this.streams.get(`${organizationId} ${stream}`)?.seq ?? this.#parent?.seq(organizationId, stream);
  }

  setSeq(organizationId: OrganizationId, stream: string, seq: number): void {
    this.streams.set(`${organizationId} ${stream}`, { organizationId, stream, seq });
  }

  merge(fork: LogTail): void {
    for (const [key, head] of fork.heads) this.heads.set(key, head);
    for (const [key, stream] of fork.streams) this.streams.set(key, stream);
  }
}
