import { keyLetter, wideLetters } from '../lines/keys.ts';
import { composed, fold } from '../words/fold.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';

const end = `(?:${keyLetter}{1,14}(?:[-_]${keyLetter}{1,14}){0,2}[-_. ]?|${wideLetters}[-_])(?:\\d{1,4}[._]){0,3}`;
const range = new RegExp(
  `(?<![\\p{L}\\p{N}])(${end})(\\d{1,5})\\s*(?:[-–—~…]|\\.{2,3}|(?:${anyOf(wordsFor('upTo'))}))\\s*(${end})(\\d{1,5})(?![\\p{L}\\p{N}])`,
  'gu',
);
const mostInRange = 100;

/** A text in which “F1–F3” reads “F1, F2, F3”, but for what is itself the key of an item. */
export function withWholeRanges(text: string, isKey: (code: string) => boolean): string {
  if (!/\d/.test(text)) return text;
  const whole = composed(text);
  const parts: string[] = [];
  let at = 0;
  for (const match of fold(text).matchAll(range)) {
    const [said, before = '', first = '', again = '', last = ''] = match;
    const count = Number(last) - Number(first);
    if (before !== again || count < 1 || count > mostInRange || isKey(said)) continue;
    const letters = whole.slice(match.index, match.index + before.length);
    const keys = Array.from(
      { length: count + 1 },
      (_each, place) => `${letters}${String(Number(first) + place).padStart(first.length, '0')}`,
    );
    parts.push(whole.slice(at, match.index), keys.join(', '));
    at = match.index + said.length;
  }
  return at === 0 ? text : [...parts, whole.slice(at)].join('');
}
