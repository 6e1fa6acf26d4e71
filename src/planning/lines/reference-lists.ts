import { fold } from '../words/fold.ts';
import { wideScript } from '../words/single-words.ts';
import { anyOf, issueWords, wordsFor, workOf, workWords } from '../words/vocabulary.ts';
import { keyLetter, prefixWork, wideLetters } from './keys.ts';

const code = `(?:#\\d+|(?:${keyLetter}{1,10}(?:[-_.]${keyLetter}{1,14}){0,2}[-_.:]?|${wideLetters}[-_])\\d[\\w.-]*)`;
const numberEnd = `(?!\\p{N}|(?!${wideScript.source})\\p{L})`;
const deepNumber = `\\d+(?:\\.\\d+)+${numberEnd}`;
/** “US-7”, “1.2”, “Story 1.2” */
const reference = `(?:${code}|(?:(?:${anyOf(workWords.keys())})\\s*)?\\d+(?:\\.\\d+)*${numberEnd})`;
const joins = [...wordsFor('ands', 'upTo')];
const wideJoins = anyOf(joins.filter((join) => wideScript.test(join)));
const latinJoins = anyOf(joins.filter((join) => !wideScript.test(join)));
const between = `(?:\\s*(?:[,;、，；&+/–—~～→⇒]|[-=]>)\\s*(?:(?:${latinJoins})\\s+)?|\\s*(?:${wideJoins})\\s*|\\s+(?:-|${latinJoins})\\s+|\\s+)`;
const several = new RegExp(`^${reference}(?:${between}${reference})+$`, 'u');
const one = new RegExp(`^${reference}$`, 'u');
const first = new RegExp(`^${reference}`, 'u');
const titled = new RegExp(`^(${code}|${deepNumber}):?\\s+\\S`, 'u');
/** What parts names that stand behind their keys: “1.3 Pay · 1.4 Refund”. */
const listSigns = /[,;、，；]|\s[·•|+&/]\s/u;
const longestList = 1000;

/**
 * Whether a text names several items and is the title of none: “US-1, US-2”, “1.1, 1.2 and 1.3”, “Stories 1 to 4”,
 * “1.1 → 1.5 + 2.1”, “#94 Search, #100 Pay”, “1.3 Pay · 1.4 Refund”.
 */
export function listsReferences(text: string): boolean {
  if (text.length > longestList || !/\d/.test(text)) return false;
  const folded = fold(text).trim();
  if (several.test(folded)) return isReference(first.exec(folded)?.[0] ?? '');
  const parts = folded.split(listSigns);
  return parts.length > 1 && parts.every((part) => isReference(titled.exec(part.trim())?.[1] ?? ''));
}

/** Whether a text is nothing but the key or the number of one: “US-7”, “1.2”, “Story 1.2”. */
export function namesReference(text: string): boolean {
  if (text.length > longestList || !/\d/.test(text)) return false;
  const folded = fold(text).trim();
  return one.test(folded) && isReference(folded);
}

const longestReference = 120;
const things = anyOf([...workWords.keys(), ...issueWords]);
/** A number of a tracker stands alone, or behind what it counts: “See opens per contact #303” is a title. */
const elsewhere = new RegExp(
  `^(?:${anyOf(wordsFor('references'))})\\s+(?:(?:(?:${things})\\s+)?#\\d+|(?:\\S+\\s+){0,3}(?:\\S*[./]\\S+|\\S+#\\S+|#\\D\\S*|[a-z]{1,6}-\\d+))$`,
  'u',
);

/** “see other/boats.md”, “See PRD F-02”: what is meant stands in another document. */
export function refersElsewhere(text: string): boolean {
  return text.length <= longestReference && elsewhere.test(fold(text).trim());
}

/** “MP3” is no key of an item. */
function isReference(found: string): boolean {
  const letters = /^\D*/.exec(found)?.[0].trim() ?? '';
  return /[-_:#]|^\d/.test(found) || workOf(letters) !== null || prefixWork(letters) !== null;
}
