import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

describe('a label at the end of a paragraph', () => {
  test.each([
    ['Nobody knows.', ' Acceptance criteria:'],
    ['Nobody knows!', ' **Acceptance criteria:**'],
    ['**Nobody** knows.', ' **Acceptance criteria**:'],
    ['Nobody knows (yet).', ' AC:'],
    ['Niemand weiß es.', ' Akzeptanzkriterien:'],
    ['Personne ne sait.', ' Critères d’acceptation :'],
    ['誰も知りません。', '受け入れ基準：'],
    ['Никто не знает.', ' Критерии приёмки:'],
  ])('heads the list below: “%s%s”', (text, label) => {
    const reading = readingOf(`# Story: Pay\n\n${text}${label}\n\n- By card\n- In cash\n`);
    expect(itemTitled(reading, 'Pay')).toMatchObject({
      acceptanceCriteria: ['By card', 'In cash'],
      description: text,
    });
  });

  test('is read in an entry as well', () => {
    const reading = readingOf(
      '# Plan\n\n- US-1 Pay by card. Acceptance criteria:\n  - It beeps\n  - It prints\n',
    );
    expect(reading.items.map(({ title, acceptanceCriteria }) => [title, acceptanceCriteria])).toEqual([
      ['Pay by card.', ['It beeps', 'It prints']],
    ]);
  });

  test('says what the entries below are', () => {
    const reading = readingOf('# Epic: Shop\n\nAll that we sell. Stories:\n\n- Pay by card\n- Pay in cash\n');
    expect(treeOf(reading)).toEqual(['EPIC Shop', 'STORY Pay by card < Shop', 'STORY Pay in cash < Shop']);
    expect(reading.items.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  test('is none where a sentence only ends so', () => {
    const reading = readingOf(
      '# Story: Pay\n\nWe asked Ann. She named these criteria of hers:\n\n- By card\n',
    );
    expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual([]);
  });
});

describe('brackets behind a number', () => {
  test.each(['Story, epic SH-1', 'Story, epic SH-1, high', 'Epic: SH-1', 'Feature SH-1'])(
    'name the parent: “(%s)”',
    (aside) => {
      const kind = aside.startsWith('Feature') ? 'Feature' : 'Epic';
      const other = '### Epic: Other\n\n';
      const reading = readingOf(
        `# Plan\n\n## ${kind} SH-1: Shop\n\n${other}- Story SH-2 (${aside}): Pay by card\n`,
      );
      expect(treeOf(reading)).toContain('STORY Pay by card < Shop');
    },
  );
});
