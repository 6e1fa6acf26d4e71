import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const prefixes = ['ИС-', 'ТЗ-', 'ФТ-АВТ-0', 'ΑΠ-', '会员-', '課金-', '예약-'];

function keyedTree(text: string): readonly string[] {
  return readingOf(text).items.map(({ kind, key, title }) => `${kind} ${key} ${title}`);
}

describe.each(prefixes)('a key whose letters are of another script: %s1', (prefix) => {
  const stories = [`STORY ${prefix}1 Pay`, `STORY ${prefix}2 Refund`];

  test('is known in tables, and outside them where these count it', () => {
    const text = `# Shop\n\n## Epic: Till\n\n| ID | Story | Points |\n|---|---|---|\n| ${prefix}1 | Pay | 3 |\n| ${prefix}2 | Refund | 5 |\n\n**${prefix}3. Tip** — 2 SP\n\nAs a guest, I want to tip so that I can thank.\n`;
    expect(keyedTree(text)).toEqual(['EPIC null Till', ...stories, `STORY ${prefix}3 Tip`]);
  });

  test('is known in headings that tell stories, and in what these depend on', () => {
    const told = 'As a guest, I want to pay so that I can go.';
    const text = `# Shop\n\n## Epic: Till\n\n### ${prefix}1 Pay\n\n${told}\n\n### ${prefix}2: Refund\n\n${told}\n\nDepends on: ${prefix}1\n`;
    const { items } = readingOf(text);
    expect(keyedTree(text)).toEqual(['EPIC null Till', ...stories]);
    expect(items[2]?.dependsOn).toEqual([items[1]?.id]);
  });

  test('is none of an item where several of them are listed', () => {
    const text = `# Shop\n\n## Epic: Till\n\n| ID | Story |\n|---|---|\n| ${prefix}1 | Pay |\n| ${prefix}2 | Refund |\n\n| Sprint | Stories |\n|---|---|\n| 1 | ${prefix}1 – ${prefix}2 |\n| 2 | ${prefix}1, ${prefix}2 |\n`;
    expect(keyedTree(text)).toEqual(['EPIC null Till', ...stories]);
  });
});

test.each([
  ['Эпик-1', 'История-1'],
  ['史诗-1', '故事-1'],
  ['エピック-1', 'ストーリー-1'],
  ['에픽-1', '스토리-1'],
])('a word for a kind may be the letters of a key: %s', (epic, story) => {
  expect(treeOf(readingOf(`# Shop\n\n## ${epic}: Till\n\n### ${story}: Pay\n`))).toEqual([
    'EPIC Till',
    'STORY Pay < Till',
  ]);
});

test.each(['Спринт-2: Касса', 'до 5 минут', 'Модуль-2: Касса', '阶段-2 收银', '版本-2', '備考-1 メモ'])(
  'words before a number are no key: %s',
  (heading) => {
    const text = `# Shop\n\n## ${heading}\n\nText.\n\n## Epic: Till\n\n- Story: Pay\n`;
    expect(treeOf(readingOf(text))).toEqual(['EPIC Till', 'STORY Pay < Till']);
  },
);

test('a key may have a digit in the letters of its project', () => {
  const text =
    '# Plan\n\n**B2B-5**\n\nAs a buyer, I want to pay.\n\n**B2B-6**\n\nAs a buyer, I want to return.\n';
  expect(readingOf(text).items).toMatchObject([
    { kind: 'STORY', key: 'B2B-5' },
    { kind: 'STORY', key: 'B2B-6' },
  ]);
});

test.each(['EPİK-1', 'Epik-1', 'EPOPEA-1', 'ÉPOPÉE-1', 'ЭПОПЕЯ-1', 'Épopée-1'])(
  'so may one with accents or of another language: %s',
  (epic) => {
    const text = `# Shop\n\n## ${epic}: Till\n\n### US-1: Pay\n\n## ${epic.replace('1', '2')}: Queue\n`;
    expect(treeOf(readingOf(text))).toEqual(['EPIC Till', 'STORY Pay < Till', 'EPIC Queue']);
  },
);
