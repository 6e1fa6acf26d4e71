import { type Mark, readMark, referenceOf } from './marks.ts';

/** “epic GM-120, 3 points”: the items that brackets behind a mark name by word and key or number, and what else they say. */
export function parentsAside(aside: string): { readonly parents: readonly Mark[]; readonly others: string } {
  const parents: Mark[] = [];
  const others: string[] = [];
  for (const part of aside.split(/[,;]/)) {
    const mark = readMark(part);
    const names =
      mark?.spelled === true && mark.work !== null && mark.title === '' && referenceOf(mark) !== null;
    if (names) parents.push(mark);
    else others.push(part.trim());
  }
  return { parents, others: others.join(', ') };
}
