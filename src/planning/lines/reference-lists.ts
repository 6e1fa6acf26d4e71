import { fold } from '../words/fold.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';
import { keyLetter, prefixWork, wideLetters } from './keys.ts';

const code = `(?:#\\d+|(?:${keyLetter}{1,10}(?:[-_.]${keyLetter}{1,14}){0,2}[-_.:]?|${wideLetters}[-_])\\d[\\w.-]*)`;
const between = `(?:\\s*[,;、，；&+–—~～]\\s*|\\s+(?:-|${anyOf(wordsFor('ands', 'upTo'))})\\s+|\\s+)`;
const codes = new RegExp(`^${code}(?:${between}${code})+$`, 'u');
const titledCode = new RegExp(`^(${code}):?\\s+\\S`, 'u');
const firstCode = new RegExp(`^${code}`, 'u');
const longestList = 1000;

/** Whether a text names several items and is the title of none: “US-1, US-2”, “US-1 to US-4”, “#94 Search, #100 Pay”. */
export function listsReferences(text: string): boolean {
  if (text.length > longestList || !/\d/.test(text)) return false;
  const folded = fold(text).trim();
  if (codes.test(folded)) return isReference(firstCode.exec(folded)?.[0] ?? '');
  const parts = folded.split(/[,;、，；]/u);
  return parts.length > 1 && parts.every((part) => isReference(titledCode.exec(part.trim())?.[1] ?? ''));
}

/** “MP3” is no key of an item. */
function isReference(reference: string): boolean {
  return /[-_:#]/.test(reference) || prefixWork(/^[a-z]*/.exec(reference)?.[0] ?? '') !== null;
}
