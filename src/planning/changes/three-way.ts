import type { IssueId } from '../../domain/ids.ts';
import { canonicalJson, type Json } from '../../domain/json.ts';
import {
  type FieldChange,
  type IssueFieldName,
  type IssueFields,
  issueFieldNames,
  type KeptDifference,
  type TrackedIssue,
} from '../../domain/plan.ts';
import { settled, settledLine } from './settled-markdown.ts';

/** What the document says of an issue now. */
export interface Said {
  readonly fields: IssueFields;
  /** The parent by its item, also where its issue was deleted and another one takes its place in `fields`. */
  readonly namedParentId: IssueFields['parentId'];
  /** Issues in whose place the one that `fields` names as the parent was made anew. */
  readonly formerParentIds: readonly IssueId[];
}

/** What each side did since the last run, field by field. */
export interface Comparison {
  /** Only the document changed them. */
  readonly changed: readonly FieldChange[];
  /** Both changed them, differently. */
  readonly conflicts: readonly FieldChange[];
  /** Only people changed them, or a person decided that they stay. */
  readonly leftAlone: readonly FieldChange[];
  /** Both came to say the same. */
  readonly agreed: Readonly<Record<string, Json>>;
}

type Verdict = 'SAME' | 'AGREED' | 'CHANGED' | 'LEFT_ALONE' | 'CONFLICT';

/** Compares document then, document now and tracker now. */
export function compareFields(issue: TrackedIssue & { readonly now: IssueFields }, said: Said): Comparison {
  const found: Record<'CHANGED' | 'LEFT_ALONE' | 'CONFLICT', FieldChange[]> = {
    CHANGED: [],
    LEFT_ALONE: [],
    CONFLICT: [],
  };
  const agreed: Record<string, Json> = {};
  const judge = (entry: FieldChange, verdict: Verdict) => {
    if (verdict === 'AGREED') agreed[entry.field] = entry.documentNow;
    else if (verdict !== 'SAME') found[verdict].push(entry);
  };

  for (const field of issueFieldNames) {
    if (field === 'labels') {
      const entry = entryOf(issue, said, field, mergedLabels(issue, said.fields.labels));
      const verdict = verdictOnLabels(entry);
      // What is left alone shows both sides as they are.
      judge(verdict === 'LEFT_ALONE' ? { ...entry, newValue: entry.documentNow } : entry, verdict);
    } else {
      const entry = entryOf(issue, said, field, jsonOf(said.fields[field]));
      const kept = issue.kept[field];
      if (kept !== undefined && isKept(entry, kept)) judge(withDecision(entry, kept), 'LEFT_ALONE');
      else judge(entry, verdictOn(entry, said));
    }
  }
  // An orphan that was closed, and that the document holds again. What people close stays closed.
  if (issue.writtenState === 'CLOSED') {
    const states = { documentBefore: 'CLOSED', documentNow: 'OPEN', newValue: 'OPEN' } as const;
    const isOpen = issue.state === 'OPEN';
    judge({ field: 'state', oldValue: issue.state, ...states }, isOpen ? 'AGREED' : 'CHANGED');
  } else if (issue.kept['state'] !== undefined) {
    // What was decided about it as an orphan is over.
    agreed['state'] = 'OPEN';
  }
  return { changed: found.CHANGED, conflicts: found.CONFLICT, leftAlone: found.LEFT_ALONE, agreed };
}

function entryOf(
  { now, written }: TrackedIssue & { readonly now: IssueFields },
  said: Said,
  field: IssueFieldName,
  newValue: Json,
): FieldChange {
  return {
    field,
    oldValue: jsonOf(now[field]),
    newValue,
    documentBefore: jsonOf(written[field]),
    documentNow: jsonOf(said.fields[field]),
  };
}

/** Whether both sides say what they said when somebody decided that it stays so. */
function isKept({ field, oldValue, documentNow }: FieldChange, kept: KeptDifference): boolean {
  const isDifferent = !isSame(field, documentNow, oldValue);
  return isDifferent && isSame(field, kept.document, documentNow) && isSame(field, kept.tracker, oldValue);
}

export function withDecision(
  entry: FieldChange,
  { actionId }: Pick<KeptDifference, 'actionId'>,
): FieldChange {
  return { ...entry, declinedActionId: actionId };
}

function verdictOn(entry: FieldChange, said: Said): Verdict {
  const { field, oldValue, newValue, documentBefore } = entry;
  const same = (a: Json, b: Json) => isSame(field, a, b);
  const isAsBefore =
    same(newValue, documentBefore) || (field === 'parentId' && same(said.namedParentId, documentBefore));
  if (same(newValue, oldValue)) return isAsBefore ? 'SAME' : 'AGREED';
  if (isAsBefore) return 'LEFT_ALONE';
  if (same(oldValue, documentBefore)) return 'CHANGED';
  return field === 'parentId' && wasMoved(entry, said) ? 'LEFT_ALONE' : 'CONFLICT';
}

/** Whether people moved it from under an issue that was made anew since. Without a parent, the deletion may have done it. */
function wasMoved({ oldValue, documentBefore }: FieldChange, { formerParentIds }: Said): boolean {
  return oldValue !== null && formerParentIds.some((id) => id === documentBefore);
}

/** Labels are a set, and each of them a field of its own: what either side adds or takes away never collides. */
function verdictOnLabels(entry: FieldChange): Verdict {
  const { field, oldValue, newValue, documentBefore, documentNow } = entry;
  if (!isSame(field, newValue, oldValue)) return 'CHANGED';
  if (!isSame(field, documentNow, documentBefore)) return 'AGREED';
  return isSame(field, documentNow, oldValue) ? 'SAME' : 'LEFT_ALONE';
}

/** The labels that the issue has, with what the document has added and without what it has taken away. */
function mergedLabels(
  { now, written }: TrackedIssue & { readonly now: IssueFields },
  said: readonly string[],
): string[] {
  const [before, wanted, present] = [written.labels, said, now.labels].map(foldedSet);
  const kept = now.labels.filter((label) => wanted?.has(folded(label)) || !before?.has(folded(label)));
  const added = said.filter((label) => !before?.has(folded(label)) && !present?.has(folded(label)));
  return [...kept, ...added];
}

function foldedSet(labels: readonly string[]): Set<string> {
  return new Set(labels.map(folded));
}

function folded(label: string): string {
  return label.toLowerCase();
}

/** Whether two values of a field say the same, however a tracker has set them. */
export function isSame(field: string, a: Json, b: Json): boolean {
  if (field === 'labels' && Array.isArray(a) && Array.isArray(b)) {
    const [left, right] = [foldedSet(a as string[]), foldedSet(b as string[])];
    return left.size === right.size && [...left].every((label) => right.has(label));
  }
  if (typeof a === 'string' && typeof b === 'string' && a !== b) {
    if (field === 'description') return settled(a) === settled(b);
    if (field === 'title') return settledLine(a) === settledLine(b);
  }
  return canonicalJson(a) === canonicalJson(b);
}

export function jsonOf(value: IssueFields[keyof IssueFields]): Json {
  return value === null || typeof value === 'string' || typeof value === 'number' ? value : [...value];
}
