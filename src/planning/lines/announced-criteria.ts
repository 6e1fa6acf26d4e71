import { fold } from '../words/fold.ts';
import { namesSeveral } from '../words/plurals.ts';
import { wideScript } from '../words/single-words.ts';
import { anyOf, criteriaLabels, wordsFor, workWords } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';

const items = [...workWords].flatMap(([word, work]) =>
  work !== 'TEST' && work !== 'REQUIREMENT' && (wideScript.test(word) || namesSeveral(word)) ? [word] : [],
);
const announcement = new RegExp(
  `(?:${wordSearch(items).source})(\\s*(?:[&/+,]|(?:${anyOf(wordsFor('ands', 'alongWith'))}))\\s*(?:(?:${anyOf(wordsFor('theirs'))})\\s*)?(?:${anyOf(criteriaLabels)}))`,
  'u',
);
const longest = 500;

/** “Stories & acceptance criteria”, “stories with their AC”: where the part of a folded text stands that names criteria. */
export function announcedCriteria(folded: string): { readonly from: number; readonly to: number } | null {
  const found = announcement.exec(folded.slice(0, longest));
  if (found?.[1] === undefined) return null;
  const to = found.index + found[0].length;
  return { from: to - found[1].length, to };
}

/** Whether a text says that what it introduces are items with criteria. */
export function announcesCriteria(text: string): boolean {
  return announcedCriteria(fold(text)) !== null;
}
