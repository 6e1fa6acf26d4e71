import { enablerPhraseAt } from '../words/enabler-phrases.ts';
import type { WorkWord } from '../words/language.ts';
import { wideScript } from '../words/single-words.ts';
import { anyOf, numerals, wordsFor, workOf, workWords } from '../words/vocabulary.ts';
import { foreignKeyAt } from './foreign-keys.ts';
import { type KeyParts, keyParts, letteredKey, prefixWork } from './keys.ts';
import { beginsWithLetter } from './plain-text.ts';
import { isRankSign } from './tags.ts';

/** A title as it is written, and folded. */
export interface Writing {
  readonly text: string;
  readonly folded: string;
}

/** What says that a title is one of an item, and where it ends. */
export interface MarkSign extends KeyParts {
  readonly work: WorkWord | null;
  /** The word for the kind; empty where a key stands alone. */
  readonly named: string;
  readonly end: number;
}

/** A word for a kind of work at a place of a title. */
export interface KindWord {
  readonly named: string;
  readonly work: WorkWord;
  readonly isPhrase: boolean;
  readonly end: number;
}

export const noKey: KeyParts = { prefix: null, key: null, ordinal: null, within: null };

const key =
  /(?:[a-z]{1,4}\d{1,2}[a-z]{1,4}-\d+|[a-z]{1,14}(?:[-_][a-z]{1,14}){0,3}[-_.]?\d+(?:[.\-_]\d+)*(?:[a-z](?![a-z]))?(?:[-_.:/]?[a-z]{1,8}[-_.]?\d+(?:[.\-_]\d+)*)*(?:[-_][a-z](?![\p{L}\p{N}]|[-_.]\d))?)(?![\p{L}\p{N}])/uy;
const spacedKey = new RegExp(
  `(?:${anyOf(wordsFor('spacedPrefixes'))})(?:(?:: ?|\\.? )#?|-?#)\\d+(?:[.\\-_]\\d+)*(?![\\p{L}\\p{N}])`,
  'uy',
);
/** “AB#1210”: what Azure Boards calls a work item wherever else it is spoken of. */
const boardsKey = /ab#\d{1,7}(?![\p{L}\p{N}])/uy;
const gapBehindKey = /\s*[:|-]?\s*\[?/uy;
const version = /v\d+(?:\.\d+)*/uy;
/** “Story1”: a whole word and its number, where “US1” is a key. */
const numberedWord = /^([a-z]{4,20})(\d+(?:\.\d+)*)$/;
const attachedNumber = /[-_](\d+(?:[.\-_]\d+)*)(?![\p{L}\p{N}])/uy;
/** “一”: numerals that are signs. */
const numeralSigns = [...numerals.keys()].filter((numeral) => wideScript.test(numeral)).join('');
/** “Story one: …”, but not “Épica una …”, which goes on. */
const goesOn = wordsFor('goesOn');
const numeralWords = anyOf(
  [...numerals.keys()].filter((word) => !wideScript.test(word) && !goesOn.has(word)),
);
const ordinal = new RegExp(
  `(?:\\d+(?:[.\\-_]\\d+)*(?:\\.?[a-z](?![a-z])|[-_][a-z](?=\\s*(?:[:|)-]|$)))?|[ivx]{1,4}(?:\\.[a-z](?![a-z\\d.]))?(?![a-z])|[a-z](?:\\/\\d{1,3}[a-z]?)?(?![\\p{L}])|(?:${numeralWords})(?![\\p{L}\\p{N}])|[${numeralSigns}]{1,3})`,
  'uy',
);
/** Words for work by their first letter. */
const wordsFrom = new Map(
  [...Map.groupBy(workWords.keys(), (name) => name.charAt(0))].map(([letter, names]) => [
    letter,
    new RegExp(`(?:${anyOf(names)})`, 'uy'),
  ]),
);
const gapBeforeWide = new RegExp(`\\s*\\/?\\s*(?=${wideScript.source})`, 'uy');
const bracketBehind = /\s*\(/uy;

export function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** How much of a text a sticky pattern takes at a place. */
export function lengthAt(pattern: RegExp, text: string, at: number): number {
  return sticky(pattern, text, at)?.[0].length ?? 0;
}

/** A key of Latin letters at a place of a title: “US-7”. */
export function keyAt({ folded }: Writing, at: number): MarkSign | null {
  if (!beginsWithLetter(folded, at)) return null;
  return keyIn(folded, at, sticky(key, folded, at) ?? sticky(boardsKey, folded, at));
}

/** What a title begins with: “US-7”, “US 7”, “ИС-7”, “Story1”. */
export function openingKeyAt({ text, folded }: Writing, at: number): MarkSign | null {
  const found =
    sticky(key, folded, at) ??
    sticky(spacedKey, folded, at) ??
    boardsKeyAt({ text, folded }, at) ??
    foreignKeyAt(text, folded, at);
  if (found === null || isRankSign(found[0])) return null;
  const [, named = '', number = null] = numberedWord.exec(found[0]) ?? [];
  const work = named === '' ? null : workOf(named);
  if (work !== null) return { ...noKey, ordinal: number, work, named, end: at + found[0].length };
  return keyIn(folded, at, found);
}

/** In front of a title the letters, which all kinds share, say nothing unless a word for the kind follows. */
function boardsKeyAt(writing: Writing, at: number): RegExpExecArray | null {
  const found = sticky(boardsKey, writing.folded, at);
  const end = at + (found?.[0].length ?? 0);
  if (found === null || end === writing.folded.length) return found;
  const gap = sticky(gapBehindKey, writing.folded, end)?.[0].length ?? 0;
  return kindWordAt(writing, end + gap) === null ? null : found;
}

function keyIn(folded: string, at: number, found: RegExpExecArray | null): MarkSign | null {
  const parts = found === null || isVersionAt(folded, at) ? null : keyParts(found[0]);
  if (found === null || parts === null) return null;
  const work = parts.prefix === null ? null : prefixWork(parts.prefix);
  return { ...parts, work, named: '', end: at + found[0].length };
}

/** “v1.1” is no key anywhere, and “v2” is none at the end of a title: in front of one “V2” may be. */
function isVersionAt(folded: string, at: number): boolean {
  const [found = ''] = sticky(version, folded, at) ?? [];
  return found.includes('.') || endsInVersion(folded, at);
}

/** Whether nothing but a version stands behind a place of a title: “User stories – v1.15.0”. */
export function endsInVersion(folded: string, at: number): boolean {
  return sticky(version, folded, at)?.[0].length === folded.length - at;
}

/** “US-A” */
export function letteredKeyAt({ folded }: Writing, at: number): MarkSign | null {
  const [own, prefix, letter] = sticky(letteredKey, folded, at) ?? [];
  if (own === undefined || prefix === undefined) return null;
  return {
    prefix: prefix.toUpperCase(),
    key: own.toUpperCase(),
    ordinal: letter?.toUpperCase() ?? null,
    within: null,
    work: prefixWork(prefix),
    named: '',
    end: at + own.length,
  };
}

const ownLetters = /([A-Z]{2,6})-([A-Z])(?=\s*:|\s+[-–—]\s)/uy;

/** “RR-A” of “Epic RR-A: …”: letters of the project's own behind the word for the kind. */
export function ownLettersAt({ text, folded }: Writing, at: number): MarkSign | null {
  if (text.length !== folded.length) return null;
  const [key, prefix, letter] = sticky(ownLetters, text, at) ?? [];
  if (key === undefined || prefix === undefined) return null;
  return { prefix, key, ordinal: letter ?? null, within: null, work: null, named: '', end: at + key.length };
}

/** A word for a kind of work, or a phrase of several for a kind of enabler. */
export function kindWordAt({ folded }: Writing, at: number): KindWord | null {
  const phrase = enablerPhraseAt(folded, at);
  const word = wordsFrom.get(folded.charAt(at));
  const named = phrase ?? (word === undefined ? null : (sticky(word, folded, at)?.[0] ?? null));
  const work = phrase === null ? workWords.get(named ?? '') : 'ENABLER';
  if (named === null || work === undefined) return null;
  const end = at + named.length;
  return { named, work, isPhrase: phrase !== null, end: endAgain(folded, end, work) ?? end };
}

/** Where the same word ends in another language behind one: “Epic 史诗: …”, “史诗 (Epic) 1: …”. */
function endAgain(folded: string, from: number, work: WorkWord): number | null {
  const gap = sticky(gapBeforeWide, folded, from) ?? sticky(bracketBehind, folded, from);
  if (gap === null) return null;
  const at = from + gap[0].length;
  const word = wordsFrom.get(folded.charAt(at));
  const again = word === undefined ? null : sticky(word, folded, at);
  if (again === null || workWords.get(again[0]) !== work) return null;
  const end = at + again[0].length;
  if (!gap[0].endsWith('(')) return end;
  return folded.charAt(end) === ')' ? end + 1 : null;
}

/** “Epic-07” */
export function attachedNumberAt({ folded }: Writing, { named, work, end }: KindWord): MarkSign | null {
  const [whole, number] = sticky(attachedNumber, folded, end) ?? [];
  if (whole === undefined || number === undefined || !/^\p{L}+$/u.test(named)) return null;
  const prefix = named.toUpperCase();
  return {
    prefix,
    key: `${prefix}-${number}`,
    ordinal: number.replace(/[-_]/g, '.'),
    within: null,
    work,
    named,
    end: end + whole.length,
  };
}

/** The number of a word for a kind, in any of its writings: “1.2”, “3-A”, “IV”, “one”. */
export function ordinalAt({ folded }: Writing, at: number, { named, work }: KindWord): MarkSign | null {
  const number = sticky(ordinal, folded, at)?.[0];
  if (number === undefined) return null;
  const numeral = numerals.get(number);
  const counted = numeral === undefined ? number.toUpperCase().replace(/[-_/]/g, '.') : String(numeral);
  return { ...noKey, ordinal: counted, work, named, end: at + number.length };
}
