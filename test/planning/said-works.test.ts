import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

const cards = '## Up next\n\n- Mend a kite\n- Lend a kite\n\n## Done\n\n- Sell a kite\n';
const stories = ['STORY Mend a kite', 'STORY Lend a kite', 'STORY Sell a kite'];

describe('what a document says that each of its cards or bullets is', () => {
  test.each([
    'Every card is a user story.',
    'Each bullet below is a story.',
    'Copied from the board. All cards on it are gone there. The cards below are user stories, most of them small.',
    'Cards = stories',
    'Each item below is an atomic story (one screen).',
    'Jeder Eintrag ist eine Story.',
    'Alle Punkte auf diesem Board sind User Storys.',
    'Chaque carte est une user story.',
    'Cada tarjeta es una historia de usuario.',
    'Ogni scheda è una user story.',
    'Cada cartão é uma história de usuário.',
    'Elke kaart is een user story.',
    'Każda karta to historyjka użytkownika.',
    'Каждая карточка — это пользовательская история.',
    'Her kart bir kullanıcı hikâyesidir.',
    'Mỗi thẻ là một user story.',
    '每张卡片都是一个用户故事。',
    '各カードは1つのユーザーストーリーです。',
    '각 카드는 하나의 사용자 스토리입니다.',
  ])('“%s” makes them items', (sentence) => {
    expect(treeOf(readingOf(`# Kite board\n\n${sentence}\n\n${cards}`))).toEqual(stories);
  });

  test('also in a section of its own, without a title, and as a label', () => {
    expect(treeOf(readingOf(`## How to read this\n\nEvery card is a story.\n\n${cards}`))).toEqual(stories);
    expect(treeOf(readingOf(`Every card is a story.\n\n${cards}`))).toEqual(stories);
    expect(treeOf(readingOf('Each bullet below is a story:\n\n- Mend a kite\n- Lend a kite\n'))).toEqual(
      stories.slice(0, 2),
    );
  });

  test('says nothing of what stands before it, nor of what is part of a card', () => {
    const text = `# Kite board\n\n- Moved last week\n- Ask Ann\n\nEvery card is a story.\n\n${cards}  - [ ] with its tail\n`;
    expect(treeOf(readingOf(text))).toEqual(stories);
  });

  test('tells epics and features from what they hold', () => {
    const text =
      '# Kites\n\nEach heading is an epic, each bullet below it a story.\n\n## Workshop\n\n- Mend a kite\n\n## Shop\n\n- Sell a kite\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Workshop',
      'STORY Mend a kite < Workshop',
      'EPIC Shop',
      'STORY Sell a kite < Shop',
    ]);
  });

  test('means headings where a board was copied with one for each card', () => {
    const text =
      '# Kites\n\nEvery card is a story.\n\n## Doing\n\n### Mend a kite\n\n- [ ] the tail holds\n\n## Done\n\n### Sell a kite\n\nIn the shop.\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY Mend a kite', 'STORY Sell a kite']);
  });

  test('holds for the rows of a table', () => {
    const text =
      '# Kites\n\nEach row is a user story.\n\n| What | Who |\n|---|---|\n| Mend a kite | Ann |\n| Lend a kite | Bo |\n';
    expect(treeOf(readingOf(text))).toEqual(stories.slice(0, 2));
  });

  test.each([
    'Not every card is a story.',
    'No card is a story.',
    'Each card is a story point.',
    'Each card with a red label is a story.',
    'Each card is part of a story.',
    'Jede Karte ist keine Story.',
    'Every card has a story.',
  ])('“%s” says nothing of the kind', (sentence) => {
    expect(outcomeOf(`# Kite board\n\n${sentence}\n\n${cards}`).kind).toBe('refused');
  });
});
