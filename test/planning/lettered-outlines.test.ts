import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

test.each([
  ['in one paragraph', '\n   '],
  ['in paragraphs of their own', '\n\n'],
])('marks behind the letters and Roman numbers of an outline %s are items', (_how, between) => {
  const lines = ['I. Epic: Mooring', 'A. Story: Book a berth', 'B. User story: Leave a berth (2 points)'];
  const text = `# Pier\n\n${lines.join(between)}\n\nII. Epic: Cranes${between}A. Story: Book a crane\n\nI. Kant said: nothing of it.\n`;
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Mooring',
    'STORY Book a berth < Mooring',
    'STORY Leave a berth < Mooring',
    'EPIC Cranes',
    'STORY Book a crane < Cranes',
  ]);
});
