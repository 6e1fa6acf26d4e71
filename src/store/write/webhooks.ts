import { sql } from 'kysely';
import type { LoggedEvent } from '../../domain/event.ts';
import type { WebhookId } from '../../domain/ids.ts';
import type { DeliveryState, EndedDelivery, Webhook, WebhookDelivery } from '../../domain/webhook.ts';
import { insertion, type Parameter, query } from '../query.ts';
import { toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertion('webhooks', [
  'id',
  'organization_id',
  'name',
  'url',
  'filter',
  'secret',
  'enabled',
  'position',
  'created_by_kind',
  'created_by_id',
  'created_by_name',
  'created_at',
  'updated_at',
]);

export async function insertWebhook(tx: Transaction, webhook: Webhook, sealed: string): Promise<void> {
  await tx.run(insertRow, {
    id: webhook.id,
    organization_id: webhook.organizationId,
    name: webhook.name,
    url: webhook.url,
    filter: toJson(webhook.filter),
    secret: sealed,
    enabled: webhook.enabled ? 1 : 0,
    position: webhook.position,
    created_by_kind: webhook.createdBy.kind,
    created_by_id: webhook.createdBy.id,
    created_by_name: webhook.createdBy.name,
    created_at: webhook.createdAt,
    updated_at: webhook.updatedAt,
  });
}

interface ChangedWebhook {
  id: WebhookId;
  name: string;
  url: string;
  filter: string;
  enabled: number;
  now: number;
}

const updateRow = query((db, $: Parameter<ChangedWebhook>) =>
  db
    .updateTable('webhooks')
    .set({
      name: $('name'),
      url: $('url'),
      filter: $('filter'),
      enabled: $('enabled'),
      updated_at: $('now'),
    })
    .where('id', '=', $('id')),
);

export async function updateWebhook(tx: Transaction, webhook: Webhook): Promise<void> {
  const { id, name, url, filter, enabled, updatedAt: now } = webhook;
  await tx.run(updateRow, { id, name, url, filter: toJson(filter), enabled: enabled ? 1 : 0, now });
}

const updateSecret = query((db, $: Parameter<{ id: WebhookId; sealed: string }>) =>
  db
    .updateTable('webhooks')
    .set({ secret: $('sealed') })
    .where('id', '=', $('id')),
);

export async function saveWebhookSecret(tx: Transaction, id: WebhookId, sealed: string): Promise<void> {
  await tx.run(updateSecret, { id, sealed });
}

const markDeleted = query((db, $: Parameter<{ id: WebhookId; now: number }>) =>
  db
    .updateTable('webhooks')
    .set({ deleted_at: $('now'), secret: '', updated_at: $('now') })
    .where('id', '=', $('id')),
);
const deleteDeliveries = query((db, $: Parameter<{ id: WebhookId }>) =>
  db.deleteFrom('webhook_deliveries').where('webhook_id', '=', $('id')),
);

/** Deletes a webhook, its secret, and what was on its way. */
export async function deleteWebhookRow(tx: Transaction, id: WebhookId, now: number): Promise<void> {
  await tx.run(markDeleted, { id, now });
  await tx.run(deleteDeliveries, { id });
}

interface Move {
  id: WebhookId;
  from: number;
  to: number;
}

const movePosition = query((db, $: Parameter<Move>) =>
  db
    .updateTable('webhooks')
    .set({ position: $('to') })
    .where('id', '=', $('id'))
    .where('position', '=', $('from'))
    .where('enabled', '=', 1)
    .where('deleted_at', 'is', null),
);

const moveAnyPosition = query((db, $: Parameter<Move>) =>
  db
    .updateTable('webhooks')
    .set({ position: $('to') })
    .where('id', '=', $('id'))
    .where('position', '=', $('from')),
);

/** Moves a webhook on, unless it has moved meanwhile; nothing between is told. */
export async function moveWebhook(tx: Transaction, move: Move): Promise<void> {
  await tx.run(moveAnyPosition, move);
}

interface NewDelivery {
  webhookId: WebhookId;
  position: number;
  eventId: string | null;
  type: string;
  stream: string;
  now: number;
}

const pendingAgain = ($: Parameter<NewDelivery>) => ({
  event_id: $('eventId'),
  type: $('type'),
  stream: $('stream'),
  state: 'PENDING' as const,
  attempts: 0,
  next_attempt_at: $('now'),
  settled_at: null,
});

const pendingDelivery = ($: Parameter<NewDelivery>) => ({
  ...pendingAgain($),
  webhook_id: $('webhookId'),
  position: $('position'),
  created_at: $('now'),
});

// One that was told before is told again: somebody has asked for it.
const insertDelivery = query((db, $: Parameter<NewDelivery>) =>
  db
    .insertInto('webhook_deliveries')
    .values(pendingDelivery($))
    .onConflict((conflict) => conflict.columns(['webhook_id', 'position']).doUpdateSet(pendingAgain($))),
);

const trimmedNotice = { eventId: null, type: 'HistoryTrimmed', stream: 'notices' } as const;

const insertNotice = query((db, $: Parameter<NewDelivery>) =>
  db
    .insertInto('webhook_deliveries')
    .values(pendingDelivery($))
    .onConflict((conflict) =>
      conflict
        .columns(['webhook_id', 'position'])
        .doUpdateSet(pendingAgain($))
        .where('webhook_deliveries.event_id', 'is not', null),
    ),
);

/** Lets a webhook be told that events it was to be told of are gone: once for all that went with them. */
export async function noteTrimmed(
  tx: Transaction,
  { webhookId, trimmedThrough, now }: { webhookId: WebhookId; trimmedThrough: number; now: number },
): Promise<void> {
  await tx.run(insertNotice, { webhookId, position: trimmedThrough, ...trimmedNotice, now });
}

const dropOld = query((db, $: Parameter<{ webhookId: WebhookId; keep: number }>) =>
  db
    .deleteFrom('webhook_deliveries')
    .where('webhook_id', '=', $('webhookId'))
    .where('state', 'in', ['DELIVERED', 'DEAD'])
    .where(
      'position',
      '<',
      sql<number>`(select position from webhook_deliveries where webhook_id = ${$('webhookId')}
        order by position desc limit 1 offset ${$('keep')})`,
    ),
);

/** How many deliveries of a webhook are kept at least, for whoever wonders what became of them. */
const deliveriesKept = 1_000;

/**
 * Takes events into the deliveries of a webhook that stands at a position, and moves it on; false when it stands
 * elsewhere by now. `trimmedThrough` is given when events before it are gone untold. What was settled long before is
 * forgotten.
 */
export async function takeIntoDeliveries(
  tx: Transaction,
  move: Move & { events: readonly LoggedEvent[]; trimmedThrough: number | null; now: number },
): Promise<boolean> {
  const { id, from, to, events, trimmedThrough, now } = move;
  if ((await tx.run(movePosition, { id, from, to })) === 0) return false;
  if (trimmedThrough !== null) {
    await tx.run(insertDelivery, { webhookId: id, position: trimmedThrough, ...trimmedNotice, now });
  }
  for (const { id: eventId, position, type, stream } of events) {
    await tx.run(insertDelivery, { webhookId: id, position, eventId, type, stream, now });
  }
  await tx.run(dropOld, { webhookId: id, keep: deliveriesKept });
  return true;
}

const setPosition = query((db, $: Parameter<{ id: WebhookId; position: number }>) =>
  db
    .updateTable('webhooks')
    .set({ position: $('position') })
    .where('id', '=', $('id')),
);

/** Lets a webhook begin again after a position. */
export async function rewindWebhook(tx: Transaction, id: WebhookId, position: number): Promise<void> {
  await tx.run(setPosition, { id, position });
}

interface AttemptMade {
  webhookId: WebhookId;
  position: number;
  attemptsBefore: number;
  attempts: number;
  state: DeliveryState;
  nextAttemptAt: number;
  lastStatus: number | null;
  lastError: string | null;
  settledAt: number | null;
}

const updateDelivery = query((db, $: Parameter<AttemptMade>) =>
  db
    .updateTable('webhook_deliveries')
    .set({
      state: $('state'),
      attempts: $('attempts'),
      next_attempt_at: $('nextAttemptAt'),
      last_status: $('lastStatus'),
      last_error: $('lastError'),
      settled_at: $('settledAt'),
    })
    .where('webhook_id', '=', $('webhookId'))
    .where('position', '=', $('position'))
    .where('state', '=', 'PENDING')
    .where('attempts', '=', $('attemptsBefore')),
);

/** Notes how an attempt ended. */
export async function saveDelivery(
  tx: Transaction,
  before: WebhookDelivery,
  ended: EndedDelivery,
  now: number,
): Promise<void> {
  const { webhookId, position, attempts: attemptsBefore } = before;
  const { state, attempts, nextAttemptAt, lastStatus, lastError } = ended;
  const settledAt = state === 'PENDING' ? null : now;
  const made = { state, attempts, nextAttemptAt, lastStatus, lastError, settledAt };
  await tx.run(updateDelivery, { webhookId, position, attemptsBefore, ...made });
}
