import { fold } from './fold.ts';
import { wordsFor } from './vocabulary.ts';
import { wordSearch } from './word-search.ts';

/** “Stories: …” heads several and names none. */
const plural = wordSearch(wordsFor('plurals'));

/** Whether a word for a kind of work speaks of several: “Stories”. */
export function namesSeveral(text: string): boolean {
  return plural.test(fold(text));
}
