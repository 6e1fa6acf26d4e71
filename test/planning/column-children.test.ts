import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const titles = ['Look around', 'Reserve', 'Moor', 'Cast off'];
const stories = `# Harbour\n\n## Skipper\n\n${titles.map((title, at) => `### US-SK-0${at + 1}: ${title}\n\n`).join('')}`;
const table = (header: string, ...rows: readonly string[]): string =>
  `# Overview\n\n${[header, header.replace(/[^|]+/g, '---'), ...rows].map((row) => `| ${row} |\n`).join('')}`;
const treeBelow = (...lines: Parameters<typeof table>): string[] =>
  treeOf(readingOf(`${stories}${table(...lines)}`)).filter((line) => line.startsWith('STORY'));

describe('keys in the row of an epic', () => {
  test.each([
    ['Stories', 'US-SK-02, US-SK-03 and US-SK-04'],
    ['Related User Stories', 'US-SK-02 → US-SK-04'],
    ['Story IDs', 'US-SK-02 – US-SK-04'],
    ['Linked stories', 'US-SK-02 to US-SK-04'],
  ])('name what belongs to it, under “%s”: %s', (label, keys) => {
    expect(treeBelow(`Epic | ${label}`, 'Seeing | US-SK-01', `Mooring | ${keys}`)).toEqual([
      'STORY Look around < Seeing',
      'STORY Reserve < Mooring',
      'STORY Moor < Mooring',
      'STORY Cast off < Mooring',
    ]);
  });

  test('count where fewer stand in it than in another', () => {
    const rows = ['Mooring | US-SK-01 to US-SK-04', 'Leaving | US-SK-04'];
    expect(treeBelow('Epic | Stories', ...rows)).toContain('STORY Cast off < Leaving');
  });

  test('take nothing from the epic around a story', () => {
    const text = `# Epic: Boats\n\n## US-1: Row\n\n# Epics\n\n${table('Epic | Stories', 'Boats | US-2', 'Piers | US-1')}`;
    expect(treeOf(readingOf(text))).toContain('STORY Row < Boats');
  });
});

describe('the name of an epic beside the key of a story', () => {
  test('is no title of the story that the row describes', () => {
    const rows = ['Seeing | US-1 | Skippers look', 'Seeing | US-2 | Wardens look', 'Mooring | US-3 | Moor'];
    for (const label of ['Story ID', 'User story'])
      expect(treeOf(readingOf(table(`Epic | ${label} | Description`, ...rows)))).toEqual([
        'EPIC Seeing',
        'STORY Skippers look < Seeing',
        'STORY Wardens look < Seeing',
        'EPIC Mooring',
        'STORY Moor < Mooring',
      ]);
  });

  test('is the parent of a story that stands elsewhere, and the points are the story’s', () => {
    const rows = ['Seeing | US-SK-01 | 3', 'Mooring | US-SK-02 | 5', 'Mooring | US-SK-03 | 8'];
    const told = stories.replace('# Harbour\n\n## Skipper', '# User stories');
    const reading = readingOf(`${told}${table('Epic | User story | Points', ...rows)}`);
    expect(treeOf(reading)).toContain('STORY Moor < Mooring');
    expect(reading.items.map(({ storyPoints }) => storyPoints)).toContain(8);
  });

  test('is a title where it is the name of a feature', () => {
    const text = table('Story ID | Feature | Points', 'US-1 | Look | 3', 'US-2 | Moor | 5');
    expect(treeOf(readingOf(text))).toEqual(['STORY Look', 'STORY Moor']);
  });
});

test('tasks that every row has stand below what is named once in front of them', () => {
  const rows = [
    'Login | Build the form | Fields checked; errors shown',
    ' | Wire the server | Answers in time',
  ];
  const text = `# Plan\n\n| Product backlog item | Sprint task | Acceptance criteria |\n|---|---|---|\n${rows.map((row) => `| ${row} |\n`).join('')}| Search | Index the books | Found |\n`;
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual([
    'FEATURE Login',
    'STORY Build the form < Login',
    'STORY Wire the server < Login',
    'FEATURE Search',
    'STORY Index the books < Search',
  ]);
  expect(reading.items[1]?.acceptanceCriteria).toEqual(['Fields checked', 'errors shown']);
});

test('and beside stories of other places they are steps', () => {
  const text =
    '# Plan\n\n| Product backlog item | Sprint task | Sprint goal |\n|---|---|---|\n| Login | Build the form | Get in |\n| | Wire the server | Get in |\n\n## US-1: Search\n\nAs a guest, I want to search so that I find.\n';
  expect(treeOf(readingOf(text))).not.toContain('STORY Wire the server < Login');
});
