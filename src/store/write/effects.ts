import { sql } from 'kysely';
import type { EndedEffect, NewEffect } from '../../domain/effect.ts';
import type { ActionId, ChainId, EffectId, OrganizationId, SessionId } from '../../domain/ids.ts';
import type { Timer } from '../../domain/timer.ts';
import { insertion, insertionOnce, type Parameter, query } from '../query.ts';
import { isOpen } from '../read/open-effects.ts';
import type { Transaction } from '../store.ts';
import { isPaused } from './connections.ts';
import { insertEndedAttempts } from './effect-claims.ts';
import { readTail } from './effect-streams.ts';
import { setTimer } from './timers.ts';

const insertRow = insertionOnce('effects', [
  'id',
  'organization_id',
  'kind',
  'dedupe_key',
  'state',
  'session_id',
  'action_id',
  'chain_id',
  'step_id',
  'job_id',
  'message_id',
  'next_attempt_at',
  'retry',
  'deadline_at',
  'connection',
  'stream',
  'waits_for',
  'request',
  'idempotency_key',
  'in_doubt',
  'correlation_id',
  'caused_by',
  'created_at',
  'updated_at',
]);

const insertCarriedOut = insertion('effects', [
  'id',
  'organization_id',
  'kind',
  'dedupe_key',
  'state',
  'session_id',
  'action_id',
  'chain_id',
  'step_id',
  'attempts',
  'tries',
  'fence',
  'trying_since',
  'next_attempt_at',
  'retry',
  'deadline_at',
  'last_error',
  'correlation_id',
  'caused_by',
  'created_at',
  'updated_at',
]);

/** Writes work that is done already: claimed, tried once, and ended. */
export async function insertEndedEffects(tx: Transaction, effects: readonly EndedEffect[]): Promise<void> {
  const rows = effects.map(({ retry, ended, ...effect }) => ({
    id: effect.id,
    organization_id: effect.organizationId,
    kind: effect.kind,
    dedupe_key: effect.dedupeKey,
    state: ended.to,
    session_id: effect.sessionId,
    action_id: effect.actionId,
    chain_id: effect.chainId,
    step_id: effect.stepId,
    attempts: 1,
    tries: 1,
    fence: 2,
    trying_since: effect.createdAt,
    next_attempt_at: effect.nextAttemptAt,
    retry: retry == null ? null : JSON.stringify(retry),
    deadline_at: effect.deadlineAt ?? null,
    last_error: ended.error,
    correlation_id: effect.correlationId,
    caused_by: effect.causedBy,
    created_at: effect.createdAt,
    updated_at: effect.createdAt,
  }));
  await tx.runEach(insertCarriedOut, rows);
  await insertEndedAttempts(
    tx,
    effects.map(({ id, createdAt: now, ended: { outcome, error } }) => ({
      id,
      attempt: 1,
      outcome,
      error,
      now,
    })),
  );
}

/**
 * Puts work into the outbox, once for each dedupe key; the runner is woken after the commit. It goes behind what is
 * open in its stream, and waits while its connection is paused.
 */
export async function enqueueEffect(tx: Transaction, effect: NewEffect): Promise<void> {
  const { organizationId, dedupeKey, retry, createdAt, connection = null, stream = null } = effect;
  const waits = connection !== null && (await isPaused(tx, organizationId, connection));
  const inserted = await tx.run(insertRow, {
    id: effect.id,
    organization_id: organizationId,
    kind: effect.kind,
    dedupe_key: dedupeKey,
    state: waits ? 'BLOCKED' : effect.state,
    session_id: effect.sessionId,
    action_id: effect.actionId,
    chain_id: effect.chainId,
    step_id: effect.stepId,
    job_id: effect.jobId ?? null,
    message_id: effect.messageId ?? null,
    next_attempt_at: effect.nextAttemptAt,
    retry: retry == null ? null : JSON.stringify(retry),
    deadline_at: effect.deadlineAt ?? null,
    connection,
    stream,
    waits_for: stream === null ? null : await readTail(tx, organizationId, stream),
    request: effect.request == null ? null : JSON.stringify(effect.request),
    idempotency_key: effect.idempotencyKey ?? null,
    in_doubt: effect.inDoubt === true ? 1 : 0,
    correlation_id: effect.correlationId,
    caused_by: effect.causedBy,
    created_at: createdAt,
    updated_at: createdAt,
  });
  if (inserted === 1) tx.effectsDue = true;
}

interface Postponed {
  id: EffectId;
  nextAttemptAt: number;
  error: string;
  now: number;
}

// What was claimed for the outside world may have been sent: it stays claimed until its lease is looked at again.
const updatePostponed = query((db, $: Parameter<Postponed>) =>
  db
    .updateTable('effects')
    .set({
      state: sql<string>`case when kind = 'ACTION' then state else 'PENDING' end`,
      tries: sql<number>`tries + 1`,
      next_attempt_at: $('nextAttemptAt'),
      lease_until: sql<
        number | null
      >`case when state = 'EXECUTING' and kind = 'ACTION' then ${$('nextAttemptAt')} end`,
      last_error: $('error'),
      updated_at: $('now'),
    })
    .where('id', '=', $('id'))
    .where(sql<boolean>`state in ('PENDING', 'EXECUTING')`),
);

/** Puts an effect off whose handling failed for a reason of ours. */
export async function postponeEffect(tx: Transaction, postponed: Postponed): Promise<void> {
  await tx.run(updatePostponed, postponed);
  tx.effectsDue = true;
}

type Dropped =
  | { readonly kind: 'PLANNING_RUN'; readonly sessionId: SessionId }
  | { readonly kind: 'CHAIN_ADVANCE'; readonly chainId: ChainId };

interface Drop {
  id: string;
  reason: string;
  now: number;
}

const updateDropped = {
  PLANNING_RUN: query((db, $: Parameter<Drop>) =>
    db
      .updateTable('effects')
      .set({ state: 'FAILED', last_error: $('reason'), lease_until: null, updated_at: $('now') })
      .where('session_id', '=', $('id'))
      .where(isOpen)
      .where(sql<boolean>`state in ('PENDING', 'EXECUTING') and kind = 'PLANNING_RUN'`),
  ),
  CHAIN_ADVANCE: query((db, $: Parameter<Drop>) =>
    db
      .updateTable('effects')
      .set({ state: 'FAILED', last_error: $('reason'), lease_until: null, updated_at: $('now') })
      .where('chain_id', '=', $('id'))
      .where(isOpen)
      .where(sql<boolean>`state in ('PENDING', 'EXECUTING') and kind = 'CHAIN_ADVANCE'`),
  ),
};

/** Ends effects that have nothing left to do. One that is executing finds its claim gone and records nothing. */
export async function dropEffects(tx: Transaction, dropped: Dropped, now: number): Promise<void> {
  const id = dropped.kind === 'PLANNING_RUN' ? dropped.sessionId : dropped.chainId;
  await tx.run(updateDropped[dropped.kind], { id, reason: 'no longer wanted', now });
}

const releaseExecuting = query((db, $: Parameter<{ now: number }>) =>
  db
    .updateTable('effects')
    .set({ state: 'PENDING', next_attempt_at: $('now'), updated_at: $('now') })
    .where(sql<boolean>`state = 'EXECUTING' and kind <> 'ACTION'`),
);

const expireLeases = query((db, $: Parameter<{ now: number }>) =>
  db
    .updateTable('effects')
    .set({ lease_until: $('now') })
    .where(sql<boolean>`state = 'EXECUTING' and kind = 'ACTION'`),
);

// Set back by as much as they lie ahead, so that only what they were to wait is left.
const bringBackWaiting = query((db, $: Parameter<{ now: number }>) =>
  db
    .updateTable('effects')
    .set({
      next_attempt_at: sql<number>`${$('now')} + max(next_attempt_at - updated_at, 0)`,
      updated_at: $('now'),
    })
    .where(sql<boolean>`state = 'PENDING' and waits_for is null`)
    .where('next_attempt_at', '>', $('now'))
    .where('updated_at', '>', $('now')),
);

const bringBackLooks = query((db, $: Parameter<{ now: number }>) =>
  db
    .updateTable('effects')
    .set({ look_at: sql<number>`${$('now')} + max(look_at - updated_at, 0)`, updated_at: $('now') })
    .where(sql<boolean>`state = 'UNKNOWN' and look_at is not null`)
    .where('look_at', '>', $('now'))
    .where('updated_at', '>', $('now')),
);

/** After the clock was set back while no process ran: what was put off then does not wait until that time comes again. */
export async function bringBackFuture(tx: Transaction, now: number): Promise<void> {
  await tx.run(bringBackWaiting, { now });
  await tx.run(bringBackLooks, { now });
}

/**
 * After a crash: work of ours goes back to the queue; what was on its way to the outside world has lost its worker, and
 * goes on by what its tool says about repeating.
 */
export async function releaseInterrupted(tx: Transaction, now: number): Promise<void> {
  await tx.run(releaseExecuting, { now });
  await tx.run(expireLeases, { now });
}

const updateLookAt = query((db, $: Parameter<{ id: EffectId; lookAt: number | null }>) =>
  db
    .updateTable('effects')
    .set({ look_at: $('lookAt') })
    .where('id', '=', $('id'))
    .where(sql<boolean>`state = 'UNKNOWN'`),
);

/** Sets when an unknown outcome is looked for once more; null: not again. */
export async function setLookAt(tx: Transaction, id: EffectId, lookAt: number | null): Promise<void> {
  await tx.run(updateLookAt, { id, lookAt });
  tx.effectsDue = true;
}

const updateStopped = query((db, $: Parameter<{ actionId: ActionId; now: number }>) =>
  db
    .updateTable('effects')
    .set({
      stop_requested_at: sql<number>`coalesce(stop_requested_at, ${$('now')})`,
      // Whoever has seen it waiting sees it again before claiming it.
      fence: sql<number>`fence + (state <> 'EXECUTING')`,
    })
    .where('action_id', '=', $('actionId'))
    .where(sql<boolean>`state in ('PENDING', 'EXECUTING', 'BLOCKED')`),
);

/** Tells an action's effect to stop: nothing of it is sent any more, and what is on its way is aborted after the commit. */
export async function stopAction(
  tx: Transaction,
  { organizationId, actionId, now }: { organizationId: OrganizationId; actionId: ActionId; now: number },
): Promise<void> {
  if ((await tx.run(updateStopped, { actionId, now })) === 0) return;
  tx.stops.push(actionId);
  await setTimer(tx, endTimerOf(organizationId, actionId, now), now);
}

/** The timer that ends an action's effect when its time is over, or when it was told to stop. */
export function endTimerOf(organizationId: OrganizationId, actionId: ActionId, dueAt: number): Timer {
  return { key: endTimerKey(actionId), organizationId, kind: 'END_EFFECT', subjectId: actionId, dueAt };
}

export function endTimerKey(actionId: ActionId): string {
  return `end:${actionId}`;
}

const updateRedriven = query((db, $: Parameter<{ id: EffectId; by: EffectId }>) =>
  db
    .updateTable('effects')
    .set({ redriven_by: $('by') })
    .where('id', '=', $('id')),
);

/** Links a dead effect to the one that a retry put in its place. */
export async function markRedriven(tx: Transaction, id: EffectId, by: EffectId): Promise<void> {
  await tx.run(updateRedriven, { id, by });
}

const updateDeadLetter = query((db, $: Parameter<{ actionId: ActionId }>) =>
  db
    .updateTable('effects')
    .set({ state: 'DEAD', request: null, idempotency_key: null })
    .where('id', '=', (inner) =>
      inner
        .selectFrom('effects')
        .select('id')
        .where('action_id', '=', $('actionId'))
        .orderBy('id', 'desc')
        .limit(1),
    )
    .where(sql<boolean>`state = 'FAILED'`),
);

/** Keeps the last run of an action, which failed, as a dead letter: running it again is a new request. */
export async function keepDeadLetter(tx: Transaction, actionId: ActionId): Promise<void> {
  await tx.run(updateDeadLetter, { actionId });
}
