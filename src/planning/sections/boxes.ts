import { hasStoryFields } from './plain-sections.ts';
import { onlySentence } from './section-evidence.ts';
import { rememberingSections } from './section-memory.ts';
import type { Section } from './sections.ts';

/** Macros for a remark; what an expand or a panel holds may be anything. */
const remarkMacros: ReadonlySet<string> = new Set(['info', 'note', 'tip', 'warning']);

/** Whether a box among stories holds none: one without a mark beside marked ones, or a remark, that tells nothing of a story. */
export function isRemark(section: Section): boolean {
  const { form, head, macro, parent } = section;
  if (form !== 'panel' || head.kind === 'mark') return false;
  const mayBe = remarkMacros.has(macro ?? '') || (parent !== null && holdsMarkedBoxes(parent));
  return mayBe && !hasStoryFields(section) && !onlySentence(section);
}

const holdsMarkedBoxes = rememberingSections(({ parts }) =>
  parts.some(
    (part) => part.type === 'section' && part.section.form === 'panel' && part.section.head.kind === 'mark',
  ),
);
