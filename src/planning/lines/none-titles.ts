import { fold } from '../words/fold.ts';
import { foreignWordIn, wideScript } from '../words/single-words.ts';
import { anyOf, noneWords, totalWords, wordsFor, workWords } from '../words/vocabulary.ts';

const longest = 60;
const around = [
  ...workWords.keys(),
  ...totalWords,
  ...wordsFor('timeBoxes', 'containers', 'articles', 'prepositions', 'ands', 'ors', 'forNow'),
];
const wordsAround = new Set(around.flatMap((word) => word.split(/[\s']+/u)));
const answers = wordsFor('noAnswers');
/** “Functional” in “non-functional requirements”: what stands before it denies that, and not the work. */
const qualities = new Set(
  [...workWords]
    .flatMap(([word, work]) => (work === 'REQUIREMENT' ? word.split(/\s+/u) : []))
    .filter((word) => !workWords.has(word)),
);
const nones = new Set([...noneWords].filter((word) => /^\p{L}{3,}$/u.test(word)));
const wide = (words: Iterable<string>): string => anyOf([...words].filter((word) => wideScript.test(word)));
const wideNone = new RegExp(`(?:${wide(noneWords)})$`, 'u');
const wideAround = new RegExp(`(?:${wide(around)})`, 'gu');
const number = /^(?:\d+|[ivx]+)$/u;
/** A look at the first words, with which most titles are known for others. */
const otherWord = foreignWordIn([...wordsAround, ...nones, ...answers], new Set());

/** Whether a text in the place of a title says that there is nothing: “none this PI”, “no stories yet”. */
export function saysNone(text: string): boolean {
  if (text.length > longest) return false;
  const whole = fold(text);
  const other = otherWord(whole);
  if (other !== null && !number.test(other)) return false;
  const folded = whole.replace(/\([^()]*\)/g, ' ').trim();
  const says = wideScript.test(folded) ? folded.replace(wideNone, '') : null;
  if (says !== null) return says !== folded && tokensOf(says.replace(wideAround, ' ')).every(isAround);
  const tokens = tokensOf(folded);
  if (
    tokens.some((token, at) => answers.has(token) && !nones.has(token) && qualities.has(tokens[at + 1] ?? ''))
  )
    return false;
  // “No release”, “No step” may be a title; “no stories”, “no load” are none.
  const isCounted = tokens.some((token) => workWords.has(token) || totalWords.has(token));
  const isNone = isCounted ? isAnyNone : isFirmNone;
  return tokens.some(isNone) && tokens.every((token) => isAround(token) || isAnyNone(token));
}

function tokensOf(folded: string): readonly string[] {
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function isAround(token: string): boolean {
  return !nones.has(token) && (wordsAround.has(token) || number.test(token));
}

function isFirmNone(token: string): boolean {
  return nones.has(token);
}

function isAnyNone(token: string): boolean {
  return nones.has(token) || answers.has(token);
}
