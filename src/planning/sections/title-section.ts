import type { Section } from './sections.ts';

/** What heads something in running text stands below it. */
const lowestHeading = 6;

/**
 * The heading that is the document's title: the only one of the highest level, before all others. In a title of several
 * lines, “# Requirements” and “# Referrals”, or behind a comment whose lines begin with “#”, it is the last of them.
 */
export function titleSection(root: Section): Section | null {
  const headings = root.parts.flatMap((part) =>
    part.type === 'section' && part.section.form === 'heading' && part.section.rank <= lowestHeading
      ? part.section
      : [],
  );
  const [first] = headings;
  if (first === undefined) return null;
  if (headings.length === 1) return first;
  if (first.rank !== 1) return null;
  const highest = headings.filter(({ rank }) => rank === 1);
  if (highest.length === 1) return first;
  const last = highest.at(-1) ?? first;
  const isInLines = highest.every(
    (heading, place) =>
      heading === headings[place] &&
      heading.head.kind !== 'mark' &&
      heading.head.kind !== 'container' &&
      (heading === last || heading.parts.length === 0),
  );
  return isInLines && (areNames(first, last) || isBeforeAll(first, last)) ? last : null;
}

function areNames(first: Section, last: Section): boolean {
  return first.head.kind === 'plain' && last.head.kind === 'plain';
}

/** “# Sprint 1” and “# Sprint goal” over its text and all of the plan: the level of the second means nothing. */
function isBeforeAll({ head }: Section, last: Section): boolean {
  const isTitle = head.kind === 'plain' || head.kind === 'timeBox' || head.kind === 'generic';
  return isTitle && last.head.kind === 'other' && !last.head.isClosed && last.parts[0]?.type === 'text';
}

/** The first heading, where nothing is listed below it and what it announces stands on its own level. */
export function openingHeading(root: Section): Section | null {
  const at = root.parts.findIndex(({ type }) => type === 'section');
  const [first, next] = [root.parts[at], root.parts[at + 1]];
  const isOpening =
    first?.type === 'section' &&
    next?.type === 'section' &&
    first.section.form === 'heading' &&
    next.section.rank === first.section.rank &&
    first.section.parts.every(({ type }) => type === 'text');
  return isOpening ? first.section : null;
}
