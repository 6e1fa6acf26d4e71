import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const stories = '### Story: See free berths\n\nText.\n\n### Story: Book a berth\n';

describe('“Epic” as a heading', () => {
  test.each([
    'Berths for guests',
    '**Berths for guests**\nMore of it.',
    'Liegeplätze für Gäste',
    'As a guest, I want a berth',
  ])('is called as the short line below it: %s', (name) => {
    const title = name.split('\n')[0]?.replaceAll('**', '') ?? '';
    expect(treeOf(readingOf(`# Plan\n\n## Epic\n\n${name}\n\n${stories}`))).toEqual([
      `EPIC ${title}`,
      `STORY See free berths < ${title}`,
      `STORY Book a berth < ${title}`,
    ]);
  });

  test.each(['We let berths to guests.', 'Owner: Ann', 'TBD', 'more of them'])(
    'is not called “%s”',
    (text) => {
      const reading = readingOf(`# Plan\n\n## Epic\n\n${text}\n\n${stories}`);
      expect(reading.items.map(({ kind }) => kind)).not.toContain('EPIC');
    },
  );
});

test('the one epic of a document with a title holds the stories on its own level', () => {
  const reading = readingOf(
    '# Harbour\n\n## Epic\n\n**Berths for guests**\n\nFewer calls.\n\n## Stories\n\n- See free berths\n- Book a berth\n',
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Berths for guests',
    'STORY See free berths < Berths for guests',
    'STORY Book a berth < Berths for guests',
  ]);
  expect(itemTitled(reading, 'Berths for guests').description).toBe('Fewer calls.');
});

test('“Epic” over one sentence of a story is the epic that this tells', () => {
  const text =
    '# Harbour\n\n## Stories\n\n### Epic\n\n**As a harbour master**,  \nI want berths online so that guests find one.\n\n---\n\n### Story 1: Map\n\nAs a guest, I want a map.\n';
  const reading = readingOf(text);
  expect(treeOf(reading)[0]).toBe('EPIC As a harbour master, I want berths online so that guests find one.');
  expect(reading.items[1]).toMatchObject({ title: 'Map', parentId: reading.items[0]?.id });
});
