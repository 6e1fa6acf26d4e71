import { cellText, type Row } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import { type Section, sectionsOf } from '../sections/sections.ts';
import { describeSection } from './described-sections.ts';
import { applyField } from './item-fields.ts';

/**
 * Takes what a row that is one cell wide says of the item above it, “Acceptance criteria: …”; false when it says
 * something else.
 */
export function takeDetails(row: Row, item: ItemDraft | null): boolean {
  const filled = [...new Set(row.cells)].filter((cell) => cellText(cell) !== '');
  const [cell] = filled;
  if (item === null || cell === undefined || filled.length > 1) return false;
  const sections: Section[] = [];
  for (const part of sectionsOf(cell.blocks).parts) {
    if (part.type !== 'section' || part.section.head.kind !== 'field') return false;
    sections.push(part.section);
  }
  if (!sections.some(({ head }) => head.kind === 'field' && head.fields[0] === 'criteria')) return false;
  for (const section of sections) {
    const { head } = section;
    if (head.kind !== 'field' || !applyField(item, head.fields, head.label, head.value, section.parts))
      describeSection(item, section);
  }
  return true;
}
