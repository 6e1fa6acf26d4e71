import type { Priority } from '../../domain/plan.ts';
import { tagDecoration } from '../lines/head-decoration.ts';
import { fold } from '../words/fold.ts';
import { priorityOfWord } from '../words/vocabulary.ts';
import type { Section } from './sections.ts';
import type { UnmarkedLevel } from './unmarked-levels.ts';

const longestName = 60;
const remark = /\s*(?:[:：(]|\s[-–—|]\s).*$/su;

/** The priority that a heading or a label gives to all that stands below it: “High priority”, “P1 – Must have”. */
export function priorityTold({ form, head, line }: Section): Priority | null {
  if (form === 'entry' || head.kind === 'mark' || line.text.length > longestName) return null;
  const title = head.kind === 'plain' ? head.decoration.title : line.text;
  const said = tagDecoration(title.replace(/[:：]$/u, '')) ?? tagDecoration(title.replace(remark, ''));
  return said?.priority ?? null;
}

/** Headings that a priority leads and that hold what has it, as “P2 – Later items” does alone on its level. */
export function prioritizedHeadings(levels: readonly UnmarkedLevel[]): ReadonlySet<Section> {
  const found = new Set<Section>();
  for (const { plain } of levels) {
    const groups = Map.groupBy(plain, leadingPriority);
    for (const [priority, headings] of groups)
      if (priority !== null && headings.length === 1) for (const heading of headings) found.add(heading);
  }
  return found;
}

function leadingPriority({ head, line }: Section): Priority | null {
  if (head.kind !== 'plain' || head.decoration.priority === null) return null;
  const before = line.text.slice(0, Math.max(line.text.indexOf(head.decoration.title), 0));
  return priorityOfWord(fold(before).replace(/^[\P{L}]+|[^\p{L}\p{N}]+$/gu, ''));
}
