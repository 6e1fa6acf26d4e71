import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test('a field outweighs a word for another kind behind the key', () => {
  const card = (mark: string, type: string): string => `## ${mark}\n\n**Type:** ${type}\n**Points:** 3\n\n`;
  const text = `# Club\n\n${card('RES-1: Reserve a boat', 'Story')}${card('RES-2: Feature - Tides', 'Story')}${card('RES-3: Epic: Crews', 'Epic')}`;
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual(['STORY Reserve a boat', 'STORY Feature - Tides', 'EPIC Crews']);
  expect(itemTitled(reading, 'Feature - Tides').key).toBe('RES-2');
});

test.each(['AC highlights', 'Auszug Akzeptanzkriterien'])(
  '“%s” are criteria, and a reference is none',
  (label) => {
    const story = (title: string, behind: string): string =>
      `## Story: ${title}\n\n**${label}:**${behind}\n\n`;
    const reading = readingOf(
      `# Club\n\n${story('Row', '\n- A boat is free\n- It floats')}${story('Sail', ' See PRD F-02')}`,
    );
    expect(reading.items.map(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([
      ['A boat is free', 'It floats'],
      [],
    ]);
  },
);
