import { type Kysely, sql } from 'kysely';
import type { EventFilter } from '../../domain/event-filter.ts';
import type { EventId, OrganizationId, WebhookId } from '../../domain/ids.ts';
import type { DeliveryState, Webhook, WebhookDelivery } from '../../domain/webhook.ts';
import { type Parameter, query } from '../query.ts';
import { parseActor, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';
import { type Slice, sliceInSql } from './slice.ts';

const selectOfOrganization = query((db, $: Parameter<{ organizationId: OrganizationId }>) =>
  db
    .selectFrom('webhooks')
    .selectAll()
    .where('organization_id', '=', $('organizationId'))
    .where('deleted_at', 'is', null)
    .orderBy('id'),
);

/** The webhooks of an organization, oldest first. */
export async function readWebhooks(reader: Reader, organizationId: OrganizationId): Promise<Webhook[]> {
  return (await reader.all(selectOfOrganization, { organizationId })).map(parseWebhook);
}

export async function readWebhook(
  reader: Reader,
  organizationId: OrganizationId,
  id: WebhookId,
): Promise<Webhook | null> {
  return (await readWebhooks(reader, organizationId)).find((webhook) => webhook.id === id) ?? null;
}

const selectAll = query((db) => db.selectFrom('webhooks').selectAll().where('deleted_at', 'is', null));

/** The webhooks of all organizations. */
export async function readAllWebhooks(reader: Reader): Promise<Webhook[]> {
  return (await reader.all(selectAll, {})).map(parseWebhook);
}

const selectForSending = query((db, $: Parameter<{ id: WebhookId }>) =>
  db.selectFrom('webhooks').selectAll().where('id', '=', $('id')).where('deleted_at', 'is', null),
);

/** A webhook with its sealed secret; null when it is gone. */
export async function readWebhookToSend(
  reader: Reader,
  id: WebhookId,
): Promise<{ webhook: Webhook; sealed: string } | null> {
  const row = await reader.first(selectForSending, { id });
  return row === undefined ? null : { webhook: parseWebhook(row), sealed: row.secret };
}

// What is sealed begins with its version and the id of its key.
const selectSecretOfEachKey = query((db) =>
  db
    .selectFrom('webhooks')
    .select((each) => [each.fn.min('id').as('id'), 'organization_id', 'secret'])
    .where('deleted_at', 'is', null)
    .groupBy(sql`substr(secret, 1, 12)`),
);

/** One webhook for each key that secrets are sealed with. */
export async function readWebhookSecretOfEachKey(
  reader: Reader,
): Promise<{ id: WebhookId; organizationId: OrganizationId; sealed: string }[]> {
  const rows = await reader.all(selectSecretOfEachKey, {});
  return rows.map((row) => ({
    id: row.id as WebhookId,
    organizationId: row.organization_id as OrganizationId,
    sealed: row.secret,
  }));
}

// The index holds what is pending only, and is found by the very words of its condition.
const isPending = sql<boolean>`state = 'PENDING'`;

/**
 * The streams with something pending, each found from the one before: what stands behind the first of each is not
 * looked at. It begins with '', and may end with null, which are none.
 */
const pendingStreams = (db: Kysely<Tables>, webhookId: WebhookId) =>
  db.withRecursive('waiting(stream)', (each) =>
    each.selectNoFrom(sql<string | null>`''`.as('stream')).unionAll(
      each
        .selectFrom('waiting')
        .select((one) =>
          one
            .selectFrom('webhook_deliveries')
            .select((next) => next.fn.min<string | null>('stream').as('stream'))
            .where('webhook_id', '=', webhookId)
            .where(isPending)
            .whereRef('webhook_deliveries.stream', '>', 'waiting.stream')
            .as('stream'),
        )
        .where('waiting.stream', 'is not', null),
    ),
  );

const selectHeads = query((db, $: Parameter<{ webhookId: WebhookId; limit: number }>) =>
  pendingStreams(db, $('webhookId'))
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('webhook_id', '=', $('webhookId'))
    .where('position', 'in', (each) =>
      each.selectFrom('waiting').select((one) =>
        one
          .selectFrom('webhook_deliveries as first')
          .select((of) => of.fn.min<number>('first.position').as('position'))
          .where('first.webhook_id', '=', $('webhookId'))
          .where(sql<boolean>`first.state = 'PENDING'`)
          .whereRef('first.stream', '=', 'waiting.stream')
          .as('position'),
      ),
    )
    .orderBy('next_attempt_at')
    .orderBy('position')
    .limit($('limit')),
);

/** The first of each stream that is not told yet, the longest waiting first: those that may be told now or later. */
export async function readDeliveryHeads(
  reader: Reader,
  webhookId: WebhookId,
  limit: number,
): Promise<WebhookDelivery[]> {
  return (await reader.all(selectHeads, { webhookId, limit })).map(parseDelivery);
}

const selectStreamCount = query((db, $: Parameter<{ webhookId: WebhookId }>) =>
  pendingStreams(db, $('webhookId'))
    .selectFrom('waiting')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('stream', '<>', ''),
);

/** Of how many streams something is on its way to a webhook. */
export async function countPendingStreams(reader: Reader, webhookId: WebhookId): Promise<number> {
  return (await reader.first(selectStreamCount, { webhookId }))?.count ?? 0;
}

/** Deliveries of one webhook, in one state or in any, ordered by position. */
export async function listDeliveries(
  reader: Reader,
  { webhookId, state }: { webhookId: WebhookId; state: DeliveryState | null },
  slice: Slice<number>,
): Promise<WebhookDelivery[]> {
  const { after, before, sort } = sliceInSql(slice);
  const rows = await reader.list((db) => {
    let select = db
      .selectFrom('webhook_deliveries')
      .selectAll()
      .where('webhook_id', '=', webhookId)
      .orderBy('position', sort)
      .limit(slice.limit);
    if (state !== null) select = select.where('state', '=', state);
    if (slice.after !== null) select = select.where('position', after, slice.after);
    if (slice.before !== null) select = select.where('position', before, slice.before);
    return select;
  });
  return rows.map(parseDelivery);
}

export async function countDeliveries(
  reader: Reader,
  { webhookId, state }: { webhookId: WebhookId; state: DeliveryState | null },
): Promise<number> {
  const [row] = await reader.list((db) => {
    const count = db
      .selectFrom('webhook_deliveries')
      .select((each) => each.fn.countAll<number>().as('count'))
      .where('webhook_id', '=', webhookId);
    return state === null ? count : count.where('state', '=', state);
  });
  return row?.count ?? 0;
}

function parseWebhook(row: RowOf<'webhooks', keyof Tables['webhooks']>): Webhook {
  return {
    id: row.id as WebhookId,
    organizationId: row.organization_id as OrganizationId,
    name: row.name,
    url: row.url,
    filter: JSON.parse(row.filter) as EventFilter,
    enabled: row.enabled === 1,
    position: row.position,
    createdBy: parseActor(row.created_by_kind, row.created_by_id, row.created_by_name),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function parseDelivery(
  row: RowOf<'webhook_deliveries', keyof Tables['webhook_deliveries']>,
): WebhookDelivery {
  return {
    webhookId: row.webhook_id as WebhookId,
    position: row.position,
    eventId: row.event_id as EventId | null,
    type: row.type,
    stream: row.stream,
    state: row.state as DeliveryState,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  };
}
