import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import { statusIn } from '../lines/tags.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { fold } from '../words/fold.ts';
import { containerWords, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { namesNoPiece } from './piece-names.ts';
import type { Section } from './sections.ts';
import type { UnmarkedLevel } from './unmarked-levels.ts';

/**
 * The headings that are columns of a board, with what each says of its cards. Two that say how work stands make a
 * board, “Backlog” and “Open” only where both hold cards; where most of those with cards do, “With legal” beside them is
 * a column too.
 */
export function boardColumns(
  levels: readonly UnmarkedLevel[],
  holdsCards: (heading: Section) => boolean,
): ReadonlyMap<Section, string> {
  const columns = new Map<Section, string>();
  for (const { headings } of levels) {
    if (headings.length < 2) continue;
    const stated = headings.filter((heading) => stateOf(nameOf(heading)) !== null);
    const states = stated.filter((heading) => !speaksOfBacklog(nameOf(heading)));
    if (!haveTwoNames(states) && !haveTwoNames(stated.filter(holdsCards))) continue;
    const others = headings.filter(
      (heading) => heading.head.kind === 'plain' && !namesNoPiece(nameOf(heading)) && holdsCards(heading),
    );
    const isBoard = others.length < stated.filter(holdsCards).length;
    for (const column of isBoard ? [...stated, ...others] : stated) columns.set(column, nameOf(column));
  }
  return columns;
}

function haveTwoNames(headings: readonly Section[]): boolean {
  return new Set(headings.map((heading) => fold(nameOf(heading)))).size > 1;
}

const link = wordSearch(wordsFor('prepositions'));

/** “Done in October” says how work stands as “Done” does. */
function stateOf(name: string): string | null {
  const state = statusIn(name);
  const folded = fold(name);
  const at = state === null ? folded.search(link) : 0;
  return at > 0 ? statusIn(folded.slice(0, at)) : state;
}

/** “List: Done” is the column “Done”. */
function nameOf({ line }: Section): string {
  const [whole = '', front = ''] = /^([^:：]{2,20})[:：]\s*/u.exec(line.text) ?? [];
  const name = containerWords.has(fold(front)) ? line.text.slice(whole.length) : line.text;
  return cleanTitle(undecorated(name).title.replace(/\s*\([^()]*\)$/, ''));
}
