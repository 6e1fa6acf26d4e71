import { type RootField, refuseOthers } from '../access/authority.ts';
import type { Caller } from '../access/viewer.ts';
import { type ActionProposal, actionTransitions, previewChanges } from '../domain/action.ts';
import type { Answer } from '../domain/answer.ts';
import type { ActionId } from '../domain/ids.ts';
import { refuseTransition } from '../domain/machine.ts';
import { isRefusal, type Refusal, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readAction } from '../store/read/actions.ts';
import { readLastEffect, readOpenEffect } from '../store/read/effects.ts';
import { endUnclaimed } from '../store/write/effect-claims.ts';
import { writeActionState } from './action.ts';
import { changedSinceApproval, issueHasChanged } from './changed-issues.ts';
import { resumeConnection } from './connection.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import { settleDecided } from './decided.ts';
import { enqueueAction } from './enqueue-action.ts';
import type { EngineParts } from './parts.ts';
import { findTool, vetCall } from './proposal.ts';

const path = ['input', 'actionId'];

/** Takes an approved action back before it executes. */
export function cancelAction(
  parts: EngineParts,
  caller: Caller,
  id: ActionId,
): Promise<Answer<ActionProposal>> {
  return command(parts, caller, [id, 'Mutation.cancelAction'], async (decision, action) => {
    if (action.state === 'CANCELLED') return action;
    if (action.state !== 'APPROVED' && action.state !== 'PROPOSED') return refuseMove(action, 'CANCELLED');
    const reason = `Cancelled by ${decision.origin.actor.name}.`;
    const cancelled = await writeActionState(decision, action, 'CANCELLED', reason);
    if (action.state === 'PROPOSED') await settleDecided(decision, cancelled);
    else if (action.chainId === null) await dropWaiting(decision, id);
    // The step of one that is with the effect runner ends with it, also while its connection is paused.
    else decision.requestStop(id);
    return cancelled;
  });
}

/**
 * Hands an action that failed, or that was given up, to the effect runner once more. One that waits because its
 * connection is paused goes on, and with it all that waits for that connection.
 */
export function retryAction(
  parts: EngineParts,
  caller: Caller,
  id: ActionId,
): Promise<Answer<ActionProposal>> {
  return command(parts, caller, [id, 'Mutation.retryAction'], async (decision, action) => {
    const { tx, origin } = decision;
    const open = await readOpenEffect(tx, origin.organizationId, id);
    if (open?.state === 'BLOCKED' && open.connection !== null) {
      await resumeConnection(decision, open.connection);
      return action;
    }
    if (action.state !== 'FAILED') return refuseMove(action, 'EXECUTING');
    // Retried a moment ago.
    if (open !== null) return action;
    if (action.chainId !== null) {
      const whole = action.sessionId === null ? `chain ${action.chainId}` : 'planning session';
      const mutation = action.sessionId === null ? 'retryChain' : 'retryPlanningSession';
      const message = `This action is a step of a ${whole}: retry that, with ${mutation}.`;
      return refuse('VALIDATION', message, path, {});
    }
    const refusal = await refuseHopeless(decision, action);
    if (refusal !== null) return refusal;
    await enqueueAction(decision, action);
    return action;
  });
}

/** Why another try could only fail again: its tool is gone, what it is about is, or has been changed since. */
async function refuseHopeless(decision: Decision, action: ActionProposal): Promise<Refusal | null> {
  const tool = findTool(decision.parts, action.tool);
  if (isRefusal(tool)) return { ...tool, path };
  const unfit = await vetCall(decision, tool, action.arguments);
  if (unfit !== null) return { ...unfit, path };
  const last = await readLastEffect(decision.tx, action.organizationId, action.id);
  // What may have gone through may have changed it itself.
  const shown = last?.inDoubt === true ? null : await changedSinceApproval(decision, tool, action);
  if (shown === null) return null;
  const changes = previewChanges(action.preview, shown.preview);
  return refuse('STALE_ACTION', issueHasChanged, path, { changes, digest: shown.digest });
}

/** Calls off what waits for the effect runner. */
async function dropWaiting({ tx, origin, now }: Decision, id: ActionId): Promise<void> {
  const effect = await readOpenEffect(tx, origin.organizationId, id);
  if (effect !== null)
    await endUnclaimed(tx, effect, { to: 'FAILED', error: 'no longer wanted', inDoubt: false, now });
}

function refuseMove(action: ActionProposal, to: ActionProposal['state']): Refusal {
  return refuseTransition('action', actionTransitions, { from: action.state, to }, path);
}

function command(
  parts: EngineParts,
  caller: Caller,
  [id, field]: readonly [ActionId, RootField],
  work: (decision: Decision, action: ActionProposal) => Promise<ActionProposal | Refusal>,
): Promise<Answer<ActionProposal>> {
  const origin = originOfCaller(caller);
  return answer(parts, origin, async (decision) => {
    const action = await readAction(decision.tx, origin.organizationId, id);
    if (action === null) return refuseNotFound('action', path);
    return refuseOthers(caller.viewer, field, action.proposedBy) ?? (await work(decision, action));
  });
}
