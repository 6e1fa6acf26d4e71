import type { PrefixMeanings } from './key-prefixes.ts';
import { namesQualities } from './piece-names.ts';
import { namesNoPiece, sentencesIn } from './section-evidence.ts';
import type { Section } from './sections.ts';
import type { UnmarkedLevel } from './unmarked-levels.ts';

/**
 * Headings such as “Budget” that elsewhere are matters beside the plan, and here group stories among headings that do:
 * they hold two or more, and most that hold stories on their level are pieces of the product.
 */
export function groupingMatters(
  levels: readonly UnmarkedLevel[],
  meanings: PrefixMeanings,
): ReadonlySet<Section> {
  const found = new Set<Section>();
  for (const { headings } of levels) {
    const matters = headings.filter(
      ({ form, head, line }) => form === 'heading' && (isOpenMatter(head) || namesQualities(line.text)),
    );
    const grouping = matters.filter((heading) => holdsStories(heading, 2, meanings));
    if (grouping.length === 0) continue;
    const pieces = headings.filter(
      ({ form, head, line }) =>
        form === 'heading' &&
        head.kind === 'plain' &&
        !(namesNoPiece(line.text) || namesQualities(line.text)),
    );
    const groups = pieces.filter((heading) => holdsStories(heading, 1, meanings));
    if (groups.length > 1 && groups.length > grouping.length)
      for (const heading of grouping) found.add(heading);
  }
  return found;
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
  return marked.length >= least || sentencesIn(section, least) >= least;
}

function isOpenMatter(head: Section['head']): boolean {
  return head.kind === 'other' && !head.isClosed;
}
