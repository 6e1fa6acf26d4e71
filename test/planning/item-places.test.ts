import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const overview =
  '# Lake club\n\n## Features\n\n| No | Name | Story points |\n|---|---|---|\n| F-12 | Rent a boat | 21 |\n| F-13 | Moor a boat | 8 |\n';
const inside =
  '\n\nAcceptance criteria\n1. Works on a phone\n2. Takes a minute\n\nStories of team Pier:\n\n- Story: Choose a boat (5 pt)\n- Story: Pay the deposit (3 pt)\n';
const whole = [
  'FEATURE Rent a boat',
  'FEATURE Moor a boat',
  'STORY Choose a boat < Rent a boat',
  'STORY Pay the deposit < Rent a boat',
];

describe('a heading that holds the mark of a known item', () => {
  test.each([
    'Breakdown F-12 Rent a boat',
    'Breakdown F-12',
    '3.1 Breakdown of F-12',
    'Details F-12 Rent a boat',
    'Elaboration of F-12 Rent a boat',
    'What team Pier does in F-12: Rent a boat',
    'Uitwerking F-12 Rent a boat',
    'Feinplanung zu F-12 – Rent a boat',
    'Stories for F-12 Rent a boat',
    'Stories for F-12',
  ])('is its place: “%s”', (heading) => {
    const reading = readingOf(`${overview}\n## ${heading}${inside}`);
    expect(treeOf(reading)).toEqual(whole);
    const { acceptanceCriteria, storyPoints } = itemTitled(reading, 'Rent a boat');
    expect(acceptanceCriteria).toEqual(['Works on a phone', 'Takes a minute']);
    expect(storyPoints).toBe(21);
  });

  test.each([
    'Breakdown F-14 Sell a boat',
    'Breakdown F-12 Winter storage',
    'Blocked by F-12 Rent a boat',
    'What waits for F-12',
  ])('and another is not: “%s”', (heading) => {
    const reading = readingOf(`${overview}\n## ${heading}${inside}`);
    expect(itemTitled(reading, 'Rent a boat').acceptanceCriteria).toEqual([]);
    expect(itemTitled(reading, 'Pay the deposit').parentId).not.toBe(itemTitled(reading, 'Rent a boat').id);
  });
});
