import { z } from 'zod';
import { previewField } from '../domain/action.ts';
import type { EffectOutcome } from '../domain/effect.ts';
import type { IssueId } from '../domain/ids.ts';
import type { IssueFields } from '../domain/plan.ts';
import {
  issueDescription,
  issueEstimate,
  issueId,
  issueLabels,
  issueParent,
  issuePriority,
  issueTitle,
  planItemId,
} from './issue-arguments.ts';
import { rejectParent } from './issue-changes.ts';
import { previewFields, previewNewIssue } from './issue-preview.ts';
import { defineTool } from './tool.ts';

export const createIssue = defineTool({
  name: 'create_issue',
  description: 'Creates an issue in the built-in tracker.',
  category: 'issues',
  destructive: false,
  repeatability: 'IN_TRANSACTION',
  resultFields: ['issueId', 'identifier'],
  arguments: z.strictObject({
    id: issueId
      .optional()
      .meta({ description: 'The id that it shall have: iss_ and a UUID. Left out: one is made.' }),
    title: issueTitle,
    description: issueDescription.default(''),
    labels: issueLabels.default([]),
    priority: issuePriority.default(null),
    estimate: issueEstimate.default(null),
    parentId: issueParent.default(null),
    itemId: planItemId.default(null),
  }),
  makes: ({ id }) => id ?? null,
  // One that is there already is left as it is.
  preview: async ({ id: chosen, itemId, ...fields }, { tracker, newIssueId }) => {
    const id = chosen ?? newIssueId;
    if (await tracker.has(id)) return [];
    const rows = previewNewIssue(id, fields);
    return itemId === null ? rows : [...rows, previewField('itemId', null, itemId)];
  },
  execute: async ({ id: chosen, itemId, ...fields }, { tracker, newIssueId }) => {
    const id = chosen ?? newIssueId;
    const { parentId } = fields;
    const orphan = parentId !== null && !(await tracker.has(parentId));
    const identifier = orphan ? null : await tracker.create(id, fields, itemId);
    if (identifier !== null) return { kind: 'done', result: { issueId: id, identifier } };
    const present = await tracker.find(id);
    if (present !== null) return repeatOrReject(id, present, fields);
    if (orphan) return rejectParent(parentId);
    const message = 'The id is taken: leave it out, and one is made.';
    return { kind: 'rejected', code: 'ISSUE_EXISTS', message };
  },
});

/** The same issue again is done already; another one under its id is not. */
function repeatOrReject(id: IssueId, present: IssueFields, wanted: IssueFields): EffectOutcome {
  if (previewFields(present, wanted).length === 0) return { kind: 'done', result: { issueId: id } };
  const message =
    'The issue is there already, with other fields: read the document again to see what would change.';
  return { kind: 'rejected', code: 'ISSUE_EXISTS', message };
}
