import type { PlanItem, SectionCoverage } from '../../domain/plan.ts';
import type { Line } from '../blocks.ts';
import { cutText } from '../cut-text.ts';
import { type ItemDraft, resolved } from '../item-draft.ts';
import type { Section } from '../sections/sections.ts';
import { whyNoDraft } from './coverage-reasons.ts';
import type { DraftCollector, SectionNote } from './draft-collector.ts';
import { locationAt } from './item-fields.ts';

const longestHeading = 500;

/** What became of each section, and why nothing did. */
export function coverageOf(
  { notes, left, drafts }: DraftCollector,
  root: Section,
  ids: ReadonlyMap<ItemDraft, PlanItem['id']>,
): SectionCoverage[] {
  const idOf = (draft: ItemDraft | null): PlanItem['id'] | null =>
    draft === null ? null : (ids.get(resolved(draft)) ?? null);
  const opening = notes[0]?.section.form === 'document' ? null : leftNote(root, left, drafts);
  return [...(opening === null ? [] : [opening]), ...notes].map((note) => {
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

/** What became of text under no heading that stands beside items, told by its first line; null where it is all theirs. */
function leftNote(root: Section, left: readonly Line[], drafts: readonly ItemDraft[]): SectionNote | null {
  if (left.length === 0) return null;
  const read = new Set(drafts.map(({ location }) => location.line ?? location.elementPath));
  const line = left.find(({ text, anchor }) => text !== '' && !read.has(anchor.line ?? anchor.path));
  if (line === undefined) return null;
  return {
    section: { ...root, line, anchor: line.anchor },
    path: [],
    draft: null,
    partOf: null,
    reason: 'Stands under no heading, and names no item.',
  };
}
