import { sql } from 'kysely';
import type { Effect, EffectState } from '../../domain/effect.ts';
import type { AttemptOutcomeKind } from '../../domain/effect-attempt.ts';
import type { EffectId } from '../../domain/ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import { insertion, type Parameter, query } from '../query.ts';
import type { Reader, Transaction } from '../store.ts';
import { leaveStream } from './effect-streams.ts';

interface Claimed {
  id: EffectId;
  fence: number;
  leaseUntil: number | null;
  request: string | null;
  key: string | null;
  now: number;
}

const updateClaimed = query((db, $: Parameter<Claimed>) =>
  db
    .updateTable('effects')
    .set((column) => ({
      state: 'EXECUTING',
      attempts: column('attempts', '+', 1),
      tries: column('tries', '+', 1),
      fence: column('fence', '+', 1),
      trying_since: sql<number>`coalesce(trying_since, ${$('now')})`,
      lease_until: $('leaseUntil'),
      request: $('request'),
      idempotency_key: $('key'),
      updated_at: $('now'),
    }))
    .where('id', '=', $('id'))
    .where('fence', '=', $('fence'))
    .where(sql<boolean>`state = 'PENDING'`),
);

const insertAttempt = insertion('effect_attempts', ['effect_id', 'attempt', 'started_at']);

/** What a claim writes beside itself. */
export interface Claim {
  /** When whoever holds it counts as lost, in epoch milliseconds; null for work that ends with its process. */
  readonly leaseUntil: number | null;
  /** What is sent, and under which key: the same at every attempt. */
  readonly frozen?: { readonly request: JsonObject; readonly key: string };
  readonly now: number;
}

/** Takes an effect for execution: the claim that is committed before anything is sent. Null when it cannot be taken. */
export async function claimEffect(tx: Transaction, effect: Effect, claim: Claim): Promise<Effect | null> {
  const { leaseUntil, frozen, now } = claim;
  const { id, fence } = effect;
  const request = frozen === undefined ? null : JSON.stringify(frozen.request);
  const row = { id, fence, leaseUntil, request, key: frozen?.key ?? null, now };
  if ((await tx.run(updateClaimed, row)) === 0) return null;
  await tx.run(insertAttempt, { effect_id: id, attempt: effect.attempts + 1, started_at: now });
  // The runner has to know when the lease runs out.
  if (leaseUntil !== null) tx.effectsDue = true;
  return claimed(effect, claim);
}

/** An effect as a claim leaves it. */
export function claimed(effect: Effect, { leaseUntil, frozen, now }: Claim): Effect {
  return {
    ...effect,
    state: 'EXECUTING',
    attempts: effect.attempts + 1,
    tries: effect.tries + 1,
    fence: effect.fence + 1,
    tryingSince: effect.tryingSince ?? now,
    leaseUntil,
    request: frozen?.request ?? null,
    idempotencyKey: frozen?.key ?? null,
    updatedAt: now,
  };
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

interface Ended {
  id: EffectId;
  fence: number;
  to: EffectState;
  error: string | null;
  nextAttemptAt: number;
  inDoubt: number;
  noTries: number;
  now: number;
}

// The fence goes up with the record as well: whoever still holds the claim holds it no more.
const updateEnded = query((db, $: Parameter<Ended>) =>
  db
    .updateTable('effects')
    .set((column) => ({
      state: $('to'),
      fence: column('fence', '+', 1),
      last_error: $('error'),
      next_attempt_at: $('nextAttemptAt'),
      in_doubt: $('inDoubt'),
      tries: column('tries', '-', $('noTries')),
      lease_until: null,
      updated_at: $('now'),
    }))
    .where('id', '=', $('id'))
    .where('fence', '=', $('fence'))
    .where(sql<boolean>`state = 'EXECUTING'`),
);

interface AttemptEnd {
  effectId: EffectId;
  attempt: number;
  outcome: AttemptOutcomeKind;
  error: string | null;
  nextAttemptAt: number | null;
  now: number;
}

const updateAttempt = query((db, $: Parameter<AttemptEnd>) =>
  db
    .updateTable('effect_attempts')
    .set({
      ended_at: $('now'),
      outcome: $('outcome'),
      error: $('error'),
      next_attempt_at: $('nextAttemptAt'),
    })
    .where('effect_id', '=', $('effectId'))
    .where('attempt', '=', $('attempt')),
);

/** How an attempt ended, and where its effect goes from there. */
export interface AttemptRecord {
  readonly to: Exclude<EffectState, 'EXECUTING'>;
  readonly outcome: AttemptOutcomeKind;
  readonly error: string | null;
  /** Of one that goes back to PENDING, in epoch milliseconds; else null. */
  readonly nextAttemptAt: number | null;
  readonly inDoubt: boolean;
  /** False of one that counts as no try; left out: true. */
  readonly isTry?: boolean;
  readonly now: number;
}

/** Records how an attempt ended; false when the claim is no longer ours, and then nothing may be recorded of it. */
export async function settleEffect(tx: Transaction, effect: Effect, record: AttemptRecord): Promise<boolean> {
  const { id, fence, attempts, nextAttemptAt: due } = effect;
  const { to, outcome, error, nextAttemptAt, now } = record;
  const inDoubt = record.inDoubt ? 1 : 0;
  const noTries = record.isTry === false ? 1 : 0;
  const ended = { id, fence, to, error, nextAttemptAt: nextAttemptAt ?? due, inDoubt, noTries, now };
  if ((await tx.run(updateEnded, ended)) !== 1) return false;
  const attempt = { effectId: id, attempt: attempts, outcome, error, nextAttemptAt, now };
  await tx.run(updateAttempt, attempt);
  if (to === 'PENDING') tx.effectsDue = true;
  else if (to !== 'UNKNOWN' && to !== 'BLOCKED') await leaveStream(tx, effect);
  return true;
}

interface Passed {
  id: EffectId;
  fence: number;
  to: EffectState;
  error: string | null;
  now: number;
}

// Counts what a claim and then its record would count.
const updatePassed = query((db, $: Parameter<Passed>) =>
  db
    .updateTable('effects')
    .set((column) => ({
      state: $('to'),
      attempts: column('attempts', '+', 1),
      tries: column('tries', '+', 1),
      fence: column('fence', '+', 2),
      trying_since: sql<number>`coalesce(trying_since, ${$('now')})`,
      last_error: $('error'),
      in_doubt: 0,
      updated_at: $('now'),
    }))
    .where('id', '=', $('id'))
    .where('fence', '=', $('fence'))
    .where(sql<boolean>`state = 'PENDING'`),
);

const insertEnded = insertion('effect_attempts', [
  'effect_id',
  'attempt',
  'started_at',
  'ended_at',
  'outcome',
  'error',
]);

interface EndedAttempt {
  readonly id: EffectId;
  readonly attempt: number;
  readonly outcome: AttemptOutcomeKind;
  readonly error: string | null;
  readonly now: number;
}

/** Keeps attempts that were made inside the decision. */
export async function insertEndedAttempts(tx: Transaction, attempts: readonly EndedAttempt[]): Promise<void> {
  const rows = attempts.map(({ id, attempt, outcome, error, now }) => ({
    effect_id: id,
    attempt,
    started_at: now,
    ended_at: now,
    outcome,
    error,
  }));
  await tx.runEach(insertEnded, rows);
}

/** Claims an effect and records how it ended at once, for work that is done inside the decision; false when it does not wait. */
export async function passEffect(
  tx: Transaction,
  effect: Effect,
  end: { to: 'COMPLETED' | 'FAILED'; outcome: AttemptOutcomeKind; error: string | null; now: number },
): Promise<boolean> {
  const { id, fence, attempts } = effect;
  const { to, outcome, error, now } = end;
  if ((await tx.run(updatePassed, { id, fence, to, error, now })) !== 1) return false;
  await insertEndedAttempts(tx, [{ id, attempt: attempts + 1, outcome, error, now }]);
  await leaveStream(tx, effect);
  return true;
}

const selectWaiting = query((db, $: Parameter<{ id: EffectId; fence: number }>) =>
  db
    .selectFrom('effects')
    .select('id')
    .where('id', '=', $('id'))
    .where('fence', '=', $('fence'))
    .where(sql<boolean>`state = 'PENDING'`),
);

/** Whether an effect still waits as it was seen: false once it was taken up, or has ended. */
export async function isWaiting(reader: Reader, { id, fence }: Effect): Promise<boolean> {
  return (await reader.first(selectWaiting, { id, fence })) !== undefined;
}

const updateUnclaimed = query(
  (
    db,
    $: Parameter<{
      id: EffectId;
      from: EffectState;
      fence: number;
      to: EffectState;
      error: string | null;
      inDoubt: number;
      now: number;
    }>,
  ) =>
    db
      .updateTable('effects')
      .set((column) => ({
        state: $('to'),
        fence: column('fence', '+', 1),
        last_error: $('error'),
        in_doubt: $('inDoubt'),
        updated_at: $('now'),
      }))
      .where('id', '=', $('id'))
      .where('fence', '=', $('fence'))
      .where('state', '=', $('from')),
);

/** Ends an effect that nobody has claimed; false when somebody has, or it has ended. */
export async function endUnclaimed(
  tx: Transaction,
  effect: Effect,
  end: {
    to: 'COMPLETED' | 'FAILED' | 'DEAD' | 'UNKNOWN';
    error: string | null;
    inDoubt: boolean;
    now: number;
  },
): Promise<boolean> {
  const { id, state: from, fence } = effect;
  if (from === 'EXECUTING') throw new Error(`the effect ${id} is claimed`);
  const inDoubt = end.inDoubt ? 1 : 0;
  if ((await tx.run(updateUnclaimed, { id, from, fence, ...end, inDoubt })) !== 1) return false;
  if (end.to !== 'UNKNOWN') await leaveStream(tx, effect);
  return true;
}

const updateBlocked = query((db, $: Parameter<{ id: EffectId; now: number }>) =>
  db
    .updateTable('effects')
    .set({ state: 'BLOCKED', updated_at: $('now') })
    .where('id', '=', $('id'))
    .where(sql<boolean>`state = 'PENDING'`),
);

/** Lets an effect wait for its connection. */
export async function blockEffect(tx: Transaction, id: EffectId, now: number): Promise<void> {
  await tx.run(updateBlocked, { id, now });
}

const updateHurried = query((db, $: Parameter<{ id: EffectId; now: number }>) =>
  db
    .updateTable('effects')
    .set({ next_attempt_at: $('now'), updated_at: $('now') })
    .where('id', '=', $('id'))
    .where(sql<boolean>`state = 'PENDING'`),
);

/** Lets an effect that waits have its next attempt at once. */
export async function hurryEffect(tx: Transaction, id: EffectId, now: number): Promise<void> {
  await tx.run(updateHurried, { id, now });
  tx.effectsDue = true;
}
