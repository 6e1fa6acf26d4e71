import type { ActionProposal } from '../domain/action.ts';
import { formatId, type IssueId, parseId, uuidOf } from '../domain/ids.ts';
import { readConnection } from '../store/read/connections.ts';
import { readOutsideIssues } from '../store/read/outside-issues.ts';
import type { ToolPorts } from '../tools/tool.ts';
import { builtInTracker } from './built-in-tracker.ts';
import type { Decision } from './decide.ts';

/** What a tool may use when it previews or carries out an action inside a decision. */
export function toolPorts(decision: Decision, action: Pick<ActionProposal, 'id' | 'proposedBy'>): ToolPorts {
  const { tx, origin } = decision;
  const findOutside = async (connectionId: string, id: IssueId) => {
    const [issue] = await readOutsideIssues(tx, { organizationId: origin.organizationId, connectionId }, [
      id,
    ]);
    return issue ?? null;
  };
  return {
    tracker: builtInTracker(decision, action.proposedBy),
    outside: {
      find: async (connectionId, id) => {
        const issue = await findOutside(connectionId, id);
        return issue?.isGone === true ? null : issue;
      },
      isGone: async (connectionId, id) => (await findOutside(connectionId, id))?.isGone === true,
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
