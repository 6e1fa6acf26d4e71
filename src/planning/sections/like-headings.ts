import { isExclusion, speaksOfPlan } from '../lines/matters.ts';
import { pairsOf } from '../lines/pairs.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { closedMatters } from '../words/vocabulary.ts';
import { isOpenMatter } from './grouping-matters.ts';
import { linesOf } from './parts.ts';
import { namesNoPiece, namesQualities } from './piece-names.ts';
import { onlySentence } from './section-evidence.ts';
import type { Section } from './sections.ts';
import type { UnmarkedLevel } from './unmarked-levels.ts';

const fewest = 3;

/**
 * Headings that name something as most of their rank and form do, each over the sentence of one story or over the same
 * fields, though by its words one is a matter, or arranges the plan: “Security”, “Kanban board”, and though it stands
 * below “Future features” where the others stand in no such list.
 */
export function likeHeadings(levels: readonly UnmarkedLevel[]): ReadonlySet<Section> {
  const found = new Set<Section>();
  const headings = levels.flatMap((level) => level.headings.filter(({ form }) => form === 'heading'));
  for (const [form, alike] of Map.groupBy(headings, formOf)) {
    if (form === null || alike.length < fewest) continue;
    const names = alike.filter(isName);
    if (names.length * 2 <= alike.length) continue;
    const areListed = names.some((heading) => workAbove(heading) !== null);
    for (const heading of alike) {
      const work = workAbove(heading);
      const isOneOfThem = work !== 'EPIC' && !(work === 'FEATURE' && areListed);
      if (isOneOfThem && !names.includes(heading) && mayBeName(heading)) found.add(heading);
    }
  }
  return found;
}

/** Its rank, and what stands right below it. */
function formOf(section: Section): string | null {
  if (onlySentence(section)) return `${section.rank} sentence`;
  const [first] = section.parts;
  const fields = linesOf(first)
    .slice(0, 2)
    .map((line) => pairsOf(line)?.[0]?.fields[0]);
  return fields.length === 2 && fields.every((field) => field !== undefined && field !== 'attribute')
    ? `${section.rank} ${fields.join(' ')}`
    : null;
}

function isName(heading: Section): boolean {
  const work = workAbove(heading);
  return (
    heading.head.kind === 'plain' && !namesNoPiece(heading.line.text) && work !== 'EPIC' && work !== 'FEATURE'
  );
}

function mayBeName({ head, line: { text } }: Section): boolean {
  const folded = fold(text);
  if (namesQualities(text)) return true;
  if (head.kind === 'plain') return !speaksOfPlan(folded);
  return isOpenMatter(head) && !closedMatters.has(folded) && !isExclusion(text);
}

/** What the heading around one says that it lists. */
function workAbove({ parent }: Section): WorkWord | null {
  return parent?.head.kind === 'container' ? (parent.head.works[0] ?? null) : null;
}
