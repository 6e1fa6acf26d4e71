import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

test('a name of a file in front matter is that of an item elsewhere', () => {
  const text = (front: string): string =>
    `---\n${front}\nstatus: draft\n---\n\n# Sprint backlog\n\n## Story 1: Row\n`;
  expect(treeOf(readingOf(text('work-item: epic-001-boats\nwork-item-type: epic')))).toEqual(['STORY Row']);
  expect(treeOf(readingOf(text('title: Boats\ntype: epic')))).toEqual(['EPIC Boats', 'STORY Row < Boats']);
});
