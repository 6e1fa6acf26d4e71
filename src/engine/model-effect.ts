import type { Effect } from '../domain/effect.ts';
import { claimEffect, settleEffect } from '../store/write/effect-claims.ts';
import type { Decision } from './decide.ts';

/** Takes an effect for a run of a model, which ends with this process; null when it cannot be taken. */
export function claimRun({ tx, now }: Decision, effect: Effect): Promise<Effect | null> {
  return claimEffect(tx, effect, { leaseUntil: null, now });
}

/** Ends the effect of a run; `error` when the model was not asked. */
export async function settleRun(decision: Decision, effect: Effect, error: string | null): Promise<void> {
  const { tx, now } = decision;
  const to = error === null ? 'COMPLETED' : 'FAILED';
  const outcome = error === null ? 'DONE' : 'REJECTED';
  await settleEffect(tx, effect, { to, outcome, error, nextAttemptAt: null, inDoubt: false, now });
}
