import type { ActionProposal } from '../domain/action.ts';
import type { EffectOutcome } from '../domain/effect.ts';
import type { AttemptOutcome, Verdict } from '../domain/effect-attempt.ts';
import type { IssueToMake } from '../store/read/made-issues.ts';
import type { InternalTool, Tool } from '../tools/tool.ts';
import { changedSinceApproval, issueHasChanged } from './changed-issues.ts';
import type { Decision } from './decide.ts';
import { madeBefore } from './made-before.ts';
import { toolPorts } from './tool-ports.ts';

/** Lets a tool of ours do its work inside this decision. A fault throws, and nothing of the decision holds. */
export async function executeInside(
  decision: Decision,
  tool: InternalTool,
  action: ActionProposal,
  planned: IssueToMake | undefined,
): Promise<EffectOutcome> {
  const ended = await endedAlready(decision, tool, action, planned);
  return ended ?? (await tool.execute(action.arguments, toolPorts(decision, action)));
}

/**
 * How an action ends of which nothing is to be done as things are now, or may be; null when it is to be carried out.
 * `planned` is the issue that its plan has it make.
 */
export async function endedAlready(
  decision: Decision,
  tool: Tool,
  action: ActionProposal,
  planned: IssueToMake | undefined,
): Promise<EffectOutcome | null> {
  const made = await madeBefore(decision, tool, action, planned);
  if (made !== null) return made;
  if ((await changedSinceApproval(decision, tool, action)) === null) return null;
  return { kind: 'rejected', code: 'CHANGED_SINCE_APPROVAL', message: issueHasChanged };
}

/** How an action ends that was carried out inside. */
export interface EndOfInside {
  readonly outcome: Extract<AttemptOutcome, { kind: 'DONE' | 'REJECTED' }>;
  readonly verdict: Verdict & { readonly state: 'COMPLETED' | 'FAILED' };
}

export function endOfInside(executed: EffectOutcome): EndOfInside {
  if (executed.kind === 'done') {
    const { result, url = null } = executed;
    const done = { result, url };
    return { outcome: { kind: 'DONE', ...done }, verdict: { state: 'COMPLETED', ...done } };
  }
  const { code, message } = executed;
  const error = { code, message };
  return { outcome: { kind: 'REJECTED', ...error }, verdict: { state: 'FAILED', error, inDoubt: false } };
}
