import { randomBytes } from 'node:crypto';
import type { Caller } from '../access/viewer.ts';
import type { Answer } from '../domain/answer.ts';
import { webhookStream } from '../domain/event.ts';
import type { OrganizationId, WebhookId } from '../domain/ids.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse, refuseNotFound } from '../domain/refusal.ts';
import { changeWebhook, formatWebhookSecret, type Webhook, type WebhookChange } from '../domain/webhook.ts';
import { readHead } from '../store/log.ts';
import { readWebhook, readWebhooks } from '../store/read/webhooks.ts';
import type { Reader } from '../store/store.ts';
import {
  deleteWebhookRow,
  insertWebhook,
  rewindWebhook,
  saveWebhookSecret,
  updateWebhook,
} from '../store/write/webhooks.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import type { EngineParts } from './parts.ts';
import { answerEarlier, keyFault, once } from './request.ts';

export interface WebhookToSave extends WebhookChange {
  /** Null for a new one. */
  readonly webhookId: WebhookId | null;
  /** Where a new one begins; null: with what happens from now on. */
  readonly after: number | null;
  /** Whether it gets another secret. */
  readonly rotateSecret: boolean;
  readonly idempotencyKey: string | null;
}

/** A webhook, with its secret when that was made now. */
export interface SavedWebhook {
  readonly webhook: Webhook;
  readonly secret: string | null;
}

const path = ['input', 'webhookId'];
const mostWebhooks = 50;

/** Makes a webhook or changes one. */
export async function saveWebhook(
  parts: EngineParts,
  caller: Caller,
  input: WebhookToSave,
): Promise<Answer<SavedWebhook>> {
  const fault = keyFault('idempotencyKey', input.idempotencyKey) ?? keyMissing(parts);
  if (fault !== null) return fault;
  const origin = originOfCaller(caller);
  const { idempotencyKey: key, ...asked } = input;
  const request = {
    operation: 'saveWebhook',
    key,
    input: { ...asked, filter: JSON.stringify(asked.filter) },
  };
  const recall = (reader: Reader, id: string) => readWebhook(reader, origin.organizationId, id as WebhookId);
  const earlier = await answerEarlier(parts, origin, request, recall);
  if (earlier !== null) {
    return isRefusal(earlier) ? earlier : { ...earlier, value: { webhook: earlier.value, secret: null } };
  }
  const forbidden = input.url === null ? null : await parts.outside.outbound.addressFault(input.url);
  if (forbidden !== null) return refuse('VALIDATION', forbidden, ['input', 'url'], {});
  let secret: string | null = null;
  const saved = await answer(parts, origin, (decision) =>
    once<Webhook>(decision, request, {
      recall: (id) => recall(decision.tx, id),
      make: async () => {
        const isNew = input.webhookId === null;
        secret = isNew || input.rotateSecret ? formatWebhookSecret(randomBytes(32)) : null;
        return isNew ? await make(decision, input, secret ?? '') : await alter(decision, input, secret);
      },
    }),
  );
  return isRefusal(saved) ? saved : { ...saved, value: { webhook: saved.value, secret } };
}

function keyMissing({ outside }: EngineParts): RefusalOf<'VALIDATION'> | null {
  if (outside.sealing !== null) return null;
  const message =
    'The secret that messages are signed with cannot be kept: set SECRETS_KEY in the environment of the server, such as to what `openssl rand -base64 32` prints, and start it anew.';
  return refuse('VALIDATION', message, null, {});
}

async function make(decision: Decision, input: WebhookToSave, secret: string): Promise<Webhook | Refusal> {
  const { tx, parts, origin, now } = decision;
  const { organizationId } = origin;
  const settings = changeWebhook(null, input);
  if (isRefusal(settings)) return settings;
  const { length } = await readWebhooks(tx, organizationId);
  if (length >= mostWebhooks) {
    const message = `There are ${length} webhooks, the most that an organization can have: delete one first.`;
    return refuse('LIMIT_EXCEEDED', message, null, { limit: mostWebhooks, retryAt: null });
  }
  const head = await readHead(tx, organizationId);
  if (input.after !== null && input.after > head) return beyondHead();
  const webhook: Webhook = {
    ...settings,
    id: parts.newId('webhook'),
    organizationId,
    position: input.after ?? head,
    createdBy: origin.actor,
    createdAt: now,
    updatedAt: now,
  };
  await insertWebhook(tx, webhook, seal(parts, webhook, secret));
  return noteSaved(decision, webhook);
}

async function alter(
  decision: Decision,
  input: WebhookToSave,
  secret: string | null,
): Promise<Webhook | Refusal> {
  const { tx, parts, origin, now } = decision;
  const present =
    input.webhookId === null ? null : await readWebhook(tx, origin.organizationId, input.webhookId);
  if (present === null) return refuseNotFound('webhook', path);
  if (input.after !== null) {
    const message = '`after` says where a new webhook begins: use replayWebhook for one that is there.';
    return refuse('VALIDATION', message, ['input', 'after'], {});
  }
  const settings = changeWebhook(present, input);
  if (isRefusal(settings)) return settings;
  const webhook = { ...present, ...settings, updatedAt: now };
  await updateWebhook(tx, webhook);
  if (secret !== null) await saveWebhookSecret(tx, webhook.id, seal(parts, webhook, secret));
  return noteSaved(decision, webhook);
}

/** What the secret of a webhook is sealed under: it opens in no other record. */
export function sealNameOfWebhook({ id, organizationId }: Pick<Webhook, 'id' | 'organizationId'>): string {
  return `webhook ${organizationId} ${id}`;
}

function seal({ outside }: EngineParts, webhook: Webhook, secret: string): string {
  if (outside.sealing === null) throw new Error('there is no key to seal with');
  return outside.sealing.seal(secret, sealNameOfWebhook(webhook));
}

function noteSaved(decision: Decision, webhook: Webhook): Webhook {
  const { id: webhookId, name, enabled } = webhook;
  decision.record({
    type: 'WebhookSaved',
    stream: webhookStream(webhookId),
    ids: {},
    body: { webhookId, name, enabled },
  });
  return webhook;
}

/** Tells everything after a position once more, under the same message ids. */
export function replayWebhook(
  parts: EngineParts,
  caller: Caller,
  { webhookId, after }: { readonly webhookId: WebhookId; readonly after: number },
): Promise<Answer<Webhook>> {
  return onWebhook(parts, caller, webhookId, async (decision, webhook) => {
    if (after > (await readHead(decision.tx, webhook.organizationId))) return beyondHead();
    // What lies ahead of it is told in any case.
    const position = Math.min(after, webhook.position);
    await rewindWebhook(decision.tx, webhookId, position);
    decision.record({
      type: 'WebhookReplayed',
      stream: webhookStream(webhookId),
      ids: {},
      body: { webhookId, name: webhook.name },
    });
    return { ...webhook, position };
  });
}

/** Tells a webhook nothing more until somebody enables it again: its target has said that it is gone. */
export async function disableGoneWebhook(decision: Decision, webhook: Webhook): Promise<void> {
  const { tx, now, origin } = decision;
  const present = await readWebhook(tx, origin.organizationId, webhook.id);
  // Whoever has given it another address since did not mean the one that is gone.
  if (present === null || !present.enabled || present.url !== webhook.url) return;
  const disabled = { ...present, enabled: false, updatedAt: now };
  await updateWebhook(tx, disabled);
  noteSaved(decision, disabled);
}

/** Deletes a webhook and what was on its way to it. */
export function deleteWebhook(parts: EngineParts, caller: Caller, id: WebhookId): Promise<Answer<Webhook>> {
  return onWebhook(parts, caller, id, async (decision, webhook) => {
    await deleteWebhookRow(decision.tx, id, decision.now);
    const body = { webhookId: id, name: webhook.name };
    decision.record({ type: 'WebhookDeleted', stream: webhookStream(id), ids: {}, body });
    return webhook;
  });
}

function onWebhook(
  parts: EngineParts,
  caller: Caller,
  id: WebhookId,
  work: (decision: Decision, webhook: Webhook) => Promise<Webhook | Refusal>,
): Promise<Answer<Webhook>> {
  const origin = originOfCaller(caller);
  const organizationId: OrganizationId = origin.organizationId;
  return answer(parts, origin, async (decision): Promise<Webhook | Refusal> => {
    const webhook = await readWebhook(decision.tx, organizationId, id);
    return webhook === null ? refuseNotFound('webhook', path) : await work(decision, webhook);
  });
}

function beyondHead(): RefusalOf<'VALIDATION'> {
  const message = 'The cursor lies beyond the end of the log: use one that this server gave you.';
  return refuse('VALIDATION', message, ['input', 'after'], {});
}
