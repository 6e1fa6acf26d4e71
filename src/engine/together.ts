import type { ActionProposal } from '../domain/action.ts';
import type { Step } from '../domain/chain.ts';
import type { Effect } from '../domain/effect.ts';
import type { ActionId, ChainId, EffectId, OrganizationId, SessionId, StepId } from '../domain/ids.ts';
import type { PlanningSession } from '../domain/session.ts';
import { readActions } from '../store/read/actions.ts';
import { readSteps } from '../store/read/chains.ts';
import type { Transaction } from '../store/store.ts';
import { saveChain } from '../store/write/chains.ts';
import { readWaiting } from '../store/write/effect-claims.ts';
import type { ChainInHand } from './step.ts';

/**
 * What decisions that are written together have in hand: read once for all of them. What is written is still compared
 * and set, so one that finds something else there takes all of them back.
 */
export interface Together {
  /** Effects that wait as they were seen. */
  readonly waiting: ReadonlySet<EffectId>;
  readonly actions: ReadonlyMap<ActionId, ActionProposal>;
  readonly steps: ReadonlyMap<StepId, Step>;
  /** As the last of the decisions has left them; their counters are written with the last one. */
  readonly chains: Map<ChainId, ChainInHand>;
  readonly sessions: Map<SessionId, PlanningSession>;
}

/** Takes what these effects are about in hand. */
export async function takeTogether(
  tx: Transaction,
  organizationId: OrganizationId,
  effects: readonly Effect[],
): Promise<Together> {
  const actionIds = effects.flatMap(({ actionId }) => (actionId === null ? [] : [actionId]));
  const stepIds = effects.flatMap(({ stepId }) => (stepId === null ? [] : [stepId]));
  const actions = await readActions(tx, organizationId, actionIds);
  const steps = stepIds.length === 0 ? [] : await readSteps(tx, organizationId, stepIds);
  return {
    waiting: await readWaiting(tx, effects),
    actions: new Map(actions.map((action) => [action.id, action])),
    steps: new Map(steps.map((step) => [step.id, step])),
    chains: new Map(),
    sessions: new Map(),
  };
}

/** Writes what the decisions have left to be written once. */
export async function putBack(tx: Transaction, { chains }: Together): Promise<void> {
  for (const hand of chains.values()) if (hand.now !== hand.before) await putBackChain(tx, hand);
}

/** Writes where a chain stands: its counters, its status, its times. */
export async function putBackChain(tx: Transaction, hand: ChainInHand): Promise<void> {
  if (!(await saveChain(tx, hand.before, hand.now)))
    throw new Error(`the chain ${hand.now.id} moved inside a decision`);
  hand.before = hand.now;
}
