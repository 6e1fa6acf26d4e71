import { z } from 'zod';
import { type ActionPreviewField, previewField } from '../domain/action.ts';
import { issueId } from './issue-arguments.ts';
import { applyChanges, changeFault, changeIssue, issueChanges, vetIssue } from './issue-changes.ts';
import { previewFields, previewState } from './issue-preview.ts';
import { defineTool } from './tool.ts';

const mostIssues = 100;
/** The preview shows the new description of every issue. */
const mostDescriptionCharacters = 1_000_000;

export const bulkUpdateIssues = defineTool({
  name: 'bulk_update_issues',
  description: `Sets the same fields on up to ${mostIssues} issues of the built-in tracker: on all of them or on none.`,
  category: 'issues',
  destructive: false,
  repeatability: 'IN_TRANSACTION',
  resultFields: ['issueIds'],
  arguments: z
    .strictObject({
      ids: z
        .array(issueId)
        .min(1)
        .max(mostIssues)
        .refine((ids) => new Set(ids).size === ids.length, 'must not hold an id twice'),
      changes: issueChanges.refine(
        (changes) => Object.keys(changes).length > 0,
        'has to name a field to set',
      ),
    })
    .refine(
      ({ ids, changes }) => ids.length * (changes.description?.length ?? 0) <= mostDescriptionCharacters,
      { path: ['changes', 'description'], error: 'is too long for so many issues: update fewer at a time' },
    ),
  vet: async ({ ids }, { tracker }) => {
    for (const [place, id] of ids.entries()) {
      const missing = await vetIssue(tracker, id, ['ids', String(place)]);
      if (missing !== null) return missing;
    }
    return null;
  },
  preview: async ({ ids, changes }, { tracker }) => {
    const rows: ActionPreviewField[] = [];
    for (const id of ids) {
      const present = await tracker.find(id);
      if (present === null) continue;
      const after = applyChanges(present, changes);
      const fields = [...previewFields(present, after), ...previewState(present, after)];
      rows.push(...fields.map((row) => previewField(`${id}.${row.field}`, row.oldValue, row.newValue)));
    }
    return rows;
  },
  execute: async ({ ids, changes }, { tracker }) => {
    // All are looked at before the first is written: a rejection must leave nothing behind.
    for (const id of ids) {
      const fault = await changeFault(tracker, id, changes);
      if (fault !== null) return fault;
    }
    for (const id of ids) await changeIssue(tracker, id, changes);
    return { kind: 'done', result: { issueIds: ids } };
  },
});
