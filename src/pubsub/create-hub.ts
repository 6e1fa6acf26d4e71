import type { EndingEntity } from '../domain/event.ts';
import type { OrganizationId } from '../domain/ids.ts';
import { type RefusalOf, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readHead } from '../store/log.ts';
import { readEnding } from '../store/read/endings.ts';
import type { Store } from '../store/store.ts';
import { columnOfEntity } from './ending.ts';
import { Feed } from './feed.ts';
import { FilterIndex } from './filter-index.ts';
import { Follower, type Start, type Surroundings } from './follower.ts';
import type { FollowRequest, Hub } from './hub.ts';

/** The hub of one process: it hears every commit of the store and hands each event to those that it is for. */
export function createHub(store: Store, now: () => number): Hub & Disposable {
  const index = new FilterIndex<Follower>();
  const feeds = new Map<OrganizationId, Feed>();
  const followers = new Set<Follower>();
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
    join: (follower) => {
      followers.add(follower);
      const { organizationId } = follower;
      const feed = feeds.get(organizationId) ?? new Feed(store, organizationId);
      feeds.set(organizationId, feed);
      feed.riders += 1;
      return feed;
    },
    leave: (follower) => {
      followers.delete(follower);
      const feed = feeds.get(follower.organizationId);
      if (feed === undefined) return;
      feed.riders -= 1;
      if (feed.riders === 0) feeds.delete(follower.organizationId);
    },
  };

  return {
    follow: async (request) => {
      const start = await readStart(store, request);
      return 'kind' in start ? start : new Follower(request, start, around);
    },
    get followerCount() {
      return followers.size;
    },
    followingsOf: (organizationId, actorId) =>
      [...followers]
        .filter((each) => each.organizationId === organizationId && each.followedBy === actorId)
        .map((each) => each.status),
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
    };
  });
}

const nounOf: Record<EndingEntity, string> = {
  session: 'planning session',
  action: 'action',
  chain: 'chain',
};
