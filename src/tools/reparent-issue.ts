import { z } from 'zod';
import { issueId, issueParent } from './issue-arguments.ts';
import { defineTool } from './tool.ts';
import { updateIssue } from './update-issue.ts';

export const reparentIssue = defineTool({
  name: 'reparent_issue',
  description: 'Moves an issue of the built-in tracker under another issue, or to the top.',
  category: 'issues',
  destructive: false,
  repeatability: 'IN_TRANSACTION',
  arguments: z.strictObject({ id: issueId, parentId: issueParent }),
  execute: (move, ports) => updateIssue.execute(move, ports),
});
