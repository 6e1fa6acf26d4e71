import { expect, test } from 'vitest';
import { digestOf, type Json } from '../../src/domain/json.ts';
import type { ReadOutcome } from '../../src/domain/plan.ts';
import type { PlanDocument } from '../../src/engine/plan-reader.ts';
import { RecentReadings } from '../../src/engine/recent-readings.ts';
import { done, epicOf, fakeReader, openRig } from './rig.ts';

function aDocument(text: string, documentKey = 'doc'): PlanDocument {
  return { text: { notation: 'MARKDOWN', text }, organizationId: 'org_1', documentKey, title: 'Plan' };
}

/** Readings that name how often something was read. */
function counting() {
  let reads = 0;
  const readings = new RecentReadings();
  const read = (document: PlanDocument) =>
    readings.of(document, () => {
      reads += 1;
      return { kind: 'refused', fault: 'EMPTY', message: `reading ${reads}`, location: null } as ReadOutcome;
    });
  return { read, reads: () => reads };
}

test('a document that was just read is not read again', () => {
  const { read, reads } = counting();
  expect(read(aDocument('# One'))).toEqual(read(aDocument('# One')));
  expect(reads()).toBe(1);
});

test('another text, or the same text under another key, is another reading', () => {
  const { read } = counting();
  const outcomes = [aDocument('# One'), aDocument('# Two'), aDocument('# One', 'other')].map(read);
  expect(new Set(outcomes).size).toBe(3);
});

test('the oldest readings give way when there are too many, and one that is too large is not kept', () => {
  const { read, reads } = counting();
  const half = 'x'.repeat(450_000);
  for (const text of [`1${half}`, `2${half}`, `3${half}`]) read(aDocument(text));
  read(aDocument(`3${half}`));
  read(aDocument(`2${half}`));
  expect(reads()).toBe(3);
  read(aDocument(`1${half}`));
  expect(reads()).toBe(4);
  const large = aDocument(half.repeat(3));
  read(large);
  read(large);
  expect(reads()).toBe(6);
});

test('a session starts from the reading that was made when it was', async () => {
  const asked: PlanDocument[] = [];
  const reader = fakeReader();
  const planReader = {
    ...reader,
    check: (document: PlanDocument) => {
      asked.push(document);
      return reader.check(document);
    },
    plan: (document: PlanDocument, tracker: Parameters<typeof reader.plan>[1]) => {
      asked.push(document);
      return reader.plan(document, tracker);
    },
  };
  const rig = await openRig({ planReader });
  const { id } = await rig.create(epicOf(1));
  done(await rig.engine.startPlanningSession(rig.caller, id));
  await rig.reach(id, ['COMPLETED']);
  const [first, second] = asked.map((document) => digestOf(document as unknown as Json));
  expect(asked).toHaveLength(2);
  expect(second).toBe(first);
});
