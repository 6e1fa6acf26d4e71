import { expect, test } from 'vitest';
import { readingOf } from './reading.ts';

const statesOf = (text: string) =>
  readingOf(`# Pier\n\n${text}`).items.map(({ title, status }) => [title, status]);

test.each([
  ['`in progress`', '`planned`'],
  ['*in progress*', '_planned_'],
])('code marks or italics behind most epics say how they stand: %s', (first, second) => {
  const text = `## ⚓ Epic 1 — Berths ${first}\n\n- Story: Book a berth\n\n## Epic 2: Cranes ${second}\n\n- Story: Book a crane\n\n## Epic 3: Nets\n`;
  expect(statesOf(text)).toEqual([
    ['Berths', 'in progress'],
    ['Book a berth', null],
    ['Cranes', 'planned'],
    ['Book a crane', null],
    ['Nets', null],
  ]);
});

test('one alone, or behind a word that goes on, is what the title is about', () => {
  const text =
    '## Epic 1: Berths\n\n### Story 1: Mark a berth as `done`\n\n### Story 2: Mark a crane as `planned`\n\n### Story 3: Orders `open`\n';
  expect(statesOf(text).map(([title]) => title)).toEqual([
    'Berths',
    'Mark a berth as done',
    'Mark a crane as planned',
    'Orders open',
  ]);
});
