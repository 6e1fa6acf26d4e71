import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const held = [
  'FEATURE Boats',
  'STORY Row a boat < Boats',
  'STORY Steer a boat < Boats',
  'FEATURE Oars',
  'STORY Lend an oar < Oars',
  'STORY Take it back < Oars',
];

const titles = ['Row a boat', 'Steer a boat', 'Lend an oar', 'Take it back'];

/** A document of two headings over what `row` makes of two titles each. */
function twoOf(heading: (at: number) => string, head: string, row: (title: string, at: string) => string) {
  const below = (group: number): string =>
    titles
      .slice(group * 2, group * 2 + 2)
      .map((title, at) => row(title, `${group + 1}.${at + 1}`))
      .join('');
  return `# Club\n\n## ${heading(1)} Boats\n\n${head}${below(0)}\n## ${heading(2)} Oars\n\n${head}${below(1)}`;
}

const entry = (title: string, at: string): string => `- **US-${at.replace('.', '')}**: ${title} (5 points)\n`;
const row = (title: string, at: string): string => `| ${at} | ${title} | 5 |\n`;
const header = (name: string): string => `| No. | ${name} | Points |\n|---|---|---|\n`;

test.each([
  'Work package 1:',
  'Work package 1 –',
  'Arbeitspaket 1:',
  'Paquet de travail 1 –',
  'Paquete de trabajo 1:',
  'Pacote de trabalho 1:',
  'Pacchetto di lavoro 1:',
  'Werkpakket 1:',
  'Arbetspaket 1:',
  'Pakiet prac 1:',
  'Пакет работ 1:',
  'İş paketi 1:',
  'Task 1:',
  'Aufgabe 1:',
])('“%s” over stories is the feature that holds them', (mark) => {
  const text = twoOf((at) => mark.replace('1', String(at)), '', entry);
  expect(treeOf(readingOf(text))).toEqual(held);
});

test.each(['Requirement', 'Task', 'User story'])('so is a package over a table of “%s”', (name) => {
  const reading = readingOf(twoOf((at) => `Work package ${at}:`, header(name), row));
  expect(treeOf(reading)).toEqual(held);
  expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 5, 5, null, 5, 5]);
  expect(itemTitled(reading, 'Boats').labels).not.toContain('Task');
});

test('so is one among three that only their letters name', () => {
  const package_ = (at: number, name: string, task: string): string =>
    `### WP${at} ${name}\n\n| Task ID | Task | Effort (points) |\n|---|---|---|\n| T${at}.1 | ${task} | 5 |\n| T${at}.2 | Paint ${at} | 3 |\n\n`;
  const text = `# Club\n\n## Work packages\n\n${package_(1, 'Boats', 'Row')}${package_(2, 'Oars', 'Lend')}${package_(3, 'Piers', 'Moor')}`;
  expect(treeOf(readingOf(text)).filter((line) => line.startsWith('FEATURE'))).toEqual([
    'FEATURE Boats',
    'FEATURE Oars',
    'FEATURE Piers',
  ]);
});

test('a package or a task over its steps is one piece of work', () => {
  const steps = '- Draw the form\n- Store the booking\n\n';
  const text = `# Club\n\n## Work package 1: Boats\n\n${steps}## Task 2: Oars\n\n${steps}`;
  expect(treeOf(readingOf(text))).toEqual(['STORY Boats', 'STORY Oars']);
});

test('a package without a name only holds its tasks', () => {
  const text = twoOf((at) => `Work package ${at}\n\nBy`, header('Task'), row);
  expect(treeOf(readingOf(text))).toEqual(titles.map((title) => `STORY ${title}`));
});

test('a name above blank cells is the feature of the user stories beside them', () => {
  const text =
    '# Club\n\n| Epic | Name | User story | SP |\n|---|---|---|---|\n| Water | Boats | Row a boat | 5 |\n| | | Steer a boat | 3 |\n' +
    '| | Capacity | Count the guests | 8 |\n| | | Close the gate | 2 |\n';
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Water',
    'FEATURE Boats < Water',
    'STORY Row a boat < Boats',
    'STORY Steer a boat < Boats',
    'FEATURE Capacity < Water',
    'STORY Count the guests < Capacity',
    'STORY Close the gate < Capacity',
  ]);
});

test('of an epic and a feature beside a story the feature is its parent', () => {
  const text =
    '# Club\n\n## Epics\n\n### EP01 Water\n\n## Features\n\n### FT01 Boats\nEpic: EP01\n\n## Stories for FT01\n\n### US01 Row a boat\n\n### US02 Steer a boat\n\n' +
    '## Traceability\n\n| Story | Feature | Epic |\n|---|---|---|\n| US01 | FT01 | EP01 |\n| US02 | FT01 | EP01 |\n';
  expect(treeOf(readingOf(text)).slice(2)).toEqual([
    'STORY Row a boat < Boats',
    'STORY Steer a boat < Boats',
  ]);
});
