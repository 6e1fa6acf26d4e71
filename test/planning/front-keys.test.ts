import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test.each([' - ', ' ', ': '])(
  'a code in brackets in front of each title is its key: “[INT-01]%s…”',
  (sign) => {
    const reading = readingOf(
      `# Plan\n\n### Story 1: [INT-01]${sign}Join the API\n\n### Story 2: [UI-02]${sign}Buttons\n`,
    );
    expect(treeOf(reading)).toEqual(['STORY Join the API', 'STORY Buttons']);
    expect(itemTitled(reading, 'Buttons').key).toBe('UI-02');
  },
);

test('one among others stays in its title', () => {
  const reading = readingOf('### Story 1: [INT-01] - Join\n\n### Story 2: Buttons\n\n### Story 3: Colours\n');
  expect(treeOf(reading)).toEqual(['STORY [INT-01] - Join', 'STORY Buttons', 'STORY Colours']);
});
