import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const epics = '## EPIC-1: Rowing\n\nAll of it.\n\n';
const stories = '## STORY 1: Reserve a boat\n\nPoints: 3\n\n## STORY 2: Hand out a key\n\nPoints: 2\n';
const tree = ['EPIC Rowing', 'STORY Reserve a boat < Rowing', 'STORY Hand out a key < Rowing'];

test.each([
  ['a field', '## About\n\n- **Project:** Club\n- **Epic:** Rowing\n\n'],
  ['a table', '| Epic | Priority |\n|---|---|\n| EPIC-1: Rowing | High |\n\n'],
  ['a list', '## Epics\n\n- EPIC-1: Rowing\n\n'],
])('what stands behind the heading of an epic is its, though %s names it before', (_what, overview) => {
  const reading = readingOf(`# Club\n\n${overview}${epics}${stories}`);
  expect(treeOf(reading)).toEqual(tree);
  expect(reading.items.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
    [],
    ['PARENT_GUESSED'],
    ['PARENT_GUESSED'],
  ]);
});

test('each epic has the stories behind its own heading', () => {
  const overview = '## Epics\n\n- EPIC-1: Rowing\n- EPIC-2: Sailing\n\n';
  const more = '## EPIC-2: Sailing\n\nWith wind.\n\n## STORY 3: Set a sail\n\nPoints: 2\n';
  const reading = readingOf(`# Club\n\n${overview}${epics}${stories}\n${more}`);
  expect(treeOf(reading).toSorted()).toEqual(
    [...tree, 'EPIC Sailing', 'STORY Set a sail < Sailing'].toSorted(),
  );
});

test('stories below a heading of their own beside the features behind the only epic are its', () => {
  const feature = (name: string): string => `## Feature: ${name}\n\n### Story: See ${name}\n\nText.\n\n`;
  const technical = '## Technical stories\n\n### Story: Log\n\nText.\n';
  const plan = (epic: string): string =>
    `# User stories\n\n## Epic: ${epic}\n\nText.\n\n${feature(`${epic} map`)}`;
  expect(treeOf(readingOf(`${plan('Boats')}${technical}`))).toContain('STORY Log < Boats');
  expect(treeOf(readingOf(`${plan('Boats')}${plan('Piers')}${technical}`))).toContain('STORY Log');
});
