import type { ItemDraft } from '../item-draft.ts';
import { headsCriteria } from '../sections/plain-sections.ts';
import type { Section } from '../sections/sections.ts';
import { applyField } from './item-fields.ts';
import { describe, headingMarkdown } from './walk-place.ts';

/**
 * Puts a section into the text of an item. A label of criteria right in it gives the item these: nothing ends “Tasks”
 * before it. Those of what is named within the section are text.
 */
export function describeSection(item: ItemDraft, section: Section, isOfItem = !item.provisional): void {
  item.description.push(headingMarkdown(section));
  for (const part of section.parts) {
    if (part.type === 'section') {
      const { head, parts } = part.section;
      const isRead =
        isOfItem &&
        head.kind === 'field' &&
        headsCriteria(part.section) &&
        applyField(item, head.fields, head.label, head.value, parts);
      if (!isRead) describeSection(item, part.section, false);
    } else if (part.type === 'text')
      item.description.push(part.lines.map((line) => line.markdown).join('\n'));
    else describe(item, [part.block]);
  }
}
