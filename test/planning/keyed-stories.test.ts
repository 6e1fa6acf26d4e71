import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const epic = '## Epic B: Berths\n\n';
const rows = '| US-B1 | See the berths | Pilot | 5 |\n| US-B2 | Close a berth | Clerk | 3 |\n';
const table = `| Ref | What we need | Who | SP |\n| --- | --- | --- | --- |\n${rows}`;

describe('rows with keys of stories below columns of which none names them', () => {
  test('are stories that stand nowhere else, with one warning', () => {
    const reading = readingOf(`${epic}${table}`);
    expect(treeOf(reading)).toEqual([
      'EPIC Berths',
      'STORY See the berths < Berths',
      'STORY Close a berth < Berths',
    ]);
    expect(itemTitled(reading, 'See the berths')).toMatchObject({
      key: 'US-B1',
      storyPoints: 5,
      warnings: [{ code: 'KIND_GUESSED' }],
    });
    expect(itemTitled(reading, 'Close a berth').warnings).toEqual([]);
  });

  test('only tell of stories that another table or a heading names', () => {
    const named = '| ID | User story |\n| --- | --- |\n| US-B1 | Board |\n| US-B2 | Lock |\n';
    const headings =
      '### US-B1 Board\n\nAs a pilot, I want a board.\n\n### US-B2 Lock\n\nAs a clerk, I want a lock.\n';
    for (const stories of [named, headings])
      expect(treeOf(readingOf(`${epic}${stories}\n## What we learned\n\n${table}`))).toEqual([
        'EPIC Berths',
        'STORY Board < Berths',
        'STORY Lock < Berths',
      ]);
  });

  test('need points where the letters may as well be those of rules', () => {
    const ranked = (prefix: string, column: string, value: string): string =>
      `${epic}| Ref | What holds | ${column} |\n| --- | --- | --- |\n| ${prefix}-1 | Close at ten | ${value} |\n| ${prefix}-2 | Open at six | ${value} |\n`;
    expect(readingOf(ranked('BR', 'Priority', 'Must')).items).toHaveLength(1);
    expect(readingOf(ranked('US', 'Priority', 'Must')).items).toHaveLength(3);
    expect(readingOf(ranked('BR', 'SP', '3')).items).toHaveLength(3);
  });

  test('are none without points, a priority or criteria, or beside a column of risks', () => {
    for (const head of ['| Ref | What we need | Who | Room |', '| Ref | What may happen | Mitigation | SP |'])
      expect(treeOf(readingOf(`${epic}${head}\n| --- | --- | --- | --- |\n${rows}`))).toEqual([
        'EPIC Berths',
      ]);
  });
});
