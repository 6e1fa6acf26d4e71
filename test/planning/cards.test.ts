import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

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
