import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

function issues(mark: (number: number) => string, fields = '**Priority:** high\n**Labels:** bug'): string {
  const body = `\n\n${fields}\n\n### Description\n\nIt is to be mended.\n`;
  return `# What to mend\n\n## ${mark(1)} Mend the menu${body}\n## ${mark(2)} Show ages${body}`;
}

describe('headings that a tracker’s issues stand under', () => {
  test.each([
    'Issue #1:',
    'Issue 1:',
    'Issue 1 –',
    'Issue #1',
    'Ticket №1.',
    'Vorgang 1:',
    'Incidencia n.º 1:',
    'チケット1：',
    '이슈 #1:',
  ])('are stories: %s', (mark) => {
    const reading = readingOf(issues((number) => mark.replace('1', String(number))));
    expect(treeOf(reading)).toEqual(['STORY Mend the menu', 'STORY Show ages']);
    expect(reading.items[0]).toMatchObject({ priority: 2, labels: ['bug'], key: null });
    expect(reading.items[0]?.description).toContain('It is to be mended.');
  });

  test('have keys where their numbers have letters', () => {
    const criteria = '**Type:** chore\n\nAcceptance criteria:\n\n- [x] It opens';
    const reading = readingOf(issues((number) => `Issue #OS-${number} —`, criteria));
    expect(treeOf(reading)).toEqual(['STORY Mend the menu', 'STORY Show ages']);
    expect(reading.items.map(({ key }) => key)).toEqual(['OS-1', 'OS-2']);
  });

  test.each([
    ['no fields of work', 'It was found in the test.'],
    ['fields of problems', '**Priority:** high\n**Impact:** Nobody can order\n**Workaround:** none'],
  ])('are problems with %s', (_what, fields) => {
    expect(outcomeOf(issues((number) => `Issue #${number}:`, fields))).toMatchObject({ fault: 'NO_ITEMS' });
  });

  test.each([
    ['a ticket is planned whatever stands below it', '# Boats', 'Ticket #1:', 'Boats'],
    ['so is one that is told by its key', '# Boats', 'TICKET-01 ·', 'Boats'],
    ['so are issues of an epic', '## Epic 1: Boats', 'Issue 1.1:', 'EPIC'],
    ['so are issues in a backlog', '# Sprint backlog', 'Issue 1:', 'Backlog'],
  ])('are stories without fields: %s', (_what, heading, mark, parent) => {
    const second = mark.replace(/1(?=\D*$)/, '2');
    const text = `${heading}\n\n### ${mark} Moor the boat\n\n**Area:** quay\n\nIt drifts.\n\n### ${second} Hang lamps\n\nIt is dark.\n`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual(
      parent === 'EPIC'
        ? ['EPIC Boats', 'STORY Moor the boat < Boats', 'STORY Hang lamps < Boats']
        : ['STORY Moor the boat', 'STORY Hang lamps'],
    );
  });

  test('are problems below an epic as well, where their fields say so', () => {
    const text = `# Plan\n\n- Story: Pay\n\n${issues((number) => `Issue #${number}:`, '**Impact:** Nobody can order').replace('# What to mend', '# Epic 1: Shop')}`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Pay', 'EPIC Shop']);
  });

  test('are none beside the plan', () => {
    const text = issues((number) => `Issue #${number}:`).replace(
      '# What to mend',
      '# Plan\n\n- Story: Pay\n\n# Risks',
    );
    expect(treeOf(readingOf(text))).toEqual(['STORY Pay']);
  });
});

test('a sign before the number of a mark changes nothing', () => {
  const text =
    '# Shop\n\n## Epic #1: Checkout\n\n### Story #1.1: Pay\n\n### PB #3 – Refund\n\n### PB 4 – Gift cards\n';
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Checkout',
    'STORY Pay < Checkout',
    'STORY Refund < Checkout',
    'STORY Gift cards < Checkout',
  ]);
});

test.each(['Issue #1', '#1', 'Issue 1'])('an issue is known by its number: “Depends on: %s”', (reference) => {
  const reading = readingOf(
    `# Shop\n\n## Issue #1: Pay by card\n\n- Points: 3\n\n## Issue #2: Refund\n\n- Depends on: ${reference}\n- Points: 5\n`,
  );
  const [first, second] = reading.items;
  expect(second).toMatchObject({ title: 'Refund', dependsOn: [first?.id], attributes: {} });
});

describe('a container is called', () => {
  test.each(['Product backlog items (PBI)', 'User stories (US)', 'Bug fixes', 'Incomplete PBI'])(
    '“%s”, and is no item itself',
    (heading) => {
      expect(treeOf(readingOf(`# Sprint\n\n## ${heading}\n\n- MM-10 Moor\n- MM-19 Row\n`))).toEqual([
        'STORY Moor',
        'STORY Row',
      ]);
    },
  );
});

test('a letter may stand behind the number of an issue', () => {
  const issue = (mark: string, name: string): string =>
    `### ${mark} ${name}\n\n**Labels:** quay\n\nIt leaks.\n\n`;
  const reading = readingOf(
    `# Tickets\n\n${issue('Ticket #2:', 'Mend the quay')}${issue('Ticket #2b:', 'Paint the quay')}${issue('Ticket #3:', 'Hang lamps')}`,
  );
  expect(treeOf(reading)).toEqual(['STORY Mend the quay', 'STORY Paint the quay', 'STORY Hang lamps']);
});
