import { normalizedTitle } from '../words/fold.ts';
import { wordsFor } from '../words/vocabulary.ts';

/** What one item, or the issue that stands for one, is compared by. */
export interface Likely {
  readonly title: ReadonlySet<string>;
  readonly text: ReadonlySet<string>;
}

/** From here on two items are taken for one, when more than their titles speaks for it. */
export const likeEnough = 0.6;
/** Titles alone have to be nearer. */
const likeEnoughByTitle = 0.7;

const titleWeight = 0.4;
const textWeight = 0.6;
const childrenWeight = 0.8;
/** A shorter text proves less. */
const fullTextWords = 8;
/** A title that is told in the text of the other: a sentence that got a name, or lost it. */
const toldInText = 0.9;
const sentenceWords = 5;

/**
 * From 0 to 1: how much speaks for two items being the same one; 0 when it is not enough. `sharedChildren` is how much of
 * what stands below both is the same; null where one has nothing below, which proves nothing.
 */
export function likeness(a: Likely, b: Likely, sharedChildren: number | null): number {
  const isTold = isSentenceIn(a.title, b.text) || isSentenceIn(b.title, a.text);
  const ofTitles = Math.max(titleLikeness(a.title, b.title), isTold ? toldInText : 0);
  const evidence = [{ value: ofTitles, weight: titleWeight }];
  if (a.text.size > 0 && b.text.size > 0) {
    const words = Math.min(a.text.size, b.text.size);
    evidence.push({
      value: overlap(a.text, b.text),
      weight: textWeight * Math.min(1, words / fullTextWords),
    });
  }
  if (sharedChildren !== null) evidence.push({ value: sharedChildren, weight: childrenWeight });
  const total = evidence.reduce((sum, { weight }) => sum + weight, 0);
  const value = evidence.reduce((sum, each) => sum + each.value * each.weight, 0) / total;
  return value + 1e-9 >= (evidence.length === 1 ? likeEnoughByTitle : likeEnough) ? value : 0;
}

/** Twice the words that two texts share, over the words that they have. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 && b.size === 0) return 1;
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}

function isSentenceIn(title: ReadonlySet<string>, text: ReadonlySet<string>): boolean {
  return title.size >= sentenceWords && [...title].every((word) => text.has(word));
}

/** What words count that are no more than nearly the same. */
const otherForm = 0.8;
const otherLetter = 0.35;

/** The same for titles, where words written apart are the same, and words in another form count nearly as much. */
export function titleLikeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [rest, others] = [[...a].filter((word) => !b.has(word)), [...b].filter((word) => !a.has(word))];
  if (rest.join('') === others.join('')) return 1;
  // Other numbers are other things: releases, years, steps.
  const isNumbered = [...rest, ...others].some((word) => /\p{N}/u.test(word));
  let shared = a.size - rest.length;
  for (const word of rest) {
    const [value, at] = nearestOf(word, others);
    if (value === 0) continue;
    others.splice(at, 1);
    shared += value;
  }
  const like = (2 * shared) / (a.size + b.size);
  return isNumbered ? Math.min(like, 0.5) : like;
}

/** How near the nearest of some words is to one, and where it stands. */
function nearestOf(word: string, others: readonly string[]): readonly [value: number, at: number] {
  const form = others.findIndex((other) => isFormOf(word, other));
  if (form >= 0) return [otherForm, form];
  const typed = others.findIndex((other) => isLetterOff(word, other));
  return typed < 0 ? [0, -1] : [otherLetter, typed];
}

const endings = wordsFor('endings');

/** Whether one word is the other with an ending, such as “pay” and “paying”. */
function isFormOf(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 3 || !long.startsWith(short)) return false;
  const ending = long.slice(short.length);
  return short.length >= 5 ? ending.length <= 4 : endings.has(ending);
}

/** Whether one letter is another, or two have changed places: “recieve” and “receive”. */
function isLetterOff(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < 4) return false;
  const off = Array.from({ length: a.length }, (_, at) => at).filter((at) => a[at] !== b[at]);
  const [first = 0, second = 0] = off;
  if (off.length === 1) return true;
  return off.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first];
}

const joiners = wordsFor('ands', 'ors', 'prepositions', 'articles', 'indefiniteArticles');

/** The words of a title that say what it is about. */
export function tellingWords(title: ReadonlySet<string>): Set<string> {
  return new Set([...title].filter((word) => !joiners.has(word)));
}

/** Whether a whole is told in parts: each says something of it and nothing else, and together they say all of it. */
export function isToldInParts(whole: ReadonlySet<string>, parts: readonly ReadonlySet<string>[]): boolean {
  const [all, telling] = [tellingWords(whole), parts.map(tellingWords)];
  if (parts.length < 2 || all.size < 2) return false;
  const arePart = telling.every((words) => words.size > 0 && [...words].every((word) => all.has(word)));
  return arePart && [...all].every((word) => telling.some((words) => words.has(word)));
}

/** The words of a text, each once; of scripts without spaces, pairs of characters. */
export function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const word of normalizedTitle(text).split(' ')) {
    if (word === '') continue;
    if (
      !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(word) ||
      word.length < 3
    )
      words.add(word);
    else for (let at = 0; at + 1 < word.length; at += 1) words.add(word.slice(at, at + 2));
  }
  return words;
}
