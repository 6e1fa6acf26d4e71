import { z } from 'zod';
import {
  issueDescription,
  issueEstimate,
  issueId,
  issueLabels,
  issuePriority,
  issueTitle,
} from './issue-arguments.ts';
import { defineTool } from './tool.ts';

export const updateIssue = defineTool({
  name: 'update_issue',
  description: 'Sets fields of an issue in the built-in tracker; fields that are left out stay as they are.',
  category: 'issues',
  destructive: false,
  repeatability: 'IN_TRANSACTION',
  arguments: z.strictObject({
    id: issueId,
    title: issueTitle.optional(),
    description: issueDescription.optional(),
    labels: issueLabels.optional(),
    priority: issuePriority.optional(),
    estimate: issueEstimate.optional(),
    parentId: issueId.nullable().optional(),
  }),
  execute: async ({ id, ...changes }, { tracker }) => {
    const present = await tracker.find(id);
    if (present === null) {
      return {
        kind: 'rejected',
        code: 'ISSUE_NOT_FOUND',
        message: `The issue ${id} does not exist any more.`,
      };
    }
    const parentId = changes.parentId === undefined ? present.parentId : changes.parentId;
    if (parentId !== null && parentId !== present.parentId) {
      if (!(await tracker.has(parentId))) {
        return {
          kind: 'rejected',
          code: 'PARENT_NOT_FOUND',
          message: `The parent issue ${parentId} does not exist.`,
        };
      }
      if (await tracker.wouldCircle(id, parentId)) {
        return {
          kind: 'rejected',
          code: 'PARENT_CIRCLE',
          message: `The issue ${parentId} stands below ${id}.`,
        };
      }
    }
    await tracker.update(id, {
      title: changes.title ?? present.title,
      description: changes.description ?? present.description,
      labels: changes.labels ?? present.labels,
      priority: changes.priority === undefined ? present.priority : changes.priority,
      estimate: changes.estimate === undefined ? present.estimate : changes.estimate,
      parentId,
    });
    return { kind: 'done', result: { issueId: id } };
  },
});
