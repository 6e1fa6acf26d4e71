import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const sentence = 'As a member, I want to reserve a boat, so that I can row.';

test.each(['Story | User story', 'User story | Story'])('of “%s” the names are the titles', (header) => {
  const cells = ['**Story 1**<br>Reserve a boat', sentence];
  if (header.startsWith('User')) cells.reverse();
  const overview = `## Backlog\n\n| ${header} |\n|---|---|\n| ${cells.join(' | ')} |\n`;
  const reading = readingOf(`${overview}\n### Story 1 — Reserve a boat\n\nStory points: 3\n`);
  expect(treeOf(reading)).toEqual(['STORY Reserve a boat']);
  expect(itemTitled(reading, 'Reserve a boat')).toMatchObject({ storyPoints: 3, description: sentence });
});

test('a name that spans the column of ids names no item', () => {
  const rows = '<tr><td>1</td><td>Reserve a boat</td><td>3</td></tr>';
  const reading = readingOf(
    `<table><tr><th>No.</th><th>Story</th><th>Points</th></tr>${rows}<tr><td colspan="2">All of it</td><td>3</td></tr></table>\n`,
  );
  expect(treeOf(reading)).toEqual(['STORY Reserve a boat']);
});

test.each(['Total effort', 'Aufwand gesamt', 'Effort total', 'Итого оценка'])('“%s” ends a table', (name) => {
  const reading = readingOf(
    `| Story | Points |\n|---|---|\n| Reserve a boat | 3 |\n| Hand out a key | 2 |\n| ${name} | 5 |\n`,
  );
  expect(treeOf(reading)).toEqual(['STORY Reserve a boat', 'STORY Hand out a key']);
});

test.each([
  ['Needs', ['US-1', 'US-1, US-2'], [0, 1, 2]],
  ['Braucht', ['US-1', 'US-1 und US-2'], [0, 1, 2]],
  ['Needs', ['US-1', 'two lamps'], [0, 0, 0]],
  ['Needs', ['1', '2'], [0, 0, 0]],
  ['Room', ['US-1', 'US-2'], [0, 0, 0]],
])('a column “%s” of “%s” says what must be done before, where it names rows', (head, [one, two], links) => {
  const reading = readingOf(
    `| ID | User story | ${head} |\n| --- | --- | --- |\n| US-1 | Dig | – |\n| US-2 | Paint | ${one} |\n| US-3 | Open | ${two} |\n`,
  );
  expect(reading.items.map(({ dependsOn }) => dependsOn.length)).toEqual(links);
});
