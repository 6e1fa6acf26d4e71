import { describe, expect, test } from 'vitest';
import { readPlan } from '../../src/planning/read-plan.ts';
import { documentKey, itemTitled, organizationId, outcomeOfStorage, read, readingOf } from './reading.ts';

const properties = (rows: readonly (readonly [string, string])[]): string =>
  `<ac:structured-macro ac:name="details"><ac:rich-text-body><table><tbody>${rows.map(([label, value]) => `<tr><th>${label}</th><td>${value}</td></tr>`).join('')}</tbody></table></ac:rich-text-body></ac:structured-macro>`;
const status =
  '<ac:structured-macro ac:name="status"><ac:parameter ac:name="title">IN DISCOVERY</ac:parameter></ac:structured-macro>';

const pageOf = (text: string) =>
  read(
    readPlan(
      { notation: 'CONFLUENCE_STORAGE', text },
      { organizationId, documentKey, title: 'Epic: Lend books' },
    ),
  );

describe('the properties of a page', () => {
  test('are fields of the epic that its title names, most of them without a known name', () => {
    const reading = pageOf(
      `${properties([
        ['Driver', 'Ann'],
        ['Status', status],
        ['Go-live', '<time datetime="2027-02-15" />'],
      ])}<p>Fewer calls.</p><h2>Stories</h2><ul><li>Reserve a book</li></ul>`,
    );
    expect(itemTitled(reading, 'Lend books')).toMatchObject({
      status: 'IN DISCOVERY',
      attributes: { Driver: 'Ann', 'Go-live': '2027-02-15' },
      description: 'Fewer calls.',
    });
  });

  test('may be one row', () => {
    const { storyPoints } = itemTitled(
      pageOf(`<h2>Story: Reserve a book</h2>${properties([['Story points', '3']])}`),
      'Reserve a book',
    );
    expect(storyPoints).toBe(3);
  });

  test('stay text where none has a known name', () => {
    const reading = pageOf(
      `${properties([
        ['Herring', 'a fish'],
        ['Oak', 'a tree'],
      ])}<h2>Stories</h2><ul><li>Reserve a book</li></ul>`,
    );
    expect(itemTitled(reading, 'Lend books').description).toContain('Herring');
  });

  test('are listed once, for what they are, where they belong to no item', () => {
    const box = properties([
      ['Version', '0.8'],
      ['Author', 'Ann'],
    ]).replace('<ac:rich', '<ac:parameter ac:name="title">Who did what</ac:parameter><ac:rich');
    const { coverage } = read(
      outcomeOfStorage(`${box}<h1>Stories</h1><ul><li>Reserve a book</li></ul><h1>Notes on it</h1>`),
    );
    expect(coverage.map(({ heading, reason }) => [heading, reason])).toContainEqual([
      'Who did what',
      'Its table gives fields, and no item stands above it that they could belong to.',
    ]);
    expect(coverage.filter(({ heading }) => heading === 'Who did what')).toHaveLength(1);
  });
});

test('the only heading of a document is no title behind items', () => {
  const { coverage } = readingOf(
    '| Key | Story | Points |\n| --- | --- | --- |\n| US-1 | Reserve a book | 3 |\n| US-2 | Renew a loan | 5 |\n\n### Remarks for Bob\n\nAll is well.\n',
  );
  expect(coverage.map(({ reason }) => reason)).toEqual([
    'Nothing says that this heading names an item, and it holds no stories of its own.',
  ]);
});
