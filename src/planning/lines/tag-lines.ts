import type { WorkWord } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { workOf } from '../words/vocabulary.ts';
import { isTag } from './tags.ts';

const longest = 200;
const divider = /\s+[·•|]\s+/u;

function mayBeDivided(text: string): boolean {
  return text.includes('·') || text.includes('|') || text.includes('•');
}

/** “Story · 3 points · Done”: the kind that a line of tags names, as trackers write it below a title, and the others. */
export function tagLine(
  text: string,
): { readonly work: WorkWord; readonly others: readonly string[] } | null {
  if (text.length > longest || !mayBeDivided(text) || !divider.test(text)) return null;
  const cells = text.split(divider);
  const kinds = cells.filter((cell) => workOf(cell) !== null && !namesSeveral(cell));
  const [kind] = kinds;
  const work = kind === undefined || kinds.length > 1 ? null : workOf(kind);
  if (work === null || work === 'TEST' || work === 'REQUIREMENT') return null;
  const others = cells.filter((cell) => cell !== kind);
  return others.some(isTag) ? { work, others } : null;
}
