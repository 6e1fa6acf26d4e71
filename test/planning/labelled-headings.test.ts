import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

describe('headings below a label that says what they are', () => {
  test('are that, whether they have criteria, a text or nothing', () => {
    const reading = readingOf(
      '# Plan\n\n### Epic A – Lend\n\n**User stories**\n\n#### Reserve a book\n\n*Acceptance criteria*\n\n- One a day\n\n#### Renew a loan\n\nTwice at most.\n\n#### Return a book\n\n### Epic B – Pay\n\nIn cash.\n',
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Lend',
      'STORY Reserve a book < Lend',
      'STORY Renew a loan < Lend',
      'STORY Return a book < Lend',
      'EPIC Pay',
    ]);
    expect(itemTitled(reading, 'Reserve a book').acceptanceCriteria).toEqual(['One a day']);
    expect(reading.items.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  test('have their numbers for keys', () => {
    const reading = readingOf(
      '# Plan\n\n## Epic A – Lend\n\n**User stories**\n\n### A1. Reserve a book\n\nBy phone.\n\n### A2. Renew a loan\n\n## Epic B – Pay\n\n**User stories**\n\n### B1. Pay a fine\n\n## Sizing\n\n| Story | Points |\n| --- | --- |\n| A1 | 3 |\n| A2 | 5 |\n| B1 | 2 |\n',
    );
    expect(reading.items.map(({ key, title, storyPoints }) => [key, title, storyPoints])).toEqual([
      [null, 'Lend', null],
      ['A1', 'Reserve a book', 3],
      ['A2', 'Renew a loan', 5],
      [null, 'Pay', null],
      ['B1', 'Pay a fine', 2],
    ]);
  });

  test('are none behind what stands below the label', () => {
    const reading = readingOf(
      '# Plan\n\n## Epic: Lend\n\n**User stories**\n\n- Reserve a book\n- Renew a loan\n\n### Screens\n\nSee the wall.\n',
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Lend',
      'STORY Reserve a book < Lend',
      'STORY Renew a loan < Lend',
    ]);
  });

  test('are none on the level of the heading around it', () => {
    const reading = readingOf(
      '# Plan\n\n## Story: Reserve a book\n\n**User stories**\n\n## Screens\n\nSee the wall.\n',
    );
    expect(treeOf(reading)).toEqual(['STORY Reserve a book']);
  });
});

describe('headings of nothing but keys of words', () => {
  const heading = (key: string, field: string): string =>
    `## ${key}\n\n**${field}:** P2\n**Goal:** Row at night.\n\n`;
  const text = (field: string): string =>
    `# Log\n\n${heading('T-BOAT-LIGHT', field)}${heading('T-OAR-2ND-LATER', field)}`;

  test('are stories where each has a priority, and it is told', () => {
    const reading = readingOf(text('Priority'));
    expect(treeOf(reading)).toEqual(['STORY T-BOAT-LIGHT', 'STORY T-OAR-2ND-LATER']);
    expect(reading.items.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
      'STORY_GUESSED',
      'STORY_GUESSED',
    ]);
  });

  test('are none where nothing ranks them', () => {
    expect(outcomeOf(text('Owner'))).toMatchObject({ fault: 'NO_ITEMS' });
  });
});
