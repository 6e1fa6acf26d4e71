import { namesSeveral } from '../words/plurals.ts';
import { mayHoldAny, wideScript } from '../words/single-words.ts';
import { anyOf, wordsFor, workWords } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';

const unchanged = wordSearch(wordsFor('unchangedPlurals'));
const stories = [...workWords].flatMap(([name, work]) =>
  (work === 'STORY' || work === 'EPIC') && isSeveral(name) ? [name] : [],
);
const spaced = anyOf(stories.filter((name) => !wideScript.test(name)));
/** Korean parts its words by spaces: “히스토리” is a history. */
const atAnEnd = new RegExp(
  `^(?:${spaced})|(?<![\\p{L}\\p{N}])(?:${spaced})$|(?<!\\p{Script=Hangul})(?:${anyOf(stories.filter((name) => wideScript.test(name)))})$`,
  'u',
);
const mayName = mayHoldAny(stories);

/** Whether a folded heading says whose stories stand below it: “営業担当者のストーリー”, “Historyjki kierownika”. */
export function namesStories(folded: string): boolean {
  return mayName(folded) && atAnEnd.test(folded);
}

/** Whether a word for a kind of work may speak of several. */
export function isSeveral(name: string): boolean {
  return namesSeveral(name) || unchanged.test(name) || wideScript.test(name);
}
