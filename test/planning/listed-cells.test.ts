import { expect, test } from 'vitest';
import type { Reading } from '../../src/domain/plan.ts';
import { itemTitled, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

function tableOf(header: readonly string[], ...rows: readonly (readonly string[])[]): Reading {
  const line = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  const body = rows.map((cells) => line(cells, 'td')).join('');
  return read(outcomeOfStorage(`<table><tbody>${line(header, 'th')}${body}</tbody></table>`));
}

test('each entry of a list in a cell of titles is an item of its own', () => {
  const reading = tableOf(
    ['Feature', 'User stories', 'Team'],
    ['F1 Login', '<ul><li>US-1 Sign in (3 SP)</li><li>US-2 Reset the password (2 SP)</li></ul>', 'Red'],
    ['F2 Export', '<ul><li>Export to PDF (5 SP)</li><li>Print</li></ul>', 'Blue'],
  );
  expect(treeOf(reading)).toEqual([
    'FEATURE Login',
    'STORY Sign in < Login',
    'STORY Reset the password < Login',
    'FEATURE Export',
    'STORY Export to PDF < Export',
    'STORY Print < Export',
  ]);
  expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 3, 2, null, 5, null]);
  expect(itemTitled(reading, 'Login')).toMatchObject({ attributes: { Team: 'Red' } });
});

test.each([
  '<p>Basket</p><p>Checkout</p>',
  '<p>Basket<br/>Checkout</p>',
  '<ol><li>Basket</li><li>Checkout</li></ol>',
])('so are paragraphs and lines beside a parent: %s', (cell) => {
  const reading = tableOf(['Epic', 'Features'], ['Selling', cell], ['Shipping', 'Labels']);
  expect(treeOf(reading)).toEqual([
    'EPIC Selling',
    'FEATURE Basket < Selling',
    'FEATURE Checkout < Selling',
    'EPIC Shipping',
    'FEATURE Labels < Shipping',
  ]);
});

test('columns that list as many are dealt out, and a sum belongs to what stands above', () => {
  const reading = tableOf(
    ['Feature', 'Stories', 'SP'],
    ['Login', '<p>Sign in</p><p>Sign out</p>', '<p>5</p><p>3</p>'],
    ['Export', '<ul><li>PDF</li><li>Excel</li></ul>', '8'],
  );
  const points = Object.fromEntries(reading.items.map((item) => [item.title, item.storyPoints]));
  expect(points).toEqual({ Login: null, 'Sign in': 5, 'Sign out': 3, Export: 8, PDF: null, Excel: null });
});

test('of several parents in one cell none is above the row alone', () => {
  const stories = '<ul><li>Fill a basket</li><li>Pay</li><li>Leave</li></ul>';
  const reading = tableOf(
    ['Epic', 'Features', 'Stories'],
    ['Selling', '<ul><li>Basket</li><li>Till</li></ul>', stories],
    ['Shipping', 'Labels', 'Print'],
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Selling',
    'FEATURE Basket < Selling',
    'FEATURE Till < Selling',
    'STORY Fill a basket < Selling',
    'STORY Pay < Selling',
    'STORY Leave < Selling',
    'EPIC Shipping',
    'FEATURE Labels < Shipping',
    'STORY Print < Labels',
  ]);
});

test('a title above its text, a sentence in parts and a row with its own key stay one item', () => {
  const reading = tableOf(
    ['Epic', 'User stories'],
    ['Selling', '<ul><li>As a clerk</li><li>I want a till</li><li>so that I can sell</li></ul>'],
    ['Selling', '<p><strong>Refund</strong><br/>Money goes back</p>'],
    ['Selling', '<p>Void</p><p>The last line is taken back. It is logged.</p>'],
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Selling',
    'STORY As a clerk I want a till so that I can sell < Selling',
    'STORY Refund < Selling',
    'STORY Void < Selling',
  ]);
  const keyed = tableOf(['ID', 'User story'], ['US-1', '<ul><li>Sell</li><li>with a receipt</li></ul>']);
  expect(treeOf(keyed)).toEqual(['STORY Sell']);
});

test('so are the stories of the one row that has some', () => {
  const stories = '<ul><li>As a skipper, I keep the log</li><li>As a mate, I want to see the tide</li></ul>';
  const reading = readingOf(
    `| ID | Features | Description | User stories |\n|---|---|---|---|\n| 1 | Log book | Pages | ${stories} |\n| 2 | Charts | Maps | - |\n| 3 | Radio | Calls | - |\n`,
  );
  expect(treeOf(reading)).toEqual([
    'FEATURE Log book',
    'STORY As a skipper, I keep the log < Log book',
    'STORY As a mate, I want to see the tide < Log book',
    'FEATURE Charts',
    'FEATURE Radio',
  ]);
});

test('a name above the sentence of its story is one item with all that its row says', () => {
  const reading = tableOf(
    ['Story', 'Acceptance criteria', 'Estimate'],
    [
      '<p><strong>US-11</strong> Book a berth</p><p>As a skipper, I want to book at sea so that I find a place.</p>',
      '<ol><li>By number</li><li>For a week</li></ol>',
      '5 points',
    ],
  );
  expect(reading.items).toMatchObject([
    { key: 'US-11', title: 'Book a berth', storyPoints: 5, acceptanceCriteria: ['By number', 'For a week'] },
  ]);
  expect(reading.items[0]?.description).toContain('As a skipper');
});

test.each([
  ['Sprint', 'Sprint 1'],
  ['Status', 'Done'],
])('several stories in one cell behind “%s” are read each', (column, value) => {
  const { items } = readingOf(
    `# Quay\n\n| ${column} | User stories |\n|---|---|\n| ${value} | Show the berths<br>Book a berth<br>Pay by card |\n`,
  );
  expect(items.map(({ title }) => title)).toEqual(['Show the berths', 'Book a berth', 'Pay by card']);
});

test('what stands below the one story of a cell is its text', () => {
  const { items } = readingOf(
    '# Quay\n\n| Sprint | User story |\n|---|---|\n| Sprint 1 | Show the berths<br>They are on the mole |\n',
  );
  expect(items).toMatchObject([{ title: 'Show the berths', description: 'They are on the mole' }]);
});
