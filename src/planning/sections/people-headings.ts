import { fold } from '../words/fold.ts';
import { wideScript } from '../words/single-words.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';
import type { PrefixMeanings } from './key-prefixes.ts';
import { holdsStoryEvidence, namesNoPiece } from './section-evidence.ts';
import type { Section } from './sections.ts';

const people = Map.groupBy(wordsFor('teams', 'roleNames'), (word) => wideScript.test(word));
const spaced = anyOf(people.get(false) ?? []);
const wide = anyOf(people.get(true) ?? []);
const named = new RegExp(`^(?:${spaced})[\\s:-]|[\\s:-](?:${spaced})$|.(?:${wide})$`, 'u');
const mostWords = 4;
const longestName = 80;

/** Headings that name who builds or wants what stands below them: two or more on one level, and no other name of what is built. */
export function peopleHeadings(root: Section, meanings: PrefixMeanings): ReadonlySet<Section> {
  const found = new Set<Section>();
  const visit = (section: Section): void => {
    const inner = section.parts.flatMap((part) => (part.type === 'section' ? [part.section] : []));
    const plain = inner.filter(({ form, head }) => form === 'heading' && head.kind === 'plain');
    const groups = plain.filter(({ line }) => namesPeople(line.text));
    const isBeside = (other: Section): boolean =>
      !namesPeople(other.line.text) && !namesNoPiece(other.line.text) && holdsStoryEvidence(other, meanings);
    if (groups.length > 1 && !plain.some(isBeside)) for (const group of groups) found.add(group);
    inner.forEach(visit);
  };
  visit(root);
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
