import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const row = 'As a rower, I want to row so that I am quick.';
const steer = 'As a cox, I want to steer so that we arrive.';

test('a paragraph indented below a numbered entry belongs to it where the list goes on behind it', () => {
  const reading = readingOf(
    `# Club\n\n1. ${row}\n   - AC: A boat is free\n\n  The boats are old.\n\n2. ${steer}\n\n  The rudders are new.\n`,
  );
  expect(itemTitled(reading, row).acceptanceCriteria).toEqual(['A boat is free']);
  expect(itemTitled(reading, row).description).toBe('The boats are old.');
  expect(itemTitled(reading, steer).description).toBe('The rudders are new.');
});

test('one behind a list that ends there stands for itself', () => {
  const text = `# Club\n\n## Story: Row\n\nAcceptance criteria:\n\n1. A boat is free\n\n  The boats are old.\n\n## Story: Steer\n`;
  expect(itemTitled(readingOf(text), 'Row').description).toBe('The boats are old.');
});

test('a chain of keys in brackets at the end of a heading may go on in the line below', () => {
  const text =
    '# Club\n\n## Epic 1: Boats (US-1, US-2,\nUS-3)\n\n- US-1 Row\n- US-2 Steer\n- US-3 Land\n\n## Epic 2: Oars (US-4\n\nText (old).\n';
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Boats (US-1, US-2, US-3)',
    'STORY Row < Boats (US-1, US-2, US-3)',
    'STORY Steer < Boats (US-1, US-2, US-3)',
    'STORY Land < Boats (US-1, US-2, US-3)',
    'EPIC Oars (US-4',
  ]);
});
