import { type RootField, refuseOthers } from '../access/authority.ts';
import type { Caller } from '../access/viewer.ts';
import { type ActionProposal, actionTransitions } from '../domain/action.ts';
import type { Answer } from '../domain/answer.ts';
import { actionDedupeKey } from '../domain/effect.ts';
import type { ActionId } from '../domain/ids.ts';
import { refuseTransition } from '../domain/machine.ts';
import { type Refusal, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readAction } from '../store/read/actions.ts';
import { dropEffects } from '../store/write/effects.ts';
import { writeActionState } from './action.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import { settleDecided } from './decided.ts';
import type { EngineParts } from './parts.ts';

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
    // An approved one is with the effect runner; one of a chain is found there, so that its step ends with it.
    else if (action.chainId === null) {
      await dropEffects(decision.tx, { kind: 'ACTION', actionId: id }, decision.now);
    }
    return cancelled;
  });
}

/** Hands a FAILED action to the effect runner once more; one of a chain goes on with its chain. */
export function retryAction(
  parts: EngineParts,
  caller: Caller,
  id: ActionId,
): Promise<Answer<ActionProposal>> {
  return command(parts, caller, [id, 'Mutation.retryAction'], async (decision, action) => {
    if (action.state !== 'FAILED') return refuseMove(action, 'EXECUTING');
    if (action.chainId !== null) {
      const message = 'This action belongs to a planning session: retry the session.';
      return refuse('VALIDATION', message, path, {});
    }
    await decision.enqueue({
      kind: 'ACTION',
      dedupeKey: actionDedupeKey(action.id, action.version, action.runs + 1),
      sessionId: action.sessionId,
      actionId: action.id,
    });
    return action;
  });
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
