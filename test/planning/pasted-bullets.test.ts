import { expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

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

test('entries behind “・” are those of a list, with or without a space around it', () => {
  const reading = readingOf(
    ['■エピック：出荷', '　・ストーリー：出荷数の登録　3pt', '　・ ストーリー：足りない野菜　5pt'].join('\n'),
  );

  expect(treeOf(reading)).toEqual(['EPIC 出荷', 'STORY 出荷数の登録 < 出荷', 'STORY 足りない野菜 < 出荷']);
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

test('“Product backlog” in front of the lists of a text without headings heads them', () => {
  const reading = readingOf(
    'Product backlog\nSprint 1:\n•\tSet up the pier\n•\tPaint the pier\n\nSprint 2:\n•\tBuild a crane\n•\tMoor a barge\n',
  );
  expect(reading.items.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
    'STORY Set up the pier',
    'STORY Paint the pier',
    'STORY Build a crane',
    'STORY Moor a barge',
  ]);
});

test.each([
  'Our product backlog is kept by Ann\n\n- Set up the pier\n- Paint it\n',
  'Product backlog\n\n# Minutes\n\n- Set up the pier\n- Paint it\n',
])('a text that only speaks of a backlog plans nothing: %j', (text) => {
  expect(outcomeOf(text)).toMatchObject({ fault: 'NO_ITEMS' });
});
