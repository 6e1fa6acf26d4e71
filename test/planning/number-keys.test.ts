import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const table = (...rows: readonly string[]): string =>
  `| Story ID | Title |\n|---|---|\n${rows.map((row) => `| ${row} |\n`).join('')}\n`;
const plan = `# Ferry\n\n## Activity 1: Boarding\n\n${table('0017-001 | Show a ticket', '0017-002 | Find a seat')}`;
const stories = ['FEATURE Boarding', 'STORY Show a ticket < Boarding', 'STORY Find a seat < Boarding'];

test('numbers in two parts under “Story ID” are keys', () => {
  const { items } = readingOf(plan);
  expect(items.map(({ key }) => key)).toEqual([null, '0017-001', '0017-002']);
});

test.each([
  [
    'rows',
    '| # | Story | Context |\n|---|---|---|\n| 1 | 0017-001 Show a ticket | Pier |\n| 2 | 0017-002 Find a seat | Deck |\n',
  ],
  ['entries', '### User stories\n\n- **0017-001** Show a ticket\n- **0017-002** Find a seat\n'],
  [
    'entries with the key behind',
    '### User stories\n\n- Show a ticket (0017-001)\n- Find a seat (0017-002)\n',
  ],
])('they name the same stories in %s of a release', (_form, list) => {
  expect(treeOf(readingOf(`${plan}## Release 1\n\n${list}`))).toEqual(stories);
});

test('a number in two parts that no row has is a part of its title', () => {
  const reading = readingOf(`${plan}## Release 1\n\n### User stories\n\n- 2030-31 timetable\n`);
  expect(treeOf(reading)).toContain('STORY 2030-31 timetable');
});
