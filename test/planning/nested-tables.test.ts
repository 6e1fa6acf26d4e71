import { expect, test } from 'vitest';
import { outcomeOfStorage, read, treeOf } from './reading.ts';

const row = (tag: string, cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
const table = (header: readonly string[], ...rows: readonly (readonly string[])[]): string =>
  `<table><tbody>${row('th', header)}${rows.map((cells) => row('td', cells)).join('')}</tbody></table>`;

const port = [
  ['Book a berth', '5'],
  ['See the tide', '3'],
];
const office = [['Send the bill', '2']];

test.each([
  ['Epic', 'Stories', ['Title', 'Points'], ['Title', 'SP']],
  ['Epic', 'What', ['Story', 'Points'], ['Story', 'Points']],
])('tables of items in the cells of one hold items beside its rows: %s | %s', (above, label, one, other) => {
  const reading = read(
    outcomeOfStorage(
      table(
        [above, label, 'Owner'],
        ['Berths', table(one, ...port), 'Ann'],
        ['Fees', table(other, ...office), 'Bob'],
        ['Later', '', 'Bob'],
      ),
    ),
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Berths',
    'STORY Book a berth < Berths',
    'STORY See the tide < Berths',
    'EPIC Fees',
    'STORY Send the bill < Fees',
    'EPIC Later',
  ]);
  expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 5, 3, null, 2, null]);
});

test('a table in a cell for titles that says nothing of its columns is warned of', () => {
  const bare = (rows: readonly (readonly string[])[]): string =>
    `<table><tbody>${rows.map((cells) => row('td', cells)).join('')}</tbody></table>`;
  const { warnings } = read(
    outcomeOfStorage(
      table(['Epic', 'Stories'], ['Berths', bare(port)], ['Fees', bare([...office, ...port])]),
    ),
  );
  expect(warnings.map(({ code }) => code)).toContain('TABLE_NOT_READ');
});

test('a bold paragraph in a cell names the epic of its row, and those behind it tell of that', () => {
  const { items } = read(
    outcomeOfStorage(
      table(
        ['Epic', 'User story'],
        ['<p><strong>Berths</strong></p><p>Guests stay over night.</p>', 'Book a berth'],
        ['<p><strong>Fees</strong></p>', 'Send the bill'],
      ),
    ),
  );
  expect(items).toMatchObject([
    { kind: 'EPIC', title: 'Berths', description: 'Guests stay over night.' },
    { title: 'Book a berth' },
    { kind: 'EPIC', title: 'Fees', description: '' },
    { title: 'Send the bill' },
  ]);
});

test.each([
  '<tr><th>Points</th><td>2</td></tr>',
  '<tr><th>Điểm</th><td>2</td></tr><tr><th>Người làm</th><td>Hà</td></tr>',
])('names at the head of the rows of a table in a cell are fields where one of them is known: %s', (rows) => {
  const cell = `<table><tbody>${rows}</tbody></table>`;
  const { items } = read(
    outcomeOfStorage(
      `<h1>Plan</h1><table><tbody><tr><th>Epic</th><th>Story</th><th>Details</th></tr><tr><td>Shop</td><td>Pay</td><td>${cell}</td></tr></tbody></table>`,
    ),
  );
  expect(items).toMatchObject([{ title: 'Shop' }, { title: 'Pay', storyPoints: 2 }]);
});
