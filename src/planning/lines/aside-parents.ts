import { fold } from '../words/fold.ts';
import { anyOf, belongsToWords, wordsFor } from '../words/vocabulary.ts';
import { type Mark, readMark, referenceOf } from './marks.ts';

/** “Related to Feature 1: Search”, “part of epic GM-120” */
const relation = new RegExp(
  `^\\s*(?:${anyOf(wordsFor('parentLinks'))})\\s+(?:(?:${anyOf([...belongsToWords, ...wordsFor('prepositions')])})\\s+)?`,
  'u',
);

/**
 * “epic GM-120, 3 points”, “related to Feature 1: Search”: the items that brackets behind a mark name by word and key or
 * number, and what else they say.
 */
export function parentsAside(aside: string): { readonly parents: readonly Mark[]; readonly others: string } {
  const parents: Mark[] = [];
  const others: string[] = [];
  for (const part of aside.split(/[,;]/)) {
    const related = relation.exec(fold(part))?.[0] ?? '';
    const mark = readMark(part.slice(related.length));
    const isAlone = mark?.title === '' || (related !== '' && mark?.separated === true);
    const names = mark?.spelled === true && mark.work !== null && isAlone && referenceOf(mark) !== null;
    if (names) parents.push(mark);
    else others.push(part.trim());
  }
  return { parents, others: others.join(', ') };
}
