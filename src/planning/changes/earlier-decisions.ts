import type { EarlierDecision, FieldChange, PlanChangeKind } from '../../domain/plan.ts';
import { isSame, withDecision } from './three-way.ts';

/**
 * The newest decline that a change repeats: of making the same issue, whatever it says now, or of giving one of its
 * fields the same value. What was carried out since takes the decline back. `earlier` stands newest first.
 */
export function findDecline(
  change: { readonly kind: PlanChangeKind; readonly fields: readonly FieldChange[] },
  earlier: readonly EarlierDecision[],
): EarlierDecision | null {
  if (change.kind === 'CREATE') {
    const last = earlier.find(({ kind }) => kind === 'CREATE');
    return last?.state === 'DECLINED' ? last : null;
  }
  const declines = change.fields.map((field) => declineOf(field, earlier));
  return earlier.find((decision) => declines.includes(decision)) ?? null;
}

/** Parts the fields of an issue into those whose values were declined, each with its decline, and the others. */
export function partedByDecline(
  fields: readonly FieldChange[],
  earlier: readonly EarlierDecision[],
): { readonly declined: FieldChange[]; readonly others: FieldChange[] } {
  const declined: FieldChange[] = [];
  const others: FieldChange[] = [];
  for (const field of fields) {
    const decline = declineOf(field, earlier);
    if (decline === null) others.push(field);
    else declined.push(withDecision(field, decline));
  }
  return { declined, others };
}

/** The newest decline of giving a field of an issue this value, if nothing was written there since. */
function declineOf(
  { field, newValue }: FieldChange,
  earlier: readonly EarlierDecision[],
): EarlierDecision | null {
  for (const decision of earlier) {
    const before =
      decision.kind === 'CREATE' ? undefined : decision.fields.find((each) => each.field === field);
    if (before === undefined) continue;
    if (decision.state === 'SUCCEEDED') return null;
    if (isSame(field, newValue, before.newValue)) return decision;
  }
  return null;
}

/** The decline as a sentence. */
export function describeDecline({ declinedBy, note }: EarlierDecision): string {
  const who = `${declinedBy ?? 'Somebody'} declined this before`;
  return note === null || note.trim() === '' ? `${who}.` : `${who}: “${note.trim()}”`;
}
