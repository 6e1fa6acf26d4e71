import type { ActionProposal } from '../domain/action.ts';
import type { Effect, EffectOutcome } from '../domain/effect.ts';
import { readAction } from '../store/read/actions.ts';
import { readChain } from '../store/read/chains.ts';
import { StorageUnavailableError } from '../store/store.ts';
import { countRun } from '../store/write/actions.ts';
import { claimEffect } from '../store/write/effects.ts';
import { writeActionState } from './action.ts';
import { type Withdrawal, writeActionOutcome, writeActionWithdrawn } from './action-outcome.ts';
import { builtInTracker } from './built-in-tracker.ts';
import { isChainSettled } from './chain.ts';
import { type Decision, decide, originOfEffect } from './decide.ts';
import type { EngineParts } from './parts.ts';

/** Longer than any execution; what a dead process had claimed is released at the next start. */
const leaseMs = 60_000;

interface Claim {
  readonly effect: Effect;
  readonly action: ActionProposal;
}

/**
 * Carries out an approved action: the claim is committed first; then the tool executes inside the transaction that
 * records its outcome, so that both hold or neither.
 */
export async function executeAction(parts: EngineParts, effect: Effect): Promise<void> {
  const origin = originOfEffect(effect);
  const { value: claim } = await decide(parts, origin, (decision) => claimAction(decision, effect));
  if (claim === null) return;
  try {
    await decide(parts, origin, async (decision) => {
      await writeActionOutcome(decision, claim.effect, claim.action, await execute(decision, claim.action));
    });
  } catch (cause) {
    if (cause instanceof StorageUnavailableError) throw cause;
    parts.reportFault(cause, { effect: effect.id, action: claim.action.id });
    await decide(parts, origin, async (decision) => {
      await writeActionOutcome(decision, claim.effect, claim.action, internalFault);
    });
  }
}

const internalFault: EffectOutcome = {
  kind: 'rejected',
  code: 'INTERNAL',
  message: 'Something went wrong on our side; nothing was written. Retry the action.',
};

/** Null when the action must not run any more. */
async function claimAction(decision: Decision, waiting: Effect): Promise<Claim | null> {
  const { tx, now, origin } = decision;
  const { actionId } = waiting;
  if (actionId === null) throw new Error(`the effect ${waiting.id} has no action`);
  const action = await readAction(tx, origin.organizationId, actionId);
  if (action === null) throw new Error(`the action ${actionId} is gone`);
  const effect = await claimEffect(tx, waiting, { leaseUntil: now + leaseMs, now });
  const withdrawal = withdrawalOf(action, { isChainOver: await isChainOver(decision, action), now });
  if (withdrawal !== null) {
    await writeActionWithdrawn(decision, effect, action, withdrawal);
    return null;
  }
  await countRun(tx, action.id, now);
  // An action that was executing when its process died goes on as it is.
  if (action.state === 'EXECUTING') return { effect, action };
  return { effect, action: await writeActionState(decision, action, 'EXECUTING', null) };
}

/** Why an action that the runner has taken up must not run, or null. */
function withdrawalOf(
  action: ActionProposal,
  { isChainOver, now }: { isChainOver: boolean; now: number },
): Withdrawal | null {
  const { state, expiresAt } = action;
  if (state === 'EXECUTING') return null;
  if (state !== 'APPROVED' && state !== 'FAILED') return { state: null, reason: `The action is ${state}.` };
  const approved = state === 'APPROVED';
  if (isChainOver) return { state: approved ? 'CANCELLED' : null, reason: 'The chain was cancelled.' };
  if (!approved || expiresAt === null || expiresAt > now) return null;
  return { state: 'EXPIRED', reason: 'Its time was over before it could be carried out.' };
}

async function isChainOver({ tx, origin }: Decision, action: ActionProposal): Promise<boolean> {
  if (action.chainId === null) return false;
  const chain = await readChain(tx, origin.organizationId, action.chainId);
  return chain === null || isChainSettled(chain.status);
}

async function execute(decision: Decision, action: ActionProposal): Promise<EffectOutcome> {
  const { parts } = decision;
  const tool = parts.tools.get(action.tool);
  if (tool === undefined) {
    return { kind: 'rejected', code: 'UNKNOWN_TOOL', message: `There is no tool ${action.tool} any more.` };
  }
  return await tool.execute(action.arguments, { tracker: builtInTracker(decision, action.proposedBy) });
}
