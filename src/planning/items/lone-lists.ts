import { type ItemDraft, sectionOf } from '../item-draft.ts';
import { entriesIn, headingsIn } from '../sections/parts.ts';
import type { Section } from '../sections/sections.ts';

/** So many other headings over boxes make a list of features one of several lists. */
const fewestOthers = 2;

/**
 * “Advanced features” over boxes, where those are all items and other headings stand over boxes alike: that it speaks of
 * features is chance, and says nothing of the others.
 */
export function loneList(root: Section, drafts: readonly ItemDraft[]): Section | null {
  const items = drafts.filter(({ provisional, evidence }) => !provisional && evidence !== 'title');
  const [list, ...others] = new Set(items.map(featureList));
  if (list === undefined || list === null || others.length > 0) return null;
  return boxedHeadings(root).filter((heading) => heading !== list).length >= fewestOthers ? list : null;
}

/** The heading that says of the entry which a draft is that it is a feature. */
function featureList(draft: ItemDraft): Section | null {
  const section = sectionOf(draft);
  if (draft.evidence !== 'list' || draft.work !== 'FEATURE' || section === null) return null;
  const { form, checked, parent } = section;
  const isBox = form === 'entry' && checked !== null;
  return isBox && parent?.form === 'heading' && parent.head.kind === 'container' ? parent : null;
}

/** The headings of a document that may be of its plan and hold nothing but boxes. */
function boxedHeadings(section: Section): readonly Section[] {
  return headingsIn(section).flatMap((heading) => {
    if (heading.head.kind === 'other' || heading.head.kind === 'field') return [];
    const entries = entriesIn(heading);
    const isBoxed = entries.length > 0 && entries.every(({ checked }) => checked !== null);
    return isBoxed ? [heading, ...boxedHeadings(heading)] : boxedHeadings(heading);
  });
}
