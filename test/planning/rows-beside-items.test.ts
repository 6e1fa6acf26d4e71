import { expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

const load = (name: string): string =>
  `<table><tr><th>Feature</th><th>Story</th><th>Team</th><th>Points</th></tr><tr><td>Wear</td><td>Import data</td><td>A</td><td>5</td></tr><tr><td>Wear</td><td>Show data</td><td>B</td><td>3</td></tr><tr><td colspan="3">${name}</td><td>8</td></tr></table>\n`;

test.each(['Load', 'Total points', 'Used / free', 'Σ', 'What is left for others'])(
  'a row that spans what it is and what it belongs to names no item: %s',
  (name) => {
    expect(treeOf(readingOf(load(name)))).toEqual([
      'FEATURE Wear',
      'STORY Import data < Wear',
      'STORY Show data < Wear',
    ]);
  },
);

test.each(['Capacity', 'Velocity', 'Total SP', '合计'])(
  'nor does a sum in the column of titles: %s',
  (name) => {
    const text = `| ID | Story | SP |\n|---|---|---|\n| US-1 | Pay | 3 |\n| | ${name} | 3 |\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Pay']);
  },
);

const history =
  '| Version | When | Who | What |\n|---|---|---|---|\n| 0.1 | 2 May | Ann | created |\n| 0.2 | 3 May | Bob | spa added |\n';

test.each(['## Change history', '## Änderungsverlauf', '## Dates', 'Text.'])(
  'who did what is no story: %s',
  (above) => {
    expect(treeOf(readingOf(`${above}\n\n${history}\n## Story: Real\n`))).toEqual(['STORY Real']);
    expect(outcomeOf(history).kind).toBe('refused');
  },
);

test.each(['As a | I want', 'Role | I want to', 'Who | What | Why', 'Actor | Goal | Points'])(
  'columns that tell a wish are: %s',
  (header) => {
    const cells = header.split(' | ');
    const row = ['clerk', 'pay', '3'].slice(0, cells.length);
    const text = `| ${header} |\n|${'---|'.repeat(cells.length)}\n| ${row.join(' | ')} |\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY pay']);
  },
);

test('a table of references names nothing, and its heading holds nothing', () => {
  const needs =
    '# Requirements\n\n| ID | Requirement | Prio |\n|---|---|---|\n| UR-1 | Start a pump | M |\n| UR-2 | Stop a pump | M |\n';
  const traces =
    '# Traceability of needs\n\n| User need | Risk control | Test report |\n|---|---|---|\n| UR-1 | RC-12 | TR-1 |\n| UR-2 | RC-14 | TR-2 |\n';
  const reading = readingOf(`${needs}\n${traces}`);
  expect(treeOf(reading)).toEqual(['STORY Start a pump', 'STORY Stop a pump']);
  expect(reading.items.flatMap(({ warnings }) => warnings)).toEqual([]);
});
