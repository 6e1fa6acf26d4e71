import { describe, expect, test } from 'vitest';
import type { PlanChange, Reading, TrackedIssue } from '../../src/domain/plan.ts';
import { planChanges } from '../../src/planning/changes/plan-changes.ts';
import { documentKey, organizationId, readingOf } from './reading.ts';
import { trackedAs } from './tracked.ts';

const plan =
  '# Epic: Pay\n\n## Feature: Cards\n\n### Story: Charge a card\n\nThe card is charged when the goods leave the house.\n\nPoints: 3\n\n## Story: Refund\n';

function changesOf(reading: Reading, tracked: readonly TrackedIssue[]): PlanChange[] {
  return planChanges(reading, { organizationId, trackerId: 'builtin', documentKey, tracked });
}

const newStory =
  '### Story: Charge a card\n\nAn entirely new thing about loading batteries.\n\n## Story: Refund';

/** The tracker after these changes were carried out. */
function leftBy(changes: readonly PlanChange[]): TrackedIssue[] {
  return changes.flatMap((change) =>
    change.itemId === null ? [] : [trackedAs(change.itemId, change.issueId, change.target)],
  );
}

/** The tracker after everything was carried out. */
function carriedOut(reading: Reading): TrackedIssue[] {
  return changesOf(reading, []).flatMap((change) =>
    change.itemId === null || change.target === null
      ? []
      : [trackedAs(change.itemId, change.issueId, change.target)],
  );
}

function kinds(changes: readonly PlanChange[]): string[] {
  return changes.map((change) =>
    `${change.kind} ${change.target?.title ?? ''} ${change.fields.map((field) => field.field).join()}`.trim(),
  );
}

describe('plan changes', () => {
  test('a new plan is created, parents first, each after its parent', () => {
    const reading = readingOf(plan);
    const changes = changesOf(reading, []);
    expect(changes.map((change) => change.kind)).toEqual(['CREATE', 'CREATE', 'CREATE', 'CREATE']);
    expect(changes.map((change) => change.after)).toEqual([
      [],
      [reading.items[0]?.id],
      [reading.items[1]?.id],
      [reading.items[0]?.id],
    ]);
    expect(changes[2]?.target).toEqual({
      title: 'Charge a card',
      description: 'The card is charged when the goods leave the house.',
      labels: [],
      priority: null,
      estimate: 3,
      parentId: changes[1]?.issueId,
    });
  });

  test('an issue id is a version-4 UUID that depends on organization and tracker', () => {
    const reading = readingOf(plan);
    const here = changesOf(reading, [])[0]?.issueId;
    const other = { organizationId, trackerId: 'other', documentKey, tracked: [] } as const;
    const there = planChanges(reading, other)[0]?.issueId;
    expect(here).toMatch(/^iss_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(there).not.toBe(here);
    expect(changesOf(reading, [])[0]?.issueId).toBe(here);
  });

  test('the issue ids of one document begin alike, those of another one do not', () => {
    const reading = readingOf(plan);
    const beginnings = (key: string) => {
      const context = { organizationId, trackerId: 'builtin', documentKey: key, tracked: [] } as const;
      return new Set(planChanges(reading, context).map(({ issueId }) => issueId.slice(0, 'iss_'.length + 8)));
    };
    expect(beginnings(documentKey).size).toBe(1);
    expect(beginnings('another')).not.toEqual(beginnings(documentKey));
    expect(new Set(changesOf(reading, []).map(({ issueId }) => issueId)).size).toBe(reading.items.length);
  });

  test('the same document again changes nothing', () => {
    const reading = readingOf(plan);
    expect(new Set(changesOf(reading, carriedOut(reading)).map((change) => change.kind))).toEqual(
      new Set(['UNCHANGED']),
    );
  });

  test('an edited field is an update of that field', () => {
    const tracked = carriedOut(readingOf(plan));
    expect(kinds(changesOf(readingOf(plan.replace('Points: 3', 'Points: 5')), tracked))).toContain(
      'UPDATE Charge a card estimate',
    );
  });

  test('what a person changed in the tracker stays when the document did not change it', () => {
    const reading = readingOf(plan);
    const tracked = carriedOut(reading).map((issue) =>
      issue.now?.estimate === 3 ? { ...issue, now: { ...issue.now, estimate: 8 } } : issue,
    );
    expect(new Set(changesOf(reading, tracked).map((change) => change.kind))).toEqual(new Set(['UNCHANGED']));
  });

  test('a field that both changed differently is a conflict, alike is none', () => {
    const tracked = carriedOut(readingOf(plan)).map((issue) =>
      issue.now?.estimate === 3 ? { ...issue, now: { ...issue.now, estimate: 8 } } : issue,
    );
    expect(kinds(changesOf(readingOf(plan.replace('Points: 3', 'Points: 5')), tracked))).toContain(
      'CONFLICT Charge a card estimate',
    );
    expect(kinds(changesOf(readingOf(plan.replace('Points: 3', 'Points: 8')), tracked))).toContain(
      'UNCHANGED Charge a card',
    );
  });

  test('a story with a key that moves is re-parented', () => {
    const tracked = carriedOut(readingOf('# Epic: A\n\n## US-1: Log in\n\n# Epic: B\n'));
    expect(kinds(changesOf(readingOf('# Epic: A\n\n# Epic: B\n\n## US-1: Log in\n'), tracked))).toContain(
      'REPARENT Log in parentId',
    );
  });

  test('a story without a key whose text stays is renamed and not created anew', () => {
    const tracked = carriedOut(readingOf(plan));
    const changes = changesOf(readingOf(plan.replace('Charge a card', 'Debit the card')), tracked);
    expect(kinds(changes)).toContain('RENAME Debit the card title');
    expect(changes.some((change) => change.kind === 'CREATE' || change.kind === 'ORPHANED')).toBe(false);
  });

  test('what the document holds no more is orphaned', () => {
    const tracked = carriedOut(readingOf(plan));
    const changes = changesOf(readingOf(plan.replace('## Story: Refund\n', '')), tracked);
    expect(changes.at(-1)).toMatchObject({
      kind: 'ORPHANED',
      itemId: null,
      target: { title: 'Refund' },
      issueId: tracked[3]?.issueId,
      fields: [{ field: 'state', oldValue: 'OPEN', newValue: 'CLOSED' }],
    });
  });

  test('a deleted issue is a conflict until a person asks for it again', () => {
    const reading = readingOf(plan);
    const tracked = carriedOut(reading).map((issue, index) =>
      index === 3 ? { ...issue, now: null } : issue,
    );
    expect(changesOf(reading, tracked)[3]).toMatchObject({
      kind: 'CONFLICT',
      fields: [{ field: 'deleted' }],
    });
  });

  test('an id is given out once, also where its issue stands for another item by now', () => {
    const read = (text: string, tracked: readonly TrackedIssue[]) => {
      const reading = readingOf(text);
      const changes = changesOf(reading, tracked);
      return { changes, tracked: leftBy(changes) };
    };
    const renamed = plan.replace('Charge a card', 'Debit the card');
    const second = `${renamed}\n# Epic: More\n`;
    const first = read(renamed, read(plan, []).tracked);
    const third = read(second.replace('## Story: Refund', newStory), first.tracked);
    expect(kinds(third.changes)).toContain('CREATE Charge a card title,description,parentId');
    const ids = third.changes.map(({ issueId }) => issueId);
    expect(new Set(ids).size).toBe(ids.length);
    // Read by two at the same time, it is the same id.
    const again = read(second.replace('## Story: Refund', newStory), first.tracked);
    expect(again.changes.map(({ issueId }) => issueId)).toEqual(ids);
  });

  test('the id of a deleted issue is not given out again, also when the one made anew has moved on', () => {
    const reading = readingOf(plan);
    const before = leftBy(changesOf(reading, []));
    const deleted = before.map((issue, index) => (index === 3 ? { ...issue, now: null } : issue));
    const anew = changesOf(reading, deleted)[3];
    expect(anew?.issueId).not.toBe(before[3]?.issueId);
    const other = readingOf(plan.replace('Refund', 'Tax')).items[3]?.id;
    const moved = before.map((issue, index) =>
      index === 3
        ? {
            ...issue,
            itemId: other ?? issue.itemId,
            issueId: anew?.issueId ?? issue.issueId,
            replaces: [issue.issueId],
          }
        : issue,
    );
    const made = changesOf(readingOf(`${plan}\n## Story: Tax\n`), moved).find(
      ({ kind }) => kind === 'CREATE',
    );
    expect(made?.target.title).toBe('Refund');
    expect([before[3]?.issueId, anew?.issueId]).not.toContain(made?.issueId);
  });
});
