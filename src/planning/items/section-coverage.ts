import type { PlanItem, SectionCoverage } from '../../domain/plan.ts';
import { cutText } from '../cut-text.ts';
import { type ItemDraft, resolved } from '../item-draft.ts';
import { whyNoDraft } from './coverage-reasons.ts';
import type { SectionNote } from './draft-collector.ts';
import { locationAt } from './item-fields.ts';

const longestHeading = 500;

/** What became of each section, and why nothing did. */
export function coverageOf(
  notes: readonly SectionNote[],
  ids: ReadonlyMap<ItemDraft, PlanItem['id']>,
): SectionCoverage[] {
  const idOf = (draft: ItemDraft | null): PlanItem['id'] | null =>
    draft === null ? null : (ids.get(resolved(draft)) ?? null);
  return notes.map((note) => {
    const own = idOf(note.draft);
    const part = own === null ? idOf(note.partOf) : null;
    return {
      heading: cutText(note.section.line.text, longestHeading),
      location: locationAt(note.path, note.section.anchor),
      use: own !== null ? 'ITEM' : part !== null ? 'PART_OF_ITEM' : 'NOT_USED',
      itemId: own ?? part,
      reason: own !== null || part !== null ? null : (note.reason ?? whyNoDraft(note.draft)),
    };
  });
}
