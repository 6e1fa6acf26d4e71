import type { Effect } from '../domain/effect.ts';
import type { JobId, MessageId } from '../domain/ids.ts';
import type { ModelFailureReason, ModelRunOutcome } from '../domain/model.ts';
import type { ModelRun } from '../domain/model-run.ts';
import { claimEffect, settleEffect } from '../store/write/effect-claims.ts';
import { endInterruptedRuns, endModelRun, insertModelRun } from '../store/write/model-runs.ts';
import { newTally, type RunTally } from './ask-model.ts';
import type { Decision } from './decide.ts';
import type { EndedRun } from './model-counters.ts';

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

type NewRun = Pick<
  ModelRun,
  'organizationId' | 'jobId' | 'messageId' | 'model' | 'agentId' | 'agentVersion' | 'startedBy'
>;

/** A run that has begun. */
export type BegunRun = NewRun & Pick<ModelRun, 'id' | 'startedAt'>;

export async function beginModelRun({ tx, now, parts }: Decision, run: NewRun): Promise<BegunRun> {
  const begun = { ...run, id: parts.newId('run'), startedAt: now };
  await insertModelRun(tx, begun);
  return begun;
}

/** Notes how a run ended and what it used; ends its effect. Answers what is to be counted once this is stored. */
export async function endRun(
  decision: Decision,
  { effect, run, tally }: { readonly effect: Effect; readonly run: BegunRun; readonly tally: RunTally },
  { outcome, reason }: { readonly outcome: ModelRunOutcome; readonly reason: ModelFailureReason | null },
): Promise<EndedRun> {
  const { tx, now } = decision;
  const { calls, inputTokens, outputTokens, firstTokenAt } = tally;
  const used = { calls, inputTokens, outputTokens, firstTokenAt };
  await endModelRun(tx, run.id, { outcome, reason, ...used }, now);
  await settleRun(decision, effect, null);
  return { ...run, tally, outcome, reason, endedAt: now };
}

/** Ends what a process that died had begun. Answers what is to be counted once this is stored. */
export async function endLostRuns({ tx, now }: Decision, subject: JobId | MessageId): Promise<EndedRun[]> {
  const lost = await endInterruptedRuns(tx, subject, now);
  return lost.map((run) => ({
    ...run,
    tally: newTally(),
    outcome: 'FAILED',
    reason: 'INTERRUPTED',
    endedAt: now,
  }));
}
