import { isChainSettled, type Step } from '../domain/chain.ts';
import type { ChainId, StepId } from '../domain/ids.ts';
import type { Timer } from '../domain/timer.ts';
import { readChain, readStep } from '../store/read/chains.ts';
import { readStepSpecs } from '../store/read/step-specs.ts';
import { setTimer } from '../store/write/timers.ts';
import { advanceChain, cancelChain, finishStep, takeChain, timeOutChain } from './chain.ts';
import { layOutChain } from './continue-chain.ts';
import type { Decision } from './decide.ts';
import { arriveStep } from './prepare-step.ts';
import type { ChainInHand } from './step.ts';

/** The delay before a chain is over. */
export async function startDelayedChain(decision: Decision, timer: Timer): Promise<void> {
  const { tx, origin } = decision;
  const chain = await readChain(tx, origin.organizationId, timer.subjectId as ChainId);
  if (chain?.status === 'PENDING') await layOutChain(decision, { before: chain, now: chain });
}

/** A chain took longer than it may. */
export async function expireChain(decision: Decision, timer: Timer): Promise<void> {
  const { tx, origin, now } = decision;
  const chain = await readChain(tx, origin.organizationId, timer.subjectId as ChainId);
  if (chain === null || chain.expiresAt === null || isChainSettled(chain.status)) return;
  if (chain.expiresAt > now) return await setTimer(tx, { ...timer, dueAt: chain.expiresAt }, now);
  const hand = { before: chain, now: chain };
  if (chain.status !== 'PENDING') return await timeOutChain(decision, hand);
  await cancelChain(decision, hand, 'Its time was over before it began.');
}

/** What a step waits for is there: its time, the end of its delay, or another try. */
export async function wakeStep(decision: Decision, timer: Timer): Promise<void> {
  const waiting = await takeWaiting(decision, timer);
  if (waiting === null) return;
  const { hand, step } = waiting;
  const { tx, now } = decision;
  if (step.dueAt === null) return;
  if (step.dueAt > now) return await setTimer(tx, { ...timer, dueAt: step.dueAt }, now);
  if (step.kind === 'TIMER' && step.startedAt !== null) {
    return await finishStep(decision, hand, step, { status: 'SUCCEEDED', result: null, error: null });
  }
  const spec = (await readStepSpecs(tx, [step.id])).get(step.id);
  if (spec === undefined) throw new Error(`the step ${step.id} has no spec`);
  await arriveStep(decision, hand, step, spec);
  await advanceChain(decision, hand);
}

/** A step has waited as long as it may. */
export async function expireStep(decision: Decision, timer: Timer): Promise<void> {
  const waiting = await takeWaiting(decision, timer);
  if (waiting === null) return;
  const { hand, step } = waiting;
  const { tx, now } = decision;
  if (step.expiresAt === null) return;
  if (step.expiresAt > now) return await setTimer(tx, { ...timer, dueAt: step.expiresAt }, now);
  const message = step.kind === 'SIGNAL' ? 'The signal did not come in time.' : 'It took longer than it may.';
  const error = { code: 'TIMED_OUT', message };
  await finishStep(decision, hand, step, { status: 'TIMED_OUT', result: null, error });
}

/** The step of a timer with its chain; null when it waits no more. */
async function takeWaiting(
  decision: Decision,
  timer: Timer,
): Promise<{ readonly hand: ChainInHand; readonly step: Step } | null> {
  const { tx, origin } = decision;
  const step = await readStep(tx, origin.organizationId, timer.subjectId as StepId);
  if (step?.status !== 'WAITING') return null;
  const hand = await takeChain(decision, step.chainId);
  return isChainSettled(hand.now.status) || hand.now.aborted ? null : { hand, step };
}
