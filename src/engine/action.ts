import {
  type ActionProposal,
  type ActionState,
  actionTransitions,
  settledActionStates,
} from '../domain/action.ts';
import { actionStream, type EventIds } from '../domain/event.ts';
import type { ActionId } from '../domain/ids.ts';
import { mayFollow } from '../domain/machine.ts';
import { moveAction } from '../store/write/actions.ts';
import { clearTimer, setTimer } from '../store/write/timers.ts';
import type { Decision } from './decide.ts';

/** Every id that an action's events concern. */
export function idsOfAction(action: ActionProposal): EventIds {
  const { id, sessionId, chainId, stepId, groupId, conversationId } = action;
  return { actionId: id, sessionId, chainId, stepId, groupId, conversationId };
}

/** The name of the timer that expires an action. */
export function expiryKey(id: ActionId): string {
  return `expire:${id}`;
}

/** Sets, moves or takes back the timer that expires an action, as its `expiresAt` says. */
export async function scheduleExpiry(decision: Decision, action: ActionProposal): Promise<void> {
  const key = expiryKey(action.id);
  if (action.expiresAt === null) return await clearTimer(decision.tx, key);
  await setTimer(
    decision.tx,
    {
      key,
      organizationId: action.organizationId,
      kind: 'EXPIRE_ACTION',
      subjectId: action.id,
      dueAt: action.expiresAt,
    },
    decision.now,
  );
}

/** Moves an action by compare-and-set and notes it; one that leaves PROPOSED needs its timer no more. */
export async function writeActionState(
  decision: Decision,
  action: ActionProposal,
  to: ActionState,
  reason: string | null,
): Promise<ActionProposal> {
  const { tx, now } = decision;
  const { id, state: from } = action;
  if (from === 'PROPOSED') await clearTimer(tx, expiryKey(id));
  if (!mayFollow(actionTransitions, from, to)) throw new Error(`an action cannot go from ${from} to ${to}`);
  if (!(await moveAction(tx, action, { from, to, now })))
    throw new Error(`the action ${id} moved inside a decision`);
  return noteActionState(decision, action, to, reason);
}

/** Notes that an action is in another state, after its row was written. */
export function noteActionState(
  decision: Decision,
  action: ActionProposal,
  to: ActionState,
  reason: string | null,
): ActionProposal {
  decision.record({
    type: 'ActionStatusChanged',
    stream: actionStream(action.id),
    ids: idsOfAction(action),
    tool: action.tool,
    outcome: to,
    body: { state: to, previous: action.state, reason },
  });
  if ((settledActionStates as readonly ActionState[]).includes(to)) {
    decision.settled({ kind: 'action', id: action.id });
  }
  return { ...action, state: to, updatedAt: decision.now };
}
