import type { EndingEntity, EventType, LoggedEvent } from '../domain/event.ts';
import { type FilterCondition, filterConditions } from '../domain/event-filter.ts';
import type { OrganizationId } from '../domain/ids.ts';
import { type RefusalOf, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readEvents, readHead, readLogPage, readTrimmedThrough } from '../store/log.ts';
import { readEnding } from '../store/read/endings.ts';
import type { Reader, Store } from '../store/store.ts';
import { FilterIndex } from './filter-index.ts';
import { Follower } from './follower.ts';
import type { Followed, FollowedEntity, FollowRequest, Hub } from './hub.ts';

/** Events that are read from the log at a time; the event loop breathes after each page. */
const pageSize = 500;

/** The hub of one process: it hears every commit of the store and hands each event to those that it is for. */
export function createHub(store: Store, now: () => number): Hub & Disposable {
  const index = new FilterIndex<Follower>();
  const stopHearing = store.onCommit(({ events }) => {
    for (const event of events) for (const follower of index.subscribersOf(event)) follower.hear(event);
  });
  const followers = new Set<Follower>();

  return {
    follow: async (request) => {
      const start = await readStart(store, request);
      if (start.kind === 'refused') return start;
      const follower = new Follower(request.organizationId, conditionsOf(request));
      return closable(follower, run(request, start, follower));
    },
    get followerCount() {
      return followers.size;
    },
    [Symbol.dispose]: () => {
      stopHearing();
      for (const follower of followers) follower.close();
    },
  };

  /** Joins first, reads the log second, drops what was read already, then goes on live. */
  async function* run(
    request: FollowRequest,
    start: Start,
    follower: Follower,
  ): AsyncGenerator<Followed, void, void> {
    const { organizationId } = request;
    let position = start.after;
    followers.add(follower);
    index.add(follower);
    try {
      if (start.trimmedThrough > position) {
        position = start.trimmedThrough;
        yield {
          type: 'HistoryTrimmed',
          organizationId,
          position,
          occurredAt: now(),
          oldestPosition: position,
        };
      }
      while (!follower.closed) {
        follower.listenAgain();
        for (let behind = true; behind && !follower.closed; ) {
          const after = position;
          const { conditions } = follower;
          const page = await store.read((reader) =>
            readLogPage(reader, { organizationId, conditions, after, limit: pageSize }),
          );
          for (const event of page.events) {
            if (start.endedAt !== null && event.position > start.endedAt) break;
            position = event.position;
            yield event;
            if (endsWith(event)) return yield await ending(event.position);
          }
          position = page.readThrough;
          if (start.endedAt !== null && position >= start.endedAt) return yield await ending(start.endedAt);
          behind = page.readThrough < page.head;
          if (behind) await turnOfTheLoop();
        }
        for (;;) {
          const heard = await follower.next();
          if (heard === 'closed') return;
          if (heard === 'overflow') break;
          if (heard.position <= position) continue;
          position = heard.position;
          yield heard;
          if (endsWith(heard)) return yield await ending(heard.position);
        }
      }
    } finally {
      index.delete(follower);
      followers.delete(follower);
      follower.close();
    }

    /** An end in the past of the start is none: the entity was seen open after it. */
    function endsWith(event: LoggedEvent): boolean {
      const entity = entityOf(request);
      return (
        entity !== null &&
        event.position > start.head &&
        event.ends.includes(entity.kind) &&
        event[idOf[entity.kind]] === entity.id
      );
    }

    async function ending(at: number): Promise<Followed> {
      const entity = entityOf(request);
      if (entity === null) throw new Error('only an entity ends');
      const reason = await store.read((reader) => readEnd(reader, organizationId, entity, at));
      return {
        type: 'SubscriptionEnded',
        organizationId,
        position: at,
        occurredAt: now(),
        reason,
        entityId: entity.id,
      };
    }
  }
}

/** Where a subscription begins, read in one snapshot. */
interface Start {
  readonly kind: 'start';
  readonly after: number;
  readonly head: number;
  readonly trimmedThrough: number;
  /** The head, when the entity had ended by then: its history is told through there, and then its end. */
  readonly endedAt: number | null;
}

function readStart(
  store: Store,
  request: FollowRequest,
): Promise<Start | RefusalOf<'NOT_FOUND'> | RefusalOf<'VALIDATION'>> {
  const { organizationId, after } = request;
  const entity = entityOf(request);
  return store.read(async (reader) => {
    const ending = entity === null ? null : await readEnding(reader, organizationId, entity);
    if (entity !== null && ending === null)
      return refuseNotFound(nounOf[entity.kind], [argumentOf[entity.kind]]);
    const head = await readHead(reader, organizationId);
    const trimmedThrough = await readTrimmedThrough(reader, organizationId);
    if (after !== null && after > head) {
      const message = 'The cursor lies beyond the end of the log: use one that this server gave you.';
      return refuse('VALIDATION', message, ['after'], {});
    }
    return {
      kind: 'start',
      after: after ?? (entity === null ? head : 0),
      head,
      trimmedThrough: after === null && entity === null ? 0 : trimmedThrough,
      endedAt: ending?.ended === true ? head : null,
    };
  });
}

/** The events that tell the states of an entity, in its own stream. */
const statesToldBy = {
  session: ['PlanningSessionStatusChanged', 'PlanningSessionDeleted'],
  action: ['ActionStatusChanged', 'ApprovalResolved'],
  chain: ['ChainCompleted'],
} as const satisfies Record<EndingEntity, readonly EventType[]>;

/** The state that an entity had ended in at a position, whatever has become of it since. */
async function readEnd(
  reader: Reader,
  organizationId: OrganizationId,
  entity: FollowedEntity,
  at: number,
): Promise<string> {
  const [told] = await readEvents(reader, {
    organizationId,
    conditions: [
      { column: 'stream', anyOf: [`${entity.kind}:${entity.id}`] },
      { column: 'type', anyOf: statesToldBy[entity.kind] },
    ],
    before: at + 1,
    direction: 'BACKWARD',
    limit: 1,
  });
  if (told?.type === 'PlanningSessionDeleted') return 'DELETED';
  return told?.outcome ?? (await readEnding(reader, organizationId, entity))?.status ?? 'DELETED';
}

const nounOf: Record<EndingEntity, string> = {
  session: 'planning session',
  action: 'action',
  chain: 'chain',
};
const argumentOf: Record<EndingEntity, string> = {
  session: 'sessionId',
  action: 'actionId',
  chain: 'chainId',
};
const idOf = { session: 'sessionId', action: 'actionId', chain: 'chainId' } as const satisfies Record<
  EndingEntity,
  keyof LoggedEvent
>;

function entityOf(request: FollowRequest): FollowedEntity | null {
  return 'entity' in request.subject ? request.subject.entity : null;
}

function conditionsOf(request: FollowRequest): FilterCondition[] {
  if ('filter' in request.subject) return filterConditions(request.subject.filter);
  const { kind, id } = request.subject.entity;
  return [{ column: idOf[kind], anyOf: [id] }];
}

/** A generator that waits for the next event cannot be returned; closing its follower lets it go. */
function closable(
  follower: Follower,
  events: AsyncGenerator<Followed, void, void>,
): AsyncGenerator<Followed, void, void> {
  return {
    next: () => events.next(),
    return: () => {
      follower.close();
      return events.return();
    },
    throw: (cause) => {
      follower.close();
      return events.throw(cause);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => {
      follower.close();
      await events.return();
    },
  };
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
