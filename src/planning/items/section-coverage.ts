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
  const told = new Map<Section, SectionCoverage>();
  for (const note of opening === null ? notes : [opening, ...notes]) {
    const own = idOf(note.draft);
    const part = own === null ? idOf(note.partOf) : null;
    told.set(note.section, {
      heading: cutText(note.section.line.text, longestHeading),
      location: locationAt(note.path, note.section.anchor),
      use: own !== null ? 'ITEM' : part !== null ? 'PART_OF_ITEM' : 'NOT_USED',
      itemId: own ?? part,
      reason: own !== null || part !== null ? null : (note.reason ?? whyNoDraft(note.draft)),
    });
  }
  return withHeadingsBelow(root, told);
}

/** Adds the headings that no rule looked at: what they stand below was read with them, or left with them. */
function withHeadingsBelow(root: Section, told: ReadonlyMap<Section, SectionCoverage>): SectionCoverage[] {
  const places = new Map<Section, number>();
  const added: { readonly place: number; readonly coverage: SectionCoverage }[] = [];
  const visit = (section: Section, above: SectionCoverage | null): void => {
    places.set(section, places.size);
    const known = told.get(section) ?? null;
    const isAdded =
      known === null && section.form === 'heading' && section.line.text !== '' && above !== null;
    const coverage = isAdded ? coverageBelow(section, above) : (known ?? above);
    if (isAdded && coverage !== null) added.push({ place: places.size - 1, coverage });
    for (const part of section.parts) if (part.type === 'section') visit(part.section, coverage);
  };
  visit(root, null);
  let next = 0;
  const inOrder = [...told].flatMap(([section, coverage]) => {
    const from = next;
    while ((added[next]?.place ?? Infinity) < (places.get(section) ?? -1)) next += 1;
    return [...added.slice(from, next).map((each) => each.coverage), coverage];
  });
  return [...inOrder, ...added.slice(next).map((each) => each.coverage)];
}

function coverageBelow(section: Section, above: SectionCoverage): SectionCoverage {
  return {
    heading: cutText(section.line.text, longestHeading),
    location: locationAt([...above.location.headingPath, above.heading], section.anchor),
    use: above.itemId === null ? 'NOT_USED' : 'PART_OF_ITEM',
    itemId: above.itemId,
    reason: above.reason,
  };
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
