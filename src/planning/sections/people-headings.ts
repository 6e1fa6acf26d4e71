import { fold } from '../words/fold.ts';
import { wideScript } from '../words/single-words.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';
import type { PrefixMeanings } from './key-prefixes.ts';
import { holdsStoryEvidence, namesNoPiece } from './section-evidence.ts';
import type { Section } from './sections.ts';
import type { UnmarkedLevel } from './unmarked-levels.ts';

const people = Map.groupBy(wordsFor('teams', 'roleNames'), (word) => wideScript.test(word));
const spaced = anyOf(people.get(false) ?? []);
const wide = anyOf(people.get(true) ?? []);
const named = new RegExp(`^(?:${spaced})[\\s:-]|[\\s:-](?:${spaced})$|.(?:${wide})$`, 'u');
const mostWords = 4;
const longestName = 80;

/** Headings that name who builds or wants what stands below them: two or more on one level, and no other name of what is built. */
export function peopleHeadings(
  levels: readonly UnmarkedLevel[],
  meanings: PrefixMeanings,
): ReadonlySet<Section> {
  const found = new Set<Section>();
  const isBeside = ({ line }: Section): boolean => !namesPeople(line.text) && !namesNoPiece(line.text);
  for (const { plain } of levels) {
    const headings = plain.filter(({ form }) => form === 'heading');
    const groups = headings.filter(({ line }) => namesPeople(line.text));
    if (groups.length < 2) continue;
    if (headings.some((other) => isBeside(other) && holdsStoryEvidence(other, meanings))) continue;
    for (const group of groups) found.add(group);
  }
  return found;
}

/** Whether a short name begins or ends with a word for a team or a role. */
function namesPeople(text: string): boolean {
  if (text.length > longestName) return false;
  const name = fold(text)
    .replace(/\s*\([^)]*\)/g, '')
    .replace(/[\s:]+$/, '');
  return name.split(/[\s:-]+/u).length <= mostWords && named.test(name);
}
