import { type ActionPreviewField, previewField } from '../domain/action.ts';
import type { IssueId } from '../domain/ids.ts';
import { canonicalJson, type Json } from '../domain/json.ts';
import type { IssueFields } from '../domain/plan.ts';
import type { PresentIssue } from './tool.ts';

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

/** The preview of a new issue: under which id it will be known, and what will stand in it. */
export function previewNewIssue(id: IssueId, fields: IssueFields): ActionPreviewField[] {
  return [previewField('issueId', null, id), ...previewFields(null, fields)];
}

/** The preview of an issue that is there: which one it is, and what changes in it. Nothing when nothing does. */
export function previewChange(id: IssueId, before: PresentIssue, after: PresentIssue): ActionPreviewField[] {
  const fields = [...previewFields(before, after), ...previewState(before, after)];
  return fields.length === 0 ? [] : [previewField('issueId', id, id), ...fields];
}

export function previewState(before: PresentIssue, after: PresentIssue): ActionPreviewField[] {
  return before.state === after.state ? [] : [previewField('state', before.state, after.state)];
}

/** The lines of a preview that turn `before` into `after`; `before` is null for a new issue. */
export function previewFields(before: IssueFields | null, after: IssueFields): ActionPreviewField[] {
  return fieldNames.flatMap((field) => {
    const oldValue = before?.[field] ?? null;
    const newValue = after[field];
    const same = before === null ? isBlank(newValue) : canonicalJson(oldValue) === canonicalJson(newValue);
    return same ? [] : [previewField(field, oldValue, newValue)];
  });
}
