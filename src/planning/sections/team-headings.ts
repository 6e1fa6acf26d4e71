import { fold } from '../words/fold.ts';
import { wideScript } from '../words/single-words.ts';
import { teamWords } from '../words/vocabulary.ts';
import type { PrefixMeanings } from './key-prefixes.ts';
import { holdsStoryEvidence, namesNoPiece } from './section-evidence.ts';
import type { Section } from './sections.ts';

const wideTeams = [...teamWords].filter((word) => wideScript.test(word));
const mostWords = 3;
const longestName = 80;

/** Headings that name who builds what stands below them: two or more on one level, and no other name of what is built. */
export function teamHeadings(root: Section, meanings: PrefixMeanings): ReadonlySet<Section> {
  const found = new Set<Section>();
  const visit = (section: Section): void => {
    const inner = section.parts.flatMap((part) => (part.type === 'section' ? [part.section] : []));
    const named = inner.filter(({ form, head }) => form === 'heading' && head.kind === 'plain');
    const teams = named.filter(({ line }) => namesTeam(line.text));
    const isBeside = (other: Section): boolean =>
      !namesTeam(other.line.text) && !namesNoPiece(other.line.text) && holdsStoryEvidence(other, meanings);
    if (teams.length > 1 && !named.some(isBeside)) for (const team of teams) found.add(team);
    inner.forEach(visit);
  };
  visit(root);
  return found;
}

/** Whether a short name begins or ends with a word for a team. */
function namesTeam(text: string): boolean {
  if (text.length > longestName) return false;
  const name = fold(text)
    .replace(/\s*\([^)]*\)/g, '')
    .replace(/[\s:]+$/, '');
  const words = name.split(/[\s:–-]+/u);
  if (words.length > mostWords) return false;
  const [first = '', last = ''] = [words[0], words.at(-1)];
  const isNamed = words.length > 1 && (teamWords.has(first) || teamWords.has(last));
  return isNamed || wideTeams.some((word) => name.endsWith(word) && name.length > word.length);
}
