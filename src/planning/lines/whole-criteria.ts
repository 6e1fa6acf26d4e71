import type { FieldName } from '../words/language.ts';
import { mayHoldAny, wideScript } from '../words/single-words.ts';
import { anyOf, articles, belongsToWords, fieldsOf, timeBoxWords, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';

const linking = [...belongsToWords, ...wordsFor('prepositions', 'goesOn')];
const linkBehind = new RegExp(`(?:[\\s']+(?:${anyOf(linking)}))?(?:[\\s']+(?:${anyOf(articles)}))*$`, 'u');
const linkBefore = new RegExp(
  `^(?:(?:${anyOf([...articles].filter((word) => wideScript.test(word)))})\\s*)+`,
  'u',
);
const wholes = wordsFor('wholes');
const mayNameWhole = mayHoldAny([...wholes, ...timeBoxWords]);
const whole = wordSearch(wholes);
/** “Sprint 3” */
const timeBox = new RegExp(`(?:${wordSearch(timeBoxWords).source})(?:\\s*\\d{1,3})?`, 'u');
const numberBehind = /\d$/;
const longest = 100;

/** “Acceptance criteria of the” from “Acceptance criteria of the epic”, without what joined the two. */
export function withoutLink(left: string): string {
  return left.trim().replace(linkBehind, '').replace(linkBefore, '').replace(/\s+/g, ' ');
}

/**
 * The fields of a folded label for the criteria of all that is planned, or of a sprint: “Acceptance criteria of the project”,
 * “Definition of done Sprint 2”.
 */
export function criteriaOfWhole(folded: string): readonly FieldName[] | null {
  if (folded.length > longest || !mayNameWhole(folded)) return null;
  for (const name of [whole, timeBox]) {
    const left = folded.replace(name, ' ').trim();
    const label = withoutLink(left);
    // “Release criteria” are no criteria of the release: only what joins the two says so, or its number behind them.
    if (left === folded || (name === timeBox && label === left && !numberBehind.test(folded))) continue;
    const fields = fieldsOf(label);
    if (fields[0] === 'criteria' || fields[0] === 'done') return fields;
  }
  return null;
}
