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
