import { positionOf, type StreamCursor } from '../domain/cursor.ts';
import { parseId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { isRefusal, type Refusal, type RefusalOf, refuseNotFound } from '../domain/refusal.ts';
import type { DeliveryState, Webhook, WebhookDelivery } from '../domain/webhook.ts';
import { countDeliveries, listDeliveries, readWebhooks } from '../store/read/webhooks.ts';
import { type Connection, connect, type PageArguments } from './connection.ts';
import type { Context } from './context.ts';
import { type EventFilterInput, eventFilterFault, readEventFilter } from './event.ts';
import { placeCursors } from './row-cursor.ts';

export interface WebhookPayload {
  readonly webhook: Webhook | null;
  /** Only in the answer that made it. */
  readonly secret: string | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

type Maybe<Value> = Value | null | undefined;

export function getWebhooks(context: Context): Promise<readonly Webhook[]> {
  const { snapshot } = context.reads;
  return snapshot.read((reader) => readWebhooks(reader, context.viewer.organizationId));
}

export function getFilterOfWebhook({ filter }: Webhook): Json {
  return filter as Json;
}

export function getDeliveries(
  context: Context,
  { id: webhookId }: Webhook,
  args: PageArguments & { readonly state?: Maybe<DeliveryState> },
): Connection<WebhookDelivery, number> | RefusalOf<'VALIDATION'> {
  const { snapshot } = context.reads;
  const which = { webhookId, state: args.state ?? null };
  return connect(args, {
    ...placeCursors('delivery'),
    keyOf: (delivery) => delivery.position,
    order: 'NEWEST_FIRST',
    list: (slice) => snapshot.read((reader) => listDeliveries(reader, which, slice)),
    count: () => snapshot.read((reader) => countDeliveries(reader, which)),
  });
}

interface SaveWebhookInput {
  readonly webhookId?: Maybe<string>;
  readonly name?: Maybe<string>;
  readonly url?: Maybe<string>;
  readonly filter?: Maybe<EventFilterInput>;
  readonly enabled?: Maybe<boolean>;
  readonly after?: Maybe<StreamCursor>;
  readonly rotateSecret?: Maybe<boolean>;
  readonly idempotencyKey?: Maybe<string>;
}

export async function saveWebhook(context: Context, input: SaveWebhookInput): Promise<WebhookPayload> {
  const webhookId = input.webhookId == null ? null : parseId('webhook', input.webhookId);
  if (webhookId === null && input.webhookId != null) return refused(missing());
  const fault = await eventFilterFault(context, input.filter, ['input', 'filter']);
  if (fault !== null) return refused(fault);
  const answer = await context.services.engine.saveWebhook(context, {
    webhookId,
    name: input.name ?? null,
    url: input.url ?? null,
    filter: input.filter == null ? null : readEventFilter(input.filter),
    enabled: input.enabled ?? null,
    after: input.after == null ? null : positionOf(input.after),
    rotateSecret: input.rotateSecret ?? false,
    idempotencyKey: input.idempotencyKey ?? null,
  });
  context.reads.refresh();
  return isRefusal(answer) ? refused(answer) : { ...answer.value, asOf: answer.asOf, errors: [] };
}

export async function replayWebhook(
  context: Context,
  input: { readonly webhookId: string; readonly after: StreamCursor },
): Promise<WebhookPayload> {
  const webhookId = parseId('webhook', input.webhookId);
  const after = positionOf(input.after);
  return show(
    context,
    webhookId === null
      ? missing()
      : await context.services.engine.replayWebhook(context, { webhookId, after }),
  );
}

export async function deleteWebhook(context: Context, id: string): Promise<WebhookPayload> {
  const webhookId = parseId('webhook', id);
  return show(
    context,
    webhookId === null ? missing() : await context.services.engine.deleteWebhook(context, webhookId),
  );
}

function show(
  context: Context,
  answer: Refusal | { readonly kind: 'done'; readonly value: Webhook; readonly asOf: number },
): WebhookPayload {
  context.reads.refresh();
  return isRefusal(answer)
    ? refused(answer)
    : { webhook: answer.value, secret: null, asOf: answer.asOf, errors: [] };
}

function missing(): Refusal {
  return refuseNotFound('webhook', ['input', 'webhookId']);
}

function refused(refusal: Refusal): WebhookPayload {
  return { webhook: null, secret: null, asOf: null, errors: [refusal] };
}
