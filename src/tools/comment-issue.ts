import { z } from 'zod';
import { previewField } from '../domain/action.ts';
import { issueId } from './issue-arguments.ts';
import { rejectMissing, vetIssue } from './issue-changes.ts';
import { defineTool } from './tool.ts';

export const commentIssue = defineTool({
  name: 'comment_issue',
  description: 'Writes a comment on an issue of the built-in tracker, in the name of who proposed it.',
  category: 'issues',
  destructive: false,
  repeatability: 'IN_TRANSACTION',
  resultFields: ['issueId', 'commentId'],
  arguments: z.strictObject({
    id: issueId,
    body: z.string().trim().min(1).max(50_000).meta({ description: 'Markdown.' }),
  }),
  vet: ({ id }, { tracker }) => vetIssue(tracker, id),
  preview: async ({ id, body }, { tracker }) =>
    (await tracker.has(id)) ? [previewField('issueId', null, id), previewField('comment', null, body)] : [],
  execute: async ({ id, body }, { tracker }) => {
    if (!(await tracker.has(id))) return rejectMissing(id);
    return { kind: 'done', result: { issueId: id, commentId: await tracker.comment(id, body) } };
  },
});
