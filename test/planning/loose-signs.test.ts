import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test('a space before the closing signs of bold text leaves it bold', () => {
  const reading = readingOf(
    '### **User story 1: Row **\n\n**Points: ** 5\n\nSteer, **not** src/**/oars and **/*.ts or 2 ** 3 ** 4.\n',
  );
  expect(treeOf(reading)).toEqual(['STORY Row']);
  expect(itemTitled(reading, 'Row')).toMatchObject({ storyPoints: 5 });
  expect(itemTitled(reading, 'Row').description).toContain('2 ** 3 ** 4');
});

test.each(['', ' '])(
  'a numbered list right below the entry that is its label is in it, behind “%s”',
  (indent) => {
    const story = (name: string): string =>
      `### Story: ${name}\n\n- **Acceptance criteria** :\n${indent}1. The boat moves.\n${indent}2. It stops.\n- **Points**: 3\n\n`;
    const reading = readingOf(story('Row') + story('Steer'));
    expect(itemTitled(reading, 'Steer')).toMatchObject({
      acceptanceCriteria: ['The boat moves.', 'It stops.'],
      storyPoints: 3,
    });
  },
);

test('numbered criteria that begin like fields are criteria', () => {
  const reading = readingOf(
    '## Story: Return a boat\n\n**Acceptance criteria:**\n\n1. **Release:** The date is kept.\n2. **Status:** It is free again.\n3. **Priority:** Broken ones come first.\n\n- **Priority:** High\n',
  );
  expect(itemTitled(reading, 'Return a boat').acceptanceCriteria).toEqual([
    'Release: The date is kept.',
    'Status: It is free again.',
    'Priority: Broken ones come first.',
  ]);
});

describe('the name of an emoji', () => {
  test.each([
    '### :bird: Epic: Count birds',
    '### Epic: Count birds :bird:',
    '### :bird: :heavy_check_mark: Epic: Count birds',
    '### **:bird: Epic: Count birds** :+1:',
    ':bird: **Epic: Count birds**',
    '- :hatching_chick: Epic: Count birds',
    '| Epic |\n| --- |\n| :bird: Count birds |',
  ])('is decoration: “%s”', (line) => {
    expect(treeOf(readingOf(`# Plan\n\n${line}\n`))).toEqual(['EPIC Count birds']);
  });

  test('says how an item stands where the emoji does', () => {
    const reading = readingOf('# Plan\n\n## Story: Pay :white_check_mark:\n\n## Story: Lend :tada:\n');
    expect(reading.items.map(({ title, status }) => [title, status])).toEqual([
      ['Pay', 'Done'],
      ['Lend', null],
    ]);
  });

  test('is what it is within a text and in code', () => {
    const text =
      '# Plan\n\n## Story: Show :bird: beside a name\n\n## Story: Write `:bird:` again\n\nPay at :time: or later\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY Show :bird: beside a name', 'STORY Write :bird: again']);
    expect(itemTitled(readingOf('## Story: A\n\n:bird: Sing.\n'), 'A').description).toBe(':bird: Sing.');
  });
});
