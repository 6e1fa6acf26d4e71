import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const table = (...titles: readonly string[]) =>
  `\n\n| No | User story | Points |\n|---|---|---|\n${titles.map((title, at) => `| ${at + 1} | ${title} | 3 |\n`).join('')}`;
const plan = (heading: string) =>
  `# Ferry\n\n## Functions\n\n### ${heading}${table('Board', 'Land')}\n### Skipper app${table('Moor', 'Cast off')}`;
const skipper = ['FEATURE Skipper app', 'STORY Moor < Skipper app', 'STORY Cast off < Skipper app'];

describe('a heading over user stories with points, beside a feature over such', () => {
  test.each(['Route planning', 'Capacity planning', 'Timeline', 'Budget', 'Approval', 'Dependencies'])(
    'is one though it is called as a matter: “%s”',
    (heading) => {
      expect(treeOf(readingOf(plan(heading)))).toEqual([
        `FEATURE ${heading}`,
        `STORY Board < ${heading}`,
        `STORY Land < ${heading}`,
        ...skipper,
      ]);
    },
  );

  test('is none where it arranges the plan', () => {
    const reading = readingOf(plan('Release milestones'));
    expect(treeOf(reading)).toEqual(['STORY Board', 'STORY Land', ...skipper]);
  });
});

describe('a heading over one story that is called as a part of the plan', () => {
  const story = (title: string) => `### Story: ${title}\n\nIt is wanted.\n\n`;
  const plan = (tail: string) =>
    `# Ferry\n\n## Berth${tail}\n\n${story('Moor')}## Tide${tail}\n\n${story('Rise')}## Estimation${tail}\n\n${story('Guess')}`;

  test('is a feature where its name ends as those of the features beside it do', () => {
    expect(treeOf(readingOf(plan(' feature specs')))).toContain('FEATURE Estimation feature specs');
  });

  test('is none where it does not', () => {
    expect(treeOf(readingOf(plan(' specs')))).toContain('STORY Guess');
  });
});

test.each(['Budget', 'Goals', 'Approval'])('user stories with points count below “%s” alone', (heading) => {
  expect(treeOf(readingOf(`# Ferry\n\n## ${heading}${table('Board', 'Land')}`))).toEqual([
    'STORY Board',
    'STORY Land',
  ]);
});
