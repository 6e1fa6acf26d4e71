import type { Json } from '../../domain/json.ts';
import type { OutsideTracker, PlannedWrite } from '../../domain/outside.ts';
import type { VendorConnector } from '../connector.ts';
import { outsideFaultOf } from '../outside-fault.ts';
import { valuesIn } from '../planned-writes.ts';
import { checkGitHub } from './check.ts';
import { commentGitHubIssue } from './comment-issue.ts';
import { commentGitHubPullRequest } from './comment-pull-request.ts';
import { createGitHubIssue } from './create-issue.ts';
import { createGitHubPullRequest } from './create-pull-request.ts';
import { labelGitHubIssue } from './label-issue.ts';
import { mergeGitHubPullRequest } from './merge-pull-request.ts';
import { readGitHubIssues } from './read-issues.ts';
import { pageLength, repositorySettings } from './repository.ts';
import { gitHubBounds } from './tool-arguments.ts';
import { updateGitHubIssue } from './update-issue.ts';

const tracker: OutsideTracker = {
  tools: {
    create: createGitHubIssue.name,
    update: updateGitHubIssue.name,
    reparent: updateGitHubIssue.name,
  },
  bounds: gitHubBounds,
  readIssues: async (access, issues, signal) => {
    const read = await readGitHubIssues(access, issues, signal);
    return read.kind === 'DATA' ? read.data : outsideFaultOf(read);
  },
  requestsFor: (writes) => {
    if (writes.length === 0) return 0;
    const labels = ['labels', 'priority', 'estimate'].map((field) => named(valuesIn(writes, field)));
    // The labels that are there, each that may be missing, and what each change takes. What is updated is read when it is
    // approved, and before it is written.
    const reading = 2 * requestsToRead(writes.filter(({ isNew }) => !isNew).length);
    return [1, ...labels, ...writes.map(requestsOf), reading].reduce((sum, count) => sum + count);
  },
};

function named(values: ReadonlySet<Json>): number {
  return [...values].filter((value) => value !== null).length;
}

/** Issues of one plan lie close together: pages of them, and those at the edges. */
function requestsToRead(issues: number): number {
  return Math.min(issues, Math.ceil(issues / pageLength) + 2);
}

/** One to write; one before it where GitHub keeps several of our fields in one of its own; one to move. */
function requestsOf({ isNew, fields }: PlannedWrite): number {
  const names = fields.map(({ field }) => field);
  const isMoved = fields.some(({ field, newValue }) => field === 'parentId' && (!isNew || newValue !== null));
  const place = isMoved || names.includes('deleted') ? 1 : 0;
  if (isNew) return 1 + place;
  const isRead = names.some((name) => name !== 'title' && name !== 'state');
  const isWritten = names.some((name) => name !== 'parentId');
  return Math.max(1, Number(isRead) + Number(isWritten) + place);
}

/** GitHub and GitHub Enterprise, through their REST interface. */
export const gitHubConnector: VendorConnector = {
  kind: 'GITHUB',
  needsCredentials: true,
  authorize: ({ token }) => ({ authorization: `Bearer ${token}` }),
  settingsFault: (given) =>
    repositorySettings.safeParse(given).success
      ? null
      : 'Settings of a GitHub connection are { "repository": "acme/shop" }: owner and name of the repository whose issues it makes.',
  check: checkGitHub,
  tracker,
  tools: [
    createGitHubIssue,
    updateGitHubIssue,
    labelGitHubIssue,
    commentGitHubIssue,
    createGitHubPullRequest,
    commentGitHubPullRequest,
    mergeGitHubPullRequest,
  ],
};
