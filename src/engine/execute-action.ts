import type { ActionProposal } from '../domain/action.ts';
import type { Effect, EffectOutcome } from '../domain/effect.ts';
import { readAction } from '../store/read/actions.ts';
import { StorageUnavailableError } from '../store/store.ts';
import { countRun } from '../store/write/actions.ts';
import { claimEffect, holdsClaim } from '../store/write/effects.ts';
import { writeActionState } from './action.ts';
import {
  type ActionClaim,
  type Withdrawal,
  writeActionOutcome,
  writeActionWithdrawn,
} from './action-outcome.ts';
import { isChainSettled, takeChain } from './chain.ts';
import { type Decision, decide, originOfEffect } from './decide.ts';
import type { EngineParts } from './parts.ts';
import { toolPorts } from './tool-ports.ts';

/** Longer than any execution; what a dead process had claimed is released at the next start. */
const leaseMs = 60_000;

/**
 * Carries out an approved action. Its tool executes inside the decision that claims the effect and records the
 * outcome: all of it holds or none, whenever the process dies.
 */
export async function executeAction(parts: EngineParts, effect: Effect): Promise<void> {
  try {
    await attempt(parts, effect, execute);
  } catch (cause) {
    if (cause instanceof StorageUnavailableError) throw cause;
    parts.reportFault(cause, { effect: effect.id, action: effect.actionId ?? '' });
    await attempt(parts, effect, () => Promise.resolve(internalFault));
  }
}

async function attempt(
  parts: EngineParts,
  effect: Effect,
  carryOut: (decision: Decision, action: ActionProposal) => Promise<EffectOutcome>,
): Promise<void> {
  await decide(parts, originOfEffect(effect), async (decision) => {
    const claim = await claimAction(decision, effect);
    if (claim !== null) await writeActionOutcome(decision, claim, await carryOut(decision, claim.action));
  });
}

const internalFault: EffectOutcome = {
  kind: 'rejected',
  code: 'INTERNAL',
  message: 'Something went wrong on our side; nothing was written. Retry the action.',
};

/** Null when the action must not run any more. */
async function claimAction(decision: Decision, waiting: Effect): Promise<ActionClaim | null> {
  const { tx, now, origin } = decision;
  const { actionId } = waiting;
  if (actionId === null) throw new Error(`the effect ${waiting.id} has no action`);
  const action = await readAction(tx, origin.organizationId, actionId);
  if (action === null) throw new Error(`the action ${actionId} is gone`);
  const effect = await claimEffect(tx, waiting, { leaseUntil: now + leaseMs, now });
  // A look that came late shows effects that have ended since.
  if (!(await holdsClaim(tx, effect))) return null;
  const hand = action.chainId === null ? null : await takeChain(decision, action.chainId);
  const claim: ActionClaim = { effect, action, hand };
  const isChainOver = hand !== null && isChainSettled(hand.now.status);
  const withdrawal = withdrawalOf(action, { isChainOver, now });
  if (withdrawal !== null) {
    await writeActionWithdrawn(decision, claim, withdrawal);
    return null;
  }
  await countRun(tx, action.id, now);
  return { ...claim, action: await writeActionState(decision, action, 'EXECUTING', null) };
}

/** Why an action that the runner has taken up must not run, or null. */
function withdrawalOf(
  action: ActionProposal,
  { isChainOver, now }: { isChainOver: boolean; now: number },
): Withdrawal | null {
  const { state, expiresAt } = action;
  if (state !== 'APPROVED' && state !== 'FAILED') return { state: null, reason: `The action is ${state}.` };
  const approved = state === 'APPROVED';
  if (isChainOver) return { state: approved ? 'CANCELLED' : null, reason: 'The chain was cancelled.' };
  if (!approved || expiresAt === null || expiresAt > now) return null;
  return { state: 'EXPIRED', reason: 'Its time was over before it could be carried out.' };
}

async function execute(decision: Decision, action: ActionProposal): Promise<EffectOutcome> {
  const { parts } = decision;
  const tool = parts.tools.get(action.tool);
  if (tool === undefined) {
    return { kind: 'rejected', code: 'UNKNOWN_TOOL', message: `There is no tool ${action.tool} any more.` };
  }
  return await tool.execute(action.arguments, toolPorts(decision, action));
}
