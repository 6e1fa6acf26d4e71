import type { PlanChange, TrackedIssue } from '../../src/domain/plan.ts';
import { planChanges } from '../../src/planning/changes/plan-changes.ts';
import { documentKey, organizationId, readingOf } from './reading.ts';
import { carriedOut } from './tracked.ts';

const context = { organizationId, trackerId: 'builtin', documentKey } as const;

/** Each change after an edit, as kind, title before and title now, with the fields that change; orphans last. */
export function changesOf(before: string, after: string, tracked = trackedOf(before)): string[] {
  const titles = new Map(tracked.map((issue) => [issue.issueId, issue.written.title]));
  return planChanges(readingOf(after), { ...context, tracked }).map((change) => line(change, titles));
}

/** The first issue that a text would make. */
export function createdBy(text: string, tracked: readonly TrackedIssue[]): PlanChange | undefined {
  return planChanges(readingOf(text), { ...context, tracked }).find(({ kind }) => kind === 'CREATE');
}

/** The tracker after everything of a first reading of a text was carried out. */
export function trackedOf(text: string): TrackedIssue[] {
  const reading = readingOf(text);
  return carriedOut(reading, planChanges(reading, { ...context, tracked: [] }));
}

function line(change: PlanChange, titles: ReadonlyMap<string, string>): string {
  const was = titles.get(change.issueId);
  const now = change.target.title;
  const title = was === undefined || now === undefined || was === now ? (was ?? now) : `${was} → ${now}`;
  const fields = change.kind === 'CREATE' || change.kind === 'ORPHANED' ? [] : change.fields;
  return [change.kind, title, fields.map(({ field }) => field).join()].filter(Boolean).join(' ');
}
