import type { ActionProposal } from '../domain/action.ts';
import { formatId, parseId, uuidOf } from '../domain/ids.ts';
import { readConnection } from '../store/read/connections.ts';
import { readOutsideIssues } from '../store/read/outside-issues.ts';
import type { ToolPorts } from '../tools/tool.ts';
import { builtInTracker } from './built-in-tracker.ts';
import type { Decision } from './decide.ts';

/** What a tool may use when it previews or carries out an action inside a decision. */
export function toolPorts(decision: Decision, action: Pick<ActionProposal, 'id' | 'proposedBy'>): ToolPorts {
  const { tx, origin } = decision;
  return {
    tracker: builtInTracker(decision, action.proposedBy),
    outside: {
      find: async (connectionId, id) => {
        const tracker = { organizationId: origin.organizationId, connectionId };
        const [issue] = await readOutsideIssues(tx, tracker, [id]);
        return issue === undefined || issue.isGone ? null : issue;
      },
    },
    newIssueId: formatId('issue', uuidOf(action.id)),
    connections: {
      find: async (text) => {
        const id = parseId('connection', text);
        return id === null ? null : readConnection(tx, origin.organizationId, id);
      },
    },
  };
}
