import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const header = '| # | Story | What it brings |\n|---|---|---|\n';

test('a bold name in the cells of titles is the title, and what stands behind it is told of it', () => {
  const reading = readingOf(
    `${header}| 1 | **Berth plan** — shows \`berths\` and their owners | Order |\n| 2 | **Tide table — daily** — high and low water | Safety |\n`,
  );
  expect(treeOf(reading)).toEqual(['STORY Berth plan', 'STORY Tide table — daily']);
  expect(itemTitled(reading, 'Berth plan')).toMatchObject({
    description: 'shows `berths` and their owners',
    attributes: { 'What it brings': 'Order' },
  });
});

test('in a column of other titles it is a part of its own', () => {
  const reading = readingOf(
    `${header}| 1 | **Berths** — free ones only | Order |\n| 2 | Tide table | Safety |\n| 3 | Weather map | Safety |\n`,
  );
  expect(treeOf(reading)).toEqual(['STORY Berths — free ones only', 'STORY Tide table', 'STORY Weather map']);
});

test('a measure behind it counts', () => {
  const reading = readingOf(
    `${header}| 1 | **Berth plan** (3 SP) | Order |\n| 2 | **Tide table** — 5 SP | Safety |\n`,
  );
  expect(reading.items.map(({ title, storyPoints }) => [title, storyPoints])).toEqual([
    ['Berth plan', 3],
    ['Tide table', 5],
  ]);
});

test('what ends in the key of another row is no name in front of a story', () => {
  const reading = readingOf(
    '| ID | User story |\n|---|---|\n| HB-1 | As a skipper, I want a plan |\n| HB-2 | Continuing HB-1: As a skipper, I want to print it |\n| HB-3 | Upgrade to ISO-2: As a skipper, I want new signs |\n',
  );
  expect(treeOf(reading)).toEqual([
    'STORY As a skipper, I want a plan',
    'STORY Continuing HB-1: As a skipper, I want to print it',
    'STORY Upgrade to ISO-2',
  ]);
});
