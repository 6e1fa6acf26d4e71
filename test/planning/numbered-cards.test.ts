import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

describe('a card that is called by its number alone', () => {
  const itemsOf = (text: string) =>
    readingOf(text).items.map(({ kind, title, storyPoints, acceptanceCriteria }) => [
      kind,
      title,
      storyPoints,
      acceptanceCriteria.length,
    ]);

  test.each([
    [
      'in a paragraph',
      'Card 1\nStory: Moor a boat\nPoints: 5\nAcceptance tests:\n- by night\n\nCard 2\nStory: Leave\nPoints: 2\n',
    ],
    [
      'as a heading',
      '## Card 1\n\n**Story:** Moor a boat\n\n**Points:** 5\n\nAcceptance criteria:\n- by night\n\n## Card 2\n\n**Story:** Leave\n\n**Points:** 2\n',
    ],
    [
      'of a tracker',
      '### Ticket 4711\n- Title: Moor a boat\n- Type: Story\n- Points: 5\n- Acceptance criteria:\n  - by night\n\n### Ticket 4712\n- Title: Leave\n- Type: Story\n- Points: 2\n',
    ],
  ])('is the story that the line below it names: %s', (_where, text) => {
    expect(itemsOf(`# Harbour\n\n${text}`)).toEqual([
      ['STORY', 'Moor a boat', 5, 1],
      ['STORY', 'Leave', 2, 0],
    ]);
  });

  test('is the story that the sentence below it tells', () => {
    const item = (number: number, wish: string) =>
      `### Item ${number}\n**User story:** As a guest, I want to ${wish}.\n**Points:** 3\n\n`;
    expect(treeOf(readingOf(`# Backlog\n\n${item(1, 'moor')}${item(2, 'leave')}`))).toEqual([
      'STORY As a guest, I want to moor.',
      'STORY As a guest, I want to leave.',
    ]);
  });

  test('is none over anything else', () => {
    expect(outcomeOf('# Minutes\n\nItem 1\nOwner: Ann\n\nItem 2\nOwner: Bo\n').kind).toBe('refused');
  });
});

describe('a word for a kind in front of a bare key', () => {
  const block = (label: string, number: number, title: string) =>
    `**${label}:** FR-${number}\n**Title:** ${title}\n**Description:** Text.\n\n---\n\n`;

  test.each(['Requirement', 'Requirement no.', 'User story'])('labels the key of a title: %s', (label) => {
    const { items } = readingOf(
      `# Gauges\n\n${block(label, 12, 'Raise an alarm')}${block(label, 13, 'Compare')}`,
    );
    expect(items).toMatchObject([
      { kind: 'STORY', key: 'FR-12', title: 'Raise an alarm' },
      { kind: 'STORY', key: 'FR-13', title: 'Compare' },
    ]);
  });

  test('below a title says where the story comes from', () => {
    const { items } = readingOf(
      '# Gauges\n\nTitle: Raise an alarm\nType: Story\nRequirement: FR-12\nPoints: 3\n',
    );
    expect(items).toMatchObject([{ key: null, title: 'Raise an alarm' }]);
  });
});
