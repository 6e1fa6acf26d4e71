import { type ActionError, type ActionProposal, actionTransitions } from '../domain/action.ts';
import type { Verdict } from '../domain/effect-attempt.ts';
import type { JsonObject } from '../domain/json.ts';
import { mayFollow } from '../domain/machine.ts';
import type { PlanningSession } from '../domain/session.ts';
import { settleAction } from '../store/write/actions.ts';
import { noteActionState } from './action.ts';
import type { Decision } from './decide.ts';
import { writeIssue } from './session-issue.ts';

export type FinalVerdict = Exclude<Verdict, { state: 'PENDING' | 'BLOCKED' }>;

/** Notes one more run of an action, whose row is written with its end. */
export function noteRun(decision: Decision, action: ActionProposal): ActionProposal {
  const { state: from } = action;
  if (!mayFollow(actionTransitions, from, 'EXECUTING'))
    throw new Error(`an action cannot go from ${from} to EXECUTING`);
  return { ...noteActionState(decision, action, 'EXECUTING', null), runs: action.runs + 1 };
}

/** How an action ends with its effect. */
export const actionStates = {
  COMPLETED: 'SUCCEEDED',
  FAILED: 'FAILED',
  DEAD: 'FAILED',
  UNKNOWN: 'OUTCOME_UNKNOWN',
} as const satisfies Record<FinalVerdict['state'], ActionProposal['state']>;

/** Ends an action, in its row and in the log. `from` is the state that its row is in. */
export async function endAction(
  decision: Decision,
  action: ActionProposal,
  { verdict, note, from }: { verdict: FinalVerdict; note: string | null; from: ActionProposal['state'] },
): Promise<ActionProposal> {
  const { id, runs } = action;
  const to = actionStates[verdict.state];
  const isDone = verdict.state === 'COMPLETED';
  const end = {
    result: isDone ? verdict.result : null,
    resultUrl: isDone ? verdict.url : null,
    error: isDone ? null : verdict.error,
  };
  if (!(await settleAction(decision.tx, action, { from, to, runs, ...end, now: decision.now }))) {
    throw new Error(`the action ${id} was taken away while it executed`);
  }
  return { ...noteActionState(decision, action, to, note ?? end.error?.message ?? null), ...end };
}

/** Tells a session what came of one of its actions. */
export async function tellSession(
  decision: Decision,
  session: Pick<PlanningSession, 'id' | 'run'>,
  { id, tool, itemId }: ActionProposal,
  severity: 'ERROR' | 'WARNING',
  { code, message }: ActionError,
): Promise<void> {
  const details: JsonObject = { actionId: id, tool };
  await writeIssue(decision, severity, session, { code, message, details, location: null, itemId });
}
