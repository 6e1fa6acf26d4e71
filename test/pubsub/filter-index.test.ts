import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LoggedEvent } from '../../src/domain/event.ts';
import { filterConditions, matches } from '../../src/domain/event-filter.ts';
import { FilterIndex, type Subscriber } from '../../src/pubsub/filter-index.ts';
import { aFilter, anEvent, anOrganization } from '../contracts/events.ts';

function subscribersOf<Entry extends Subscriber>(index: FilterIndex<Entry>, event: LoggedEvent): Entry[] {
  const found: Entry[] = [];
  index.forEachOf(event, (entry) => found.push(entry));
  return found;
}

const aSubscriber: fc.Arbitrary<Subscriber> = fc
  .record({ organizationId: anOrganization, filter: aFilter })
  .map(({ organizationId, filter }) => ({ organizationId, conditions: filterConditions(filter) }));

function naive(subscribers: Iterable<Subscriber>, event: Parameters<typeof matches>[1]): Set<Subscriber> {
  return new Set(
    [...subscribers].filter(
      (each) => each.organizationId === event.organizationId && matches(each.conditions, event),
    ),
  );
}

test('the index finds those that asking everyone would find, each once', () => {
  fc.assert(
    fc.property(
      fc.array(aSubscriber, { maxLength: 40 }),
      fc.array(anEvent, { maxLength: 20 }),
      (all, events) => {
        const index = new FilterIndex<Subscriber>();
        for (const subscriber of all) index.add(subscriber);
        for (const event of events) {
          const found = [...subscribersOf(index, event)];
          expect(new Set(found)).toEqual(naive(all, event));
          expect(new Set(found).size).toBe(found.length);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('who leaves is found no more, who stays still is, and an empty index holds nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(aSubscriber, fc.boolean()), { maxLength: 30 }),
      fc.array(anEvent, { maxLength: 10 }),
      (all, events) => {
        const index = new FilterIndex<Subscriber>();
        const staying = new Set<Subscriber>();
        for (const [subscriber, stays] of all) {
          index.add(subscriber);
          if (stays) staying.add(subscriber);
        }
        for (const [subscriber, stays] of all) if (!stays) index.delete(subscriber);
        for (const event of events)
          expect(new Set(subscribersOf(index, event))).toEqual(naive(staying, event));
        for (const subscriber of staying) index.delete(subscriber);
        for (const event of events) expect([...subscribersOf(index, event)]).toEqual([]);
        expect(index.size).toBe(0);
      },
    ),
    { numRuns: 500 },
  );
});

test('deleting one that never was there changes nothing', () => {
  fc.assert(
    fc.property(aSubscriber, aSubscriber, anEvent, (there, stranger, event) => {
      const index = new FilterIndex<Subscriber>();
      index.add(there);
      index.delete(stranger);
      expect(new Set(subscribersOf(index, event))).toEqual(naive([there], event));
    }),
  );
});
