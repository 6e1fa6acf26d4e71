import type { Effect } from '../domain/effect.ts';
import type { SessionId } from '../domain/ids.ts';
import { readPageBodies, readSessionPages } from '../store/read/session-pages.ts';
import type { Store } from '../store/store.ts';
import { insertListedPage, setPageRead } from '../store/write/session-pages.ts';
import type { Decision } from './decide.ts';
import type { PageFault } from './find-page.ts';
import type { PageShelf } from './read-pages.ts';

/** Keeps the pages of a session in the database. `decide` writes while the run is wanted, and answers null after. */
export function shelfOfSession(
  store: Store,
  sessionId: SessionId,
  decide: <Value>(work: (decision: Decision) => Promise<Value>) => Promise<Value | null>,
): PageShelf {
  return {
    listed: async () => {
      const pages = await store.read((reader) => readSessionPages(reader, [sessionId]));
      return pages.map((page) => ({ ...page, isRead: page.version !== null }));
    },
    list: async (pages) => {
      await decide(async ({ tx }) => {
        for (const [place, page] of pages.entries()) await insertListedPage(tx, { sessionId, place }, page);
      });
    },
    keep: async (place, page) => {
      const kept = await decide(async ({ tx, now }) => {
        await setPageRead(tx, { sessionId, place, now }, page);
        return true;
      });
      return kept ?? false;
    },
    read: () => store.read((reader) => readPageBodies(reader, sessionId)),
  };
}

/** A source that asks again and again to come back later is waited for so long in all. */
const longestWaitMs = 60 * 60_000;
/** When it does not say how long, or says less. */
const shortestWaitMs = 1_000;
const defaultWaitMs = 30_000;

/** When pages that were refused for now are asked for again, in epoch milliseconds; null: not by itself. */
export function putOffUntil(
  { code, retryAfterMs }: PageFault,
  { effect, now }: { effect: Effect; now: number },
): number | null {
  if (code !== 'RATE_LIMITED') return null;
  const at = now + Math.max(retryAfterMs ?? defaultWaitMs, shortestWaitMs);
  return at - (effect.tryingSince ?? now) > longestWaitMs ? null : at;
}
