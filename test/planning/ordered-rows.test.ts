import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const table = (...rows: readonly string[]): string =>
  `# Product backlog\n\n| Priority | Type | Feature / story | Points |\n|---|---|---|---|\n${rows.map((row) => `| ${row} | 3 |\n`).join('')}`;
const features = ['Lend', 'Steer', 'Wash', 'Mend', 'Store'];
const ranked = features.map((name, at) => `${at + 1} | Feature | ${name}`);

describe('numbers of which no two rows have the same', () => {
  test('are an order, and no priorities', () => {
    const reading = readingOf(table(...ranked, '6 | Feature | Sell'));
    expect(reading.items.map(({ priority }) => priority)).toEqual(Array(6).fill(null));
    expect(itemTitled(reading, 'Sell').attributes).toEqual({ Priority: '6' });
    expect(reading.warnings).toEqual([]);
  });

  test('put no row below the one above it, where hardly one groups others', () => {
    const reading = readingOf(table(...ranked, '6 | Enhancement | Ring a bell', '7 | Story | Sell'));
    expect(treeOf(reading).slice(5)).toEqual(['STORY Ring a bell', 'STORY Sell']);
    const grouped = readingOf(
      table(
        '1 | Feature | Lend',
        '2 | Story | Ask',
        '3 | Story | Give',
        '4 | Feature | Steer',
        '5 | Story | Turn',
      ),
    );
    expect(treeOf(grouped)).toEqual([
      'FEATURE Lend',
      'STORY Ask < Lend',
      'STORY Give < Lend',
      'FEATURE Steer',
      'STORY Turn < Steer',
    ]);
  });
});

test('numbers that come again are priorities', () => {
  const reading = readingOf(table(...features.map((name) => `2 | Feature | ${name}`)));
  expect(reading.items.map(({ priority }) => priority)).toEqual(Array(5).fill(2));
});
