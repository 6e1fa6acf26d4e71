import { z } from 'zod';
import type { IssueFields } from '../domain/plan.ts';
import { issueId, issueLabels } from './issue-arguments.ts';
import { changeIssue, rejectMissing, vetIssue } from './issue-changes.ts';
import { previewChange } from './issue-preview.ts';
import { defineTool } from './tool.ts';

/** Labels that are added to an issue and taken off it. */
export interface LabelChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

export function relabel(present: IssueFields, change: LabelChange): string[] {
  const kept = present.labels.filter((label) => !change.remove.includes(label));
  return [...kept, ...change.add.filter((label) => !kept.includes(label))];
}

export const labelIssue = defineTool({
  name: 'label_issue',
  description: 'Adds labels to an issue of the built-in tracker and takes labels off it.',
  category: 'issues',
  destructive: false,
  repeatability: 'IN_TRANSACTION',
  resultFields: ['issueId', 'labels'],
  arguments: z
    .strictObject({ id: issueId, add: issueLabels.default([]), remove: issueLabels.default([]) })
    .refine(({ add, remove }) => add.length + remove.length > 0, 'has to name a label to add or to remove'),
  vet: ({ id }, { tracker }) => vetIssue(tracker, id),
  preview: async ({ id, ...change }, { tracker }) => {
    const present = await tracker.find(id);
    return present === null
      ? []
      : previewChange(id, present, { ...present, labels: relabel(present, change) });
  },
  execute: async ({ id, ...change }, { tracker }) => {
    const present = await tracker.find(id);
    if (present === null) return rejectMissing(id);
    const labels = relabel(present, change);
    return (await changeIssue(tracker, id, { labels })) ?? { kind: 'done', result: { issueId: id, labels } };
  },
});
