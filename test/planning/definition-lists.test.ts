import { expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

const terms = 'Mooring\n:   Guests find a berth.\n\nCranes\n: They lift boats.\n';

test('terms and their definitions below a heading of epics are such', () => {
  const reading = readingOf(`# Pier\n\n## Epics\n\n${terms}\n## Stories for Mooring\n\n- Book a berth\n`);
  expect(treeOf(reading)).toEqual(['EPIC Mooring', 'EPIC Cranes', 'STORY Book a berth < Mooring']);
  expect(reading.items[0]?.description).toBe('Guests find a berth.');
});

test('elsewhere they are text', () => {
  expect(outcomeOf(`# Pier\n\n## Words\n\n${terms}`).kind).toBe('refused');
});
