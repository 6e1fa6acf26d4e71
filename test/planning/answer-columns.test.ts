import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const told = ['As a rower, I want a boat', 'As a rower, I want an oar', 'As a coach, I want a whistle'];
const plain = ['A rower finds a boat', 'The total is shown', 'A coach calls them back'];

describe('a column of answers', () => {
  test.each([
    ['TRUE', 'FALSE'],
    ['yes', 'no'],
    ['Ja', 'Nein'],
    ['VRAI', 'FAUX'],
    ['Sí', 'No'],
    ['Sim', 'Não'],
    ['Sì', 'No'],
    ['Waar', 'Onwaar'],
    ['Tak', 'Nie'],
    ['Да', 'Нет'],
    ['Evet', 'Hayır'],
    ['Có', 'Không'],
    ['是', '否'],
    ['はい', 'いいえ'],
    ['예', '아니요'],
  ])('names no item and no parent: %s, %s', (yes, no) => {
    for (const name of ['Key Story', 'Epic']) {
      const rows = told.map((text, at) => `| ${at + 1} | ${text} | ${at === 1 ? no : yes} |`).join('\n');
      const reading = readingOf(`# Stories\n\n| No | Story | ${name} |\n|---|---|---|\n${rows}\n`);
      expect(treeOf(reading)).toEqual(told.map((text) => `STORY ${text}`));
      expect(itemTitled(reading, told[0] ?? '').attributes).toEqual({ [name]: yes });
    }
  });
});

test.each([
  ['✔️', '❌'],
  ['x', 'X'],
  ['Done', 'in progress'],
  ['Fertig', 'offen'],
])('a column “Test” that says how requirements stand tests none: %s, %s', (one, other) => {
  const rows = plain.map(
    (text, at) => `| [${at + 1}](https://x.org/${at + 1}) | ${text} | ${at === 1 ? other : one} |`,
  );
  const reading = readingOf(`| id | Requirement | Test |\n|---|---|---|\n${rows.join('\n')}\n`);
  expect(treeOf(reading)).toEqual(plain.map((text) => `STORY ${text}`));
});

test('a row that only refers to another document names no item', () => {
  const rows = '| PC-1 | Reserve a boat | 3 |\n| (more) | see other/boats.md | — |\n';
  const reading = readingOf(`# Backlog\n\n| ID | Title | Points |\n|---|---|---|\n${rows}`);
  expect(treeOf(reading)).toEqual(['STORY Reserve a boat']);
});

test('a row of the type “test” beside others is a story, and in a table of tests none', () => {
  const table = (type: string) =>
    `# Sprint\n\n| ID | Title | Type | Points |\n|---|---|---|---|\n| PC-1 | Reserve a boat | ${type} | 3 |\n| PC-2 | Cover the basket | test | 2 |\n`;
  const reading = readingOf(`${table('story')}\n- Story: Row\n`);
  expect(treeOf(reading)).toEqual(['STORY Reserve a boat', 'STORY Cover the basket', 'STORY Row']);
  expect(itemTitled(reading, 'Cover the basket').labels).toEqual(['Test']);
  expect(treeOf(readingOf(`${table('test')}\n- Story: Row\n`))).toEqual(['STORY Row']);
});

test('several times in brackets are a part of the title, and one is an estimate', () => {
  const reading = readingOf('# Stories\n\n- Story: Choose a period (1D / 7D / 30D)\n- Story: Row (2d)\n');
  expect(treeOf(reading)).toEqual(['STORY Choose a period (1D / 7D / 30D)', 'STORY Row']);
  const states = readingOf(
    '# Stories\n\n- Story: Show a boat (open, in progress, done)\n- Story: Mark a boat (PENDING, FLAGGED, TO_PAINT)\n- Story: Row (done)\n',
  );
  expect(treeOf(states)).toEqual([
    'STORY Show a boat (open, in progress, done)',
    'STORY Mark a boat (PENDING, FLAGGED, TO_PAINT)',
    'STORY Row',
  ]);
  expect(states.items.map(({ status }) => status)).toEqual([null, null, 'done']);
});
