import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const stories = ['STORY Reserve a boat', 'STORY Hand out a key', 'STORY Pay by card'];

test.each([
  ['**M1 – quiet start**', '**M2 – all of them**'],
  ['M1 – quiet start', 'M2 – all of them'],
  ['Milestone 1 – quiet start', 'Milestone 2 – all of them'],
  ['Phase M1', 'Phase M2'],
  ['Quiet start', 'All of them'],
])('“%s” alone in the column of names parts the rows that have ids', (one, two) => {
  const text = `## Stories\n\n| ID | Story | Points | Criteria |\n|---|---|---|---|\n| | ${one} | | |\n| W1 | Reserve a boat | 3 | |\n| W2 | Hand out a key | | |\n| | ${two} | | |\n| W3 | Pay by card | 5 | |\n`;
  expect(treeOf(readingOf(text))).toEqual(stories);
});

test('a time box among rows of which each has a kind parts them', () => {
  const text =
    '| Type | Title | Points |\n|---|---|---|\n| Story | Reserve a boat | 3 |\n| Story | Hand out a key | 3 |\n| | Sprint 2 | |\n| Story | Pay by card | 5 |\n';
  expect(treeOf(readingOf(text))).toEqual(stories);
});

test('a name alone is a row of which nothing else is known yet', () => {
  const text =
    '| ID | Story | Points |\n|---|---|---|\n| W1 | Reserve a boat | 3 |\n| W2 | Hand out a key | |\n| | Pay by card | |\n';
  expect(treeOf(readingOf(text))).toEqual(stories);
});

test.each(['', '**6**'])('a bold name parts rows that are counted, also with their sum: “%s”', (sum) => {
  const text = `| # | Story | Pts | Sure |\n|---|---|---|---|\n| | **Boats** | ${sum} | |\n| 1 | Reserve a boat | 3 | yes |\n| 2 | Hand out a key | 3 | no |\n| | **Money** | ${sum === '' ? '' : '**5**'} | |\n| 3 | Pay by card | 5 | yes |\n| | **Total** | **11** | |\n`;
  expect(treeOf(readingOf(text))).toEqual(stories);
});
