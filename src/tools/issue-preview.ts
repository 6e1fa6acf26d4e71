import { type ActionPreviewField, previewField } from '../domain/action.ts';
import { canonicalJson, type Json } from '../domain/json.ts';
import type { IssueFields } from '../domain/plan.ts';

const fieldNames = [
  'title',
  'description',
  'labels',
  'priority',
  'estimate',
  'parentId',
] as const satisfies (keyof IssueFields)[];

/** Whether a value says nothing: such a field of a new issue needs no line. */
function isBlank(value: Json): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The lines of a preview that turn `before` into `after`; `before` is null for a new issue. */
export function previewIssue(before: IssueFields | null, after: IssueFields): ActionPreviewField[] {
  return fieldNames.flatMap((field) => {
    const oldValue = before?.[field] ?? null;
    const newValue = after[field];
    const same = before === null ? isBlank(newValue) : canonicalJson(oldValue) === canonicalJson(newValue);
    return same ? [] : [previewField(field, oldValue, newValue)];
  });
}
