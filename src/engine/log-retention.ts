import type { OrganizationId } from '../domain/ids.ts';
import { readLogOwners, readOldestOpen, trimLog } from '../store/write/log-trim.ts';
import type { EngineParts } from './parts.ts';

/** Events that one transaction trims: it holds the writer for a few milliseconds. */
const eventsPerSlice = 500;
const lookEveryMs = 3_600_000;

type RetentionParts = Pick<EngineParts, 'store' | 'now' | 'reportFault'>;

/**
 * Trims what the log has held longer than it has to, every hour. What an entity needs that has not ended is kept: the
 * log is never trimmed past the time when the oldest of them was made.
 */
export class LogRetention implements AsyncDisposable {
  readonly #parts: RetentionParts;
  readonly #keptMs: number;
  #timer: NodeJS.Timeout | undefined;
  #trimming: Promise<void> = Promise.resolve();
  #stopped = false;

  /** `keptMs`: how long events are kept at least; 0 for ever. */
  constructor(parts: RetentionParts, keptMs: number) {
    this.#parts = parts;
    this.#keptMs = keptMs;
    if (keptMs === 0) return;
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
    try {
      const owners = await this.#parts.store.read(readLogOwners);
      for (const organizationId of owners) await this.#trim(organizationId);
    } catch (cause) {
      this.#parts.reportFault(cause, { at: 'log retention' });
    }
  }

  async #trim(organizationId: OrganizationId): Promise<void> {
    const { store, now } = this.#parts;
    for (let trimmed = eventsPerSlice; trimmed === eventsPerSlice && !this.#stopped; ) {
      trimmed = await store.transact(async (tx) => {
        const oldestOpen = (await readOldestOpen(tx, organizationId)) ?? Number.POSITIVE_INFINITY;
        const before = Math.min(now() - this.#keptMs, oldestOpen);
        return trimLog(tx, { organizationId, before, limit: eventsPerSlice });
      });
    }
  }
}
