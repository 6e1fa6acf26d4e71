import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

function table(...rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return [head, `|${'---|'.repeat(rows[0]?.length ?? 0)}`, ...body, ''].join('\n');
}

describe('a table with a column called after a kind', () => {
  test.each([
    ['Epic', 'EPIC'],
    ['Epics', 'EPIC'],
    ['Enabler', 'ENABLER'],
    ['User story', 'STORY'],
  ])('is one of items beside columns of any name: “%s | Theme”', (label, kind) => {
    const rows = [
      [label, 'Theme'],
      ['Checkout', 'Revenue'],
      ['Catalogue', 'Discovery'],
    ];
    expect(treeOf(readingOf(`# Bookshop\n\n${table(...rows)}`))).toEqual([
      `${kind} Checkout`,
      `${kind} Catalogue`,
    ]);
    expect(treeOf(readingOf(`# Bookshop\n\n${table(...rows.map((row) => row.toReversed()))}`))).toEqual([
      `${kind} Checkout`,
      `${kind} Catalogue`,
    ]);
  });
});

describe('a table that may be one of items and is not read', () => {
  const compared = table(['Feature', 'Basic', 'Plus'], ['Export', 'no', 'yes'], ['Alarms', 'no', 'yes']);

  test('is told of', () => {
    expect(readingOf(`# Bookshop\n\n- Story: Pay\n\n${compared}`).warnings).toMatchObject([
      { code: 'TABLE_NOT_READ', location: { line: 5 } },
    ]);
  });

  test('is told of where nothing else is planned', () => {
    expect(outcomeOf(`# Bookshop\n\n${compared}`)).toMatchObject({
      kind: 'refused',
      fault: 'NO_ITEMS',
      location: { line: 3 },
    });
  });

  test('is not where its rows are items of other places', () => {
    expect(readingOf(`# Bookshop\n\n- Feature: Export\n- Feature: Alarms\n\n${compared}`).warnings).toEqual(
      [],
    );
  });

  test('is not where its columns tell of something else', () => {
    const risks = table(['Feature', 'Risk'], ['Export', 'Too slow'], ['Alarms', 'Too many']);
    expect(
      readingOf(`# Bookshop\n\n- Story: Pay\n\n${risks}`).warnings.filter(
        ({ code }) => code === 'TABLE_NOT_READ',
      ),
    ).toEqual([]);
  });
});
