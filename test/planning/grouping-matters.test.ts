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

test('a matter over headings that tell stories groups them as the headings beside it do', () => {
  const story = (wish: string) => `#### As a crew, we want ${wish}\n\n- Ask Ann\n\n`;
  const reading = readingOf(
    `# Ferry\n\n## User stories\n\n### Mooring\n\n${story('to moor')}### Steering\n\n${story('to steer')}### Communication\n\n${story('to call')}${story('to signal')}`,
  );

  expect(treeOf(reading)).toEqual([
    'FEATURE Mooring',
    'STORY As a crew, we want to moor < Mooring',
    'FEATURE Steering',
    'STORY As a crew, we want to steer < Steering',
    'FEATURE Communication',
    'STORY As a crew, we want to call < Communication',
    'STORY As a crew, we want to signal < Communication',
  ]);
});

describe('a heading over stories whose name comes back', () => {
  const stories =
    '### Mooring\n\n- As a guest, I want to moor\n\n### Steering\n\n- As a guest, I want to steer\n';

  test('is a feature where the other place only tells of the piece', () => {
    const reading = readingOf(
      `# Ferry\n\n## Requirements\n\n### Mooring\n\n- Ropes are long\n\n## User stories\n\n${stories}`,
    );
    expect(treeOf(reading)).toEqual([
      'FEATURE Mooring',
      'STORY As a guest, I want to moor < Mooring',
      'FEATURE Steering',
      'STORY As a guest, I want to steer < Steering',
    ]);
  });

  test('is none where it names a part of several', () => {
    const part = (name: string) => `## ${name}\n\n### Notes\n\n- Ropes are long\n\n`;
    const reading = readingOf(
      `# Ferry\n\n${part('Bow')}${part('Stern')}## Deck\n\n### Notes\n\n- As a guest, I want to moor\n`,
    );
    expect(reading.items.map(({ title }) => title)).not.toContain('Notes');
  });
});

test.each([
  'As a development team we want to reuse the rudder',
  'As a devteam we would like to see the tide',
])('a team wishes without a comma: “%s”', (sentence) => {
  expect(treeOf(readingOf(`# Ferry\n\n## Mooring\n\n### ${sentence}\n\n- Ask Ann\n`))).toContain(
    `STORY ${sentence} < Mooring`,
  );
});

test.each(['As a result we want to moor', 'As a first step we want to moor'])(
  'no story is told by “%s”',
  (sentence) => {
    const { items } = readingOf(`# Ferry\n\n## Story: Moor\n\n## Plan\n\n### ${sentence}\n\n- Ask Ann\n`);
    expect(items.map(({ title }) => title)).toEqual(['Moor']);
  },
);
