import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test.each(['Bug', 'Task'])('a tracker counts a %s behind a story like any other work', (word) => {
  const reading = readingOf(
    `# Board\n\n**Feature 410 — Shifts**\n\n**User Story 411 — Swap shifts**\nPoints: 3\n\nText.\n\n**${word} 415 — Clear the table**\nPoints: 1\n\nMore.\n`,
  );
  expect(treeOf(reading)).toEqual([
    'FEATURE Shifts',
    'STORY Swap shifts < Shifts',
    'STORY Clear the table < Shifts',
  ]);
  expect(itemTitled(reading, 'Clear the table')).toMatchObject({ storyPoints: 1, labels: [word] });
});

test('so do keys of one project', () => {
  const reading = readingOf(
    '# Board\n\n**Story AB-3 — Swap shifts**\n\nText.\n\n**Bug AB-4 — Shift shown twice**\n\nMore.\n',
  );
  expect(treeOf(reading)).toEqual(['STORY Swap shifts', 'STORY Shift shown twice']);
});

test('a test behind a story is no work of its own', () => {
  const reading = readingOf(
    '# Plan\n\n**Feature 410: Shifts**\n\n**Story 411: Swap**\n\nText.\n\n**Test 412: Twice**\n\nMore.\n',
  );
  expect(treeOf(reading)).toEqual(['FEATURE Shifts', 'STORY Swap < Shifts']);
  expect(itemTitled(reading, 'Swap').description).toContain('Twice');
});

test('tasks that count for themselves are of the story above', () => {
  const reading = readingOf('# Plan\n\n**Story 411: Swap shifts**\n\n**Task 1: Add a table**\n\nText.\n');
  expect(treeOf(reading)).toEqual(['STORY Swap shifts']);
});

test('among fields in cells of a line one may have any name', () => {
  const reading = readingOf(
    '# Plan\n\n## Bug: Shift shown twice\n\nState: Active | Story Points: 2 | Priority: high | Severity: 2 - High\n',
  );
  expect(itemTitled(reading, 'Shift shown twice')).toMatchObject({
    storyPoints: 2,
    status: 'Active',
    attributes: { Severity: '2 - High' },
  });
});
