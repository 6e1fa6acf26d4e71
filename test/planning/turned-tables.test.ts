import { describe, expect, test } from 'vitest';
import { outcomeOf, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

describe('a table with an item in each column', () => {
  test('is read as if each stood in a row', () => {
    const reading = readingOf(
      '## Epic: Lend books\n\n| Story | Reserve a book | Renew a loan |\n| --- | --- | --- |\n| Story points | 3 | 5 |\n| Acceptance criteria | One a day | Twice at most |\n',
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Lend books',
      'STORY Reserve a book < Lend books',
      'STORY Renew a loan < Lend books',
    ]);
    expect(
      reading.items.map(({ storyPoints, acceptanceCriteria }) => [storyPoints, acceptanceCriteria]),
    ).toEqual([
      [null, []],
      [3, ['One a day']],
      [5, ['Twice at most']],
    ]);
  });

  test('may hold the keys of these in its first row', () => {
    const reading = read(
      outcomeOfStorage(
        '<h2>Epic: Lend books</h2><table><tbody><tr><th></th><th>US-1</th><th>US-2</th></tr><tr><th>User story</th><td>Reserve a book</td><td>Renew a loan</td></tr><tr><th>Points</th><td>3</td><td>5</td></tr><tr><th>Epic</th><td colspan="2">Lend books</td></tr></tbody></table>',
      ),
    );
    expect(reading.items.map(({ key, title, storyPoints }) => [key, title, storyPoints])).toEqual([
      [null, 'Lend books', null],
      ['US-1', 'Reserve a book', 3],
      ['US-2', 'Renew a loan', 5],
    ]);
    expect(reading.items.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  test('may name them over rows of fields', () => {
    const reading = readingOf(
      '## Epic: Lend books\n\n### User stories\n\n|  | Reserve a book | Renew a loan |\n| --- | --- | --- |\n| Estimate (SP) | 3 | 5 |\n| Priority | High | Low |\n',
    );
    expect(reading.items.map(({ title, storyPoints, priority }) => [title, storyPoints, priority])).toEqual([
      ['Lend books', null, null],
      ['Reserve a book', 3, 2],
      ['Renew a loan', 5, 4],
    ]);
  });

  test.each([
    [
      'what fields mean',
      '| Field | Meaning | Example |\n| --- | --- | --- |\n| Title | The name | Pay |\n| Points | The size | 5 |\n',
    ],
    [
      'options',
      '|  | Option A | Option B |\n| --- | --- | --- |\n| Priority | quick | slow |\n| Status | new | old |\n',
    ],
    [
      'sums',
      '|  | Sprint 1 | Sprint 2 |\n| --- | --- | --- |\n| Stories | 4 | 6 |\n| Story points | 13 | 21 |\n',
    ],
    ['stories without names', '| Story |  |  |\n| --- | --- | --- |\n| Story points | 3 | 5 |\n'],
  ])('is none that compares %s', (_name, table) => {
    const outcome = outcomeOf(`## Epic: Lend books\n\n${table}`);
    expect(treeOf(read(outcome))).toEqual(['EPIC Lend books']);
  });
});

describe('a table that may hold an item in each column', () => {
  const table = (corner: string, ...names: readonly string[]): string =>
    `| ${corner} | ${names.join(' | ')} |\n|---|---|---|\n| Title | Pay | Refund |\n| Points | 3 | 5 |\n`;

  test('holds one where keys stand over titles and points', () => {
    expect(
      readingOf(`# Plan\n\n${table('', 'US-1', 'US-2')}`).items.map(({ key, title }) => [key, title]),
    ).toEqual([
      ['US-1', 'Pay'],
      ['US-2', 'Refund'],
    ]);
  });

  test('is told of where it is not read', () => {
    const text =
      '# Plan\n\n- Story: Log in\n\n| Aspect | Pay | Refund |\n|---|---|---|\n| Estimate | 3 | 5 |\n| Priority | High | Low |\n';
    const [warning] = readingOf(text).warnings.filter(({ code }) => code === 'TABLE_NOT_READ');
    expect(warning?.message).toContain('“Pay | Refund”');
  });
});

test.each([
  ['Property | Type in the tool | Purpose', 'Title', 'Epic', 'User story'],
  ['Propriedade | Tipo no Notion | Finalidade', 'Título', 'Épico', 'História de usuário'],
])('“%s” describes fields and names no items', (head, title, epic, story) => {
  const rows = [
    `${title} | Text | Short name`,
    `${epic} | Relation | Groups`,
    `${story} | Long text | The need`,
    'Status | Select | How it stands',
    'Sprint | Relation | When',
  ];
  const text = `# Harbour\n\n| ${head} |\n|---|---|---|\n| ${rows.join(' |\n| ')} |\n`;
  expect(outcomeOf(text)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
});
