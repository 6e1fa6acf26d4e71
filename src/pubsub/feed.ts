import type { LoggedEvent } from '../domain/event.ts';
import type { FilterCondition } from '../domain/event-filter.ts';
import type { OrganizationId } from '../domain/ids.ts';
import { readTrimmedThrough } from '../store/log.ts';
import { type LogPage, readLogPage } from '../store/read/events.ts';
import type { Reader, Store } from '../store/store.ts';

/** Events that are read from the log at a time. */
const pageSize = 500;
/** What was committed last and is kept at hand: more than comes while a page is read. */
const tailLimit = 250;
/** Pages that are kept at hand. */
const pageLimit = 32;

/** A stretch of the log as one snapshot showed it. */
export interface FeedPage extends LogPage {
  /** Through here the log had been trimmed away. */
  readonly trimmedThrough: number;
}

interface KeptPage {
  readonly key: string;
  readonly after: number;
  readonly page: FeedPage;
}

/**
 * What those followers of one organization share who read its log: the pages, and what was committed meanwhile. It is
 * made before they read and goes when the last of them is level. Commits are kept only while one of them reads, so that
 * what the log did not show it is in the tail: while all wait for their clients, nothing is kept of what others heard.
 */
export class Feed {
  readonly organizationId: OrganizationId;
  /** Followers that read by it. */
  readers = 0;
  readonly #store: Store;
  #tail: LoggedEvent[] = [];
  #forgottenThrough = 0;
  #hearing = 0;
  /** From the first snapshot that was read while it hears, the tail has whatever a snapshot does not show. */
  #knownFrom = Number.POSITIVE_INFINITY;
  #kept: KeptPage[] = [];
  readonly #reading = new Map<string, Promise<FeedPage>>();

  constructor(store: Store, organizationId: OrganizationId) {
    this.#store = store;
    this.organizationId = organizationId;
  }

  /** From here on commits are kept at hand, until `endHearing` was called as often. */
  beginHearing(): void {
    this.#hearing += 1;
  }

  endHearing(): void {
    this.#hearing -= 1;
    if (this.#hearing > 0) return;
    this.#tail = [];
    this.#forgottenThrough = 0;
    this.#knownFrom = Number.POSITIVE_INFINITY;
  }

  /** Called for every event of the organization, in the order of commits. */
  hear(event: LoggedEvent): void {
    if (this.#hearing === 0) return;
    this.#tail.push(event);
    if (this.#tail.length < 2 * tailLimit) return;
    this.#tail = this.#tail.slice(-tailLimit);
    this.#forgottenThrough = (this.#tail[0]?.position ?? 1) - 1;
  }

  /** What was committed after a position through which the log was read; null when the log has to be read on. */
  since(position: number): readonly LoggedEvent[] | null {
    if (position < Math.max(this.#forgottenThrough, this.#knownFrom)) return null;
    let start = this.#tail.length;
    while (start > 0 && (this.#tail[start - 1]?.position ?? 0) > position) start -= 1;
    return this.#tail.slice(start);
  }

  /** The next events after a position, where what passes is read in the same snapshot. */
  readBy(
    readConditions: (reader: Reader) => Promise<readonly FilterCondition[]>,
    after: number,
  ): Promise<FeedPage & { readonly conditions: readonly FilterCondition[] }> {
    return this.#store.read(async (reader) => {
      const conditions = await readConditions(reader);
      return { ...(await this.#readPage(reader, conditions, after)), conditions };
    });
  }

  async #readPage(reader: Reader, conditions: readonly FilterCondition[], after: number): Promise<FeedPage> {
    const { organizationId } = this;
    const page = await readLogPage(reader, { organizationId, conditions, after, limit: pageSize });
    this.#knownFrom = Math.min(this.#knownFrom, page.head);
    return { ...page, trimmedThrough: await readTrimmedThrough(reader, organizationId) };
  }

  /** The next events after a position that pass: read once for all who read the same stretch. */
  async read(conditions: readonly FilterCondition[], after: number): Promise<FeedPage> {
    const key = JSON.stringify(conditions);
    const kept = this.#kept.find(
      (each) => each.key === key && each.after <= after && after < each.page.readThrough,
    );
    if (kept !== undefined) return kept.after === after ? kept.page : rest(kept.page, after);
    const place = `${after} ${key}`;
    const running = this.#reading.get(place);
    if (running !== undefined) return running;
    const reading = this.#store.read((reader) => this.#readPage(reader, conditions, after));
    this.#reading.set(place, reading);
    try {
      const page = await reading;
      if (page.readThrough > after) {
        this.#kept = [{ key, after, page }, ...this.#kept.slice(0, pageLimit - 1)];
      }
      return page;
    } finally {
      this.#reading.delete(place);
    }
  }
}

function rest(page: FeedPage, after: number): FeedPage {
  return { ...page, events: page.events.filter((event) => event.position > after) };
}
