import { systemActor } from '../domain/actor.ts';
import type { LoggedEvent } from '../domain/event.ts';
import { type FilterCondition, filterConditions, matches } from '../domain/event-filter.ts';
import type { OrganizationId, WebhookId } from '../domain/ids.ts';
import type { HttpClient, HttpOutcome } from '../domain/outside.ts';
import {
  endOfDelivery,
  isGone,
  messageOfEvent,
  messageOfTrimmed,
  signedHeaders,
  type Webhook,
  type WebhookDelivery,
  type WebhookMessage,
} from '../domain/webhook.ts';
import { readLogBounds } from '../store/log.ts';
import { readEvents, readLogPage } from '../store/read/events.ts';
import { countPendingStreams, readDeliveryHeads, readWebhookToSend } from '../store/read/webhooks.ts';
import { noteTrimmed, saveDelivery, takeIntoDeliveries } from '../store/write/webhooks.ts';
import { type Decision, decide } from './decide.ts';
import type { EngineParts } from './parts.ts';
import { disableGoneWebhook, sealNameOfWebhook } from './webhook.ts';

const eventsPerTake = 200;
/** So many may be on their way to one webhook at a time, each of another stream. */
const sendsAtOnce = 8;
/** What lies beyond is taken from the log when fewer streams wait. However much stands in one, it holds up no other. */
const mostStreams = 1_000;
const attemptTimeoutMs = 15_000;
const retryMs = 1_000;
/** A clock that is set forward makes a timer late by as much: look this often at least. */
const longestSleepMs = 60_000;

/**
 * Tells one webhook of events: takes them from the log into its deliveries, and sends the first of each stream. It runs
 * when it is woken, by a commit or by the time of the next attempt.
 */
export class WebhookLane implements AsyncDisposable {
  readonly #parts: EngineParts;
  readonly #id: WebhookId;
  readonly #organizationId: OrganizationId;
  /** As of the last look; whoever changes them has it look again. */
  #conditions: readonly FilterCondition[];
  readonly #sending = new Map<number, Promise<void>>();
  readonly #closing = new AbortController();
  #running: Promise<void> | null = null;
  #again = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: EngineParts, webhook: Webhook) {
    this.#parts = parts;
    this.#id = webhook.id;
    this.#organizationId = webhook.organizationId;
    this.#conditions = filterConditions(webhook.filter);
  }

  /** Whether an event is for this one. */
  wants(event: LoggedEvent): boolean {
    return event.organizationId === this.#organizationId && matches(this.#conditions, event);
  }

  wake(): void {
    if (this.#closing.signal.aborted) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#again) this.wake();
    });
  }

  /** Begins nothing new; what is on its way is told to stop, and sent again at the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#timer);
    await this.#running;
    await Promise.all(this.#sending.values());
  }

  async #run(): Promise<void> {
    const { reportFault, now } = this.#parts;
    try {
      while (this.#again && !this.#closing.signal.aborted) {
        this.#again = false;
        const found = await this.#parts.store.read((reader) => readWebhookToSend(reader, this.#id));
        if (found === null || !found.webhook.enabled) return;
        this.#conditions = filterConditions(found.webhook.filter);
        // Whoever wakes it meanwhile must not be overwritten.
        if (await this.#takeIn(found.webhook)) this.#again = true;
        await this.#sendDue(found);
      }
    } catch (cause) {
      reportFault(cause, { webhook: this.#id });
      this.#again = false;
      this.#sleepUntil(now() + retryMs);
    }
  }

  /** Takes the next events into the deliveries; whether there may be more. */
  async #takeIn({ id, organizationId, position }: Webhook): Promise<boolean> {
    const { store, now } = this.#parts;
    const conditions = this.#conditions;
    const read = await store.read(async (reader) => {
      const bounds = await readLogBounds(reader, organizationId);
      if (bounds === null || bounds.position <= position) return null;
      if ((await countPendingStreams(reader, id)) >= mostStreams) return null;
      const page = { organizationId, conditions, after: position, limit: eventsPerTake };
      return { trimmed: bounds.trimmedThrough, ...(await readLogPage(reader, page)) };
    });
    if (read === null || read.readThrough === position) return false;
    const { events, readThrough, head, trimmed } = read;
    const trimmedThrough = trimmed > position ? trimmed : null;
    const move = { id, from: position, to: readThrough, events, trimmedThrough, now: now() };
    await store.transact((tx) => takeIntoDeliveries(tx, move));
    return readThrough < head;
  }

  async #sendDue({ webhook, sealed }: { webhook: Webhook; sealed: string }): Promise<void> {
    const { store, now, outside, wall = Date.now } = this.#parts;
    const heads = await store.read((reader) =>
      readDeliveryHeads(reader, this.#id, sendsAtOnce + this.#sending.size),
    );
    const waiting = heads.filter(({ position }) => !this.#sending.has(position));
    const secret = outside.sealing?.open(sealed, sealNameOfWebhook(webhook)) ?? null;
    if (secret === null)
      throw new Error(`the secret of the webhook ${this.#id} does not open with SECRETS_KEY`);
    const http = this.#clientOf(webhook, secret);
    for (const delivery of waiting) {
      if (delivery.nextAttemptAt > now()) return this.#sleepUntil(delivery.nextAttemptAt);
      // Whoever ends wakes this one up.
      if (this.#sending.size >= sendsAtOnce) return;
      this.#launch(delivery, webhook, (message, signal) =>
        send(http, { webhook, message, secret, at: wall() }, signal),
      );
    }
  }

  #clientOf({ id, url }: Webhook, secret: string): HttpClient {
    const baseUrl = new URL(url).origin;
    return this.#parts.outside.outbound.clientFor({
      id,
      baseUrl,
      allowedHosts: [],
      authorization: {},
      secrets: [secret],
    });
  }

  #launch(delivery: WebhookDelivery, webhook: Webhook, tell: Tell): void {
    const { position } = delivery;
    const sent = this.#attempt(delivery, webhook, tell)
      .catch((cause: unknown) => {
        this.#parts.reportFault(cause, { webhook: this.#id, position: String(position) });
        this.#sleepUntil(this.#parts.now() + retryMs);
        return 'fault' as const;
      })
      .then((ended) => {
        this.#sending.delete(position);
        if (ended !== 'fault') this.wake();
      });
    this.#sending.set(position, sent);
  }

  async #attempt(delivery: WebhookDelivery, webhook: Webhook, tell: Tell): Promise<void> {
    const { now, random } = this.#parts;
    const message = await this.#messageOf(delivery, webhook);
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(attemptTimeoutMs)]);
    const outcome: HttpOutcome | null = message === null ? null : await tell(message, signal);
    // Nobody knows whether it arrived: it is told again at the next start, under the same id.
    if (this.#closing.signal.aborted && outcome?.kind !== 'ANSWERED') return;
    const ended = endOfDelivery(delivery, outcome, { now: now(), random: random() });
    const { organizationId } = webhook;
    const origin = { organizationId, actor: systemActor, correlationId: null, causedBy: delivery.eventId };
    await decide(this.#parts, origin, async (decision) => {
      await saveDelivery(decision.tx, delivery, ended, decision.now);
      if (message === null) await this.#noteTrimmed(decision);
      if (isGone(ended)) await disableGoneWebhook(decision, webhook);
    });
  }

  async #noteTrimmed({ tx, now }: Decision): Promise<void> {
    const bounds = await readLogBounds(tx, this.#organizationId);
    if (bounds === null) return;
    await noteTrimmed(tx, { webhookId: this.#id, trimmedThrough: bounds.trimmedThrough, now });
  }

  /** Null when the event has been trimmed away since. */
  async #messageOf(delivery: WebhookDelivery, webhook: Webhook): Promise<WebhookMessage | null> {
    if (delivery.eventId === null) return messageOfTrimmed(delivery);
    const { organizationId } = webhook;
    const { position } = delivery;
    const [event] = await this.#parts.store.read((reader) =>
      readEvents(reader, {
        organizationId,
        conditions: [],
        after: position - 1,
        before: position + 1,
        direction: 'FORWARD',
        limit: 1,
      }),
    );
    return event === undefined ? null : messageOfEvent(event);
  }

  #sleepUntil(at: number): void {
    clearTimeout(this.#timer);
    if (this.#closing.signal.aborted) return;
    const delay = Math.min(Math.max(at - this.#parts.now(), 0), longestSleepMs);
    this.#timer = setTimeout(() => this.wake(), delay);
  }
}

type Tell = (message: WebhookMessage, signal: AbortSignal) => Promise<HttpOutcome>;

function send(
  http: HttpClient,
  about: { webhook: Webhook; message: WebhookMessage; secret: string; at: number },
  signal: AbortSignal,
): Promise<HttpOutcome> {
  const { webhook, message, secret, at } = about;
  const headers = signedHeaders(message, secret, at);
  const request = { method: 'POST', url: webhook.url, headers, content: message.body } as const;
  return http.call({ ...request, answer: 'TEXT', maxBytes: 10_000 }, signal);
}
