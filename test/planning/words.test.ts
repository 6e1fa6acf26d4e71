import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { words } from '../../src/planning/words/words.ts';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const folder = join(import.meta.dirname, '../../src/planning');
/** What the reader is made of beside the languages, without comments. */
const code = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('fold.ts'))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
  .filter(({ text }) => !text.includes('satisfies LanguageWords'))
  .map(({ name, text }) => ({ name, text: text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '') }));

function list(text: string): string[] {
  return text.split(';').map((word) => word.trim());
}

describe('the words of human languages', () => {
  test('stand in the table of languages alone', () => {
    // Signs of numbers and of repetition are no words.
    const found = code.flatMap(({ name, text }) =>
      (text.match(/[^\P{L}a-zA-Z々第]+/gu) ?? []).map((letters) => `${name}: ${letters}`),
    );
    expect(code.length).toBeGreaterThan(50);
    expect(found).toEqual([]);
  });

  test.each(words.flatMap(({ statuses }) => list(statuses)))('“%s” is a status behind a title', (status) => {
    const reading = readingOf(`# Epic: Shop\n\n## Story: Pay by card (${status})\n`);
    expect(itemTitled(reading, 'Pay by card').status).toBe(status);
  });

  test.each(words.flatMap(({ dittos }) => list(dittos)))(
    '“%s” in a cell says the one above again',
    (ditto) => {
      const reading = readingOf(
        `| Epic | User story |\n| --- | --- |\n| Shop | Pay by card |\n| ${ditto} | Send a receipt |\n`,
      );
      expect(treeOf(reading)).toEqual([
        'EPIC Shop',
        'STORY Pay by card < Shop',
        'STORY Send a receipt < Shop',
      ]);
    },
  );

  test.each(['Größe', 'Schätzung', 'Taille', 'Tamaño', 'Inschatting', 'Wycena', '見積もり'])(
    '“%s: 5” in brackets gives points',
    (label) => {
      const reading = readingOf(`# Epic: Shop\n\n## Story: Pay by card (${label}: 5)\n`);
      expect(itemTitled(reading, 'Pay by card').storyPoints).toBe(5);
    },
  );
});

describe('Chinese words in traditional signs', () => {
  test.each([
    ['**故事點數：** 8', { storyPoints: 8 }],
    ['**預估點數：** 8', { storyPoints: 8 }],
    ['**估計：** 8 點', { storyPoints: 8 }],
    ['**工作量：** 8 點', { storyPoints: 8 }],
    ['**優先級：** 高', { priority: 2 }],
    ['**優先順序：** 緊急', { priority: 1 }],
    ['**狀態：** 待測試', { status: '待測試' }],
    ['**標籤：** 付款、手機', { labels: ['付款', '手機'] }],
    ['**驗收標準：**\n\n- 可以刷卡\n- 可以退款', { acceptanceCriteria: ['可以刷卡', '可以退款'] }],
    ['**允收標準：**\n\n- 可以刷卡', { acceptanceCriteria: ['可以刷卡'] }],
  ])('give fields: “%s”', (text, fields) => {
    const reading = readingOf(`# 史詩：商店\n\n## 使用者故事：付款\n\n${text}\n`);
    expect(reading.items[1]).toMatchObject({ title: '付款', kind: 'STORY', attributes: {}, ...fields });
  });

  test('name columns, kinds and the sentences of stories', () => {
    const table =
      '| 編號 | 使用者故事 | 故事點數 | 優先級 |\n|---|---|---|---|\n| US-1 | 身為會員，我想要付款，以便離開 | 5 | 低 |\n';
    const [item] = readingOf(`# 產品待辦清單\n\n${table}`).items;
    expect(item).toMatchObject({ key: 'US-1', storyPoints: 5, priority: 4 });
    const outcome = readingOf('## 衝刺計畫\n\n- 作為會員，我能夠付款\n- 作為店員，我需要退款\n');
    expect(outcome.items).toHaveLength(2);
  });

  test('do not change what an item is known by', () => {
    const [a, b] = ['開單', '开单'].map((title) => readingOf(`## Story: ${title}\n`).items[0]);
    expect(a?.id).not.toBe(b?.id);
  });
});

test('German words are known as they are typed without umlauts', () => {
  const text =
    '# Faehre\n\n## Aenderungsverlauf\n\n- Keiner\n\n## User Stories\n\n### Platz buchen\n\n**Als** Gast\n**moechte ich** buchen\n**damit** ich mitfahre.\n\nPrioritaet: hoechste\nSchaetzung (SP): 5\n\n### Platz tauschen\n\nAls Gast wuerde ich gern tauschen.\n\nAbhaengigkeiten: Platz buchen\n';
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual(['STORY Platz buchen', 'STORY Platz tauschen']);
  const first = itemTitled(reading, 'Platz buchen');
  expect(first).toMatchObject({ priority: 1, storyPoints: 5 });
  expect(itemTitled(reading, 'Platz tauschen').dependsOn).toEqual([first.id]);
});
