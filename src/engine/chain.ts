import { type ActionError, type ActionProposal, actionTransitions } from '../domain/action.ts';
import {
  blockageOf,
  type Chain,
  type ChainStatus,
  chainEnd,
  chainTransitions,
  endOfBlocked,
  type OpenStepStatus,
  type SettledStepStatus,
  type Step,
  settledChainStatuses,
  stepTransitions,
} from '../domain/chain.ts';
import { chainStream } from '../domain/event.ts';
import type { ChainId, StepId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { mayFollow } from '../domain/machine.ts';
import { readActions } from '../store/read/actions.ts';
import { readChain, readExecutionPaths } from '../store/read/chains.ts';
import {
  countSteps,
  moveStep,
  readBlockedSteps,
  readNotStartedSteps,
  readReadySteps,
  reopenFailedSteps,
  saveChain,
  settleStep,
  startStep,
  takeDecisions,
  tellDependents,
} from '../store/write/chains.ts';
import { dropEffects } from '../store/write/effects.ts';
import { writeActionState } from './action.ts';
import type { Decision } from './decide.ts';
import { enqueueAction } from './enqueue-action.ts';

/** Steps that one decision starts, skips or cancels at the most; the rest follows in decisions of their own. */
const movesPerDecision = 50;

export function isChainSettled(status: ChainStatus): boolean {
  return (settledChainStatuses as readonly ChainStatus[]).includes(status);
}

/** A chain inside one decision: its counters move in memory and are written once, by `save`. */
export interface ChainInHand {
  readonly before: Chain;
  now: Chain;
}

export async function takeChain({ tx, origin }: Decision, id: ChainId): Promise<ChainInHand> {
  const chain = await readChain(tx, origin.organizationId, id);
  if (chain === null) throw new Error(`the chain ${id} is gone`);
  return { before: chain, now: chain };
}

/** How a step's action ended. */
export interface StepOutcome {
  readonly status: SettledStepStatus;
  readonly result: Json;
  readonly error: ActionError | null;
}

/** Settles a step that runs, or whose outcome was unknown, and moves its chain on. */
export async function finishStep(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  outcome: StepOutcome,
): Promise<void> {
  await closeStep(decision, hand, step, outcome);
  if (step.status === 'RUNNING') hand.now = { ...hand.now, runningSteps: hand.now.runningSteps - 1 };
  const ready = await readTurn(decision, hand.now);
  const nextSteps = ready.map((next) => next.name);
  recordStepCompleted(decision, hand.now, step, outcome.status, nextSteps);
  await startSteps(decision, hand, ready);
  await settleChain(decision, hand, await dropSteps(decision, hand));
}

/** Sets a running step aside until somebody says how it ended; its chain goes on with what does not depend on it. */
export async function parkStep(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  error: ActionError,
): Promise<void> {
  await moveStepTo(decision, hand, step, 'OUTCOME_UNKNOWN', error);
  hand.now = { ...hand.now, runningSteps: hand.now.runningSteps - 1 };
  await advanceChain(decision, hand);
}

/** Moves a step into another open state and notes it. */
async function moveStepTo(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  to: OpenStepStatus,
  error: ActionError | null,
): Promise<void> {
  const { id, status: from } = step;
  if (!mayFollow(stepTransitions, from, to)) throw new Error(`a step cannot go from ${from} to ${to}`);
  if (!(await moveStep(decision.tx, { id, from, to, error })))
    throw new Error(`the step ${id} moved inside a decision`);
  decision.record({
    type: 'ChainStepStatusChanged',
    stream: chainStream(hand.now.id),
    ids: { chainId: hand.now.id, stepId: id, actionId: step.actionId, sessionId: hand.now.sessionId },
    outcome: to,
    body: { stepName: step.name, stepIndex: step.index, status: to, previous: from },
  });
}

/** Makes the moves that are due, without a step having ended: at the start, after a retry, and in slices. */
export async function advanceChain(decision: Decision, hand: ChainInHand): Promise<void> {
  await startSteps(decision, hand, await readTurn(decision, hand.now));
  await settleChain(decision, hand, await dropSteps(decision, hand));
}

/** Takes in what people decided about the chain's actions, and goes on. */
export async function releaseDecided(decision: Decision, hand: ChainInHand): Promise<void> {
  await takeDecisions(decision.tx, hand.now.id);
  await advanceChain(decision, hand);
}

/** The steps whose turn it is: ready, and with room to run. */
async function readTurn({ tx }: Decision, chain: Chain): Promise<Step[]> {
  const room = Math.min(chain.concurrency - chain.runningSteps, movesPerDecision);
  return isChainSettled(chain.status) || room <= 0 ? [] : await readReadySteps(tx, chain.id, room);
}

async function startSteps(decision: Decision, hand: ChainInHand, steps: readonly Step[]): Promise<void> {
  if (steps.length === 0) return;
  const { tx, now, record } = decision;
  const chain = hand.now;
  const actions = await readActionsOf(decision, steps);
  for (const step of steps) {
    const action = actions.get(step.id);
    if (action === undefined) throw new Error(`the step ${step.id} has no action`);
    if (!(await startStep(tx, step.id, now))) throw new Error(`the step ${step.id} moved inside a decision`);
    const ids = { chainId: chain.id, stepId: step.id, actionId: action.id, sessionId: chain.sessionId };
    record({
      type: 'ChainStepStarted',
      stream: chainStream(chain.id),
      ids,
      tool: action.tool,
      body: { stepName: step.name, stepIndex: step.index },
    });
    await enqueueAction(decision, action, { ordinal: step.attempts + 1 });
  }
  hand.now = {
    ...chain,
    startedAt: chain.startedAt ?? now,
    runningSteps: chain.runningSteps + steps.length,
  };
}

/**
 * Settles what will not run: what is left of a chain that has ended, what was decided against, and what stands behind
 * a step that did not succeed. Answers whether some of it is left for later decisions.
 */
async function dropSteps(decision: Decision, hand: ChainInHand): Promise<boolean> {
  const { tx } = decision;
  const cancelled = isChainSettled(hand.now.status);
  const readNext = cancelled ? readNotStartedSteps : readBlockedSteps;
  let left = movesPerDecision;
  // A dropped step blocks those behind it: look again until none is left.
  while (left > 0) {
    const steps = await readNext(tx, hand.now.id, left);
    if (steps.length === 0) return false;
    const actions = await readActionsOf(decision, steps);
    for (const step of steps) {
      const action = actions.get(step.id) ?? null;
      const status = cancelled ? 'CANCELLED' : endOfBlocked(action?.state ?? null);
      await dropStep(decision, hand, step, status);
      if (action !== null && (cancelled || step.blockage === 'FOR_GOOD')) {
        await cancelAction(decision, action, cancelled ? 'The chain was cancelled.' : nothingToBuildOn);
      }
    }
    left -= steps.length;
  }
  await decision.enqueue({
    kind: 'CHAIN_ADVANCE',
    dedupeKey: `${hand.now.id}:advance:${decision.parts.newId('effect')}`,
    sessionId: hand.now.sessionId,
    chainId: hand.now.id,
  });
  return true;
}

const nothingToBuildOn = 'What it depends on was decided against.';

async function cancelAction(decision: Decision, action: ActionProposal, reason: string): Promise<void> {
  if (!mayFollow(actionTransitions, action.state, 'CANCELLED')) return;
  await writeActionState(decision, action, 'CANCELLED', reason);
}

/** The actions of steps, by step. */
async function readActionsOf(
  { tx, origin }: Decision,
  steps: readonly Step[],
): Promise<Map<StepId, ActionProposal>> {
  const ids = steps.flatMap((step) => (step.actionId === null ? [] : [step.actionId]));
  const actions = new Map((await readActions(tx, origin.organizationId, ids)).map((each) => [each.id, each]));
  return new Map(
    steps.flatMap((step) => {
      const action = step.actionId === null ? undefined : actions.get(step.actionId);
      return action === undefined ? [] : [[step.id, action] as const];
    }),
  );
}

/** Settles a step that never ran. */
async function dropStep(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  status: 'SKIPPED' | 'DECLINED' | 'CANCELLED',
): Promise<void> {
  await closeStep(decision, hand, step, { status, result: null, error: null });
  recordStepCompleted(decision, hand.now, step, status, []);
}

async function closeStep(
  { tx, now }: Decision,
  hand: ChainInHand,
  step: Step,
  outcome: StepOutcome,
): Promise<void> {
  const { status: to, result, error } = outcome;
  const settled = await settleStep(tx, { id: step.id, from: step.status, to, result, error, now });
  if (!settled) throw new Error(`the step ${step.id} moved inside a decision`);
  await tellDependents(tx, step.id, blockageOf(to, step.blockage));
  hand.now = {
    ...hand.now,
    openSteps: hand.now.openSteps - 1,
    failedSteps: hand.now.failedSteps + (to === 'FAILED' || to === 'TIMED_OUT' ? 1 : 0),
  };
}

function recordStepCompleted(
  { record }: Decision,
  chain: Chain,
  step: Step,
  status: SettledStepStatus,
  nextSteps: readonly string[],
): void {
  record({
    type: 'ChainStepCompleted',
    stream: chainStream(chain.id),
    ids: { chainId: chain.id, stepId: step.id, actionId: step.actionId, sessionId: chain.sessionId },
    outcome: status,
    body: {
      stepName: step.name,
      stepIndex: step.index,
      status,
      success: status === 'SUCCEEDED',
      nextSteps,
    },
  });
}

/** Writes the counters, and where the chain stands: at its end, waiting for what is outside it, or running. */
async function settleChain(decision: Decision, hand: ChainInHand, hasMoreMoves: boolean): Promise<void> {
  const { status, openSteps, runningSteps } = hand.now;
  if (!isChainSettled(status)) {
    const waits = runningSteps === 0 && !hasMoreMoves;
    if (openSteps === 0) hand.now = { ...hand.now, status: chainEnd(hand.now), endedAt: decision.now };
    else setChainStatus(decision, hand, waits ? 'WAITING' : 'RUNNING');
  }
  await writeChain(decision, hand);
  if (!isChainSettled(hand.now.status)) return;
  if (!isChainSettled(status)) await recordChainCompleted(decision, hand.now);
  const chainId = hand.now.id;
  // With no step open no move is left: this decision is the one that followers are sent home with.
  if (openSteps === 0) await dropEffects(decision.tx, { kind: 'CHAIN_ADVANCE', chainId }, decision.now);
  decision.settled({ kind: 'chain', id: chainId });
}

async function writeChain({ tx }: Decision, hand: ChainInHand): Promise<void> {
  const saved = await saveChain(tx, hand.before, hand.now);
  if (!saved) throw new Error(`the chain ${hand.now.id} moved inside a decision`);
}

/** Lets a PENDING chain run; where its steps need decisions, it waits for them. */
export async function startChain(decision: Decision, hand: ChainInHand): Promise<void> {
  const { id, name, stepCount, sessionId } = hand.now;
  const ids = { chainId: id, sessionId };
  decision.record({ type: 'ChainStarted', stream: chainStream(id), ids, body: { name, stepCount } });
  hand.now = { ...hand.now, status: 'RUNNING', startedAt: decision.now };
  await advanceChain(decision, hand);
}

/** Stops a chain for good: nothing new starts; steps on their way end and are recorded. */
export async function cancelChain(
  decision: Decision,
  hand: ChainInHand,
  reason: string | null,
): Promise<void> {
  if (isChainSettled(hand.now.status)) return;
  // Of a plan that was still being proposed only some steps are there.
  const proposed = hand.now.status === 'PENDING' ? await countSteps(decision.tx, hand.now.id) : null;
  const openSteps = proposed ?? hand.now.openSteps;
  hand.now = { ...hand.now, openSteps, status: 'CANCELLED', cancelReason: reason, endedAt: decision.now };
  await recordChainCompleted(decision, hand.now);
  await advanceChain(decision, hand);
}

/** Makes what did not succeed ready to be tried again and lets the chain run. */
export async function reopenChain(decision: Decision, hand: ChainInHand): Promise<void> {
  if (!mayFollow(chainTransitions, hand.now.status, 'RUNNING')) return;
  const reopened = await reopenFailedSteps(decision.tx, hand.now.id);
  const openSteps = hand.now.openSteps + reopened;
  hand.now = { ...hand.now, failedSteps: 0, openSteps, endedAt: null };
  setChainStatus(decision, hand, 'RUNNING');
  await advanceChain(decision, hand);
}

function setChainStatus({ record }: Decision, hand: ChainInHand, status: 'RUNNING' | 'WAITING'): void {
  const { id, sessionId } = hand.now;
  if (hand.now.status === status) return;
  hand.now = { ...hand.now, status };
  record({
    type: 'ChainAdvanced',
    stream: chainStream(id),
    ids: { chainId: id, sessionId },
    outcome: status,
    body: { status },
  });
}

async function recordChainCompleted({ tx, record }: Decision, chain: Chain): Promise<void> {
  const path = await readExecutionPaths(tx, [chain.id]);
  record({
    type: 'ChainCompleted',
    stream: chainStream(chain.id),
    ids: { chainId: chain.id, sessionId: chain.sessionId },
    outcome: chain.status,
    body: { status: chain.status, executionPath: path.map((step) => step.name) },
  });
}
