import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

describe('cards of “Key: value” lines', () => {
  const twoStories = ['EPIC Booking', 'STORY Choose an office < Booking', 'STORY Cancel < Booking'];

  test.each([
    ['a key first', 'ID: US-01\nStory: Choose an office\nPoints: 5\n\nID: US-02\nStory: Cancel\nPoints: 2\n'],
    ['a title first', 'Title: Choose an office\nPoints: 5\n\nTitle: Cancel\nPoints: 2\n'],
    [
      'a key of the project',
      'Key: OFF-4\nTitle: Choose an office\nPoints: 5\n\nKey: OFF-5\nTitle: Cancel\nPoints: 2\n',
    ],
    [
      'one list of all',
      '- **ID**: US-01\n- **Title**: Choose an office\n- **Points**: 5\n- **ID**: US-02\n- **Title**: Cancel\n- **Points**: 2\n',
    ],
    ['the kind first', '- Story: Choose an office\n- Points: 5\n- Story: Cancel\n- Points: 2\n'],
    [
      'an entry each',
      '- ID: US-01\n  Story: Choose an office\n  Points: 5\n\n- ID: US-02\n  Story: Cancel\n  Points: 2\n',
    ],
  ])('that follow each other below an epic are stories: %s', (_form, cards) => {
    const reading = readingOf(`## Epic: Booking\n\n${cards}`);
    expect(treeOf(reading)).toEqual(twoStories);
    expect(reading.items.map((item) => item.storyPoints)).toEqual([null, 5, 2]);
  });

  test('keep their names over the sentence of a story in several lines', () => {
    const told = '**As a** clerk\n**I want** a list\n**So that** I choose';
    const cards = [`**Story:** Choose an office\n${told}`, `**Story:** Cancel\n${told}\n**Points:** 2`];
    for (const written of [
      cards,
      cards.toReversed(),
      [...cards, `**Story:** Leave\n${told}\n**Points:** 3`],
    ]) {
      const reading = readingOf(`# Backlog\n\n${written.join('\n\n---\n\n')}\n`);
      expect(reading.items.map(({ title }) => title)).toEqual(
        written.map((card) => /: ?\*\* (.*)/.exec(card)?.[1]),
      );
    }
  });

  test.each([
    ['indented like code', 'Points: 5\nAC:\n    - credit check\n    - limit'],
    ['on lines without a sign', 'Points: 5\nAC: credit check\nlimit'],
    [
      'behind a sentence',
      'As a clerk I want to pay later\nPriority: high\nAC:\n* credit check\n* limit\n\nPoints: 5',
    ],
  ])('that begin with their kind keep criteria %s', (_form, fields) => {
    const text = `# Epic: Checkout\n\nStory: Pay by invoice\n${fields}\n\nStory: Pay by card\nPoints: 3\n`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([
      'EPIC Checkout',
      'STORY Pay by invoice < Checkout',
      'STORY Pay by card < Checkout',
    ]);
    expect(itemTitled(reading, 'Pay by invoice')).toMatchObject({
      storyPoints: 5,
      acceptanceCriteria: ['credit check', 'limit'],
    });
  });

  test('that stand alone below a heading are its fields', () => {
    const text =
      '# Plan\n\n## Booking\n\nID: US-01\nStory: As a clerk I want to book so that I sit\nPoints: 5\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY Booking']);
    expect(
      itemTitled(readingOf('## Epic: Booking\n\nID: EP-1\nTitle: Booking\nPoints: 5\n'), 'Booking'),
    ).toMatchObject({
      kind: 'EPIC',
      storyPoints: 5,
    });
  });

  test('that measure nothing and name no kind are no items', () => {
    const people = 'Name: Ann\nRole: clerk\nPriority: high\n\nName: Bo\nRole: driver\nPriority: low\n';
    expect(treeOf(readingOf(`## Epic: Booking\n\n${people}`))).toEqual(['EPIC Booking']);
    expect(outcomeOf(`## People\n\n${people}`).kind).toBe('refused');
  });
});

describe('epics and features in paragraphs of their own', () => {
  test('end what is above them, behind its stories', () => {
    const text =
      'Epic: Checkout\n\nFeature: Payment\n\nStory: Pay (5 pts)\n\nFeature: Refund\n\nStory: Send back (3 pts)\n\n**Epic: Search**\n\n• Story: Filter\n• Story: Sort\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Checkout',
      'FEATURE Payment < Checkout',
      'STORY Pay < Payment',
      'FEATURE Refund < Checkout',
      'STORY Send back < Refund',
      'EPIC Search',
      'STORY Filter < Search',
      'STORY Sort < Search',
    ]);
    const page =
      '<p>Épopée : Caisse</p><p>Récit : Payer (5 points)</p><p>Épopée : Recherche</p><p>Récit : Filtrer</p>';
    expect(treeOf(read(outcomeOfStorage(page)))).toEqual([
      'EPIC Caisse',
      'STORY Payer < Caisse',
      'EPIC Recherche',
      'STORY Filtrer < Recherche',
    ]);
  });

  test('are the field of a story where they name what is around it, or what no paragraph began', () => {
    const again = 'Epic: Checkout\n\nStory: Pay\n\nEpic: Checkout\n\nStory: Card\n\nEpic: Checkout\n';
    expect(treeOf(readingOf(again))).toEqual([
      'EPIC Checkout',
      'STORY Pay < Checkout',
      'STORY Card < Checkout',
    ]);
    const named = '# Epic: Checkout\n\n# Epic: Search\n\n## Story: Pay\n\nEpic: Checkout\n';
    expect(treeOf(readingOf(named))).toEqual(['EPIC Checkout', 'EPIC Search', 'STORY Pay < Checkout']);
  });
});
