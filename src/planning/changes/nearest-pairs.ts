import type { PlanItem, TrackedIssue } from '../../domain/plan.ts';

/** An item, an issue that may stand for it, and how much speaks for that. */
export interface Pair {
  readonly item: PlanItem;
  readonly issue: TrackedIssue;
  readonly value: number;
}

/** Two candidates that are this near to each other cannot be told apart. */
export const margin = 0.05;

/** Takes the nearest pairs first, of those still open, and none where another one of the same item or issue is as near. */
export function takeNearest(
  pairs: readonly Pair[],
  isOpen: (pair: Pair) => boolean,
  take: (pair: Pair) => void,
): void {
  const nearestFirst = pairs.toSorted((a, b) => b.value - a.value);
  const ofItem = Map.groupBy(nearestFirst, (pair) => pair.item);
  const ofIssue = Map.groupBy(nearestFirst, (pair) => pair.issue);
  const hasRival = (pair: Pair, others: readonly Pair[]): boolean => {
    for (const other of others) {
      if (other.value <= pair.value - margin) return false;
      if (other !== pair && isOpen(other)) return true;
    }
    return false;
  };
  for (const pair of nearestFirst) {
    if (!isOpen(pair)) continue;
    const rivals = [ofItem.get(pair.item) ?? [], ofIssue.get(pair.issue) ?? []];
    if (!rivals.some((others) => hasRival(pair, others))) take(pair);
  }
}
