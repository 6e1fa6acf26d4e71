import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const header = 'ID\tUser story\tPoints\tAcceptance criteria';

describe('rows with tabs', () => {
  const text = [
    'EPIC 1 — Accounts',
    header,
    'US-1\tSign up\t5\t• Asks for a name; no more.<br>• Sends a mail.',
    'US-2\tSign in<br>Any device\t3\t• Says why; at once',
    'EPIC 2 — Basket',
    header,
    'US-3\tAdd a thing\t2\tShown; counted',
  ].join('\n');
  const reading = readingOf(text);

  test('are a table whose cells may hold several lines', () => {
    expect(treeOf(reading)).toEqual([
      'EPIC Accounts',
      'STORY Sign up < Accounts',
      'STORY Sign in < Accounts',
      'EPIC Basket',
      'STORY Add a thing < Basket',
    ]);
    expect(itemTitled(reading, 'Accounts').description).toBe('');
    expect(itemTitled(reading, 'Sign in').description).toBe('Any device');
  });

  test('stand where they stand in the source', () => {
    expect(reading.items.map(({ location }) => location.line)).toEqual([1, 3, 4, 5, 7]);
  });

  test('keep the semicolon within a bulleted criterion', () => {
    expect(reading.items.map(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([
      [],
      ['Asks for a name; no more.', 'Sends a mail.'],
      ['Says why; at once'],
      [],
      ['Shown', 'counted'],
    ]);
  });
});

describe('signs of a heading without a blank behind them', () => {
  test.each(['##Epic 2. Basket', '##Epic 2. Basket\nWhat we buy.', 'The end.\n##Epic 2. Basket'])(
    'begin a heading: %j',
    (heading) => {
      const reading = readingOf(`# Plan\n\n## Epic 1. Accounts\n\nWho we are.\n\n${heading}\n\n- Paper\n`);
      expect(treeOf(reading)).toEqual(['EPIC Accounts', 'EPIC Basket']);
    },
  );

  test.each(['#Epic 2. Basket', '##2 Basket', '`##Epic 2. Basket`'])('and not in %j', (text) => {
    const reading = readingOf(`# Plan\n\n## Epic 1. Accounts\n\nWho we are.\n\n${text}\n`);
    expect(treeOf(reading)).toEqual(['EPIC Accounts']);
  });
});

describe('rows with pipes behind a table and a blank line', () => {
  const table = '| ID | Title | Priority |\n|---|---|---|\n| B-1 | Sell gift cards | Must |\n\n';

  test('are rows of it where they are as wide', () => {
    const reading = readingOf(
      `# Backlog\n\n${table}| B-7 | Print labels | Should |\n| B-8 | Save carts | Must |\n`,
    );
    expect(treeOf(reading)).toEqual(['STORY Sell gift cards', 'STORY Print labels', 'STORY Save carts']);
    expect(reading.items.map(({ key }) => key)).toEqual(['B-1', 'B-7', 'B-8']);
    expect(reading.items.map(({ location }) => location.line)).toEqual([5, 7, 8]);
  });

  test('are a table of their own where the first names columns', () => {
    const text = `# Backlog\n\n${table}| ID | Priority | Story |\n| B-7 | Should | Print labels |\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Sell gift cards', 'STORY Print labels']);
  });
});
