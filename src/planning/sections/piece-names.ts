import { composed, fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { anyNumbered, anyOf, belongsToWords, wordsFor, workOf } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import type { Section } from './sections.ts';

const countedPart = new RegExp(
  `^(?:${anyNumbered(wordsFor('parts', 'issues'))})\\s*(?:\\d{1,3}(?:\\.\\d{1,3})*|\\p{L})\\s*[-:：.–—]\\s+(?=\\S)`,
  'u',
);
const belonging = new RegExp(`^(?:${anyOf(belongsToWords)})\\s`, 'u');

/** “Checkout” of “Module A: Checkout” and of “Issue 3: Checkout”. */
export function pieceName(title: string): string {
  const counted = countedPart.exec(fold(title))?.[0] ?? '';
  return composed(title).slice(counted.length);
}

/**
 * “Of the user” and “Functional” below “Requirements” go on with the heading above and name no piece of the product.
 */
export function goesOnWithHeading({ parent }: Section, title: string): boolean {
  if (parent?.head.kind !== 'container') return false;
  const below = fold(title);
  return belonging.test(below) || phraseOf(below, fold(parent.line.text)) !== null;
}

/** What a heading and the one above it call together: “Functional” below “Requirements”, «Funcionales» below «Requisitos». */
export function phraseOf(below: string, above: string): WorkWord | null {
  if (below === '') return null;
  return workOf(`${below} ${above}`) ?? workOf(`${above} ${below}`) ?? workOf(below + above);
}

const qualities = wordsFor('qualities');
const joint = new RegExp(`\\s*(?:[&/,]|${wordSearch(wordsFor('ands')).source})\\s*`, 'u');

/** “Usability & accessibility” says how the product is to work, and names no piece of it. */
export function namesQualities(title: string): boolean {
  const parts = title.length > 80 ? [] : fold(title).split(joint);
  return parts.length > 0 && parts.every((part) => qualities.has(part));
}
