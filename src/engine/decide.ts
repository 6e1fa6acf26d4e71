import type { Caller } from '../access/viewer.ts';
import { type Actor, systemActor } from '../domain/actor.ts';
import type { CarriedOut, Effect, EffectKind, EndedEffect, NewEffect } from '../domain/effect.ts';
import type { EndingEntity, NewEvent } from '../domain/event.ts';
import type {
  ActionId,
  ChainId,
  EffectId,
  EventId,
  JobId,
  MessageId,
  OrganizationId,
  SessionId,
  StepId,
} from '../domain/ids.ts';
import type { JsonObject } from '../domain/json.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import type { RetryPolicy } from '../domain/retry.ts';
import { appendEvents, readHead } from '../store/log.ts';
import { readWithOpenEffect } from '../store/read/open-effects.ts';
import type { Transaction } from '../store/store.ts';
import { enqueueEffect, insertEndedEffects, keepDeadLetter, stopAction } from '../store/write/effects.ts';
import { continueConversations } from './continue-conversation.ts';
import type { EngineParts } from './parts.ts';

/** On whose behalf, and as part of what, something is decided. */
export interface Origin {
  readonly organizationId: OrganizationId;
  readonly actor: Actor;
  readonly correlationId: string | null;
  readonly causedBy: EventId | null;
}

export function originOfCaller(caller: Caller): Origin {
  const { viewer, correlationId } = caller;
  return { organizationId: viewer.organizationId, actor: viewer.actor, correlationId, causedBy: null };
}

export function originOfEffect(effect: Effect): Origin {
  const { organizationId, correlationId, causedBy } = effect;
  return { organizationId, actor: systemActor, correlationId, causedBy };
}

type Unnumbered = { [E in NewEvent as E['type']]: Omit<E, 'id' | 'ends'> }[NewEvent['type']];

/** An entity whose followers may be sent home when no effect of it is open. */
export type Settled =
  | { readonly kind: 'session'; readonly id: SessionId }
  | { readonly kind: 'chain'; readonly id: ChainId }
  | { readonly kind: 'action'; readonly id: ActionId };

export interface EffectToEnqueue {
  readonly kind: EffectKind;
  readonly dedupeKey: string;
  readonly sessionId: SessionId | null;
  readonly actionId?: ActionId | null;
  readonly chainId?: ChainId | null;
  readonly stepId?: StepId | null;
  readonly jobId?: JobId | null;
  readonly messageId?: MessageId | null;
  /** When an action that may be tried again is; left out or null: by the default. */
  readonly retry?: RetryPolicy | null;
  /** No attempt begins at this time or later, in epoch milliseconds, and one on its way is told to stop; null: never. */
  readonly deadlineAt?: number | null;
  /** Of an action that goes to the outside world. */
  readonly connection?: string;
  readonly stream?: string | null;
  /** Of one that is the same request again. */
  readonly request?: JsonObject | null;
  readonly idempotencyKey?: string | null;
  readonly inDoubt?: boolean;
  /** Of work that this decision has done already. */
  readonly carriedOut?: CarriedOut;
}

/** How long one decision holds the writer, when its work can be shared out. */
const spentMs = 20;

/** What every decision needs. */
export type DecidingParts = Pick<EngineParts, 'store' | 'now' | 'newId'>;

/** One decision while it is written: state goes through `tx`, facts and effects through here. */
export interface Decision<Parts extends DecidingParts = EngineParts> {
  readonly tx: Transaction;
  readonly origin: Origin;
  /** Epoch milliseconds: the one time of this decision. */
  readonly now: number;
  readonly parts: Parts;
  /** Notes a fact; it is appended to the log, in this order, at the end of the decision. */
  record(event: Unnumbered): void;
  /** Notes that an entity is settled. Its streams end with this decision unless an effect of it is still open. */
  settled(entity: Settled): void;
  /** Puts work into the outbox, caused by the last fact noted; what is done already, as it ended. */
  enqueue(effect: EffectToEnqueue): Promise<EffectId>;
  /** Whether it has held the writer for so long that what is left of its work should follow in another decision. */
  isSpent(): boolean;
  /** Notes that the last run of an action, which failed, is kept as a dead letter. */
  keepDeadLetter(actionId: ActionId): void;
  /** After the commit, tells the execution of an action to stop; how it ended is recorded all the same. */
  requestStop(actionId: ActionId): void;
}

/** The shape of every write: decide, then state, events and effects in one transaction; followers hear after it. */
export function decide<Value, Parts extends DecidingParts>(
  parts: Parts,
  origin: Origin,
  work: (decision: Decision<Parts>) => Promise<Value>,
): Promise<{ value: Value; asOf: number }> {
  return parts.store.transact(async (tx) => ({
    value: await runDecision({ tx, parts, origin }, work),
    asOf: await readHead(tx, origin.organizationId),
  }));
}

async function runDecision<Value, Parts extends DecidingParts>(
  { tx, parts, origin }: Pick<Decision<Parts>, 'tx' | 'parts' | 'origin'>,
  work: (decision: Decision<Parts>) => Promise<Value>,
): Promise<Value> {
  const now = parts.now();
  const begunAt = performance.now();
  const events: NewEvent[] = [];
  const settled = new Map<string, Settled>();
  const stops: ActionId[] = [];
  const carriedOut: EndedEffect[] = [];
  const letters: ActionId[] = [];
  const decision: Decision<Parts> = {
    tx,
    origin,
    now,
    parts,
    record: (event) => events.push({ ...event, id: parts.newId('event') } as NewEvent),
    settled: (entity) => settled.set(entity.id, entity),
    isSpent: () => performance.now() - begunAt >= spentMs,
    enqueue: async ({ carriedOut: ended, ...effect }) => {
      const id = parts.newId('effect');
      const enqueued: NewEffect = {
        ...effect,
        id,
        organizationId: origin.organizationId,
        state: 'PENDING',
        actionId: effect.actionId ?? null,
        chainId: effect.chainId ?? null,
        stepId: effect.stepId ?? null,
        jobId: effect.jobId ?? null,
        messageId: effect.messageId ?? null,
        nextAttemptAt: now,
        correlationId: origin.correlationId,
        causedBy: events.at(-1)?.id ?? origin.causedBy,
        createdAt: now,
      };
      if (ended === undefined) await enqueueEffect(tx, enqueued);
      else carriedOut.push({ ...enqueued, ended });
      return id;
    },
    keepDeadLetter: (actionId) => letters.push(actionId),
    requestStop: (actionId) => stops.push(actionId),
  };
  const value = await work(decision);
  await insertEndedEffects(tx, carriedOut);
  for (const actionId of letters) await keepDeadLetter(tx, actionId);
  await continueConversations(decision, events);
  for (const actionId of stops) await stopAction(tx, { ...origin, actionId, now });
  const ended = await withoutOpenEffects(tx, [...settled.values()]);
  await appendEvents(tx, { ...origin, now }, markEnds(events, ended));
  return value;
}

/** A command's answer: a refusal as it is, anything else with the position it was read at. */
export async function answer<Value, Parts extends DecidingParts>(
  parts: Parts,
  origin: Origin,
  work: (decision: Decision<Parts>) => Promise<Value | Refusal>,
): Promise<{ kind: 'done'; value: Value; asOf: number } | Refusal> {
  const { value, asOf } = await decide(parts, origin, work);
  return isRefusal(value) ? value : { kind: 'done', value, asOf };
}

async function withoutOpenEffects(tx: Transaction, settled: readonly Settled[]): Promise<Settled[]> {
  const ended: Settled[] = [];
  for (const [kind, entities] of Map.groupBy(settled, (entity) => entity.kind)) {
    const ids = entities.map(({ id }) => id);
    const open = await readWithOpenEffect(tx, kind, ids);
    ended.push(...entities.filter(({ id }) => !open.has(id)));
  }
  return ended;
}

/** Puts each ended entity on the last event that concerns it. */
function markEnds(events: readonly NewEvent[], ended: readonly Settled[]): NewEvent[] {
  if (ended.length === 0) return [...events];
  const lasts = new Map<string, NewEvent>();
  for (const event of events) {
    for (const id of Object.values(event.ids)) if (id !== null) lasts.set(id, event);
  }
  const marks = new Map<NewEvent, EndingEntity[]>();
  for (const { kind, id } of ended) {
    const last = lasts.get(id);
    if (last !== undefined) marks.set(last, [...(marks.get(last) ?? []), kind]);
  }
  return events.map((event) => {
    const ends = marks.get(event);
    return ends === undefined ? event : { ...event, ends };
  });
}
