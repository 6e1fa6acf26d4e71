import type { PlanItem, Reading, ReadOutcome } from '../../src/domain/plan.ts';
import { readPlan } from '../../src/planning/read-plan.ts';

export const organizationId = 'org_00000000-0000-7000-8000-000000000001';
export const documentKey = 'document';

export function outcomeOf(text: string, title = 'Plan'): ReadOutcome {
  return readPlan({ notation: 'MARKDOWN', text }, { organizationId, documentKey, title });
}

export function outcomeOfStorage(text: string): ReadOutcome {
  return readPlan({ notation: 'CONFLUENCE_STORAGE', text }, { organizationId, documentKey, title: 'Plan' });
}

export function readingOf(text: string, title = 'Plan'): Reading {
  return read(outcomeOf(text, title));
}

export function read(outcome: ReadOutcome): Reading {
  if (outcome.kind === 'refused') throw new Error(`${outcome.fault}: ${outcome.message}`);
  return outcome.reading;
}

/** Kind, title and parent's title of every item. */
export function treeOf(reading: Reading): string[] {
  const titles = new Map(reading.items.map((item) => [item.id, item.title]));
  return reading.items.map(
    (item) => `${item.kind} ${item.title}${item.parentId === null ? '' : ` < ${titles.get(item.parentId)}`}`,
  );
}

export function itemTitled(reading: Reading, title: string): PlanItem {
  const found = reading.items.find((item) => item.title === title);
  if (found === undefined)
    throw new Error(`No item “${title}” among ${reading.items.map((item) => item.title).join(', ')}`);
  return found;
}
