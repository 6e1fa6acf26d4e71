import { fold } from '../words/fold.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';
import { readMark } from './marks.ts';

const criterionMarks = wordsFor('criterionMarks');

/** Whether a text is the mark of an item, with or without its title: “US-7”, “Story 1.2: Pay”. */
export function isReference(text: string): boolean {
  const mark = readMark(text);
  if (mark === null || (mark.key === null && mark.ordinal === null)) return false;
  // “(v2)”, “(AC-1)”
  const isItem =
    mark.work === null
      ? /^\p{L}{2,}-\d+$/u.test(mark.key ?? '') && !criterionMarks.has(fold(mark.prefix ?? ''))
      : mark.work !== 'TEST';
  return isItem && !/^\p{Ll}/u.test(mark.title);
}

const asideBehind = /\s+[(（][^()（）]*[)）]?$/u;

/** “US-7 (draft)” names US-7; a title keeps its brackets. */
export function withoutAside(about: string): string {
  const bare = about.replace(asideBehind, '');
  return isReference(bare) ? bare : about;
}

const joins = new RegExp(
  `\\s*[,;、，；&+]\\s*(?:(?:${anyOf(wordsFor('ands'))})\\s+)?|\\s+(?:${anyOf(wordsFor('ands'))})\\s+`,
  'iu',
);

/** The marks of several items that a text names, “US-1, US-2 and US-3”, or the text. */
export function referencesIn(text: string): readonly string[] {
  const parts = text.split(joins);
  return parts.length > 1 && parts.every(isReference) ? parts : [text];
}
