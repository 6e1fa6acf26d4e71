import type { Line } from '../blocks.ts';
import { fold, normalizedTitle } from '../words/fold.ts';
import { rememberingLabels } from '../words/label-memory.ts';
import {
  anyOf,
  beginsAsStory,
  endsWithRole,
  fieldsOf,
  priorityOfWord,
  startsWithRole,
  storyBeginning,
  wordsFor,
} from '../words/vocabulary.ts';
import { beginsWithLetter, endsInColon, oneSpaced } from './plain-text.ts';
import { areSimilarBehind } from './similar-titles.ts';

/** A sentence that is longer is known by its beginning. */
const longestStart = 1500;

/** Whether a text is a user story in a sentence. */
export const isStorySentence = rememberingLabels((text: string): boolean => {
  const start = text.slice(0, longestStart);
  return tells(start) && !hasGaps(start);
});

/** Whether a text says who wants something first: behind a label such as “User story:” that tells a story however it goes on. */
export function beginsWithRole(text: string): boolean {
  return endsWithRole(bareSentence(text.slice(0, longestStart)).split(',', 1)[0] ?? '');
}

/** “As a guest,”: who wants something, and no word of what. */
export function endsBehindRole(text: string): boolean {
  return text.length <= longestOpening && /^[^,]+,\s*$/.test(text) && endsWithRole(bareSentence(text));
}

/**
 * “As a guest, I would like to:”, “As a guest, I want to …”: how the sentence of each entry below begins, where it says who
 * wants something and no more. In a heading no sign need stand behind it.
 */
export function sentenceOpening({ text, folded }: Line, isHeading = false): string | null {
  if (text.length > longestOpening || !(isHeading || endsInColon(text) || leavesOpen.test(text))) return null;
  if (!startsWithRole(bareSentence(text, folded))) return null;
  const opening = text.replace(leavesOpen, '').replace(/\s*(?:\([^()]*\)\s*)?[:：]+$/u, '');
  return opensSentence(opening) ? opening : null;
}

const leavesOpen = /\s?(?:\.{3}|…)\s?[:：]?$/u;

/** Whether a text says who wants something and no more of it: “As a guest, I would like to”. */
export function opensSentence(text: string): boolean {
  if (text.length > longestOpening) return false;
  const told = bareSentence(text);
  if (!startsWithRole(told)) return false;
  const words = told.split(' ');
  return words.some(
    (_word, at) =>
      endsWithRole(words.slice(0, at).join(' ')) && fieldsOf(words.slice(at).join(' ')).includes('want'),
  );
}

const longestOpening = 120;

/** “As a [role], I want [goal]” and “e.g. As a __, I want __” are to be filled in, and name nothing themselves. */
export function isFillIn(text: string): boolean {
  const start = text.slice(0, longestStart);
  if (!hasGaps(start)) return false;
  // “As an editor I want the fields {name} and {date} in letters” says more than a form does.
  const said = start.replace(gap, ' ').match(/[\p{L}\p{N}'’]+/gu) ?? [];
  const [isShort, isOpen] = [said.length <= mostWordsOfForm, (start.match(openGap)?.length ?? 0) >= 2];
  // Languages that say who wants something behind it leave a gap in front: “Bir … olarak … istiyorum”.
  if (isShort && isOpen) return true;
  return (isShort || isOpen) && tells(start.replace(abbreviation, '').replace(/_{2,}/g, '…'));
}

const openGap = /_{2,}|\.{3}|…/gu;
const gap = new RegExp(
  `${openGap.source}|\\[[^\\]\\d]{2,40}\\](?!\\()|<[^<>]{2,40}>|‹[^›]+›|\\{[^{}]{2,40}\\}`,
  'gu',
);
const mostWordsOfForm = 7;
/** “e.g.”, “z. B.” */
const abbreviation = /^\P{L}*(?:\p{L}{1,2}\.\s*){1,3}/u;

const mayHaveGap = /[_.…[<‹{]/;

function hasGaps(text: string): boolean {
  return mayHaveGap.test(text) && (text.match(gap)?.length ?? 0) >= 2;
}

function tells(text: string): boolean {
  const folded = bareSentence(text);
  return folded.length >= 6 && beginsAsStory(folded);
}

function bareSentence(text: string, folded: string = fold(text)): string {
  const unmarked = folded.replace(/["*_]/g, '');
  const told = beginsWithLetter(unmarked) ? unmarked : unmarked.replace(/^[^\p{L}]+/u, '');
  const rank = closingBracket.test(told) ? bracketInFront.exec(told) : null;
  const isRanked = rank?.[1] !== undefined && priorityOfWord(rank[1]) !== null;
  if (isRanked) return oneSpaced(told.slice(rank[0].length));
  return oneSpaced(told.startsWith('p') ? told.replace(rankInFront, '') : told);
}

const closingBracket = /[)\]）】]/;

/** “✅ (Must have) As a guest, …”, behind its opening bracket. */
const bracketInFront = /^([\p{L}' -]{2,24})[)\]）】]\s*(?=\p{L})/u;

/** “P0 | As a guest, …”, “P1: As a guest, …”, “[P2] As a guest, …”, “P1 As a guest, …”: how urgent it is, in front of the sentence. */
const rankInFront =
  /^p[0-4](?:\s*\([^()]{1,24}\))?\s*(?:[\])]\s*[:：·|–—-]?|[:：·|]|[–—-]\s|\s)\s*(?=\p{L})/u;

const wants = new RegExp(`^(?:${anyOf(wordsFor('storyWants'))})`, 'u');
const endsRole = new RegExp(anyOf(wordsFor('storyRoleEnds')), 'u');

/** The part of a story's sentence that says who wants something, folded; nothing where it does not say so first. */
export function roleOf(text: string): string {
  const told = storyBeginning(bareSentence(text.slice(0, longestStart)));
  return wants.test(told) ? '' : (told.split(endsRole)[0] ?? '');
}

/** Whether two texts are the sentences of two stories: for other people, or with another wish behind the words they share. */
export function tellApart(one: string, other: string): boolean {
  if (!isStorySentence(one) || !isStorySentence(other)) return false;
  const [role, otherRole] = [roleOf(one).trim(), roleOf(other).trim()];
  if (!role.includes(otherRole) && !otherRole.includes(role)) return true;
  return !areSimilarBehind(wishOf(one), wishOf(other));
}

const benefit = new RegExp(`[,\\s](?:${anyOf(wordsFor('storyBenefits'))})`, 'u');

/** A story's sentence up to what it is good for. */
function wishOf(text: string): string {
  return normalizedTitle(bareSentence(text.slice(0, longestStart)).split(benefit, 1)[0] ?? '');
}

const storyPart = new RegExp(`^(?:${anyOf(wordsFor('storyRoles', 'storyWants', 'storyBenefits'))})`, 'u');

/** Whether a text goes on with a story's sentence, though the one before it is over: “So that I can leave.” */
export function beginsStoryPart(text: string): boolean {
  return storyPart.test(fold(text));
}

const continuation = new RegExp(`^(?:${anyOf(wordsFor('storyWants', 'storyBenefits'))})`, 'u');

/** Whether a text says what is wanted, or what it is good for, and not who wants it. */
export function continuesSentence({ folded }: Pick<Line, 'folded'>): boolean {
  return continuation.test(folded);
}

const sentenceEnd = /[.!?]["”»)]?\s+(?=["“«]?\p{Lu})/gu;
/** Of abbreviations such as “z. B.” it is the last letter that stands before the point. */
const abbreviated = new RegExp(
  `(?<!\\p{L})(?:\\p{L}|${[...wordsFor('abbreviations')].map((word) => word.replaceAll('.', '\\.')).join('|')})$`,
  'u',
);
const longestWord = 12;

/** A wish behind a whole sentence is another one. */
const furtherPart = new RegExp(`^(?:${anyOf(wordsFor('storyRoles', 'storyBenefits'))})`, 'u');

/** Where the sentence of a story ends and another begins; null where none does. */
export function endOfStory(text: string): number | null {
  return endWhere(
    text,
    (to, from) => !furtherPart.test(fold(text.slice(from))) && isStorySentence(text.slice(0, to)),
  );
}

/** “1.” in front of a step, which ends no sentence. */
const countsBefore = /(?:^|\s)\d{1,3}\.$/;

/** A text up to the end of its first sentence. */
export function firstSentence(text: string): string {
  const end = isStorySentence(text)
    ? endOfStory(text)
    : endWhere(text, (to) => !countsBefore.test(text.slice(0, to)));
  return text.slice(0, end ?? text.length);
}

function endWhere(text: string, isEnd: (to: number, from: number) => boolean): number | null {
  for (const { index, 0: end } of text.slice(0, longestStart).matchAll(sentenceEnd)) {
    const from = index + end.length;
    const to = index + end.trimEnd().length;
    if (abbreviated.test(fold(text.slice(Math.max(0, index - longestWord), index)))) continue;
    if (isEnd(to, from)) return to;
  }
  return null;
}
