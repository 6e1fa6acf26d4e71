import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const table = (head: string, keys: readonly [string, string, string]): string =>
  `| ${head} | Type | Work item | Belongs to | Points |\n| --- | --- | --- | --- | --- |\n` +
  `| ${keys[0]} | Epic | Berths | – | – |\n| ${keys[1]} | Story | See them | ${keys[0]} | 5 |\n| ${keys[2]} | Story | Close one | ${keys[0]} | 3 |\n`;

describe('a column in front of the titles, whatever it is called,', () => {
  test.each(['WB', 'WBS', 'Package'])('holds the ids of the rows where each has a key: “%s”', (head) => {
    const reading = readingOf(table(head, ['WB-1', 'WB-1.1', 'WB-1.2']));
    expect(treeOf(reading)).toEqual(['EPIC Berths', 'STORY See them < Berths', 'STORY Close one < Berths']);
    expect(itemTitled(reading, 'See them').key).toBe('WB-1.1');
  });

  test('holds them where the parents are named by its numbers', () => {
    expect(treeOf(readingOf(table('WBS', ['1', '2', '3'])))).toEqual([
      'EPIC Berths',
      'STORY See them < Berths',
      'STORY Close one < Berths',
    ]);
  });

  test('holds none where its keys are of several series, or stand twice', () => {
    for (const keys of [
      ['V8', 'US3', 'MP4'],
      ['V8', 'V9', 'V9'],
    ] as const) {
      const text = table('Engine', keys).replaceAll(/\| (?:V8|V9|MP4) \| (\d)/g, '| – | $1');
      expect(readingOf(text).items.map(({ key }) => key)).toEqual([null, null, null]);
    }
  });
});

test('keys of no known column make no table of items', () => {
  const rows = '| AB-1 | Warm and dry | North |\n| AB-2 | Cold and wet | South |\n';
  const reading = readingOf(`# Epic: Berths\n\n| Room | Description | Side |\n| --- | --- | --- |\n${rows}`);
  expect(treeOf(reading)).toEqual(['EPIC Berths']);
});
