import type { ActionState } from './action.ts';
import type { IssueId, ItemId } from './ids.ts';
import type { PlanItemKind } from './plan.ts';

export interface PlanningResultEntry {
  readonly itemId: ItemId;
  readonly issueId: IssueId;
  readonly issueUrl: string | null;
}

/** What a run made of the plan: plan item to issue, per kind, and counts of changes. */
export interface PlanningResult {
  readonly entries: Readonly<Record<PlanItemKind, readonly PlanningResultEntry[]>>;
  readonly createdCount: number;
  readonly updatedCount: number;
  readonly failedCount: number;
  readonly skippedCount: number;
}

export const emptyResult: PlanningResult = {
  entries: { EPIC: [], FEATURE: [], STORY: [], ENABLER: [] },
  createdCount: 0,
  updatedCount: 0,
  failedCount: 0,
  skippedCount: 0,
};

/** What became of a question about a conflict or an orphan. */
export interface AnsweredQuestion {
  /** Null of an orphan. */
  readonly itemId: ItemId | null;
  readonly itemKind: PlanItemKind | null;
  readonly issueId: IssueId;
  /** Whether it asked to make an issue anew that somebody had deleted. */
  readonly isDeletion: boolean;
  /** A settled one. */
  readonly state: ActionState;
  readonly issueUrl: string | null;
}

/** A run's result with what has come of its questions: nothing waits for them, so that they are counted as they are answered. */
export function withAnswers(result: PlanningResult, answers: readonly AnsweredQuestion[]): PlanningResult {
  const counts = { createdCount: 0, updatedCount: 0, failedCount: 0, skippedCount: 0 };
  const { EPIC, FEATURE, STORY, ENABLER } = result.entries;
  const entries = { EPIC: [...EPIC], FEATURE: [...FEATURE], STORY: [...STORY], ENABLER: [...ENABLER] };
  for (const { state, isDeletion, itemId, itemKind, issueId, issueUrl } of answers) {
    if (state === 'FAILED') counts.failedCount += 1;
    else if (state !== 'SUCCEEDED') counts.skippedCount += 1;
    else if (!isDeletion) counts.updatedCount += 1;
    else {
      counts.createdCount += 1;
      if (itemId !== null && itemKind !== null) entries[itemKind].push({ itemId, issueId, issueUrl });
    }
  }
  return {
    entries,
    createdCount: result.createdCount + counts.createdCount,
    updatedCount: result.updatedCount + counts.updatedCount,
    failedCount: result.failedCount + counts.failedCount,
    skippedCount: result.skippedCount + counts.skippedCount,
  };
}
