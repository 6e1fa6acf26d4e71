import { deadlineOf } from '../domain/chain-definition.ts';
import type { StepId } from '../domain/ids.ts';
import { readActions } from '../store/read/actions.ts';
import {
  callOffDeadLetters,
  readActionsBehind,
  readOverdueActions,
  recountReopened,
  reopenFailedSteps,
  reopenStepsFrom,
} from '../store/write/step-retry.ts';
import { writeActionState } from './action.ts';
import { putBackChain, setChainStatus, setChainTimer } from './chain-status.ts';
import type { Decision } from './decide.ts';
import type { ChainInHand } from './step.ts';

export interface Reopening {
  /** Where to begin; null: with what did not succeed. */
  readonly from: StepId | null;
  /** When the chain that it is part of times out, in epoch milliseconds; null: never. */
  readonly within: number | null;
}

/** Makes what did not succeed ready to be tried again, and a chain RUNNING that has ended. It makes no move yet. */
export async function reopenSteps(
  decision: Decision,
  hand: ChainInHand,
  { from, within }: Reopening,
): Promise<void> {
  const { tx, now } = decision;
  const { id } = hand.now;
  let reopened = 0;
  // First, while what failed behind it still shows as settled: its action rests on results that will be others too.
  if (from !== null) {
    await cancelOutdated(decision, hand, from);
    reopened += await reopenStepsFrom(tx, id, from);
  }
  reopened += await reopenFailedSteps(tx, id);
  await expireOverdue(decision, hand);
  await recountReopened(tx, id);
  const expiresAt = deadlineOf(now, hand.now.timeoutMs, within);
  const openSteps = hand.now.openSteps + reopened;
  hand.now = {
    ...hand.now,
    failedSteps: 0,
    openSteps,
    aborted: false,
    result: null,
    endedAt: null,
    expiresAt,
  };
  if (expiresAt !== null) await setChainTimer(decision, 'TIME_OUT_CHAIN', id, expiresAt);
  setChainStatus(decision, hand, 'RUNNING');
}

/** Proposals and dead letters that rest on results which will be others. */
async function cancelOutdated(decision: Decision, hand: ChainInHand, from: StepId): Promise<void> {
  const { tx, origin } = decision;
  const ids = await readActionsBehind(tx, hand.now.id, from);
  for (const action of await readActions(tx, origin.organizationId, ids)) {
    await writeActionState(decision, action, 'CANCELLED', 'The chain was retried from an earlier step.');
  }
  await callOffDeadLetters(tx, hand.now.id, from);
}

/** What was approved too long ago is not carried out any more: its steps propose anew on their turn. */
async function expireOverdue(decision: Decision, hand: ChainInHand): Promise<void> {
  const { tx, origin, now } = decision;
  const ids = await readOverdueActions(tx, hand.now.id, now);
  for (const action of await readActions(tx, origin.organizationId, ids)) {
    await writeActionState(decision, action, 'EXPIRED', 'Its time was over before the chain was retried.');
  }
}

/** Reopens a chain that has ended and writes it: its moves follow in a decision of its own. */
export async function reopenLater(
  decision: Decision,
  hand: ChainInHand,
  reopening: Reopening,
): Promise<void> {
  await reopenSteps(decision, hand, reopening);
  await putBackChain(decision, hand);
}
