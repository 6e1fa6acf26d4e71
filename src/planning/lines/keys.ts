import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { wideScript } from '../words/single-words.ts';
import { anyOf, keyPrefixes, ticketWords, wordsFor, workOf } from '../words/vocabulary.ts';

/** Prefixes that mean other things as often: they need a series or a heading that says so. */
export const openPrefixes: ReadonlySet<string> = new Set(
  [...wordsFor('openPrefixes')].map((prefix) => prefix.toUpperCase()),
);

/** Prefixes that hardly mean anything else. */
export const surePrefixes: readonly string[] = [...keyPrefixes.keys()].filter(
  (prefix) => !openPrefixes.has(prefix.toUpperCase()),
);

/** What the letters of a key usually mean; of those in `openPrefixes` it is only a first guess. */
export function prefixWork(prefix: string): WorkWord | null {
  return keyPrefixes.get(prefix.toLowerCase()) ?? wordOfPrefix(prefix);
}

const shortestWord = 4;

/** “EPİK-1”, “HISTORIA-3”, “TICKET-2”: the word for one piece of work in any language, where letters stand for it elsewhere. */
function wordOfPrefix(prefix: string): WorkWord | null {
  if (prefix.length < shortestWord || namesSeveral(prefix)) return null;
  const work = workOf(prefix) ?? (ticketWords.has(fold(prefix)) ? 'STORY' : null);
  // “TEST-4” tells of any kind how it is tested, and what is wrong is told in words.
  return work === 'TEST' ? null : work;
}

/** What a key with a colon in it begins with: “US:01”. */
export const colonKey = new RegExp(`^(?:${anyOf(wordsFor('spacedPrefixes'))}):\\d`, 'iu');

/** “US-A”: letters that hardly mean anything else, with one in place of a number. */
export const letteredKey = new RegExp(
  `(${anyOf(surePrefixes.filter((prefix) => prefix.length > 1))})-([a-z])(?![\\p{L}\\p{N}])`,
  'uy',
);

/** “EP - 1”: a key with blanks around its hyphen, where nothing else stands beside it. */
export function spacedKey(text: string): string | null {
  const [, prefix, number] = /^([A-Z][A-Z\d]{1,9}) ?[-–] ?(\d{1,6})$/.exec(text) ?? [];
  return prefix === undefined || number === undefined ? null : `${prefix}-${number}`;
}

const capital = '[A-Z\\u0370-\\u04ff]';
/** One of the letters of a key in a folded text. */
export const keyLetter = capital.replace('A-Z', 'a-z');
/** The same for scripts without capitals, which need a hyphen. */
export const wideLetters = `(?:${wideScript.source}){1,6}(?=[-_]\\d)`;
const segment = new RegExp(
  `(${capital}+|${wideLetters})[-_.]?(\\d+(?:[.\\-_]\\d+)*(?:${capital}|[-_]${capital}(?![-_.]?\\d))?(?!${capital}))?`,
  'g',
);

/** “B2B-5” */
const digitInProject = /^([A-Z]{1,4}\d{1,2}[A-Z]{1,4})-(\d+)$/;

export interface KeyParts {
  readonly prefix: string | null;
  readonly key: string | null;
  readonly ordinal: string | null;
  readonly within: string | null;
}

/** The parts of a key: `E1-EN1` is an enabler within `E1`; `US-AUTH-01` a story. */
export function keyParts(folded: string): KeyParts | null {
  const upper = folded
    .toUpperCase()
    // “US:01”, “US: 1”, “US. 1”, “US #1”
    .replace(/^([A-Z]+)(?:(?:: ?|\.? )#?|-?#)(?=\d)/, '$1-')
    // Of other letters “до 5” is no key.
    .replace(/(?<=[A-Z\d]) /g, '-');
  // “E2E”, “P2P” are words.
  if (/^([A-Z])\d\1$/.test(upper)) return null;
  const [, project, number] = digitInProject.exec(upper) ?? [];
  if (project !== undefined && number !== undefined)
    return { prefix: project, key: upper, ordinal: number, within: null };
  const segments = [...upper.matchAll(segment)].map((match) => ({
    letters: match[1] ?? '',
    digits: match[2] ?? null,
    from: match.index,
    text: match[0],
  }));
  const last = segments[segments.length - 1];
  if (last === undefined || last.digits === null) return null;
  const numbered = segments.filter((segment) => segment.digits !== null);
  const own = segments.find((segment) => segment.digits === null && prefixWork(segment.letters) !== null);
  // “CC-E1” is epic 1 of the project CC.
  const tail = segments.length > 1 && prefixWork(last.letters) !== null ? last.letters : null;
  const prefix =
    numbered.length > 1 ? last.letters : (own?.letters ?? tail ?? segments[0]?.letters ?? last.letters);
  // “US-5-4-S” is “US-5-4S”.
  const ordinalText = last.digits.replace(/[-_](?!\d)/, '').replace(/[-_]/g, '.');
  const before = numbered.length > 1 ? upper.slice(0, last.from).replace(/[-_.:/]+$/, '') : null;
  return { prefix, key: upper, ordinal: ordinalText, within: before };
}

const zeros = /(?<!\d)0+(?=\d)/g;

/** `1.2` of `01.02`: zeros in front of a number count nothing. */
export function withoutZeros(text: string): string {
  return text.includes('0') ? text.replace(zeros, '') : text;
}

/** `US-007`, `US7` and `us_7` are one key, and `E0-04` is not `E4`. */
export function looseKey(key: string): string {
  return withoutZeros(key.replace(/(?<!\d)[-_.]|[-_.](?!\d)/g, '').replace(/[-_]/g, '.'));
}

/** “0017-001”: parts of so many digits count stories, and no chapters. */
const numberKey = /^\d{3,6}-\d{2,6}$/;

/** Whether the id of a row is a key though it has no letters. */
export function isNumberKey(text: string): boolean {
  return numberKey.test(text);
}

/** What the keys of one series have in common. */
export function seriesOf(key: string): string {
  return key.replace(/\d+/g, '#');
}
