import type { EventBodies, LoggedEvent } from '../domain/event.ts';
import { type FilterCondition, filterConditions, matches } from '../domain/event-filter.ts';
import type { ChainId, OrganizationId } from '../domain/ids.ts';
import type { Notice } from '../domain/notice.ts';
import { readSubChains } from '../store/read/sub-chains.ts';
import type { Reader, Store } from '../store/store.ts';
import { columnOfEntity } from './ending.ts';
import type { Feed, FeedPage, Wanted } from './feed.ts';
import type { FilterIndex, Subscriber } from './filter-index.ts';
import type { FollowedEntity, Following, FollowingStatus, FollowRequest, Sink } from './hub.ts';

/** What the hub lends its followers. */
export interface Surroundings {
  readonly store: Store;
  readonly index: FilterIndex<Follower>;
  readonly now: () => number;
  join(follower: Follower): void;
  /** Called once for each follower, also for one that never joined. */
  leave(follower: Follower): void;
  /** Lends what those share who read the log, until the reading ends. */
  beginReading(organizationId: OrganizationId): Feed;
  endReading(feed: Feed): void;
  /** The notice that an entity had ended at a position: read and made once for all who ask at the same time. */
  endOf(organizationId: OrganizationId, entity: FollowedEntity, at: number): Promise<Notice>;
}

/** A request that is counted for its actor until it is let go. */
interface HeldRequest extends FollowRequest {
  readonly letGo: () => void;
}

/** Where a subscription begins, read in one snapshot. */
export interface Start {
  readonly after: number;
  readonly head: number;
  /** The head, when the entity had ended by then: its history is told through there, and then its end. */
  readonly endedAt: number | null;
  /** When the entity was made: epoch milliseconds; null where none is followed. */
  readonly createdAt: number | null;
}

type Phase = 'new' | 'reading' | 'live' | 'closed';

/**
 * One subscription: reads the log until it is level with the commits, then hears them. When its sink is full it leaves
 * the live set and reads the log again, from its position, once the sink has drained: it queues nothing.
 */
export class Follower implements Following, Subscriber {
  readonly organizationId: OrganizationId;
  readonly followedBy: string | null;
  conditions: readonly FilterCondition[];
  readonly #entity: FollowedEntity | null;
  readonly #letGo: () => void;
  readonly #start: Start;
  readonly #around: Surroundings;
  readonly #since: number;
  #phase: Phase = 'new';
  #sink: Sink | null = null;
  #position: number;
  #isFull = false;
  #matched = 0;
  #delivered = 0;

  constructor(request: HeldRequest, start: Start, around: Surroundings) {
    this.organizationId = request.organizationId;
    this.followedBy = request.followedBy ?? null;
    this.#entity = 'entity' in request.subject ? request.subject.entity : null;
    this.conditions =
      'filter' in request.subject
        ? filterConditions(request.subject.filter)
        : [{ column: columnOfEntity[request.subject.entity.kind], anyOf: [request.subject.entity.id] }];
    this.#letGo = request.letGo;
    this.#start = start;
    this.#around = around;
    this.#position = start.after;
    this.#since = around.now();
  }

  get status(): FollowingStatus {
    return {
      entityId: this.#entity?.id ?? null,
      conditions: this.conditions,
      state: this.#phase === 'live' ? 'LIVE' : 'CATCHING_UP',
      matched: this.#matched,
      delivered: this.#delivered,
      position: this.#position,
      since: this.#since,
    };
  }

  pipe(sink: Sink): void {
    if (this.#phase === 'closed') {
      sink.end();
      return;
    }
    if (this.#phase !== 'new') throw new Error('a subscription has one sink');
    this.#phase = 'reading';
    this.#sink = sink;
    this.#around.join(this);
    void this.#catchUp();
  }

  close(): void {
    if (this.#phase === 'closed') return;
    if (this.#phase === 'live') this.#around.index.delete(this);
    this.#phase = 'closed';
    this.#sink = null;
    this.#around.leave(this);
    this.#letGo();
  }

  /** Called by the hub, for every commit's events that are for this one. */
  hear(event: LoggedEvent): void {
    if (this.#phase !== 'live' || event.position <= this.#position) return;
    const below = this.#newSubChain(event);
    if (below !== null) {
      this.#widen(below);
      this.#around.index.widen(this, below);
    }
    this.#tell(event, 'commit');
    if (this.#isEnd(event)) {
      this.#leaveLive();
      this.#finish(event.position).catch((cause: unknown) => this.#end(cause));
    } else if (this.#isFull) {
      this.#leaveLive();
      void this.#catchUp();
    }
  }

  /** Ends from outside: the sink is told that nothing more comes. */
  end(): void {
    this.#end();
  }

  /** Of an event that is told, the chain that a step runs from now on, if it is to be followed too and is not yet. */
  #newSubChain(event: LoggedEvent): ChainId | null {
    if (
      event.type !== 'ChainStepStarted' ||
      event.body === null ||
      this.#entity?.kind !== 'chain' ||
      !this.#entity.subChains
    )
      return null;
    const { subChainId } = event.body as EventBodies['ChainStepStarted'];
    return subChainId === undefined || this.#followed.includes(subChainId) ? null : subChainId;
  }

  #widen(below: ChainId): void {
    this.conditions = [{ column: 'chainId', anyOf: [...this.#followed, below] }];
  }

  get #followed(): readonly string[] {
    return this.conditions[0]?.anyOf ?? [];
  }

  async #readPage(feed: Feed): Promise<FeedPage> {
    const entity = this.#entity;
    const { conditions } = this;
    const wanted: Wanted =
      entity?.kind === 'chain' && entity.subChains
        ? { name: `below ${entity.id}`, conditionsIn: (reader) => conditionsBelow(reader, entity.id) }
        : { name: JSON.stringify(conditions), conditionsIn: async () => conditions };
    const page = await feed.read(wanted, this.#position);
    this.conditions = page.conditions;
    return page;
  }

  #leaveLive(): void {
    this.#around.index.delete(this);
    this.#phase = 'reading';
  }

  async #catchUp(): Promise<void> {
    const feed = this.#around.beginReading(this.organizationId);
    try {
      while (this.#phase === 'reading') {
        if (this.#isFull) await this.#sink?.drained();
        this.#isFull = false;
        await this.#readOn(feed);
      }
    } catch (cause) {
      this.#end(cause);
    } finally {
      this.#around.endReading(feed);
    }
  }

  /** Reads until the sink is full or nothing is left to read. */
  async #readOn(feed: Feed): Promise<void> {
    feed.beginHearing();
    try {
      while (this.#phase === 'reading' && !this.#isFull) {
        const page = await this.#readPage(feed);
        if (this.#phase !== 'reading') return;
        if (page.trimmedThrough > this.#position && !this.#isWhole(page)) {
          this.#tellTrimmed(page.trimmedThrough);
        }
        const end = this.#tellAll(page.events);
        if (end !== null) return await this.#finish(end);
        if (this.#isFull) return;
        this.#position = Math.max(this.#position, this.#limit(page.readThrough));
        const { endedAt } = this.#start;
        if (endedAt !== null && this.#position >= endedAt) return await this.#finish(endedAt);
        // No await from here to the joining: what is committed meanwhile cannot be missed.
        const missed = endedAt === null ? feed.since(this.#position) : null;
        if (missed !== null) {
          const passing = missed.filter((event) => {
            if (!matches(this.conditions, event)) return false;
            const below = this.#newSubChain(event);
            if (below !== null) this.#widen(below);
            return true;
          });
          const endOfMissed = this.#tellAll(passing);
          if (endOfMissed !== null) return await this.#finish(endOfMissed);
          if (!this.#isFull) return this.#goLive(missed.at(-1)?.position ?? this.#position);
        }
        await turnOfTheLoop();
      }
    } finally {
      feed.endHearing();
    }
  }

  #goLive(through: number): void {
    if (this.#phase !== 'reading') return;
    this.#position = through;
    this.#phase = 'live';
    this.#around.index.add(this);
  }

  /** Tells events until the sink is full or the subject ends: then where, else null. */
  #tellAll(events: readonly LoggedEvent[]): number | null {
    for (const event of events) {
      if (this.#isFull || this.#phase !== 'reading') return null;
      if (event.position <= this.#position || event.position > this.#limit(event.position)) continue;
      this.#tell(event, 'log');
      if (this.#isEnd(event)) return event.position;
    }
    return null;
  }

  /** Of what had ended before it was followed, nothing after that is told. */
  #limit(position: number): number {
    return Math.min(position, this.#start.endedAt ?? position);
  }

  #tell(event: LoggedEvent, from: 'log' | 'commit'): void {
    this.#position = event.position;
    this.#matched += 1;
    this.#delivered += 1;
    if (this.#sink?.take(event, from) === false) this.#isFull = true;
  }

  /** Whether the log still holds an entity from its first event on, although older events are gone. */
  #isWhole({ events: [first], oldestAt }: FeedPage): boolean {
    const entity = this.#entity;
    const { createdAt } = this.#start;
    if (entity === null || createdAt === null || this.#position > 0) return false;
    // What is gone happened no later than the oldest that is left.
    if (oldestAt !== null && createdAt > oldestAt) return true;
    return first?.seq === 1 && first.stream === `${entity.kind}:${entity.id}`;
  }

  #tellTrimmed(trimmedThrough: number): void {
    this.#position = trimmedThrough;
    this.#tellNotice({
      type: 'HistoryTrimmed',
      oldestPosition: trimmedThrough,
      organizationId: this.organizationId,
      position: trimmedThrough,
      occurredAt: this.#around.now(),
    });
  }

  #tellNotice(notice: Notice): void {
    this.#delivered += 1;
    if (this.#sink?.take(notice, 'log') === false) this.#isFull = true;
  }

  /** An end in the past of the start is none: the entity was seen open after it. */
  #isEnd(event: LoggedEvent): boolean {
    const entity = this.#entity;
    return (
      entity !== null &&
      event.position > this.#start.head &&
      event.ends.includes(entity.kind) &&
      event[columnOfEntity[entity.kind]] === entity.id
    );
  }

  async #finish(at: number): Promise<void> {
    const entity = this.#entity;
    if (entity === null) throw new Error('only an entity ends');
    const notice = await this.#around.endOf(this.organizationId, entity, at);
    if (this.#phase === 'closed') return;
    this.#position = at;
    this.#tellNotice(notice);
    this.#end();
  }

  #end(cause?: unknown): void {
    const sink = this.#sink;
    this.close();
    sink?.end(cause);
  }
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function conditionsBelow(reader: Reader, chainId: ChainId): Promise<readonly FilterCondition[]> {
  return [{ column: 'chainId', anyOf: [chainId, ...(await readSubChains(reader, chainId))] }];
}
