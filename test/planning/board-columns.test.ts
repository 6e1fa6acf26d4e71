import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

const card = (title: string): string => `\n### Story: ${title}\n\nStory points: 2\n`;
const board = (...columns: readonly string[]): string =>
  `# Plan\n${columns.map((column, place) => `\n## ${column}\n${card(`Card ${place + 1}`)}`).join('')}`;

describe('headings that say how work stands', () => {
  test.each([
    'Fazendo',
    'Fertig',
    'Haciendo',
    'Fatto',
    'Gereed',
    'Ready for dev',
    'Ready for testing',
    'Waiting for review',
    'In UAT',
    'QA',
    'Review',
    'In Bearbeitung',
    'En développement',
    'W testach',
    'В работе',
    'Yapılacak',
    'Đang làm',
    '测试中',
    'レビュー待ち',
    '진행 중',
    '🚧 Doing',
    '✅ Done (3)',
    'Em refinamento',
    'Pronto para desenvolver',
    'In Verfeinerung',
    'На уточнении',
    '细化中',
  ])('“%s” is no feature', (column) => {
    expect(treeOf(readingOf(`# Plan\n\n## ${column}\n${card('Pay')}`))).toEqual(['STORY Pay']);
  });

  test('take no words from what is built: “Customer list”', () => {
    expect(treeOf(readingOf(`# Plan\n\n## Customer list\n${card('Pay')}`))).toContain(
      'FEATURE Customer list',
    );
  });

  test.each(['Livres', 'Prêt', 'İptal', '取消', '취소'])('may as well name a thing: “%s”', (heading) => {
    expect(treeOf(readingOf(`# Plan\n\n## ${heading}\n${card('Pay')}`))).toContain(`FEATURE ${heading}`);
    expect(treeOf(readingOf(board('To do', heading, 'Done')))).not.toContain(`FEATURE ${heading}`);
  });

  test('are columns of a board, and so is the other heading beside them', () => {
    const reading = readingOf(board('To do', 'Waiting for the customer', 'Done'));
    expect(treeOf(reading)).toEqual(['STORY Card 1', 'STORY Card 2', 'STORY Card 3']);
  });

  test('give their cards a status, where these have none of their own', () => {
    const reading = readingOf(`${board('To do', 'With legal', 'Done')}${card('Card 4')}\nStatus: Reopened\n`);
    const statuses = ['Card 1', 'Card 2', 'Card 3', 'Card 4'].map(
      (title) => itemTitled(reading, title).status,
    );
    expect(statuses).toEqual(['To do', 'With legal', 'Done', 'Reopened']);
  });

  test('may say that they are lists, and when', () => {
    const reading = readingOf(board('List: To do', 'List: Doing (max. 2)', 'List: Done in October'));
    expect(treeOf(reading)).toEqual(['STORY Card 1', 'STORY Card 2', 'STORY Card 3']);
    expect(reading.items.map(({ status }) => status)).toEqual(['To do', 'Doing', 'Done in October']);
  });

  test('may be labels in bold', () => {
    const reading = readingOf('# Plan\n\n**To do**\n\n- US-1: Pay\n\n**Done**\n\n- US-2: Lend\n');
    expect(reading.items.map(({ status }) => status)).toEqual(['To do', 'Done']);
  });

  test('are no board where one heads the backlog and another holds no cards', () => {
    const rest = '\n## Open\n\n- [ ] Ask the landlord\n\n## Decisions\n\n- One account\n';
    expect(itemTitled(readingOf(`${board('Backlog')}${rest}`), 'Card 1').status).toBeNull();
    expect(itemTitled(readingOf(board('Backlog', 'Open')), 'Card 1').status).toBe('Backlog');
    expect(itemTitled(readingOf(`${board('Doing')}\n## Done\n`), 'Card 1').status).toBe('Doing');
  });

  test('are no board where there is only one, and name no status there', () => {
    const reading = readingOf(board('Backlog', 'Checkout', 'Refunds'));
    expect(treeOf(reading)).toEqual([
      'STORY Card 1',
      'FEATURE Checkout',
      'STORY Card 2 < Checkout',
      'FEATURE Refunds',
      'STORY Card 3 < Refunds',
    ]);
    expect(itemTitled(reading, 'Card 1').status).toBeNull();
  });

  test('leave features beside them as they are, where these are as many', () => {
    expect(treeOf(readingOf(board('Checkout', 'Refunds', 'Done', 'In progress')))).toContain(
      'STORY Card 1 < Checkout',
    );
  });

  test('are columns over entries without a mark as well', () => {
    const text =
      '# Board\n\n## To do\n\n- [ ] Print tickets\n- [ ] Refund a ticket\n\n## With legal\n\n- [ ] Keep names a year\n\n## Done\n\n- [x] Sell tickets\n';
    const reading = readingOf(text);
    expect(reading.items.map(({ kind, title, status }) => [kind, title, status])).toEqual([
      ['STORY', 'Print tickets', 'To do'],
      ['STORY', 'Refund a ticket', 'To do'],
      ['STORY', 'Keep names a year', 'With legal'],
      ['STORY', 'Sell tickets', 'Done'],
    ]);
  });
});

describe('cards with the keys of one project', () => {
  const cards = (...columns: readonly string[]): string =>
    `# Board: Regatta\n${columns.map((column, place) => `\n## ${column}\n\n- REG-${place * 2 + 1} Buoy ${place * 2 + 1}\n- REG-${place * 2 + 2} Buoy ${place * 2 + 2}\n`).join('')}`;
  const itemsIn = (text: string): readonly string[] => {
    const outcome = outcomeOf(text);
    return outcome.kind === 'read' ? outcome.reading.items.map(({ key, status }) => `${key} ${status}`) : [];
  };

  test('are stories in all columns of a board with one of what comes next', () => {
    expect(itemsIn(cards('Backlog', 'In progress', 'Done'))).toEqual([
      'REG-1 Backlog',
      'REG-2 Backlog',
      'REG-3 In progress',
      'REG-4 In progress',
      'REG-5 Done',
      'REG-6 Done',
    ]);
    expect(itemsIn(cards('To do', 'Doing', 'With the harbour master', 'Done'))).toHaveLength(8);
  });

  test('are so where they are estimated', () => {
    const sized = cards('In progress', 'Done').replaceAll(/(Buoy \d)/g, '$1 (3)');
    expect(itemsIn(sized)).toHaveLength(4);
  });

  test('are issues that a report tells of without either', () => {
    expect(itemsIn(cards('In progress', 'Done'))).toEqual([]);
  });
});

describe('a table below how work stands', () => {
  const table = (...rows: readonly string[]): string =>
    `| To do | Doing | Done |\n|---|---|---|\n${rows.join('\n')}\n`;
  const statusesIn = (text: string): readonly string[] =>
    readingOf(text).items.map(({ title, status }) => `${title}: ${status}`);

  test('holds the cards of one project', () => {
    expect(
      statusesIn(`# Board\n\n${table('| REG-4 Row | REG-2 Sail | REG-1 Moor |', '| REG-5 Tar | | |')}`),
    ).toEqual(['Row: To do', 'Tar: To do', 'Sail: Doing', 'Moor: Done']);
  });

  test('holds stories below a heading that says so, by name or told', () => {
    expect(statusesIn(`# Board\n\n## User stories\n\n${table('| Rent oars | Sail | Moor |')}`)).toEqual([
      'Rent oars: To do',
      'Sail: Doing',
      'Moor: Done',
    ]);
    const told = table(
      '| As a guest I want to row | As a guest I want to sail | As a guest I want to moor |',
    );
    expect(statusesIn(`# Board\n\n## User stories\n\n${told}`)).toHaveLength(3);
  });

  test('counts cards, and holds none', () => {
    expect(outcomeOf(`# Board\n\n${table('| 3 | 2 | 5 |')}`).kind).toBe('refused');
  });

  test('is text inside a story', () => {
    const text = `## Story: Row\n\n${table('| open | half | whole |')}`;
    expect(itemTitled(readingOf(text), 'Row').description).toContain('half');
  });
});

test('a table of priorities holds stories in lists below a heading that says so', () => {
  const cell = (name: string): string => `<td><ul><li>${name}</li></ul></td>`;
  const text = `<h2>User stories</h2><table><tbody><tr><th>Must</th><th>Should</th></tr><tr>${cell('Row')}${cell('Sail')}</tr></tbody></table>`;
  expect(read(outcomeOfStorage(text)).items.map(({ title, priority }) => [title, priority])).toEqual([
    ['Row', 1],
    ['Sail', 2],
  ]);
});
