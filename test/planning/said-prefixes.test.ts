import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const log = '\n## Log\n\n- [ ] EN-1 Clean the register\n- [ ] EN-2 Move the data\n';

test.each([
  ['a label', '## Clean the register\n\n**Enabler ID:** EN-1\n**Effort:** 3\n'],
  ['a column', '## Backlog\n\n| Team | Enabler | SP |\n|---|---|---|\n| A | EN-1 Clean the register | 3 |\n'],
])('what letters mean is not guessed where %s says it', (_where, place) => {
  const { warnings } = readingOf(`# Plan\n\n${place}${log}`);
  expect(warnings.map(({ code }) => code)).not.toContain('PREFIX_GUESSED');
});

test('it is where nothing does', () => {
  const { warnings } = readingOf(`# Plan\n${log}`);
  expect(warnings.map(({ code }) => code)).toContain('PREFIX_GUESSED');
});

test('a key over stories that are called so is that of a feature among requirements', () => {
  const reading = readingOf(
    '# Ferry\n\n## Business requirements\n\n### F1 – Boarding\n\n1. **Story F1.1 – Scan a ticket**\n   - Points: 3\n\n### F2 – Landing\n\n1. **Story F2.1 – Open the gate**\n   - Points: 2\n',
  );
  expect(treeOf(reading)).toEqual([
    'FEATURE Boarding',
    'STORY Scan a ticket < Boarding',
    'FEATURE Landing',
    'STORY Open the gate < Landing',
  ]);
  expect(reading.items.flatMap(({ warnings }) => warnings)).toEqual([]);
});

test.each([
  ['a list', '- FE-1 Print a ticket\n- FE-2 Show the tide\n'],
  [
    'a table',
    '| ID | Title | Points |\n|---|---|---|\n| FE-1 | Print a ticket | 3 |\n| FE-2 | Show the tide | 5 |\n',
  ],
])('a heading that lists tasks says more than the letters of their keys: %s', (_form, tasks) => {
  const reading = readingOf(`# Ferry\n\n## Front-end tasks\n\n${tasks}`);
  expect(treeOf(reading)).toEqual(['STORY Print a ticket', 'STORY Show the tide']);
  expect(reading.warnings.map(({ code }) => code)).not.toContain('PREFIX_GUESSED');
});
