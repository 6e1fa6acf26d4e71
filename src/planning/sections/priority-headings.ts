import type { Priority } from '../../domain/plan.ts';
import { type Decoration, tagDecoration, undecorated } from '../lines/head-decoration.ts';
import { taggedTitle } from '../lines/title-tags.ts';
import { fold } from '../words/fold.ts';
import { priorityOfWord } from '../words/vocabulary.ts';
import { hasStoryFields } from './plain-sections.ts';
import { onlySentence } from './section-evidence.ts';
import type { Section } from './sections.ts';
import type { UnmarkedLevel } from './unmarked-levels.ts';

const longestName = 60;
const remark = /\s*(?:[:：(]|\s[-–—|]\s).*$/su;

const wordsBehind = /\s[-–—|]\s+([^–—|]{2,24})$/u;

/** What stands around the title of a heading: behind that of a story a priority too, “Sign up — Must have”. */
export function storyDecoration(section: Section): Decoration {
  const { head, line } = section;
  const decoration = head.kind === 'plain' ? head.decoration : undecorated(taggedTitle(line));
  const { title } = decoration;
  const [whole = '', words = ''] = wordsBehind.exec(title) ?? [];
  const priority = words === '' ? null : (tagDecoration(words)?.priority ?? null);
  if (priority === null || !(hasStoryFields(section) || onlySentence(section))) return decoration;
  return { ...decoration, title: title.slice(0, -whole.length), priority: decoration.priority ?? priority };
}

/** The priority that a heading or a label gives to all that stands below it: “High priority”, “P1 – Must have”. */
export function priorityTold({ form, head, line }: Section): Priority | null {
  if (form === 'entry' || head.kind === 'mark') return null;
  const title = head.kind === 'plain' ? head.decoration.title : line.text;
  if (title.length > longestName) return null;
  const said = tagDecoration(title.replace(/[:：]$/u, '')) ?? tagDecoration(title.replace(remark, ''));
  return said?.priority ?? null;
}

/** Headings that a priority leads and that hold what has it, as “P2 – Later items” does alone on its level. */
export function prioritizedHeadings({ plain }: Pick<UnmarkedLevel, 'plain'>): readonly Section[] {
  const groups = Map.groupBy(plain, leadingPriority);
  return [...groups].flatMap(([priority, headings]) =>
    priority !== null && headings.length === 1 ? headings : [],
  );
}

/** The priority in front of the name of a heading: “P2 – Later items”. */
export function leadingPriority({ head, line }: Section): Priority | null {
  if (head.kind !== 'plain' || head.decoration.priority === null) return null;
  const before = line.text.slice(0, Math.max(line.text.indexOf(head.decoration.title), 0));
  return priorityOfWord(fold(before).replace(/^[\P{L}]+|[^\p{L}\p{N}]+$/gu, ''));
}
