import type { EarlierDecision, FieldChange, PlanChangeKind } from '../../domain/plan.ts';
import { isSame } from './three-way.ts';

/**
 * The newest decline that a change repeats: of making the same issue, whatever it says now, or of giving one of its
 * fields the same value. What was carried out since takes the decline back. `earlier` stands newest first.
 */
export function findDecline(
  change: { readonly kind: PlanChangeKind; readonly fields: readonly FieldChange[] },
  earlier: readonly EarlierDecision[],
): EarlierDecision | null {
  for (const decision of earlier) {
    if (change.kind === 'CREATE' || decision.kind === 'CREATE') {
      if (change.kind === decision.kind) return decision.state === 'DECLINED' ? decision : null;
      continue;
    }
    const pairs = change.fields.flatMap((field) => {
      const before = decision.fields.find((other) => other.field === field.field);
      return before === undefined ? [] : [{ field, before }];
    });
    if (decision.state === 'SUCCEEDED' && pairs.length > 0) return null;
    if (pairs.some(({ field, before }) => isSame(field.field, field.newValue, before.newValue)))
      return decision;
  }
  return null;
}

/** The decline as a sentence. */
export function describeDecline({ declinedBy, note }: EarlierDecision): string {
  const who = `${declinedBy ?? 'Somebody'} declined this before`;
  return note === null || note.trim() === '' ? `${who}.` : `${who}: “${note.trim()}”`;
}
