import { z } from 'zod';
import { issueId, issueParent, underItself } from './issue-arguments.ts';
import { applyChanges, changeIssue, vetIssue } from './issue-changes.ts';
import { previewChange } from './issue-preview.ts';
import { defineTool } from './tool.ts';

export const reparentIssue = defineTool({
  name: 'reparent_issue',
  description: 'Moves an issue of the built-in tracker under another issue, or to the top.',
  category: 'issues',
  destructive: false,
  repeatability: 'IN_TRANSACTION',
  resultFields: ['issueId'],
  arguments: z
    .strictObject({ id: issueId, parentId: issueParent })
    .refine(({ id, parentId }) => id !== parentId, underItself),
  vet: ({ id }, { tracker }) => vetIssue(tracker, id),
  preview: async ({ id, parentId }, { tracker }) => {
    const present = await tracker.find(id);
    return present === null ? [] : previewChange(id, present, applyChanges(present, { parentId }));
  },
  execute: async ({ id, parentId }, { tracker }) =>
    (await changeIssue(tracker, id, { parentId })) ?? { kind: 'done', result: { issueId: id } },
});
