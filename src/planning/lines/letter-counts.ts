import { beginsWithLetter } from './plain-text.ts';

/** A letter that counts the line which it begins: “A. Search”, “B) Cart”, “C — Orders”, “[D] Berths”. */
export interface LetterCount {
  /** The letter. */
  readonly written: string;
  readonly title: string;
}

const letterInFront = /^(?:(\p{Lu})(?:\s?[.)）．:：]|\s[-–—])|\[(\p{Lu})\])\s+(?=\S)/u;
/** Of Latin, Cyrillic and Greek. */
const firstLetters = '\u0041\u0410\u0391';

const noCounts: ReadonlyMap<number, LetterCount> = new Map();

/** The letters of some lines by their places, where these count on from the first letter, which may come again. */
export function letterCounts(lines: readonly { readonly text: string }[]): ReadonlyMap<number, LetterCount> {
  if (!lines.some(({ text }) => letterCount(text) !== null)) return noCounts;
  const found = new Map<number, LetterCount>();
  let before: { readonly at: number; readonly count: LetterCount } | null = null;
  for (const [at, { text }] of lines.entries()) {
    const count = letterCount(text);
    if (count === null) continue;
    const goesOn = before !== null && isNext(count.written, before.count.written);
    if (before !== null && goesOn) found.set(before.at, before.count).set(at, count);
    if (goesOn || firstLetters.includes(count.written)) before = { at, count };
  }
  return found;
}

function letterCount(text: string): LetterCount | null {
  // Most texts begin with a word.
  if (beginsWithLetter(text, text.startsWith('[') ? 2 : 1)) return null;
  const [whole, bare, inBrackets] = letterInFront.exec(text) ?? [];
  const written = bare ?? inBrackets;
  return whole === undefined || written === undefined ? null : { written, title: text.slice(whole.length) };
}

function isNext(letter: string, before: string): boolean {
  return letter.charCodeAt(0) === before.charCodeAt(0) + 1;
}
