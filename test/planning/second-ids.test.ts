import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const rows = (one: string, two: string): string =>
  `| ${one} | Reserve a boat | Boats |\n| ${two} | Hand out a key | House |\n`;

test.each([
  ['ID | Descrição | Categoria', rows('US:01', 'US:02')],
  ['ID | Requirement | Category', rows('US-01', 'US-02')],
  ['ID | Número do Requisito | Descrição do Requisito | Categoria', rows('US-01 | REQ01', 'US-02 | REQ02')],
  ['ID | Requirement Number | Requirement Description | Category', rows('US:01 | REQ01', 'US:02 | REQ02')],
])('below a backlog “%s” lists stories by their own ids', (header, body) => {
  const rule = '|---'.repeat(header.split('|').length);
  const reading = readingOf(`# Backlog\n\n| ${header} |\n${rule}|\n${body}`);
  expect(treeOf(reading)).toEqual(['STORY Reserve a boat', 'STORY Hand out a key']);
  expect(reading.items.map(({ key }) => key)).toEqual(['US-01', 'US-02']);
});

test('ids of stories that stand elsewhere only trace the requirements', () => {
  const text = `## US-01: Reserve a boat\n\n## US-02: Hand out a key\n\n## Backlog of the law\n\n| ID | Requirement | Source |\n|---|---|---|\n| US-01 | Boats have numbers | Law |\n`;
  expect(treeOf(readingOf(text))).toEqual(['STORY Reserve a boat', 'STORY Hand out a key']);
});

test('letters such as FE name an area beside others that name no kind, where the column says what the rows are', () => {
  const table =
    '| Ticket ID | User story title | Points |\n|---|---|---|\n| API-1 | Reserve a boat | 3 |\n| FE-1 | Hand out a key | 5 |\n| FE-2 | Pay | 5 |\n';
  expect(treeOf(readingOf(`# Sprint 2\n\n${table}\n- \`FE-1\` depends on \`API-1\`\n`))).toEqual([
    'STORY Reserve a boat',
    'STORY Hand out a key',
    'STORY Pay',
  ]);
});

test('“E2E” is a word and no epic 2', () => {
  const text =
    '# E2E test user stories\n\n## 1. Rental\n\n### US-RENT-01: Reserve a boat\n\nAs a member, I want to row.\n\n## 2. House\n\n### US-HOUSE-01: Get a key\n\nAs a member, I want to get in.\n';
  expect(treeOf(readingOf(text))).toEqual([
    'FEATURE Rental',
    'STORY Reserve a boat < Rental',
    'FEATURE House',
    'STORY Get a key < House',
  ]);
});

test.each([
  ['№ | Key | Title', ['1 | AB-7 | Reserve a boat', '2 | AB-9 | Hand out a key']],
  ['# | Story ID | Story', ['1 | AB-7 | Reserve a boat', '2 | AB-9 | Hand out a key']],
  ['No. | ID | Task', ['1. | AB-7 | Reserve a boat', '2. | AB-9 | Hand out a key']],
])('a number in front of each row is no key beside “%s”', (header, [first = '', second = '']) => {
  const table = `| ${header} | Points |\n|---|---|---|---|\n| ${first} | 3 |\n| ${second} | 5 |\n`;
  const text = `# Sprint 2\n\n## User stories\n\n${table}\n## Acceptance criteria\n\n### AB-9\n\n- It is signed for\n`;
  expect(
    readingOf(text).items.map(({ key, attributes, acceptanceCriteria }) => [
      key,
      attributes,
      acceptanceCriteria,
    ]),
  ).toEqual([
    ['AB-7', {}, []],
    ['AB-9', {}, ['It is signed for']],
  ]);
});

test('the scope of a commit is a part of a title', () => {
  const rows = ['#84 | chore(ci): add a template', '#85 | feat(api): add a gate'];
  const text = `# Issues\n\n## User stories\n\n| # | Title | Points |\n|---|---|---|\n${rows.map((row) => `| ${row} | 3 |\n`).join('')}`;
  expect(readingOf(text).items.map(({ title }) => title)).toEqual([
    'chore(ci): add a template',
    'feat(api): add a gate',
  ]);
});

test.each([
  ['Task ID', 'Issue ID', 'Goal'],
  ['ID tâche', 'Issue ID', 'Objectif'],
  ['Aufgaben-ID', 'Ticket', 'Ziel'],
  ['ID de tarea', 'Ticket', 'Descripción'],
  ['ID задачи', 'Ticket', 'Описание'],
  ['任务ID', 'Ticket', '描述'],
])('tasks of “%s” keep no story from its name by the “%s” beside it', (id, issue, goal) => {
  const stories =
    '| ID | Stories | State |\n|---|---|---|\n| u1 | I want to row | DONE |\n| u2 | I want to steer | TODO |\n';
  const tasks = `| ${id} | ${issue} | ${goal} | State |\n|---|---|---|---|\n| 1 | u1 | Buy oars | DONE |\n| 2 | u1 | Mend the boat | TODO |\n| 3 | u2 | Fit a rudder | TODO |\n`;
  const reading = readingOf(`# Sprint 2\n\n## User stories\n\n${stories}\n## Tasks\n\n${tasks}`);
  expect(treeOf(reading)).toEqual([
    'STORY I want to row',
    'STORY I want to steer',
    'STORY Buy oars',
    'STORY Mend the boat',
    'STORY Fit a rudder',
  ]);
  expect(reading.items.map(({ key }) => key).slice(0, 2)).toEqual(['U1', 'U2']);
});
