import type { ActionProposal } from '../domain/action.ts';
import type { Step } from '../domain/chain.ts';
import type { PlanningSession } from '../domain/session.ts';
import type { IssueToMake } from '../store/read/made-issues.ts';
import type { InternalTool } from '../tools/tool.ts';
import { actionStates, endAction, noteRun, tellSession } from './action-end.ts';
import type { Decision } from './decide.ts';
import { type ActionRun, enqueueAction } from './enqueue-action.ts';
import { endOfInside, executeInside } from './execute-inside.ts';
import { afterPolicy, type ChainInHand, closeStep, noteBegun } from './step.ts';

/**
 * Carries a step out whose action stays inside, from its start to its end: the rows of step, action and effect are
 * written once, and the log tells each transition. A fault throws, and nothing of the decision holds. Answers whether
 * the action has succeeded.
 */
export async function carryOutStep(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  about: {
    readonly action: ActionProposal;
    readonly tool: InternalTool;
    readonly run: ActionRun;
    readonly session: PlanningSession | null;
    /** The issue that its plan has the action make. */
    readonly planned: IssueToMake | undefined;
  },
): Promise<boolean> {
  const { action, tool, run, session, planned } = about;
  const begun = noteBegun(decision, hand, step, 'RUNNING', { tool: tool.name });
  const { outcome, verdict } = endOfInside(await executeInside(decision, tool, action, planned));
  const { state: to } = verdict;
  const message = verdict.state === 'FAILED' ? verdict.error.message : null;
  await enqueueAction(decision, action, {
    ...run,
    carriedOut: { to, outcome: outcome.kind, error: message },
  });
  const { state: from } = action;
  const ended = await endAction(decision, noteRun(decision, action), { verdict, note: null, from });
  const { result, error } = ended;
  if (session !== null && error !== null) await tellSession(decision, session, action, 'ERROR', error);
  const end = { status: actionStates[to], result, error };
  await closeStep(decision, hand, begun, await afterPolicy(decision, hand, begun, end), step.status);
  return error === null;
}
