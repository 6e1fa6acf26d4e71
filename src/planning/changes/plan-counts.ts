import type { PlanItemKind, Reading } from '../../domain/plan.ts';

export interface PlanCounts {
  readonly epics: number;
  readonly features: number;
  readonly stories: number;
  readonly enablers: number;
}

const countNames = {
  EPIC: 'epics',
  FEATURE: 'features',
  STORY: 'stories',
  ENABLER: 'enablers',
} as const satisfies Record<PlanItemKind, keyof PlanCounts>;

/** How many items of each kind a reading found. */
export function countPlan(reading: Reading): PlanCounts {
  const counts = { epics: 0, features: 0, stories: 0, enablers: 0 };
  for (const item of reading.items) counts[countNames[item.kind]] += 1;
  return counts;
}
