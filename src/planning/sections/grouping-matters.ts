import { isStorySentence } from '../lines/story-sentences.ts';
import { measuredStories } from '../tables/measured-stories.ts';
import { fold } from '../words/fold.ts';
import { otherMatters } from '../words/vocabulary.ts';
import type { PrefixMeanings } from './key-prefixes.ts';
import { headingsIn } from './parts.ts';
import { arrangesPlan, namesDisciplines, namesNoPiece, namesQualities } from './piece-names.ts';
import { sentencesIn } from './section-evidence.ts';
import type { Section } from './sections.ts';
import type { UnmarkedLevel } from './unmarked-levels.ts';

/**
 * Headings such as “Budget” that elsewhere are matters beside the plan, and here group stories among headings that do:
 * they hold two or more, and most that hold stories on their level are pieces of the product. One whose name ends as
 * theirs do, “Estimation feature specs”, is one of them with a single story.
 */
export function groupingMatters(level: UnmarkedLevel, meanings: PrefixMeanings): readonly Section[] {
  const headings = level.headings.filter(
    (heading) => heading.form === 'heading' && holdsStories(heading, 1, meanings),
  );
  const pieces = new Set(headings.filter(isPiece));
  const groups = [...pieces];
  const others = headings.filter((heading) => !pieces.has(heading));
  const grouping = others.filter((heading) => isMatter(heading) && holdsStories(heading, 2, meanings));
  const tailed = others.filter((heading) => heading.head.kind === 'plain' && tailOf(heading) !== null);
  const alike = tailed.filter((heading) => endsAsMost(heading, groups));
  if (groups.length > 1 && groups.length > grouping.length) return [...alike, ...grouping];
  // A table of user stories says more for its heading than sentences do.
  const areTabled = groups.length >= grouping.length && groups.some((heading) => rowsIn(heading) > 1);
  return areTabled ? [...alike, ...grouping.filter((heading) => rowsIn(heading) > 1)] : alike;
}

function isPiece({ head, line: { text } }: Section): boolean {
  return head.kind === 'plain' && !namesNoPiece(text) && !namesQualities(text) && !namesDisciplines(text);
}

/** The last two words of a longer name. */
function tailOf({ line }: Section): string | null {
  const words = fold(line.text).split(/\s+/);
  return words.length > 2 ? words.slice(-2).join(' ') : null;
}

function endsAsMost(heading: Section, groups: readonly Section[]): boolean {
  const tail = tailOf(heading);
  const alike = groups.filter((group) => tailOf(group) === tail);
  return alike.length > 1 && alike.length * 2 > groups.length;
}

/** Whether so many stories stand in a section, told in sentences or with headings of their own. */
function holdsStories(section: Section, least: number, meanings: PrefixMeanings): boolean {
  const marked = section.parts.filter(
    (part) =>
      part.type === 'section' &&
      part.section.form === 'heading' &&
      part.section.head.kind === 'mark' &&
      meanings.workOf(part.section.head.mark) === 'STORY' &&
      !meanings.isMention(part.section),
  );
  const told = headingsIn(section).filter(({ line }) => isStorySentence(line.text));
  return (
    Math.max(marked.length, told.length) >= least ||
    sentencesIn(section, least) >= least ||
    rowsIn(section) >= least
  );
}

/** How many rows right below a heading say that they are user stories. */
function rowsIn({ parts }: Section): number {
  let count = 0;
  for (const part of parts) if (part.type === 'table') count += measuredStories(part.block);
  return count;
}

/** “Budget”, “Usability”, “Route planning”, but not “Sprint 2” */
function isMatter({ head, line: { text } }: Section): boolean {
  if (head.kind === 'plain') {
    const { title } = head.decoration;
    return namesQualities(title) || namesDisciplines(title) || (namesNoPiece(title) && !arrangesPlan(title));
  }
  return isOpenMatter(head) || namesQualities(text);
}

/** Whether a head is what is told beside a plan: “Budget”, “Timeline”. */
export function isOpenMatter(head: Section['head']): boolean {
  if (head.kind === 'field')
    return head.value === '' && head.about === null && otherMatters.has(fold(head.label));
  return head.kind === 'other' && !head.isClosed;
}
