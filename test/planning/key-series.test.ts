import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const told = (key: string, title: string, goal: string): string =>
  `### ${key} ${title}\n\nAs a reader, I want to ${goal} so that I am done.\n\n**Acceptance criteria**\n- It works\n\n`;

const measured = (key: string, title: string): string =>
  `### ${key}: ${title}\n- Priority: P1\n- Acceptance: It works\n\n`;

describe('headings with keys that tell stories', () => {
  const stories = told('H-01', 'Find a book', 'find a book') + told('H-02', 'Keep a book', 'keep a book');

  test.each(['Persona: Hanna (Reader)', 'Requirements', 'Personas', 'Readers'])(
    'are stories below “%s”',
    (heading) => {
      expect(treeOf(readingOf(`# Library\n\n## ${heading}\n\n${stories}`))).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^STORY Find a book/),
          expect.stringMatching(/^STORY Keep a book/),
        ]),
      );
    },
  );

  test('are stories where other series count them and this one does not', () => {
    const text =
      `# Tickets\n\n## Shelves\n\n${measured('SHELF-001', 'Count books')}${measured('SHELF-002', 'Sort books')}` +
      `## Desk and cards\n\n${measured('DESK-001', 'Lend a book')}${measured('CARD-002', 'Print a card')}`;
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Shelves',
      'STORY Count books < Shelves',
      'STORY Sort books < Shelves',
      'FEATURE Desk and cards',
      'STORY Lend a book < Desk and cards',
      'STORY Print a card < Desk and cards',
    ]);
  });

  test('keep their key where they have no fellows of any series', () => {
    const text = `# Library\n\n## Shelves\n\n${told('COVID-19', 'rules', 'see the rules')}`;
    expect(treeOf(readingOf(text))).toEqual(['FEATURE Shelves', 'STORY COVID-19 rules < Shelves']);
  });
});
