import { sql } from 'kysely';
import type { Effect, EffectKind, EffectState, NewEffect } from '../../domain/effect.ts';
import type {
  ActionId,
  ChainId,
  EffectId,
  EventId,
  OrganizationId,
  SessionId,
  StepId,
} from '../../domain/ids.ts';
import type { RetryPolicy } from '../../domain/retry.ts';
import { insertion, insertionOnce, type Parameter, query } from '../query.ts';
import { parseJson, type RowOf } from '../row.ts';
import type { Reader, Transaction } from '../store.ts';
import type { Tables } from '../tables.ts';

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
  'next_attempt_at',
  'retry',
  'deadline_at',
  'correlation_id',
  'caused_by',
  'created_at',
  'updated_at',
]);

/** Puts work into the outbox, once for each dedupe key; the runner is woken after the commit. */
export async function enqueueEffect(tx: Transaction, effect: NewEffect): Promise<void> {
  const { organizationId, dedupeKey, retry, createdAt } = effect;
  const inserted = await tx.run(insertRow, {
    id: effect.id,
    organization_id: organizationId,
    kind: effect.kind,
    dedupe_key: dedupeKey,
    state: effect.state,
    session_id: effect.sessionId,
    action_id: effect.actionId,
    chain_id: effect.chainId,
    step_id: effect.stepId,
    next_attempt_at: effect.nextAttemptAt,
    retry: retry == null ? null : JSON.stringify(retry),
    deadline_at: effect.deadlineAt ?? null,
    correlation_id: effect.correlationId,
    caused_by: effect.causedBy,
    created_at: createdAt,
    updated_at: createdAt,
  });
  if (inserted === 1) tx.effectsDue = true;
}

const selectDue = query((db, $: Parameter<{ now: number; limit: number }>) =>
  db
    .selectFrom('effects')
    .selectAll()
    .where(sql<boolean>`state = 'PENDING' and waits_for is null`)
    .where('next_attempt_at', '<=', $('now'))
    .orderBy('next_attempt_at')
    .orderBy('id')
    .limit($('limit')),
);

/** Effects whose time has come, the longest waiting first. */
export async function readDueEffects(reader: Reader, now: number, limit: number): Promise<Effect[]> {
  return (await reader.all(selectDue, { now, limit })).map(parseEffect);
}

const selectNextDue = query((db, $: Parameter<{ now: number }>) =>
  db
    .selectFrom('effects')
    .select('next_attempt_at')
    .where(sql<boolean>`state = 'PENDING' and waits_for is null`)
    .where('next_attempt_at', '>', $('now'))
    .orderBy('next_attempt_at')
    .limit(1),
);

/** When the next effect becomes due that is not due yet, in epoch milliseconds; null when none waits. */
export async function readNextDue(reader: Reader, now: number): Promise<number | null> {
  return (await reader.first(selectNextDue, { now }))?.next_attempt_at ?? null;
}

const updateClaimed = query((db, $: Parameter<{ id: EffectId; leaseUntil: number; now: number }>) =>
  db
    .updateTable('effects')
    .set((column) => ({
      state: 'EXECUTING',
      attempts: column('attempts', '+', 1),
      fence: column('fence', '+', 1),
      lease_until: $('leaseUntil'),
      updated_at: $('now'),
    }))
    .where('id', '=', $('id'))
    .where(sql<boolean>`state = 'PENDING'`),
);

const insertAttempt = insertion('effect_attempts', ['effect_id', 'attempt', 'started_at']);

/** Takes an effect for execution: the claim that is committed before anything is sent. */
export async function claimEffect(
  tx: Transaction,
  effect: Effect,
  lease: { leaseUntil: number; now: number },
): Promise<Effect> {
  const attempt = effect.attempts + 1;
  const claimed = await tx.run(updateClaimed, { id: effect.id, ...lease });
  // No row: it is claimed already, or has ended. `holdsClaim` tells which.
  if (claimed === 1) await tx.run(insertAttempt, { effect_id: effect.id, attempt, started_at: lease.now });
  return {
    ...effect,
    state: 'EXECUTING',
    attempts: attempt,
    fence: effect.fence + 1,
    leaseUntil: lease.leaseUntil,
    updatedAt: lease.now,
  };
}

const updateSettled = query(
  (db, $: Parameter<{ id: EffectId; fence: number; to: EffectState; error: string | null; now: number }>) =>
    db
      .updateTable('effects')
      .set({ state: $('to'), last_error: $('error'), lease_until: null, updated_at: $('now') })
      .where('id', '=', $('id'))
      .where('fence', '=', $('fence'))
      .where(sql<boolean>`state = 'EXECUTING'`),
);

const updateAttempt = query(
  (
    db,
    $: Parameter<{ effectId: EffectId; attempt: number; outcome: string; error: string | null; now: number }>,
  ) =>
    db
      .updateTable('effect_attempts')
      .set({ ended_at: $('now'), outcome: $('outcome'), error: $('error') })
      .where('effect_id', '=', $('effectId'))
      .where('attempt', '=', $('attempt')),
);

/** Notes how an execution ended; false when the claim is no longer ours, and then nothing may be recorded of it. */
export async function settleEffect(
  tx: Transaction,
  effect: Effect,
  outcome: { to: EffectState; error: string | null; now: number },
): Promise<boolean> {
  const { id, fence, attempts } = effect;
  if ((await tx.run(updateSettled, { id, fence, ...outcome })) !== 1) return false;
  const { to, error, now } = outcome;
  await tx.run(updateAttempt, { effectId: id, attempt: attempts, outcome: to, error, now });
  return true;
}

const updatePostponed = query(
  (
    db,
    $: Parameter<{
      id: EffectId;
      state: 'PENDING' | 'DEAD';
      attempts: number;
      nextAttemptAt: number;
      error: string;
      now: number;
    }>,
  ) =>
    db
      .updateTable('effects')
      .set({
        state: $('state'),
        attempts: $('attempts'),
        next_attempt_at: $('nextAttemptAt'),
        last_error: $('error'),
        lease_until: null,
        updated_at: $('now'),
      })
      .where('id', '=', $('id'))
      .where(sql<boolean>`state in ('PENDING', 'EXECUTING')`),
);

/** Puts an effect off to a later time, or gives it up. */
export async function postponeEffect(
  tx: Transaction,
  postponed: {
    id: EffectId;
    state: 'PENDING' | 'DEAD';
    attempts: number;
    nextAttemptAt: number;
    error: string;
    now: number;
  },
): Promise<void> {
  await tx.run(updatePostponed, postponed);
  tx.effectsDue = true;
}

const selectHeld = query((db, $: Parameter<{ id: EffectId; fence: number }>) =>
  db
    .selectFrom('effects')
    .select('id')
    .where('id', '=', $('id'))
    .where('fence', '=', $('fence'))
    .where(sql<boolean>`state = 'EXECUTING'`),
);

/** Whether a claim still counts: false once the effect was dropped or taken by another. */
export async function holdsClaim(reader: Reader, { id, fence }: Effect): Promise<boolean> {
  return (await reader.first(selectHeld, { id, fence })) !== undefined;
}

type Dropped =
  | { readonly kind: 'PLANNING_RUN'; readonly sessionId: SessionId }
  | { readonly kind: 'CHAIN_ADVANCE'; readonly chainId: ChainId }
  | { readonly kind: 'ACTION'; readonly actionId: ActionId };

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
      .where(sql<boolean>`state in ('PENDING', 'EXECUTING') and kind = 'PLANNING_RUN'`),
  ),
  CHAIN_ADVANCE: query((db, $: Parameter<Drop>) =>
    db
      .updateTable('effects')
      .set({ state: 'FAILED', last_error: $('reason'), lease_until: null, updated_at: $('now') })
      .where('chain_id', '=', $('id'))
      .where(sql<boolean>`state in ('PENDING', 'EXECUTING') and kind = 'CHAIN_ADVANCE'`),
  ),
  ACTION: query((db, $: Parameter<Drop>) =>
    db
      .updateTable('effects')
      .set({ state: 'FAILED', last_error: $('reason'), lease_until: null, updated_at: $('now') })
      .where('action_id', '=', $('id'))
      .where(sql<boolean>`state in ('PENDING', 'EXECUTING') and kind = 'ACTION'`),
  ),
};

function subjectOf(dropped: Dropped): string {
  switch (dropped.kind) {
    case 'PLANNING_RUN':
      return dropped.sessionId;
    case 'CHAIN_ADVANCE':
      return dropped.chainId;
    case 'ACTION':
      return dropped.actionId;
  }
}

/** Ends effects that have nothing left to do. One that is executing finds its claim gone and records nothing. */
export async function dropEffects(tx: Transaction, dropped: Dropped, now: number): Promise<void> {
  await tx.run(updateDropped[dropped.kind], { id: subjectOf(dropped), reason: 'no longer wanted', now });
}

const releaseExecuting = query((db, $: Parameter<{ now: number }>) =>
  db
    .updateTable('effects')
    .set({ state: 'PENDING', lease_until: null, next_attempt_at: $('now'), updated_at: $('now') })
    .where(sql<boolean>`state = 'EXECUTING'`),
);

/** After a crash: what was executing had not recorded its outcome, and goes back to the queue. */
export async function releaseInterrupted(tx: Transaction, now: number): Promise<number> {
  return await tx.run(releaseExecuting, { now });
}

function parseEffect(row: RowOf<'effects', keyof Tables['effects']>): Effect {
  return {
    id: row.id as EffectId,
    organizationId: row.organization_id as OrganizationId,
    kind: row.kind as EffectKind,
    dedupeKey: row.dedupe_key,
    state: row.state as EffectState,
    sessionId: row.session_id as SessionId | null,
    actionId: row.action_id as ActionId | null,
    chainId: row.chain_id as ChainId | null,
    stepId: row.step_id as StepId | null,
    attempts: row.attempts,
    fence: row.fence,
    leaseUntil: row.lease_until,
    nextAttemptAt: row.next_attempt_at,
    lastError: row.last_error,
    retry: parseJson<RetryPolicy | null>(row.retry),
    deadlineAt: row.deadline_at,
    correlationId: row.correlation_id,
    causedBy: row.caused_by as EventId | null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
