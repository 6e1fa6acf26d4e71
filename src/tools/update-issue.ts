import { issueId, underItself } from './issue-arguments.ts';
import { applyChanges, changeIssue, issueChanges, vetIssue } from './issue-changes.ts';
import { previewChange } from './issue-preview.ts';
import { defineTool } from './tool.ts';

export const updateIssue = defineTool({
  name: 'update_issue',
  description: 'Sets fields of an issue in the built-in tracker; fields that are left out stay as they are.',
  category: 'issues',
  destructive: false,
  repeatability: 'IN_TRANSACTION',
  resultFields: ['issueId'],
  arguments: issueChanges
    .extend({ id: issueId })
    .refine((args) => Object.keys(args).length > 1, 'has to name a field to set')
    .refine(({ id, parentId }) => id !== parentId, underItself),
  vet: ({ id }, { tracker }) => vetIssue(tracker, id),
  preview: async ({ id, ...changes }, { tracker }) => {
    const present = await tracker.find(id);
    return present === null ? [] : previewChange(id, present, applyChanges(present, changes));
  },
  execute: async ({ id, ...changes }, { tracker }) =>
    (await changeIssue(tracker, id, changes)) ?? { kind: 'done', result: { issueId: id } },
});
