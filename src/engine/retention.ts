import type { OrganizationId } from '../domain/ids.ts';
import { trimRequests } from '../store/write/idempotency.ts';
import { readLogOwners, readOldestOpen, trimLog } from '../store/write/log-trim.ts';
import type { EngineParts } from './parts.ts';
import { passUnwantedEvents } from './pass-unwanted.ts';

/** Rows that one transaction trims: it holds the writer for a few milliseconds. */
const rowsPerSlice = 500;
const lookEveryMs = 3_600_000;

type RetentionParts = Pick<EngineParts, 'store' | 'now' | 'reportFault'>;

/** How long things are kept at least, in milliseconds; 0: for ever. */
export interface Kept {
  readonly logMs: number;
  readonly requestKeysMs: number;
}

/**
 * Trims what has been held longer than it has to be, every hour: events, and keys of requests. What an entity needs
 * that has not ended is kept: the log is never trimmed past the time when the oldest of them was made.
 */
export class Retention implements AsyncDisposable {
  readonly #parts: RetentionParts;
  readonly #kept: Kept;
  #timer: NodeJS.Timeout | undefined;
  #trimming: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: RetentionParts, kept: Kept) {
    this.#parts = parts;
    this.#kept = kept;
    if (kept.logMs === 0 && kept.requestKeysMs === 0) return;
    this.#timer = setInterval(() => void this.look(), lookEveryMs);
    void this.look();
  }

  /** Trims now, unless it is at it; resolves when nothing is left to trim. */
  look(): Promise<void> {
    this.#trimming = this.#trimming.then(() => this.#trimAll());
    return this.#trimming;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#trimming;
  }

  async #trimAll(): Promise<void> {
    const { store, now, reportFault } = this.#parts;
    const { logMs, requestKeysMs } = this.#kept;
    try {
      if (requestKeysMs > 0) {
        const limit = rowsPerSlice;
        await this.#inSlices(() =>
          store.transact((tx) => trimRequests(tx, { before: now() - requestKeysMs, limit })),
        );
      }
      if (logMs === 0) return;
      const organizations = await store.read(readLogOwners);
      for (const organizationId of organizations) {
        await passUnwantedEvents(store, organizationId);
        await this.#inSlices(() => this.#trimLog(organizationId));
      }
    } catch (cause) {
      reportFault(cause, { at: 'retention' });
    }
  }

  #trimLog(organizationId: OrganizationId): Promise<number> {
    const { store, now } = this.#parts;
    return store.transact(async (tx) => {
      const oldestOpen = (await readOldestOpen(tx, organizationId)) ?? Number.POSITIVE_INFINITY;
      const before = Math.min(now() - this.#kept.logMs, oldestOpen);
      return trimLog(tx, { organizationId, before, limit: rowsPerSlice });
    });
  }

  async #inSlices(trim: () => Promise<number>): Promise<void> {
    for (let trimmed = rowsPerSlice; trimmed === rowsPerSlice && !this.#stopped; ) trimmed = await trim();
  }
}
