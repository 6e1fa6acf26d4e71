import { type ActionError, type ActionProposal, actionTransitions } from '../domain/action.ts';
import {
  chainEnd,
  chainTransitions,
  endOfBlocked,
  endOfIdle,
  isChainSettled,
  type Step,
  type StepEnd,
} from '../domain/chain.ts';
import { deadlineOf } from '../domain/chain-definition.ts';
import { chainStream } from '../domain/event.ts';
import type { ChainId } from '../domain/ids.ts';
import { mayFollow } from '../domain/machine.ts';
import { readUnusedActions } from '../store/read/actions.ts';
import { readChain, readLastResult } from '../store/read/chains.ts';
import {
  countSteps,
  readBlockedSteps,
  readBusySteps,
  readIdleSteps,
  readReadySteps,
  readStepsToPrepare,
} from '../store/read/due-steps.ts';
import { readWaitingActions } from '../store/read/open-effects.ts';
import { readStepSpecs } from '../store/read/step-specs.ts';
import { dropLayout } from '../store/write/chain-layouts.ts';
import { dropEffects } from '../store/write/effects.ts';
import { takeDecisions } from '../store/write/steps.ts';
import { writeActionState } from './action.ts';
import { putBackChain, recordChainEnd, setChainStatus, setChainTimer, whyOver } from './chain-status.ts';
import type { Decision } from './decide.ts';
import { nudgeChain } from './nudge-chain.ts';
import { prepareStep } from './prepare-step.ts';
import { type Reopening, reopenSteps } from './reopen-chain.ts';
import { readActionsOf, startSteps } from './start-steps.ts';
import { afterPolicy, type ChainInHand, closeStep, moveStepTo, pauseStep, type StepOutcome } from './step.ts';
import { followSubChains } from './sub-chain.ts';

/** Steps that one decision prepares, starts, skips or cancels at the most; the rest follows in decisions of their own. */
const movesPerDecision = 250;

export async function takeChain({ tx, origin }: Decision, id: ChainId): Promise<ChainInHand> {
  const chain = await readChain(tx, origin.organizationId, id);
  if (chain === null) throw new Error(`the chain ${id} is gone`);
  return { before: chain, now: chain };
}

/** Settles a step that runs or waits, or whose outcome was unknown, and moves its chain on. */
export async function finishStep(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  ended: StepOutcome,
): Promise<void> {
  // Told to stop with its chain, which has been retried since: it is tried again with it.
  if (ended.error?.code === 'STOPPED' && !isChainSettled(hand.now.status)) {
    await pauseStep(decision, hand, step, { dueAt: decision.now, prepared: true });
  } else await closeStep(decision, hand, step, await afterPolicy(decision, hand, step, ended));
  await advanceChain(decision, hand);
}

/** Sets a running step aside until somebody says how it ended; its chain goes on with what does not depend on it. */
export async function parkStep(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  error: ActionError,
): Promise<void> {
  await moveStepTo(decision, hand, step, 'OUTCOME_UNKNOWN', { error });
  await advanceChain(decision, hand);
}

/** Makes the moves that are due, one after the other, until none is left or as many are made as a decision should hold. */
export async function advanceChain(decision: Decision, hand: ChainInHand): Promise<void> {
  let left = movesPerDecision;
  let hasMore = false;
  while (!hasMore) {
    const turn = await readTurn(decision, hand, left);
    const prepared = await prepareSteps(decision, hand, turn.toPrepare);
    const { started, waiting } = await startSteps(decision, hand, turn.toStart);
    const dropped = await dropSteps(decision, hand, left);
    const made = prepared + started + dropped;
    left -= made;
    const isSpent = left <= 0 || decision.isSpent();
    hasMore = (made > 0 && isSpent) || waiting > 0 || prepared < turn.toPrepare.length;
    if (made === 0) break;
  }
  // Looked for once, after the last move, and not in each of the decisions that many moves take.
  const isLast = !hasMore || hand.now.openSteps === 0;
  const hasUnused = isLast && (await cancelUnused(decision, hand, Math.max(left, 0)));
  if (hasMore || hasUnused) await nudgeChain(decision, hand.now);
  await settleChain(decision, hand, { hasMoreMoves: hasMore || hasUnused, hasUnused });
}

/** Takes in how the sub-chains of a chain stand, and goes on. */
export async function takeSubChains(decision: Decision, hand: ChainInHand): Promise<void> {
  const ended = hand.now.busySteps === 0 ? [] : await followSubChains(decision, hand);
  for (const { step, outcome } of ended) {
    await closeStep(decision, hand, step, outcome);
  }
  await advanceChain(decision, hand);
}

/** Takes in what people decided about the chain's actions, and goes on. */
export async function releaseDecided(decision: Decision, hand: ChainInHand): Promise<void> {
  await takeDecisions(decision.tx, hand.now.id);
  await advanceChain(decision, hand);
}

/** The steps whose turn it is. */
interface Turn {
  readonly toPrepare: readonly Step[];
  /** Prepared, and with a place to run. */
  readonly toStart: readonly Step[];
}

const noTurn: Turn = { toPrepare: [], toStart: [] };

async function readTurn({ tx }: Decision, hand: ChainInHand, limit: number): Promise<Turn> {
  const { id, sessionId, status, aborted, concurrency, busySteps } = hand.now;
  if (isChainSettled(status) || aborted) return noTurn;
  // Steps of planning sessions carry out one action each, which has been proposed.
  const toPrepare = sessionId === null ? await readStepsToPrepare(tx, id, limit) : [];
  const room = Math.min(concurrency - busySteps, limit - toPrepare.length);
  return { toPrepare, toStart: room <= 0 ? [] : await readReadySteps(tx, id, room) };
}

/** Answers how many it has got to. */
async function prepareSteps(decision: Decision, hand: ChainInHand, steps: readonly Step[]): Promise<number> {
  let prepared = 0;
  const specs = await readStepSpecs(
    decision.tx,
    steps.map(({ id }) => id),
  );
  for (const step of steps) {
    const spec = specs.get(step.id);
    if (spec === undefined) throw new Error(`the step ${step.id} has no spec`);
    // One before it may have stopped the chain.
    if (!hand.now.aborted) await prepareStep(decision, hand, step, spec);
    prepared += 1;
    if (decision.isSpent()) break;
  }
  return prepared;
}

/**
 * Settles what will not run: what is left of a chain that goes no further, what was decided against, and what stands
 * behind a step that did not succeed. Answers how many steps that are.
 */
async function dropSteps(decision: Decision, hand: ChainInHand, limit: number): Promise<number> {
  const { tx } = decision;
  const isOver = isChainSettled(hand.now.status);
  const readNext = isOver || hand.now.aborted ? readIdleSteps : readBlockedSteps;
  let dropped = 0;
  // A dropped step blocks those behind it: look again until none is left.
  while (dropped < limit) {
    const steps = await readNext(tx, hand.now.id, limit - dropped);
    if (steps.length === 0) return dropped;
    const actions = await readActionsOf(decision, steps);
    for (const step of steps) {
      const action = actions.get(step.id) ?? null;
      const end = endOfDropped(hand, step, action);
      const error = end.status === 'CANCELLED' && action?.state === 'EXPIRED' ? expired : null;
      await closeStep(decision, hand, step, { ...end, result: null, error });
      if (action !== null && (isOver || step.blockage === 'FOR_GOOD')) {
        await callOff(decision, action, isOver ? whyOver(hand.now) : nothingToBuildOn);
      }
      dropped += 1;
      if (decision.isSpent()) return dropped;
    }
  }
  return dropped;
}

function endOfDropped({ now: chain }: ChainInHand, step: Step, action: ActionProposal | null): StepEnd {
  if (isChainSettled(chain.status)) return endOfIdle(chain, step);
  const status = endOfBlocked(action?.state ?? null);
  if (status !== 'SKIPPED') return { status, reason: null };
  return chain.aborted ? endOfIdle(chain, step) : { status, reason: 'DEPENDENCY' };
}

const expired: ActionError = { code: 'EXPIRED', message: 'Nobody decided on its action in time.' };
const nothingToBuildOn = 'What it depends on was decided against.';

/**
 * Cancels what was proposed for steps that were skipped, once the chain ends for good: until then a retry may use it.
 * Answers whether some of it is left.
 */
async function cancelUnused(decision: Decision, hand: ChainInHand, limit: number): Promise<boolean> {
  const { id, status, openSteps } = hand.now;
  const end = openSteps === 0 && !isChainSettled(status) ? chainEnd(hand.now) : status;
  if (end !== 'COMPLETED' && end !== 'CANCELLED') return false;
  const unused = await readUnusedActions(decision.tx, id, limit + 1);
  for (const action of unused.slice(0, limit)) await callOff(decision, action, 'Its step was skipped.');
  return unused.length > limit;
}

async function callOff(decision: Decision, action: ActionProposal, reason: string): Promise<void> {
  if (!mayFollow(actionTransitions, action.state, 'CANCELLED')) return;
  await writeActionState(decision, action, 'CANCELLED', reason);
}

/** Writes the counters, and where the chain stands: at its end, waiting for what is outside it, or running. */
async function settleChain(
  decision: Decision,
  hand: ChainInHand,
  { hasMoreMoves, hasUnused }: { readonly hasMoreMoves: boolean; readonly hasUnused: boolean },
): Promise<void> {
  const { tx, now } = decision;
  const { id, status, openSteps, runningSteps } = hand.now;
  const { status: before, aborted: wasAborted } = hand.before;
  if (!isChainSettled(status)) {
    const waits = runningSteps === 0 && !hasMoreMoves;
    if (openSteps === 0 && !hasUnused) {
      const end = chainEnd(hand.now);
      const result = end === 'COMPLETED' && hand.now.sessionId === null ? await readLastResult(tx, id) : null;
      hand.now = { ...hand.now, status: end, result, endedAt: now };
    } else setChainStatus(decision, hand, waits ? 'WAITING' : 'RUNNING');
  }
  if (hand.now.aborted && !wasAborted) await nudgeSubChains(decision, id);
  const hasMoved = hand.now.status !== before;
  await putBackChain(decision, hand);
  const isOver = isChainSettled(hand.now.status);
  if (isOver && !isChainSettled(status)) await recordChainEnd(decision, hand);
  const { parentId } = hand.now;
  if (parentId !== null && hasMoved) {
    // Nobody sees a sub-chain that has ended and a step that still waits for it.
    if (isOver) await takeSubChains(decision, await takeChain(decision, parentId));
    else await nudgeChain(decision, { id: parentId });
  }
  // A chain that was stopped may still have steps on their way: followers hear how the last one ended.
  if (!isOver || openSteps > 0 || hasUnused) return;
  await dropEffects(tx, { kind: 'CHAIN_ADVANCE', chainId: id }, now);
  decision.settled({ kind: 'chain', id });
}

/** Lets a PENDING chain run; where its steps need decisions, it waits for them. */
export async function startChain(decision: Decision, hand: ChainInHand): Promise<void> {
  const { tx, now, record } = decision;
  const { id, name, stepCount, sessionId, parentId, timeoutMs } = hand.now;
  record({
    type: 'ChainStarted',
    stream: chainStream(id),
    ids: { chainId: id, sessionId },
    body: { name, stepCount, parentChainId: parentId },
  });
  const expiresAt = deadlineOf(now, timeoutMs, hand.now.expiresAt);
  if (expiresAt !== null) await setChainTimer(decision, 'TIME_OUT_CHAIN', id, expiresAt);
  hand.now = { ...hand.now, status: 'RUNNING', startedAt: now, expiresAt };
  // Decisions that people took before are taken in now.
  await takeDecisions(tx, id);
  await advanceChain(decision, hand);
}

/** Stops a chain for good: nothing new starts; steps on their way end and are recorded. */
export function cancelChain(decision: Decision, hand: ChainInHand, reason: string | null): Promise<void> {
  return stopChain(decision, hand, { status: 'CANCELLED', reason });
}

/** Ends a chain whose time is over. */
export function timeOutChain(decision: Decision, hand: ChainInHand): Promise<void> {
  return stopChain(decision, hand, { status: 'TIMED_OUT', reason: null });
}

/** Lets a running chain fail: nothing new starts, and it is FAILED when what runs has ended. */
export async function abortChain(decision: Decision, hand: ChainInHand): Promise<void> {
  if (isChainSettled(hand.now.status) || hand.now.status === 'PENDING') return;
  hand.now = { ...hand.now, aborted: true };
  await advanceChain(decision, hand);
}

async function stopChain(
  decision: Decision,
  hand: ChainInHand,
  { status, reason }: { status: 'CANCELLED' | 'TIMED_OUT'; reason: string | null },
): Promise<void> {
  if (isChainSettled(hand.now.status)) return;
  const { tx, now } = decision;
  const { id } = hand.now;
  // Of a chain that has not been started only some steps may be there.
  const proposed = hand.now.status === 'PENDING' ? await countSteps(tx, id) : null;
  const openSteps = proposed ?? hand.now.openSteps;
  hand.now = { ...hand.now, openSteps, status, cancelReason: reason, endedAt: now };
  if (hand.now.sessionId !== null) {
    // What is on its way comes to its end; what only waits, for a paused connection perhaps, ends now.
    for (const actionId of await readWaitingActions(tx, id)) decision.requestStop(actionId);
  } else {
    await dropLayout(tx, id);
    for (const step of await readBusySteps(tx, id, 'ACTION')) {
      if (step.actionId !== null) decision.requestStop(step.actionId);
    }
    await nudgeSubChains(decision, id);
  }
  await recordChainEnd(decision, hand);
  await advanceChain(decision, hand);
}

/** Each finds that its parent goes no further, and stops itself. */
async function nudgeSubChains(decision: Decision, id: ChainId): Promise<void> {
  for (const { childChainId } of await readBusySteps(decision.tx, id, 'CHAIN')) {
    if (childChainId !== null) await nudgeChain(decision, { id: childChainId });
  }
}

/** Makes what did not succeed ready to be tried again and lets the chain run. */
export async function reopenChain(
  decision: Decision,
  hand: ChainInHand,
  reopening: Reopening = { from: null, within: null },
): Promise<void> {
  if (!mayFollow(chainTransitions, hand.now.status, 'RUNNING')) return;
  await reopenSteps(decision, hand, reopening);
  await advanceChain(decision, hand);
}
