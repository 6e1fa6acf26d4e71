import { z } from 'zod';
import { previewField } from '../domain/action.ts';
import { issueId } from './issue-arguments.ts';
import { rejectMissing, vetIssue } from './issue-changes.ts';
import { previewFields } from './issue-preview.ts';
import { defineTool } from './tool.ts';

const nothing = { title: '', description: '', labels: [], priority: null, estimate: null, parentId: null };

export const deleteIssue = defineTool({
  name: 'delete_issue',
  description: 'Deletes an issue of the built-in tracker, with its comments. One that has children stays.',
  category: 'issues',
  destructive: true,
  repeatability: 'IN_TRANSACTION',
  resultFields: ['issueId'],
  arguments: z.strictObject({ id: issueId }),
  vet: ({ id }, { tracker }) => vetIssue(tracker, id),
  preview: async ({ id }, { tracker }) => {
    const present = await tracker.find(id);
    if (present === null) return [];
    const fields = previewFields(present, nothing);
    const comments = await tracker.commentCount(id);
    return [
      previewField('issueId', id, null),
      ...fields.map((row) => previewField(row.field, row.oldValue, null)),
      ...(comments === 0 ? [] : [previewField('comments', comments, null)]),
    ];
  },
  execute: async ({ id }, { tracker }) => {
    if (!(await tracker.has(id))) return rejectMissing(id);
    const children = await tracker.childCount(id);
    if (children > 0) {
      const message = `The issue has ${children} issues below it: move or delete them first.`;
      return { kind: 'rejected', code: 'HAS_CHILDREN', message };
    }
    await tracker.remove(id);
    return { kind: 'done', result: { issueId: id } };
  },
});
