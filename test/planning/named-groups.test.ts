import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const epics = '## Epics\n\n### MVP\n\n- Berths\n- Task lists\n\n### Later\n\n- Gate\n\n';
const parts = (heading: string, berths: string, lists: string, gate: string): string =>
  `## ${heading}\n\n### MVP\n\n#### Berths\n\n- ${berths}\n\n#### Task lists\n\n- ${lists}\n\n### Later\n\n#### Gate\n\n- ${gate}\n\n`;

test('a heading that names an epic gives it what is listed there, and is no item', () => {
  const reading = readingOf(
    `# Harbour\n\n${epics}${parts('Stories', 'Number them', 'Sort by date', 'Open it')}${parts('Acceptance criteria', 'Each has a number', 'The first is the oldest', 'It opens')}## Technical notes\n\n### Task lists\n\n- Kept in a table\n`,
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Berths',
    'EPIC Task lists',
    'EPIC Gate',
    'STORY Number them < Berths',
    'STORY Sort by date < Task lists',
    'STORY Open it < Gate',
  ]);
  expect(itemTitled(reading, 'Berths').acceptanceCriteria).toEqual(['Each has a number']);
  expect(itemTitled(reading, 'Task lists').acceptanceCriteria).toEqual(['The first is the oldest']);
  expect(itemTitled(reading, 'Gate').acceptanceCriteria).toEqual(['It opens']);
});

test('a story called as its epic is one where it has fields of its own', () => {
  const text =
    '# Harbour\n\n## Epics\n\n- Berths\n- Gate\n\n## Stories\n\n### Gate\n\n**Points:** 3\n\nOpens.\n';
  expect(treeOf(readingOf(text))).toContain('STORY Gate');
});
