import type { ActionError } from '../domain/action.ts';
import {
  afterFailure,
  type Chain,
  endOfIdle,
  holdsPlace,
  isChainSettled,
  meaningOf,
  type OpenStepStatus,
  type SettledStepStatus,
  type Step,
  type StepReason,
  type StepStatus,
  stepTransitions,
} from '../domain/chain.ts';
import { chainStream } from '../domain/event.ts';
import type { ChainId, StepId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { mayFollow } from '../domain/machine.ts';
import type { TimerKind } from '../domain/timer.ts';
import { readStepSpecs } from '../store/read/step-specs.ts';
import { moveStep, setStepWait, settleStep, startStep, tellDependents } from '../store/write/steps.ts';
import { clearTimer, setTimer } from '../store/write/timers.ts';
import type { Decision } from './decide.ts';

/** A chain inside a decision: its counters move in memory and are written once, at the end of its moves. */
export interface ChainInHand {
  /** As it stands in its row. */
  before: Chain;
  now: Chain;
  /**
   * What becomes of steps whose action stays inside: carried out with the moves, or handed to the effect runner one by
   * one; left out: a decision of the chain's own takes them up.
   */
  readonly inside?: 'CARRIED_OUT' | 'HANDED_OVER';
}

/** How a step ended. */
export interface StepOutcome {
  readonly status: SettledStepStatus;
  readonly result: Json;
  readonly error: ActionError | null;
  /** Why it did not run, or does not count as failed; left out: null. */
  readonly reason?: StepReason | null;
}

export function idsOfStep(chain: Chain, step: Step) {
  return { chainId: chain.id, stepId: step.id, actionId: step.actionId, sessionId: chain.sessionId };
}

/** Counts a step that comes from one state into another. */
function countMove(hand: ChainInHand, before: Step, after: Pick<Step, 'kind' | 'status' | 'dueAt'>): void {
  const running = Number(after.status === 'RUNNING') - Number(before.status === 'RUNNING');
  const busy = Number(holdsPlace(after)) - Number(holdsPlace(before));
  hand.now = {
    ...hand.now,
    runningSteps: hand.now.runningSteps + running,
    busySteps: hand.now.busySteps + busy,
  };
}

/** Moves a step into another open state and notes it. */
export async function moveStepTo(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  to: OpenStepStatus,
  change: { readonly error?: ActionError; readonly dueAt?: number | null } = {},
): Promise<Step> {
  const { id, status: from } = step;
  if (!mayFollow(stepTransitions, from, to)) throw new Error(`a step cannot go from ${from} to ${to}`);
  const error = change.error ?? null;
  if (!(await moveStep(decision.tx, { id, from, to, error })))
    throw new Error(`the step ${id} moved inside a decision`);
  const after = { ...step, status: to, error, dueAt: change.dueAt ?? null };
  countMove(hand, step, after);
  decision.record({
    type: 'ChainStepStatusChanged',
    stream: chainStream(hand.now.id),
    ids: idsOfStep(hand.now, step),
    outcome: to,
    body: { stepName: step.name, stepIndex: step.index, status: to, previous: from },
  });
  return after;
}

/** What a step does that begins: the tool of its action, or the chain that it runs. */
interface StartedWork {
  readonly tool?: string;
  readonly subChainId?: ChainId;
}

/** Starts a step whose turn has come: what is carried out is RUNNING, what only waits is WAITING. */
export async function beginStep(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  to: 'RUNNING' | 'WAITING',
  work?: StartedWork,
): Promise<Step> {
  const begun = noteBegun(decision, hand, step, to, work);
  const { id, startedAt: now, startNumber } = begun;
  if (!(await startStep(decision.tx, { id, from: step.status, to, now, startNumber })))
    throw new Error(`the step ${id} moved inside a decision`);
  return begun;
}

/** Notes that a step begins, whose row is written with its end. */
export function noteBegun(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  to: 'RUNNING' | 'WAITING',
  { tool, subChainId }: StartedWork = {},
): Step & { readonly startedAt: number; readonly startNumber: number } {
  const { now } = decision;
  const startNumber = hand.now.startedSteps + 1;
  const attempts = step.attempts + 1;
  const begun = { ...step, status: to, attempts, startedAt: now, startNumber, dueAt: null };
  countMove(hand, step, begun);
  hand.now = { ...hand.now, startedSteps: startNumber, startedAt: hand.now.startedAt ?? now };
  decision.record({
    type: 'ChainStepStarted',
    stream: chainStream(hand.now.id),
    ids: idsOfStep(hand.now, step),
    ...(tool === undefined ? {} : { tool }),
    body: {
      stepName: step.name,
      stepIndex: step.index,
      ...(subChainId === undefined ? {} : { subChainId }),
    },
  });
  return begun;
}

/** Settles a step, tells those behind it, and counts it. `from` is the state that its row is in. */
export async function closeStep(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  outcome: StepOutcome,
  from: StepStatus = step.status,
): Promise<void> {
  const { tx, now, record } = decision;
  const { status: to, result, error, reason = null } = outcome;
  const meaning = meaningOf({ status: to, reason }, step.blockage);
  const passes = meaning.kind !== 'blocks';
  const settled = await settleStep(tx, {
    ...step,
    from,
    to,
    reason,
    passes,
    result,
    error,
    now,
  });
  if (!settled) throw new Error(`the step ${step.id} moved inside a decision`);
  if (step.dueAt !== null) await clearTimer(tx, stepTimerKey('WAKE_STEP', step.id));
  if (step.expiresAt !== null) await clearTimer(tx, stepTimerKey('TIME_OUT_STEP', step.id));
  const released = await tellDependents(tx, step.id, meaning);
  countMove(hand, step, { ...step, status: to });
  hand.now = {
    ...hand.now,
    openSteps: hand.now.openSteps - 1,
    failedSteps: hand.now.failedSteps + (to === 'FAILED' || to === 'TIMED_OUT' ? 1 : 0),
  };
  record({
    type: 'ChainStepCompleted',
    stream: chainStream(hand.now.id),
    ids: idsOfStep(hand.now, step),
    outcome: to,
    body: {
      stepName: step.name,
      stepIndex: step.index,
      status: to,
      success: to === 'SUCCEEDED',
      nextSteps: isChainSettled(hand.now.status) || hand.now.aborted ? [] : released,
    },
  });
}

/** A failure is what the policy of the step makes of it; one for lack of time is a time-out. */
export async function afterPolicy(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  ended: StepOutcome,
): Promise<StepOutcome> {
  const { status, error } = ended;
  if ((status !== 'FAILED' && status !== 'TIMED_OUT') || error === null) return ended;
  // It was told to stop together with its chain.
  if (error.code === 'STOPPED' && isChainSettled(hand.now.status)) {
    return { ...ended, ...endOfIdle(hand.now, step) };
  }
  const failed = error.code === 'TIMED_OUT' ? 'TIMED_OUT' : status;
  return await takeFailure(decision, hand, step, { status: failed, error });
}

/** What a failure comes to, by the policy of the step: its outcome, and its chain stopped where it says so. */
export async function takeFailure(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  failed: { readonly status: 'FAILED' | 'TIMED_OUT'; readonly error: ActionError },
): Promise<StepOutcome> {
  const specs = await readStepSpecs(decision.tx, [step.id]);
  const onFailure = specs.get(step.id)?.onFailure ?? hand.now.onFailure;
  const { end, aborts } = afterFailure(failed.status, onFailure);
  if (aborts) hand.now = { ...hand.now, aborted: true };
  const isLetter = onFailure === 'DEAD_LETTER' && hand.now.sessionId === null;
  if (isLetter && step.actionId !== null) decision.keepDeadLetter(step.actionId);
  return { ...end, result: null, error: failed.error };
}

/** Sets a step aside until a time: before its first try, or before another one. */
export async function pauseStep(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  { dueAt, prepared }: { readonly dueAt: number; readonly prepared: boolean },
): Promise<void> {
  await setStepWait(decision.tx, { id: step.id, dueAt, expiresAt: null, prepared });
  await setStepTimer(decision, 'WAKE_STEP', step.id, dueAt);
  if (step.status === 'WAITING') countMove(hand, step, { ...step, dueAt });
  else await moveStepTo(decision, hand, step, 'WAITING', { dueAt });
}

/** The name of a timer of a step. */
export function stepTimerKey(kind: Extract<TimerKind, 'WAKE_STEP' | 'TIME_OUT_STEP'>, id: StepId): string {
  return `${kind === 'WAKE_STEP' ? 'wake' : 'time-out'}:${id}`;
}

/** Sets a timer of a step. */
export async function setStepTimer(
  { tx, origin, now }: Decision,
  kind: 'WAKE_STEP' | 'TIME_OUT_STEP',
  id: StepId,
  dueAt: number,
): Promise<void> {
  const { organizationId } = origin;
  await setTimer(tx, { key: stepTimerKey(kind, id), organizationId, kind, subjectId: id, dueAt }, now);
}
