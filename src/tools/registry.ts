import { bulkUpdateIssues } from './bulk-update-issues.ts';
import { commentIssue } from './comment-issue.ts';
import { createIssue } from './create-issue.ts';
import { deleteIssue } from './delete-issue.ts';
import { labelIssue } from './label-issue.ts';
import { reparentIssue } from './reparent-issue.ts';
import type { InternalTool } from './tool.ts';
import { updateIssue } from './update-issue.ts';

/** Everything that can be proposed. */
export const tools: readonly InternalTool[] = [
  createIssue,
  updateIssue,
  deleteIssue,
  commentIssue,
  reparentIssue,
  labelIssue,
  bulkUpdateIssues,
];
