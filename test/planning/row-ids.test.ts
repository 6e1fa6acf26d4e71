import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const tree = [
  'EPIC Berth plan',
  'EPIC Key cabinet',
  'STORY Drag a boat to a berth < Berth plan',
  'STORY Lend a key < Key cabinet',
];

const backlog = (one: string, two: string, parent: string): string =>
  `## Backlog

| Key | Type | Summary | ${parent} | Points |
|---|---|---|---|---|
| ${one} | Epic | Berth plan | | |
| ${two} | Epic | Key cabinet | | |
| HRB-1 | Story | Drag a boat to a berth | ${one} | 5 |
| HRB-2 | Story | Lend a key | ${two} | 3 |
`;

test.each([
  ['E-A', 'E-B', 'Epic'],
  ['A', 'B', 'Epic'],
  ['BERTH', 'KEYS', 'Epic'],
  ['Berth', 'Keys', 'Epic link'],
  ['BERTH', 'KEYS', 'Parent'],
])('a column of parents names the rows whose ids are %s and %s', (one, two, parent) => {
  const reading = readingOf(backlog(one, two, parent));
  expect(treeOf(reading)).toEqual(tree);
  expect(reading.items.flatMap(({ warnings }) => warnings)).toEqual([]);
});

const epics = '## Epics\n\n| ID | Epic |\n|---|---|\n| BERTH | Berth plan |\n| KEYS | Key cabinet |\n\n';
const stories = (parent: string): string =>
  `## Stories\n\n| ID | Story | ${parent} | Points |\n|---|---|---|---|\n| S-1 | Drag a boat to a berth | BERTH | 5 |\n| S-2 | Lend a key | KEYS | 3 |\n\n`;

test.each([
  ['Epic', epics + stories('Epic')],
  ['Parent', epics + stories('Parent')],
])('the rows that a column “%s” names may stand in another table', (_name, text) => {
  expect(treeOf(readingOf(text))).toEqual(tree);
});

test('they may stand behind it', () => {
  expect(treeOf(readingOf(stories('Epic') + epics)).sort()).toEqual(tree);
});

test('ids of stories are no epics: a column of these names its own', () => {
  const text = `## Stories

| ID | Story | Epic | Points |
|---|---|---|---|
| PLAN | Drag a boat to a berth | PLAN | 5 |
| LEND | Lend a key | PLAN | 3 |
`;
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC PLAN',
    'STORY Drag a boat to a berth < PLAN',
    'STORY Lend a key < PLAN',
  ]);
});

test('a column of dependencies names rows by their ids', () => {
  const text = `## Stories

| ID | Story | Depends on | Points |
|---|---|---|---|
| DRAG | Drag a boat to a berth | | 5 |
| LEND | Lend a key | | 3 |
| BILL | Bill a guest | DRAG, LEND | 3 |
`;
  const { items } = readingOf(text);
  const [drag, lend, bill] = items;
  expect(bill?.dependsOn).toEqual([drag?.id, lend?.id]);
});
