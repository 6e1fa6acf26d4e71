import { isAscii } from './fold.ts';

/** Questions about the single words of a folded text: they cost far less than the alternation of many words. */

/** Scripts that write words without spaces between them. */
export const wideScript = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const token = /[\p{L}\p{N}]+/gu;
/** Of `late fee*` the second word may go on. */
const wholeToken = /(?<![*\p{L}\p{N}])[\p{L}\p{N}]+(?![*\p{L}\p{N}])/gu;
const asciiToken = /[a-z\d]+/g;
const beyondAscii = /[^\x20-\x7e]/;
const firstToken = /^[^\p{L}\p{N}]*([\p{L}\p{N}]+)/u;
const nextToken = /[^\p{L}\p{N}:|()[\]-]*(?:(?<=\p{L})-|-(?=\p{L}))?([\p{L}\p{N}]+)?/uy;
const number = /^\d+$/;

/** One text is asked about several times in a row. */
let wordsText = '';
let lastWords: readonly string[] = [];
let firstText = '';
let lastFirst: FirstWord = { word: undefined, isWide: false };

interface FirstWord {
  readonly word: string | undefined;
  readonly isWide: boolean;
}

function wordsOf(folded: string): readonly string[] {
  if (folded !== wordsText) {
    lastWords = folded.match(beyondAscii.test(folded) ? token : asciiToken) ?? [];
    wordsText = folded;
  }
  return lastWords;
}

function firstWordOf(folded: string): FirstWord {
  if (folded !== firstText) {
    lastFirst = readFirstWord(folded);
    firstText = folded;
  }
  return lastFirst;
}

function readFirstWord(folded: string): FirstWord {
  let from = 0;
  while (isSign(signAt(folded, from))) from += 1;
  const end = wordEnd(folded, from);
  if (end !== null) return { word: end === from ? undefined : folded.slice(from, end), isWide: false };
  const word = firstToken.exec(folded)?.[1];
  return { word, isWide: word !== undefined && wideScript.test(word) };
}

/** Whether a folded text holds a word that is in none of some phrases. */
export function holdsOtherThan(list: Iterable<string>): (folded: string) => boolean {
  const known = partsOf(list);
  return (folded) =>
    !wideScript.test(folded) && wordsOf(folded).some((word) => !known.has(word) && !number.test(word));
}

function partsOf(list: Iterable<string>): ReadonlySet<string> {
  const known = new Set<string>();
  for (const word of list) for (const part of word.match(token) ?? []) known.add(part);
  return known;
}

/** Of each phrase the longest word, which fewest texts hold by chance. */
function longestOf(list: Iterable<string>): ReadonlySet<string> {
  const longest = new Set<string>();
  for (const phrase of list) {
    const words = phrase.match(wholeToken) ?? phrase.match(token) ?? [];
    if (words.length > 0)
      longest.add(words.reduce((best, word) => (word.length > best.length ? word : best)));
  }
  return longest;
}

function startsOf(list: Iterable<string>): ReadonlySet<string> {
  const starts = new Set<string>();
  for (const word of list) for (const start of word.match(token)?.slice(0, 1) ?? []) starts.add(start);
  return starts;
}

/** Whether a folded text can hold one of some words at all. */
export function mayHoldAny(list: Iterable<string>): (folded: string) => boolean {
  const words = longestOf(list);
  const known = new AsciiWords(words);
  return (folded) =>
    isAscii(folded)
      ? known.standIn(folded)
      : wideScript.test(folded) || wordsOf(folded).some((word) => words.has(word));
}

const longestBit = 31;

/** Some words, which are looked for in texts of ASCII signs: none is cut out but one of their first letters and lengths. */
class AsciiWords {
  readonly #words: ReadonlySet<string>;
  /** By the first sign of words, how long these are: a bit for each length, and the last for all that are longer. */
  readonly #lengths = new Uint32Array(128);

  constructor(words: ReadonlySet<string>) {
    this.#words = words;
    for (const word of words) {
      const first = word.charCodeAt(0);
      if (first < 128) this.#lengths[first] = (this.#lengths[first] ?? 0) | bitOf(word.length);
    }
  }

  standIn(folded: string): boolean {
    for (let from = 0; from < folded.length; from += 1) {
      const end = endOfWord(folded, from);
      if (end === from) continue;
      if (this.standAt(folded, from, end)) return true;
      from = end;
    }
    return false;
  }

  /** Whether a word of a text, which ends at a place, is one of them. */
  standAt(folded: string, from: number, end: number): boolean {
    const lengths = this.#lengths[folded.charCodeAt(from)] ?? 0;
    return (lengths & bitOf(end - from)) !== 0 && this.#words.has(folded.slice(from, end));
  }
}

function bitOf(length: number): number {
  return 1 << Math.min(length, longestBit);
}

/** Whether a folded text can begin with one of some words: a look at its first word alone. */
export function mayBeginWithAny(list: Iterable<string>): (folded: string) => boolean {
  const starts = startsOf(list);
  return (folded) => {
    const { word, isWide } = firstWordOf(folded);
    return word === undefined || isWide || starts.has(word);
  };
}

/** The same of words that a number may follow at once: “AC2”. */
export function mayBeginWithNumbered(list: Iterable<string>): (folded: string) => boolean {
  const mayBegin = mayBeginWithAny(list);
  return (folded) => mayBegin(folded) || /\d/.test(firstWordOf(folded).word ?? '');
}

/**
 * The first word of a folded text that is none of some words; null when there is none before the text turns to
 * another matter: behind a colon, a dash, a bracket or one of the words in `ends`.
 */
export function foreignWordIn(
  list: Iterable<string>,
  ends: ReadonlySet<string>,
): (folded: string) => string | null {
  const parts = partsOf(list);
  const [known, ending] = [new AsciiWords(parts), new AsciiWords(ends)];
  return (folded) => {
    for (let at = 0, first = true; ; first = false) {
      const from = nextWordAt(folded, at);
      const end = wordEnd(folded, from);
      if (end === null) return foreignInAny(folded, parts, ends);
      // Something stands before “for”, or it joins nothing.
      if (end === from || (!first && ending.standAt(folded, from, end))) return null;
      const word = known.standAt(folded, from, end) ? null : folded.slice(from, end);
      if (word !== null && !number.test(word)) return word;
      at = end;
    }
  };
}

/** The same for a text in any script. */
function foreignInAny(folded: string, known: ReadonlySet<string>, ends: ReadonlySet<string>): string | null {
  nextToken.lastIndex = 0;
  for (let first = true; ; first = false) {
    const word = nextToken.exec(folded)?.[1];
    if (word === undefined || (!first && ends.has(word))) return null;
    if (!known.has(word) && !number.test(word)) return wideScript.test(word) ? null : word;
  }
}

/** Where the next word begins behind ASCII signs that part words and not matters: “pick-up, pay”. */
function nextWordAt(folded: string, from: number): number {
  let at = from;
  while (signAt(folded, at) === partsWords) at += 1;
  const joins = folded.charCodeAt(at) === hyphen && (isLetter(folded, at - 1) || isLetter(folded, at + 1));
  return joins ? at + 1 : at;
}

/** Where a word of ASCII letters and digits ends; null when another script stands there. */
function wordEnd(folded: string, from: number): number | null {
  const end = endOfWord(folded, from);
  return folded.charCodeAt(end) > 127 ? null : end;
}

/** The same, whatever stands there. */
function endOfWord(folded: string, from: number): number {
  let at = from;
  while (signAt(folded, at) === isInWord) at += 1;
  return at;
}

const hyphen = 45;
const isInWord = 0;
const partsWords = 1;
const partsMatters = 2;
/** What each ASCII sign does. */
const asciiSigns = Uint8Array.from({ length: 128 }, (_none, code) => {
  const sign = String.fromCharCode(code);
  return /[a-z\d]/i.test(sign) ? isInWord : ':|()[]-'.includes(sign) ? partsMatters : partsWords;
});

function signAt(folded: string, at: number): number | undefined {
  return at < folded.length ? asciiSigns[folded.charCodeAt(at)] : undefined;
}

function isSign(kind: number | undefined): boolean {
  return kind === partsWords || kind === partsMatters;
}

function isLetter(folded: string, at: number): boolean {
  return folded.charCodeAt(at) > 64 && signAt(folded, at) === isInWord;
}
