import type { ActionProposal } from '../domain/action.ts';
import { formatId, uuidOf } from '../domain/ids.ts';
import type { ToolPorts } from '../tools/tool.ts';
import { builtInTracker } from './built-in-tracker.ts';
import type { Decision } from './decide.ts';

/** What a tool may use when it previews or carries out an action inside a decision. */
export function toolPorts(decision: Decision, action: Pick<ActionProposal, 'id' | 'proposedBy'>): ToolPorts {
  return {
    tracker: builtInTracker(decision, action.proposedBy),
    newIssueId: formatId('issue', uuidOf(action.id)),
  };
}
