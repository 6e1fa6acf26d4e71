import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

describe('a table of criteria below an item', () => {
  test.each([
    [
      'numbered',
      '| # | Acceptance criteria |\n| --- | --- |\n| 1 | One a day |\n| 2 | A card is valid |\n',
      ['One a day', 'A card is valid'],
    ],
    [
      'marked',
      '| ID | Acceptance criterion | Status |\n| --- | --- | --- |\n| AC-1 | One a day | open |\n| AC-2 | A card is valid | done |\n',
      ['One a day', 'A card is valid'],
    ],
    [
      'alone',
      '| Acceptance criteria |\n| --- |\n| One a day |\n| A card is valid |\n',
      ['One a day', 'A card is valid'],
    ],
    [
      'of scenarios',
      '| # | Given | When | Then |\n| --- | --- | --- | --- |\n| 1 | a card | it is shown | a book is lent |\n',
      ['Given a card, When it is shown, Then a book is lent'],
    ],
    [
      'of scenarios with empty steps',
      '| # | Given | When | Then |\n| --- | --- | --- | --- |\n| 1 | a card | — | a book is lent |\n| 2 | a card | it is lost | - |\n',
      ['Given a card, Then a book is lent', 'Given a card, When it is lost'],
    ],
  ])('needs no label above it (%s)', (_name, table, criteria) => {
    const reading = readingOf(`## Story: Reserve a book\n\nPoints: 5\n\n${table}`);
    expect(treeOf(reading)).toEqual(['STORY Reserve a book']);
    expect(itemTitled(reading, 'Reserve a book')).toMatchObject({
      acceptanceCriteria: criteria,
      storyPoints: 5,
      description: '',
    });
  });

  test('is none where its ids are those of stories', () => {
    const reading = readingOf(
      '## Epic: Lend books\n\n- US-1: Reserve a book\n- US-2: Renew a loan\n\n## Epic: Pay\n\n| ID | Acceptance criteria |\n| --- | --- |\n| US-1 | One a day |\n| US-2 | Twice at most |\n',
    );
    expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual([]);
    expect(itemTitled(reading, 'Reserve a book').acceptanceCriteria).toEqual(['One a day']);
  });
});

describe('a table of fields in the cell of a row', () => {
  test('gives them to the item of the row', () => {
    const reading = read(
      outcomeOfStorage(
        '<h2>Feature: Lend books</h2><table><tbody><tr><th>User story</th><th>Details</th></tr><tr><td>Reserve a book</td><td><p>From home.</p><table><tbody><tr><th>Points</th><td>5</td></tr><tr><th>Owner</th><td>Ann</td></tr><tr><th>Acceptance criteria</th><td><ul><li>One a day</li><li>A card is valid</li></ul></td></tr></tbody></table></td></tr></tbody></table>',
      ),
    );
    const story = itemTitled(reading, 'Reserve a book');
    expect(story).toMatchObject({
      storyPoints: 5,
      acceptanceCriteria: ['One a day', 'A card is valid'],
      description: 'From home.',
    });
    expect(story.attributes).toEqual({ Owner: 'Ann' });
  });
});

test.each(['Validation criteria', 'Validierungskriterien', 'Critères de validation'])(
  'a column of criteria may be called “%s”',
  (name) => {
    const text = `# Plan\n\n| ID | User story | ${name} |\n|---|---|---|\n| 1 | Moor | It floats; It is mine |\n`;
    expect(readingOf(text).items[0]?.acceptanceCriteria).toEqual(['It floats', 'It is mine']);
  },
);

test('a table “AC | Description” over “AC1” lists the criteria of the story around it', () => {
  const { items } = readingOf(
    '## Story: Pay\n\n> As a guest I want to pay.\n\n| AC | Description |\n|---|---|\n| AC1 | By card |\n| AC2 | In cash |\n\nStory points: 3\n',
  );
  expect(items).toMatchObject([{ title: 'Pay', acceptanceCriteria: ['By card', 'In cash'], storyPoints: 3 }]);
});
