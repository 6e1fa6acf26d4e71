import { fieldsOf, timeBoxWords, workOf } from '../words/vocabulary.ts';
import { keyLetter, wideLetters } from './keys.ts';

const foreignKey = new RegExp(
  `(?:${keyLetter}{1,8}(?:[-_]${keyLetter}{1,8}){0,3}[-_.]?|${wideLetters}[-_])\\d+(?:[.\\-_]\\d+)*(?![\\p{L}\\p{N}])`,
  'uy',
);
const firstWord = /^[^-_.\d]*/;

/**
 * A key such as “ИС-7” or “要件-1” at a place of a text, which is given as it is written and folded. It stands in capitals
 * where its script has any, for any word may stand before a number.
 */
export function foreignKeyAt(text: string, folded: string, at: number): RegExpExecArray | null {
  foreignKey.lastIndex = at;
  const found = foreignKey.exec(folded);
  if (found === null) return null;
  const written = text.slice(at, at + found[0].length);
  const word = firstWord.exec(found[0])?.[0] ?? '';
  const isWord = workOf(word) !== null || timeBoxWords.has(word) || fieldsOf(word).length > 0;
  return isWord || written !== written.toUpperCase() ? null : found;
}
