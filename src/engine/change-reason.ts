import type { IssueId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import type { EarlierDecision, FieldChange } from '../domain/plan.ts';
import { describeDecline } from '../planning/changes/earlier-decisions.ts';
import type { ChangeToPropose } from '../store/write/plans.ts';

interface Known {
  /** Titles of issues of the plan. */
  readonly titles: ReadonlyMap<IssueId, string>;
  readonly decline: EarlierDecision | null;
}

/** Why a change is proposed, with what its preview tells by ids alone. */
export function changeReason(sessionTitle: string, change: ChangeToPropose, known: Known): string {
  const sentences = [
    `Planning session “${sessionTitle}”`,
    moveOf(change, known),
    // Whoever approves may know that it was done.
    change.kind === 'CREATE' && change.formerItemId !== null
      ? 'An item like it has an issue that was closed'
      : null,
  ].filter((sentence) => sentence !== null);
  const { decline } = known;
  if (decline === null) return sentences.length === 1 ? (sentences[0] ?? '') : `${sentences.join('. ')}.`;
  return `${sentences.join('. ')}. ${describeDecline(decline)}`;
}

function moveOf(change: ChangeToPropose, { titles }: Known): string | null {
  if (change.kind === 'CREATE') return null;
  const field = change.fields.find(isParent);
  if (field === undefined) return null;
  const named = (value: Json) =>
    value === null ? 'the top' : `“${titles.get(value as IssueId) ?? String(value)}”`;
  const title = change.target?.title ?? change.issueId;
  return `“${title}” moves from ${named(field.oldValue)} to ${named(field.newValue)}`;
}

/** The issues that changes move theirs from and to. */
export function parentsOf(changes: readonly ChangeToPropose[]): IssueId[] {
  const moves = changes
    .filter(({ kind }) => kind !== 'CREATE')
    .flatMap(({ fields }) => fields.filter(isParent));
  const parents = moves.flatMap(({ oldValue, newValue }) => [oldValue, newValue]);
  return [...new Set(parents.filter((id) => id !== null))] as IssueId[];
}

function isParent({ field }: FieldChange): boolean {
  return field === 'parentId';
}
