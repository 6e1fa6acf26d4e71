import { z } from 'zod';
import type { CheckFinding } from '../../domain/connection.ts';
import { builtInBounds } from '../../domain/issue.ts';
import type { ConnectionAccess, OutsideTracker } from '../../domain/outside.ts';
import { findingOf } from '../check-finding.ts';
import type { VendorConnector } from '../connector.ts';
import { outsideFaultOf } from '../outside-fault.ts';
import { valuesIn } from '../planned-writes.ts';
import { commentLinearIssue } from './comment-issue.ts';
import { createLinearIssue } from './create-issue.ts';
import { labelLinearIssue } from './label-issue.ts';
import { issuesPerQuery, readLinearIssues } from './read-issues.ts';
import { updateLinearIssue } from './update-issue.ts';
import { workspaceOf } from './workspace.ts';

const settings = z.strictObject({ team: z.string().trim().min(1).max(50).optional() });

const tracker: OutsideTracker = {
  tools: {
    create: createLinearIssue.name,
    update: updateLinearIssue.name,
    reparent: updateLinearIssue.name,
  },
  bounds: builtInBounds,
  readIssues: async (access, issues, signal) => {
    const read = await readLinearIssues(access, issues, signal);
    return read.kind === 'DATA' ? read.data : outsideFaultOf(read);
  },
  // One for each change; the team, its labels, and each label that may be missing. What is updated is read when it is
  // approved, and before it is written.
  requestsFor: (writes) => {
    if (writes.length === 0) return 0;
    const updates = writes.filter(({ isNew }) => !isNew).length;
    const reading = 2 * Math.ceil(updates / issuesPerQuery);
    return writes.length + valuesIn(writes, 'labels').size + 2 + reading;
  },
};

/** Linear, through its GraphQL interface. */
export const linearConnector: VendorConnector = {
  kind: 'LINEAR',
  needsCredentials: true,
  // A personal key stands alone; a token of OAuth is a bearer's.
  authorize: ({ token }) => ({ authorization: token.startsWith('lin_api_') ? token : `Bearer ${token}` }),
  settingsFault: (given) =>
    settings.safeParse(given).success
      ? null
      : 'Settings of a Linear connection are { "team": "ENG" }: the key of the team whose issues it makes.',
  check,
  tracker,
  tools: [createLinearIssue, updateLinearIssue, commentLinearIssue, labelLinearIssue],
};

const readViewer = {
  document: 'query ReadViewer { viewer { id name } }',
  answer: z.object({ viewer: z.object({ name: z.string() }) }),
};

async function check(access: ConnectionAccess, signal: AbortSignal): Promise<CheckFinding> {
  const workspace = workspaceOf(access);
  const viewer = await workspace.call(access, readViewer, {}, signal);
  if (viewer.kind !== 'DATA') return findingOf(viewer);
  workspace.forget();
  const team = await workspace.team(access, signal);
  if (team.kind === 'DATA') {
    const message = `Linear knows the key as ${viewer.data.viewer.name}'s; issues go to the team ${team.data.key}.`;
    return { verdict: 'OK', message };
  }
  return team.kind === 'REJECTED' ? { verdict: 'NO_PERMISSION', message: team.message } : findingOf(team);
}
