import type { ActionProposal } from '../domain/action.ts';
import type { GroupId } from '../domain/ids.ts';
import { readStep } from '../store/read/chains.ts';
import { readSession } from '../store/read/sessions.ts';
import { hasOpenDecision } from '../store/write/actions.ts';
import { blockStep } from '../store/write/steps.ts';
import { advanceChain, releaseDecided, takeChain } from './chain.ts';
import type { Decision } from './decide.ts';
import { enqueueAction } from './enqueue-action.ts';
import { closeGroup } from './group.ts';
import { followChain } from './session-outcome.ts';
import { writeStatus } from './session-reports.ts';
import { type ChainInHand, moveStepTo } from './step.ts';

/**
 * What follows when an action needs no more deciding. One that stands alone goes to the effect runner; one of a chain
 * lets its chain go on: at once, or, where a group is decided together, when the last of the group is decided.
 */
export async function settleDecided(decision: Decision, action: ActionProposal): Promise<void> {
  const { chainId, groupId } = action;
  if (chainId === null) {
    if (action.state === 'APPROVED') await enqueueAction(decision, action);
    if (groupId !== null) await closeDecidedGroup(decision, groupId, action.sessionId);
    return;
  }
  const hand = await takeChain(decision, chainId);
  // One that has not been started takes the decisions in when it is; one that has ended takes none.
  if (hand.now.status !== 'RUNNING' && hand.now.status !== 'WAITING') return;
  if (hand.now.sessionId === null) return await releaseStep(decision, hand, action);
  if (groupId !== null && !(await closeDecidedGroup(decision, groupId, action.sessionId))) return;
  await releaseChain(decision, hand);
}

/** Lets the one step go on that carries an action out. */
async function releaseStep(decision: Decision, hand: ChainInHand, action: ActionProposal): Promise<void> {
  const { tx, origin } = decision;
  const step = action.stepId === null ? null : await readStep(tx, origin.organizationId, action.stepId);
  if (step?.status !== 'AWAITING_APPROVAL' || step.actionId !== action.id) return;
  if (action.state === 'APPROVED') await moveStepTo(decision, hand, step, 'PENDING');
  else await blockStep(tx, step.id);
  await advanceChain(decision, hand);
}

/** Closes a group of which nothing is left to decide; false while something is. */
async function closeDecidedGroup(
  decision: Decision,
  groupId: GroupId,
  sessionId: ActionProposal['sessionId'],
): Promise<boolean> {
  if (await hasOpenDecision(decision.tx, groupId)) return false;
  await closeGroup(decision, groupId, sessionId);
  return true;
}

/** Lets a chain go on after decisions, and its session with it. */
async function releaseChain(decision: Decision, hand: ChainInHand): Promise<void> {
  const { tx, origin } = decision;
  const { sessionId } = hand.now;
  const session = sessionId === null ? null : await readSession(tx, origin.organizationId, sessionId);
  const waits = session?.status === 'AWAITING_APPROVAL';
  const running = waits ? await writeStatus(decision, session, 'PROCESSING', null) : session;
  await releaseDecided(decision, hand);
  if (running !== null) await followChain(decision, running, hand.now);
}
