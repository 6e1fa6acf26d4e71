import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const sentence = (wish: string): string => `As a reader, I want to ${wish}, so that I can read on.`;

test.each([
  ['in one paragraph', '\n'],
  ['as a paragraph of its own', '\n\n'],
])('a line with a number of the outline names the story that is told below it: %s', (_, gap) => {
  const reading = readingOf(
    `# Plan\n\n**Epic 1: Lending**\n\n1.1 *Lend a book* [5]${gap}${sentence('lend')}\n\nAcceptance criteria\n- It is noted\n\n1.2 *Extend a loan* [2] (plus three hours of Ann)${gap}${sentence('extend')}\n\n**Epic 2: Fees**\n\n2.1 *Pay a fee* [3]${gap}${sentence('pay')}\n`,
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Lending',
    'STORY Lend a book < Lending',
    'STORY Extend a loan < Lending',
    'EPIC Fees',
    'STORY Pay a fee < Fees',
  ]);
  expect(itemTitled(reading, 'Lend a book')).toMatchObject({
    storyPoints: 5,
    acceptanceCriteria: ['It is noted'],
  });
  expect(itemTitled(reading, 'Extend a loan')).toMatchObject({ storyPoints: 2 });
  expect(itemTitled(reading, 'Extend a loan').description).toContain('plus three hours of Ann');
});

test('a numbered line over other text names nothing', () => {
  const reading = readingOf(
    `# Plan\n\n## Story: Lend a book\n\n${sentence('lend')}\n\n1.1 Ground rules\n\nNobody pays.\n`,
  );
  expect(treeOf(reading)).toEqual(['STORY Lend a book']);
});
