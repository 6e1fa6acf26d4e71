import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const tree = [
  'ENABLER Number the berths',
  'STORY Paint the numbers < Number the berths',
  'STORY Draw the map < Number the berths',
];

describe('stories of an enabler', () => {
  const list = '- Paint the numbers (8 SP)\n- Draw the map (5 SP)\n';
  test.each([
    ['a label over a list', `Stories:\n\n${list}`],
    ['a bold line over a list', `**Stories**\n\n${list}`],
    ['a heading over a list', `### Stories\n\n${list}`],
    ['an entry over a list', `- Stories:\n${list.replace(/^/gm, '  ')}`],
    [
      'a heading over others',
      '### Stories\n\n#### Paint the numbers\n\nPoints: 8\n\n#### Draw the map\n\nPoints: 5\n',
    ],
    ['a column', '| Story | SP |\n|---|---|\n| Paint the numbers | 8 |\n| Draw the map | 5 |\n'],
    ['a mark in each entry', '- Story: Paint the numbers (8 SP)\n- Story: Draw the map (5 SP)\n'],
  ])('are announced by %s', (_how, text) => {
    const reading = readingOf(
      `# Harbour\n\n## Enabler: Number the berths\n\nNobody finds theirs.\n\n${text}`,
    );
    expect(treeOf(reading)).toEqual(tree);
    expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 8, 5]);
  });

  test('are such with a bare number behind the only one of them', () => {
    const text =
      '# Harbour\n\n- Epic: Berths\n  - Feature: Map\n    - Story: Draw the map (5)\n  - Enabler: Number the berths\n    - Story: Paint the numbers (8)\n';
    const reading = readingOf(text);
    expect(treeOf(reading)).toContain('STORY Paint the numbers < Number the berths');
    expect(itemTitled(reading, 'Paint the numbers').storyPoints).toBe(8);
  });

  test('leave the enabler its own sentence', () => {
    for (const label of ['User story:', '**User stories**', '- Story:']) {
      const sentence = 'As the harbour master, I want numbers so that boats find their berths.';
      const text = `# Harbour\n\n## Enabler: Number the berths\n\n${label}${label.startsWith('-') ? ' ' : '\n\n'}${sentence}\n`;
      expect(treeOf(readingOf(text))).toEqual(['ENABLER Number the berths']);
    }
  });

  test('say what the letters in front of the only one mean that holds stories', () => {
    const reading = readingOf(`# Harbour\n\n## EN1: Number the berths\n\nStories:\n\n${list}`);
    expect(treeOf(reading)).toEqual(tree);
    expect(itemTitled(reading, 'Number the berths').key).toBe('EN1');
    expect(treeOf(readingOf(`# Harbour\n\n## S1: Berths\n\nStories:\n\n${list}`))[0]).toBe(
      'FEATURE S1: Berths',
    );
  });
});
