import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

describe('a line of tags below a title', () => {
  const plan = (lend: string, pay: string): string =>
    `# Epic: Shop\n\n## LIB-4 Lend a book\n\n${lend}\n\nUntil Friday.\n\n## LIB-9 Pay a fine\n\n${pay}\n`;

  test.each(['`Story` · 3 points · Done', 'Story | 3 points | Done', '**Story** • Done • 3 SP'])(
    'says what the heading above it is: “%s”',
    (line) => {
      const reading = readingOf(plan(line, '`Bug` · 5 points · Shelf *A* · In progress'));
      expect(treeOf(reading)).toEqual(['EPIC Shop', 'STORY Lend a book < Shop', 'STORY Pay a fine < Shop']);
      expect(itemTitled(reading, 'Lend a book')).toMatchObject({
        key: 'LIB-4',
        storyPoints: 3,
        status: 'Done',
        description: 'Until Friday.',
      });
      expect(itemTitled(reading, 'Pay a fine')).toMatchObject({
        key: 'LIB-9',
        storyPoints: 5,
        status: 'In progress',
        labels: ['Bug'],
        attributes: { Note: 'Shelf A' },
      });
    },
  );

  test('does so without a key', () => {
    const reading = readingOf('# Plan\n\n## Lend a book\n\n`Story` · 3 points\n');
    expect(treeOf(reading)).toEqual(['STORY Lend a book']);
    expect(itemTitled(reading, 'Lend a book').storyPoints).toBe(3);
  });

  test.each(['Reader · Story · Shelf', 'The story · 3 points', 'Stories · 12 points'])(
    'names one kind and what is told of it, unlike “%s”',
    (line) => {
      expect(treeOf(readingOf(`# Epic: Shop\n\n## Shelves\n\n${line}\n`))).toEqual(['EPIC Shop']);
    },
  );
});

test('a field says what the key of a series in a heading is', () => {
  const text =
    '# Plan\n\n## LIB-4 Lend a book\n\nType: Story\n\n## LIB-9 Pay a fine\n\nType: Story\n\nBlocked by LIB-4.\n';
  const reading = readingOf(text);
  expect(reading.items.map(({ key, title }) => [key, title])).toEqual([
    ['LIB-4', 'Lend a book'],
    ['LIB-9', 'Pay a fine'],
  ]);
  expect(itemTitled(reading, 'Pay a fine').dependsOn).toEqual([itemTitled(reading, 'Lend a book').id]);
  const alone = readingOf('# Plan\n\n## COVID-19 certificates\n\nType: Story\n');
  expect(treeOf(alone)).toEqual(['STORY COVID-19 certificates']);
});

test.each(['Tickets', 'Vorgänge', 'Demandes', 'Заявки', 'チケット'])(
  '“%s” over keys of a tracker is no feature, and may be one over stories',
  (heading) => {
    const keyed = `# Epic: Shop\n\n## ${heading}\n\n### LIB-4 Lend\n\nType: Story\n\n### LIB-9 Pay\n\nType: Story\n`;
    expect(treeOf(readingOf(keyed))).toEqual(['EPIC Shop', 'STORY Lend < Shop', 'STORY Pay < Shop']);
    const told = `# Epic: Shop\n\n## ${heading}\n\n### Story: Lend\n\n### Story: Pay\n`;
    expect(treeOf(readingOf(told))).toContain(`FEATURE ${heading} < Shop`);
  },
);

test('“Issues” is no feature', () => {
  const text = '# Epic: Shop\n\n## Issues\n\n### Story: Lend\n\n### Story: Pay\n';
  expect(treeOf(readingOf(text))).toEqual(['EPIC Shop', 'STORY Lend < Shop', 'STORY Pay < Shop']);
});
