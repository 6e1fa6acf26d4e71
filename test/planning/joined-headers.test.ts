import { describe, expect, test } from 'vitest';
import { outcomeOfStorage, read, treeOf } from './reading.ts';

const storage = (...rows: readonly string[]) =>
  read(outcomeOfStorage(`<table><tbody>${rows.map((row) => `<tr>${row}</tr>`).join('')}</tbody></table>`));

describe('a header of two rows', () => {
  test('names its columns in the second, or in both', () => {
    const reading = storage(
      '<th rowspan="2">User story</th><th colspan="2">Estimate</th>',
      '<th>Story points</th><th>Days</th>',
      '<td>Bake bread</td><td>5</td><td>3</td>',
      '<td>Bake cake</td><td>3</td><td>2</td>',
    );
    expect(reading.items).toMatchObject([
      { kind: 'STORY', title: 'Bake bread', storyPoints: 5 },
      { kind: 'STORY', title: 'Bake cake', storyPoints: 3 },
    ]);
  });

  test('may have nothing but groups in the first', () => {
    const reading = storage(
      '<th colspan="2">What</th><th colspan="2">Estimate</th>',
      '<th>ID</th><th>User story</th><th>SP</th><th>Days</th>',
      '<td>US-1</td><td>Bake bread</td><td>5</td><td>3</td>',
    );
    expect(reading.items).toMatchObject([{ key: 'US-1', title: 'Bake bread', storyPoints: 5 }]);
  });

  test('says with a group of which kind its columns are', () => {
    const reading = storage(
      '<th colspan="2">Epic</th><th colspan="2">Story</th>',
      '<th>ID</th><th>Title</th><th>ID</th><th>Title</th>',
      '<td>EP-1</td><td>Ovens</td><td>US-1</td><td>Bake bread</td>',
      '<td>EP-1</td><td>Ovens</td><td>US-2</td><td>Bake cake</td>',
    );
    expect(treeOf(reading)).toEqual(['EPIC Ovens', 'STORY Bake bread < Ovens', 'STORY Bake cake < Ovens']);
  });
});

describe('a header', () => {
  const names = '<th>Story</th><th>SP</th><th>Who</th>';
  const bread = '<td>Bake bread</td><td>5</td><td>Ann</td>';
  const cake = '<td>Sell cake</td><td>3</td><td>Ben</td>';
  const items = ['EPIC Bakery', 'STORY Bake bread < Bakery', 'EPIC Shop', 'STORY Sell cake < Shop'];

  test('may stand below the epic of its first rows, and come back', () => {
    const rows = [
      '<th colspan="3">Epic: Bakery</th>',
      names,
      bread,
      '<th colspan="3">Epic: Shop</th>',
      names,
      cake,
    ];
    expect(treeOf(storage(...rows))).toEqual(items);
  });

  test('may come back above the next epic', () => {
    const rows = [
      names,
      '<td colspan="3">Epic: Bakery</td>',
      bread,
      names,
      '<td colspan="3">Epic: Shop</td>',
      cake,
    ];
    expect(treeOf(storage(...rows))).toEqual(items);
  });
});
