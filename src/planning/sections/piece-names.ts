import { composed, fold } from '../words/fold.ts';
import { anyNumbered, anyOf, belongsToWords, wordsFor } from '../words/vocabulary.ts';
import type { Section } from './sections.ts';

const countedPart = new RegExp(
  `^(?:${anyNumbered(wordsFor('parts'))})\\s*(?:\\d{1,3}(?:\\.\\d{1,3})*|\\p{L})\\s*[-:：.–—]\\s+(?=\\S)`,
  'u',
);
const belonging = new RegExp(`^(?:${anyOf(belongsToWords)})\\s`, 'u');

/** “Checkout” of “Module A: Checkout”. */
export function pieceName(title: string): string {
  const counted = countedPart.exec(fold(title))?.[0] ?? '';
  return composed(title).slice(counted.length);
}

/** “Of the user” below “Functional requirements” goes on with the heading above and names no piece of the product. */
export function goesOnWithHeading({ parent }: Section, title: string): boolean {
  return parent?.head.kind === 'container' && belonging.test(fold(title));
}
