import type { EndingEntity } from '../domain/event.ts';
import type { OrganizationId } from '../domain/ids.ts';
import type { Notice } from '../domain/notice.ts';
import { isRefusal, type RefusalOf, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readHead } from '../store/log.ts';
import { readEnding } from '../store/read/endings.ts';
import type { Store } from '../store/store.ts';
import { columnOfEntity, readEnd } from './ending.ts';
import { Feed } from './feed.ts';
import { FilterIndex } from './filter-index.ts';
import { Follower, type Start, type Surroundings } from './follower.ts';
import { HeldStreams } from './held-streams.ts';
import type { FollowedEntity, FollowRequest, Hub } from './hub.ts';

/** How many subscriptions there may be at a time. */
export interface HubLimits {
  readonly perActor: number;
}

/** The hub of one process: it hears every commit of the store and hands each event to those that it is for. */
export function createHub(store: Store, now: () => number, limits: HubLimits): Hub & Disposable {
  const index = new FilterIndex<Follower>();
  const feeds = new Map<OrganizationId, Feed>();
  const followers = new Set<Follower>();
  const held = new HeldStreams(limits.perActor);
  const ends = new Map<string, Promise<Notice>>();
  const stopHearing = store.onCommit(({ events }) => {
    for (const event of events) {
      feeds.get(event.organizationId)?.hear(event);
      index.forEachOf(event, (follower) => follower.hear(event));
    }
  });
  const around: Surroundings = {
    store,
    index,
    now,
    join: (follower) => followers.add(follower),
    leave: (follower) => followers.delete(follower),
    beginReading: (organizationId) => {
      const feed = feeds.get(organizationId) ?? new Feed(store, organizationId);
      feeds.set(organizationId, feed);
      feed.readers += 1;
      return feed;
    },
    endReading: (feed) => {
      feed.readers -= 1;
      if (feed.readers === 0) feeds.delete(feed.organizationId);
    },
    endOf: (organizationId, entity, at) => {
      const place = `${at} ${entity.id}`;
      const known = ends.get(place);
      if (known !== undefined) return known;
      const reading = readNotice(store, { organizationId, entity, at, occurredAt: now() }).finally(() =>
        ends.delete(place),
      );
      ends.set(place, reading);
      return reading;
    },
  };

  const hold: Hub['hold'] = (holder) => {
    const message = `${held.most} subscriptions of one user are open: end one, or raise SUBSCRIPTIONS_PER_USER.`;
    const met = { name: 'SUBSCRIPTIONS_PER_USER', limit: held.most, retryAt: null };
    return held.hold(holder) ?? refuse('LIMIT_EXCEEDED', message, null, met);
  };

  return {
    hold,
    follow: async (request) => {
      const { organizationId, followedBy } = request;
      // Taken before anything is waited for, so that many at once are not too many.
      const letGo = followedBy === undefined ? () => {} : hold({ organizationId, followedBy });
      if (isRefusal(letGo)) return letGo;
      try {
        const start = await readStart(store, request);
        if (!('kind' in start)) return new Follower({ ...request, letGo }, start, around);
        letGo();
        return start;
      } catch (cause) {
        letGo();
        throw cause;
      }
    },
    get followerCount() {
      return followers.size;
    },
    followingsOf: (organizationId, actorId) =>
      [...followers]
        .filter((each) => each.organizationId === organizationId && each.followedBy === actorId)
        .map((each) => each.status),
    heldBy: (organizationId, actorId) => held.heldBy({ organizationId, followedBy: actorId }),
    [Symbol.dispose]: () => {
      stopHearing();
      for (const follower of followers) follower.end();
    },
  };
}

function readStart(
  store: Store,
  request: FollowRequest,
): Promise<Start | RefusalOf<'NOT_FOUND'> | RefusalOf<'VALIDATION'>> {
  const { organizationId, after, subject } = request;
  const entity = 'entity' in subject ? subject.entity : null;
  return store.read(async (reader) => {
    const ending = entity === null ? null : await readEnding(reader, organizationId, entity);
    if (entity !== null && ending === null)
      return refuseNotFound(nounOf[entity.kind], [columnOfEntity[entity.kind]]);
    const head = await readHead(reader, organizationId);
    if (after !== null && after > head) {
      const message = 'The cursor lies beyond the end of the log: use one that this server gave you.';
      return refuse('VALIDATION', message, ['after'], {});
    }
    return {
      after: after ?? (entity === null ? head : 0),
      head,
      endedAt: ending?.ended === true ? head : null,
      createdAt: ending?.createdAt ?? null,
    };
  });
}

interface End {
  readonly organizationId: OrganizationId;
  readonly entity: FollowedEntity;
  readonly at: number;
  readonly occurredAt: number;
}

async function readNotice(store: Store, { organizationId, entity, at, occurredAt }: End): Promise<Notice> {
  const reason = await store.read((reader) => readEnd(reader, organizationId, entity, at));
  const entityId = entity.id;
  return { type: 'SubscriptionEnded', reason, entityId, organizationId, position: at, occurredAt };
}

const nounOf: Record<EndingEntity, string> = {
  session: 'planning session',
  action: 'action',
  chain: 'chain',
};
