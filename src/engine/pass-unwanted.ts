import { filterConditions } from '../domain/event-filter.ts';
import type { OrganizationId } from '../domain/ids.ts';
import type { Webhook } from '../domain/webhook.ts';
import { readLogBounds } from '../store/log.ts';
import { readLogPage } from '../store/read/events.ts';
import { readWebhooks } from '../store/read/webhooks.ts';
import type { Reader, Store } from '../store/store.ts';
import { moveWebhook } from '../store/write/webhooks.ts';

/** Moves the webhooks of an organization past events that they do not want: it is no loss to them when those are trimmed. */
export async function passUnwantedEvents(store: Store, organizationId: OrganizationId): Promise<void> {
  for (const webhook of await store.read((reader) => readWebhooks(reader, organizationId))) {
    const to = await findNextWanted(store, webhook);
    const { id, position: from } = webhook;
    if (to > from) await store.transact((tx) => moveWebhook(tx, { id, from, to }));
  }
}

/** The position before the next event that a webhook wants, or of the last event. */
async function findNextWanted(store: Store, { organizationId, filter, position }: Webhook): Promise<number> {
  const conditions = filterConditions(filter);
  let after = position;
  while (true) {
    const page = await store.read(async (reader) =>
      (await isTrimmed(reader, organizationId, after))
        ? null
        : await readLogPage(reader, { organizationId, conditions, after, limit: 1 }),
    );
    // What it may have wanted is gone: it is told so in its turn.
    if (page === null) return position;
    const [wanted] = page.events;
    if (wanted !== undefined) return wanted.position - 1;
    if (page.readThrough >= page.head) return page.readThrough;
    after = page.readThrough;
  }
}

async function isTrimmed(reader: Reader, organizationId: OrganizationId, after: number): Promise<boolean> {
  const bounds = await readLogBounds(reader, organizationId);
  return bounds !== null && bounds.trimmedThrough > after;
}
