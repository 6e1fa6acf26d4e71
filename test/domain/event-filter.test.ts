import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterColumns, filterConditions, matches } from '../../src/domain/event-filter.ts';
import { aFilter, anEvent } from '../contracts/events.ts';

/** What a filter means, said without conditions. */
const meaning = {
  sessionId: 'sessionId',
  actionId: 'actionId',
  chainId: 'chainId',
  groupId: 'groupId',
  conversationId: 'conversationId',
  jobId: 'jobId',
  chainIds: 'chainId',
  actionIds: 'actionId',
  tools: 'tool',
  types: 'type',
  outcomes: 'outcome',
  streams: 'stream',
} as const;

test('a filter lets through exactly what meets each of its conditions', () => {
  fc.assert(
    fc.property(aFilter, anEvent, (filter, event) => {
      const naive = Object.entries(filter).every(([name, wanted]) => {
        const value = event[meaning[name as keyof typeof meaning]] as string | null;
        return value !== null && [wanted].flat().includes(value);
      });
      expect(matches(filterConditions(filter), event)).toBe(naive);
    }),
    { numRuns: 1000 },
  );
});

test('no condition lets everything through, and an empty list nothing', () => {
  fc.assert(
    fc.property(anEvent, (event) => {
      expect(matches(filterConditions({}), event)).toBe(true);
      expect(matches(filterConditions({ types: [] }), event)).toBe(false);
    }),
  );
});

test('conditions stand with the most selective column first', () => {
  fc.assert(
    fc.property(aFilter, (filter) => {
      const places = filterConditions(filter).map(({ column }) => filterColumns.indexOf(column));
      expect(places.length).toBe(Object.keys(filter).length);
      const wide = filterConditions(filter).findIndex(({ column }) => column === 'type');
      if (wide >= 0) expect(wide).toBe(places.length - 1);
    }),
  );
});
