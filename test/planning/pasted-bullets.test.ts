import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test.each(['• ', '•\t', '● ', '- '])('entries behind “%s” are those of a list', (bullet) => {
  const reading = readingOf(
    [
      '# Boat club backlog',
      '## Epic: Bookings',
      `${bullet}As a rower, I want to book a boat so that it is mine`,
      `${bullet}As a rower, I want to cancel so that others can row`,
      '',
      '### Story: Pay (3 SP)',
      'Acceptance criteria:',
      `${bullet}The card is charged once`,
      `  ${bullet}not at night`,
      `${bullet}A refused card is told of`,
    ].join('\n'),
  );

  expect(treeOf(reading)).toEqual([
    'EPIC Bookings',
    'STORY As a rower, I want to book a boat so that it is mine < Bookings',
    'STORY As a rower, I want to cancel so that others can row < Bookings',
    'STORY Pay < Bookings',
  ]);
  expect(itemTitled(reading, 'Pay').acceptanceCriteria).toHaveLength(2);
});

test.each([
  ['```', '```'],
  ['````', '```'],
  ['~~~', '```'],
])('code within %s keeps its signs behind a line of %s', (fence, inner) => {
  const reading = readingOf(
    `## Story: Print\n\n${fence}\n${fence === inner ? '' : inner}\n• one\n${fence}\n`,
  );

  expect(itemTitled(reading, 'Print').description).toContain('• one');
});
