import { createHmac } from 'node:crypto';
import type { Actor } from './actor.ts';
import { formatCursor } from './cursor.ts';
import { isHeldBack } from './effect-attempt.ts';
import type { LoggedEvent } from './event.ts';
import type { EventFilter } from './event-filter.ts';
import type { EventId, OrganizationId, WebhookId } from './ids.ts';
import type { HttpOutcome } from './outside.ts';
import { type RefusalOf, refuse } from './refusal.ts';
import { type RetryPolicy, retryDelayMs } from './retry.ts';
import { textFault } from './text.ts';

/** Somebody who is told of events over HTTP. Times are epoch milliseconds. */
export interface Webhook {
  readonly id: WebhookId;
  readonly organizationId: OrganizationId;
  readonly name: string;
  readonly url: string;
  readonly filter: EventFilter;
  /** What is not enabled is told nothing; it goes on from where it stopped. */
  readonly enabled: boolean;
  /** Everything through here has been looked at. */
  readonly position: number;
  readonly createdBy: Actor;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const deliveryStates = ['PENDING', 'DELIVERED', 'DEAD'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One event on its way to one webhook. Times are epoch milliseconds. */
export interface WebhookDelivery {
  readonly webhookId: WebhookId;
  /** Of the event in the log. */
  readonly position: number;
  /** Null for the notice that history was trimmed away. */
  readonly eventId: EventId | null;
  readonly type: string;
  readonly stream: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: number;
  readonly settledAt: number | null;
}

/** What to set of a webhook; null keeps what is there, or what a new one begins with. */
export interface WebhookChange {
  readonly name: string | null;
  readonly url: string | null;
  readonly filter: EventFilter | null;
  readonly enabled: boolean | null;
}

export type WebhookSettings = Pick<Webhook, 'name' | 'url' | 'filter' | 'enabled'>;

const nameMaxLength = 100;
const urlMaxLength = 2000;
const filterMaxLength = 20_000;

/** Over about a day and a half: then a delivery is dead. */
export const deliveryRetry: RetryPolicy = {
  attempts: 24,
  backoff: 'EXPONENTIAL',
  initialDelayMs: 5_000,
  maxDelayMs: 6 * 60 * 60_000,
  jitter: true,
};

/** A webhook with changes, or why it cannot be so; `present` is null for a new one. */
export function changeWebhook(
  present: WebhookSettings | null,
  change: WebhookChange,
): WebhookSettings | RefusalOf<'VALIDATION'> {
  const name = change.name?.trim() ?? present?.name ?? '';
  const url = change.url ?? present?.url ?? '';
  const filter = change.filter ?? present?.filter ?? {};
  const refuseField = (field: string, message: string) => refuse('VALIDATION', message, ['input', field], {});
  if (textFault(name) !== null || name === '' || name.length > nameMaxLength) {
    return refuseField('name', `A webhook needs a name of 1 to ${nameMaxLength} characters.`);
  }
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || url.length > urlMaxLength) {
    return refuseField(
      'url',
      'A webhook needs an address with https, such as https://chat.example.com/hooks/1.',
    );
  }
  if (parsed.username !== '' || parsed.password !== '') {
    return refuseField('url', 'The address holds no user and no password: what is sent is signed instead.');
  }
  if (parsed.hash !== '') {
    return refuseField('url', 'What follows the # of an address is never sent: leave it out.');
  }
  if (JSON.stringify(filter).length > filterMaxLength) {
    return refuseField('filter', `The filter is longer than ${filterMaxLength} characters.`);
  }
  return { name, url: parsed.href, filter, enabled: change.enabled ?? present?.enabled ?? true };
}

const secretPrefix = 'whsec_';
const secretBytes = 32;

/** The secret that a webhook's messages are signed with, from 32 bytes of chance. */
export function formatWebhookSecret(chance: Uint8Array): string {
  if (chance.length !== secretBytes) throw new Error(`a secret is made of ${secretBytes} bytes`);
  return secretPrefix + Buffer.from(chance).toString('base64');
}

/** What one delivery says, byte for byte the same at each attempt. */
export interface WebhookMessage {
  /** The same at each attempt and replay: whoever has seen it has seen this message. */
  readonly id: string;
  readonly body: string;
}

/** The message that tells of an event. */
export function messageOfEvent(event: LoggedEvent): WebhookMessage {
  const { id, type, position, stream, seq, occurredAt, actor, correlationId, causedBy, body } = event;
  const { sessionId, actionId, chainId, stepId, groupId, conversationId, jobId } = event;
  const ids = { sessionId, actionId, chainId, stepId, groupId, conversationId, jobId };
  const about = { id, cursor: formatCursor(position), stream, seq, actor, ...ids, correlationId, causedBy };
  return say(id, type, occurredAt, { ...about, erased: body === null, ...body });
}

/** The message that tells that events are missing, because the log was trimmed before they were told. */
export function messageOfTrimmed(delivery: Pick<WebhookDelivery, 'position' | 'createdAt'>): WebhookMessage {
  const { position, createdAt } = delivery;
  const oldestCursor = formatCursor(position);
  return say(`trimmed_${position}`, 'HistoryTrimmed', createdAt, { oldestCursor });
}

function say(id: string, type: string, at: number, data: object): WebhookMessage {
  return { id, body: JSON.stringify({ type, timestamp: new Date(at).toISOString(), data }) };
}

/** The headers of a message as Standard Webhooks has them; `at` is the time of the attempt in epoch milliseconds. */
export function signedHeaders(
  { id, body }: WebhookMessage,
  secret: string,
  at: number,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.slice(secretPrefix.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

/** A target that says that it is gone for good wants to be told nothing any more. */
export function isGone(ended: EndedDelivery): boolean {
  return ended.lastStatus === 410;
}

/** However late a target asks to come back, it is asked again by then. */
const longestWaitMs = 24 * 60 * 60_000;

export type EndedDelivery = Pick<
  WebhookDelivery,
  'state' | 'attempts' | 'nextAttemptAt' | 'lastStatus' | 'lastError'
>;

/** What becomes of a delivery after an attempt; `outcome` is null when there is nothing to tell any more. */
export function endOfDelivery(
  { attempts: before, nextAttemptAt }: Pick<WebhookDelivery, 'attempts' | 'nextAttemptAt'>,
  outcome: HttpOutcome | null,
  { now, random }: { now: number; random: number },
): EndedDelivery {
  if (outcome === null) {
    const lastError = 'The event was trimmed from the log before it could be told.';
    return { state: 'DEAD', attempts: before, nextAttemptAt, lastStatus: null, lastError };
  }
  const lastStatus = outcome.answer?.status ?? null;
  const isGood = lastStatus !== null && lastStatus >= 200 && lastStatus < 300;
  if (outcome.kind === 'ANSWERED' || isGood) {
    return { state: 'DELIVERED', attempts: before + 1, nextAttemptAt, lastStatus, lastError: null };
  }
  const { message: lastError } = outcome;
  const isAttempt = !isHeldBack(outcome);
  const attempts = isAttempt ? before + 1 : before;
  // It waits for somebody to say that the target is there again.
  if (lastStatus === 410) return { state: 'PENDING', attempts: 0, nextAttemptAt: now, lastStatus, lastError };
  if (attempts >= deliveryRetry.attempts) {
    return { state: 'DEAD', attempts, nextAttemptAt, lastStatus, lastError };
  }
  // A target may ask for more patience, not for less.
  const delayMs = retryDelayMs(deliveryRetry, isAttempt ? attempts : 1, random);
  const askedMs = outcome.kind === 'REFUSED' ? Math.min(outcome.retryAfterMs ?? 0, longestWaitMs) : 0;
  const due = now + Math.max(askedMs, delayMs);
  return { state: 'PENDING', attempts, nextAttemptAt: due, lastStatus, lastError };
}
