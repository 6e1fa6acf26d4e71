import { expect, test } from 'vitest';
import { readingOf } from './reading.ts';

function codesBelow(heading: string, entry: string): readonly string[] {
  const { items } = readingOf(`# Shop\n\n## ${heading}\n\n- ${entry}\n\n## Feature: Cart\n\n- Story: Add\n`);
  expect(items.length).toBe(3);
  return items.flatMap((item) => item.warnings.map(({ code }) => code));
}

test('an entry below “Technical debt” may only say how things stand, and is told of', () => {
  expect(codesBelow('Technical debt', 'The build is slow at the moment')).toContain('KIND_GUESSED');
  expect(codesBelow('Technische Schulden', 'Der Build ist langsam')).toContain('KIND_GUESSED');
});

test.each([
  ['Technical debt enablers', 'Speed the build up'],
  ['Technical debt', 'Speed the build up (3 points)'],
  ['Technical debt', 'Enabler: Speed the build up'],
  ['Technical debt', 'EN-1 Speed the build up'],
])('what is planned for sure is not: %s, “%s”', (heading, entry) => {
  expect(codesBelow(heading, entry)).not.toContain('KIND_GUESSED');
});
