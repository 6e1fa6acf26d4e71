import type { LoggedEvent } from '../domain/event.ts';
import type { FilterCondition } from '../domain/event-filter.ts';
import type { OrganizationId } from '../domain/ids.ts';
import { readTrimmedThrough } from '../store/log.ts';
import { type LogPage, readEvents, readLogPage } from '../store/read/events.ts';
import type { Reader, Store } from '../store/store.ts';

/** Events that are read from the log at a time. */
const pageSize = 500;
/** What was committed last and is kept at hand: more than comes while a page is read. */
const tailLimit = 250;
/** Pages that are kept at hand. */
const pageLimit = 32;

/** A stretch of the log as one snapshot showed it. */
export interface FeedPage extends LogPage {
  /** What its events passed. */
  readonly conditions: readonly FilterCondition[];
  /** Through here the log had been trimmed away. */
  readonly trimmedThrough: number;
  /** When the oldest event of the log happened; null where nothing that was asked for is trimmed away. */
  readonly oldestAt: number | null;
}

/** What a follower reads: conditions that are read in the snapshot of each page, under a name for all who ask the same. */
export interface Wanted {
  readonly name: string;
  readonly conditionsIn: (reader: Reader) => Promise<readonly FilterCondition[]>;
}

interface KeptPage {
  readonly name: string;
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

  async #readPage(reader: Reader, { conditionsIn }: Wanted, after: number): Promise<FeedPage> {
    const { organizationId } = this;
    const conditions = await conditionsIn(reader);
    const page = await readLogPage(reader, { organizationId, conditions, after, limit: pageSize });
    this.#knownFrom = Math.min(this.#knownFrom, page.head);
    const trimmedThrough = await readTrimmedThrough(reader, organizationId);
    const oldestAt =
      trimmedThrough > after ? await readOldestAt(reader, organizationId, trimmedThrough) : null;
    return { ...page, conditions, trimmedThrough, oldestAt };
  }

  /** The next events after a position that pass: read once for all who read the same stretch. */
  async read(wanted: Wanted, after: number): Promise<FeedPage> {
    const { name } = wanted;
    const kept = this.#kept.find(
      (each) => each.name === name && each.after <= after && after < each.page.readThrough,
    );
    if (kept !== undefined) return kept.after === after ? kept.page : rest(kept.page, after);
    const place = `${after} ${name}`;
    const running = this.#reading.get(place);
    if (running !== undefined) return running;
    const reading = this.#store.read((reader) => this.#readPage(reader, wanted, after));
    this.#reading.set(place, reading);
    try {
      const page = await reading;
      if (page.readThrough > after) {
        this.#kept = [{ name, after, page }, ...this.#kept.slice(0, pageLimit - 1)];
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

async function readOldestAt(
  reader: Reader,
  organizationId: OrganizationId,
  trimmedThrough: number,
): Promise<number | null> {
  const oldest = {
    organizationId,
    conditions: [],
    after: trimmedThrough,
    direction: 'FORWARD',
    limit: 1,
  } as const;
  return (await readEvents(reader, oldest))[0]?.occurredAt ?? null;
}
