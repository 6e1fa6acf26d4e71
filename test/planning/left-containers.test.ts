import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const table =
  '# Lake club\n\n## Features\n\n| No | Name | Story points |\n|---|---|---|\n| F-12 | Rent a boat | 21 |\n| F-13 | Moor a boat | 8 |\n';
const list = '# Lake club\n\n## Features\n\n- F-12 Rent a boat (21 points)\n- F-13 Moor a boat (8 points)\n';
const features = ['FEATURE Rent a boat', 'FEATURE Moor a boat'];

describe.each([
  ['a table', table],
  ['a list', list],
])('a heading below %s of features with keys', (_name, plan) => {
  test.each([
    'Agreements\n\n- Ann buys the cake\n- Bob calls the harbour',
    'Order\n\n- F-13 before F-12\n- F-12 last',
    'Sprints\n\n- It. 1: F-12 (part 1), F-13\n- It. 2: F-12\n- Spare: tidy up',
    'Iteration plan\n\n- Iteration 1: F-12 (part 1), F-13\n- Iteration 2: F-12',
  ])('lists none where its list names no other: “%s”', (below) => {
    const reading = readingOf(`${plan}\n### ${below}\n`);
    expect(treeOf(reading)).toEqual(features);
    expect(reading.items.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  test.each([
    ['Later\n\n- F-14 Sell a boat\n- F-15 Lend a boat', ['FEATURE Sell a boat', 'FEATURE Lend a boat']],
    ['Sell a boat\n\nFor members only.', ['FEATURE Sell a boat']],
  ])('goes on with them: “%s”', (below, more) => {
    expect(treeOf(readingOf(`${plan}\n### ${below}\n`))).toEqual([...features, ...more]);
  });
});

test('an entry that names nothing but known items is none', () => {
  const order = '## Features per sprint\n\n- Spring: F-12, F-13\n- Autumn: F-12\n';
  expect(treeOf(readingOf(`${table}\n${order}`))).toEqual(features);
});

describe('what is named as not wanted this time is no work', () => {
  const wanted = ['STORY Book a berth', 'STORY Leave early'];

  test.each([
    [
      'a label',
      '**Must have**\n- Book a berth\n- Leave early\n\n**Won’t have (this time)**\n- Fuel\n- Ice\n',
    ],
    ['a heading', '### Must have\n- Book a berth\n- Leave early\n\n### Won’t have\n- Fuel\n- Ice\n'],
  ])('below %s', (_form, lists) => {
    const reading = readingOf(`# Pier\n\n## User stories\n\n${lists}`);
    expect(treeOf(reading)).toEqual(wanted);
    expect(reading.coverage.map(({ heading }) => heading)).toContainEqual(
      expect.stringMatching(/^Won’t have/),
    );
  });

  test('also where the lists go on counting right below their labels', () => {
    const text =
      '# Pier\n\n## User stories\n\n**Must have**\n1. Book a berth\n\n**Should have**\n2. Leave early\n\n**Won’t have**\n3. Fuel\n';
    expect(treeOf(readingOf(text))).toEqual(wanted);
  });
});

test('“Won’t-have (not in this release)” holds told stories as the other ranks do', () => {
  const text =
    '# Backlog\n\n## Should-have\n\n- Story: Book a berth\n\n## Won’t-have (not in this release)\n\n- Story: Fuel\n';
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual(['STORY Book a berth', 'STORY Fuel']);
  expect(reading.items.map(({ priority }) => priority)).toEqual([2, 4]);
});
