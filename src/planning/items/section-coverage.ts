import type { PlanItem, SectionCoverage } from '../../domain/plan.ts';
import type { Line } from '../blocks.ts';
import { cutText } from '../cut-text.ts';
import { type ItemDraft, resolved, sectionOf } from '../item-draft.ts';
import type { Section } from '../sections/sections.ts';
import { whyLeft, whyNoDraft } from './coverage-reasons.ts';
import type { DraftCollector, SectionNote } from './draft-collector.ts';
import { locationAt } from './item-fields.ts';
import { leftLines } from './left-lines.ts';

const longestHeading = 500;

/** What became of each section, and why nothing did. */
export function coverageOf(
  { notes: walked, left, drafts }: DraftCollector,
  root: Section,
  ids: ReadonlyMap<ItemDraft, PlanItem['id']>,
): SectionCoverage[] {
  const idOf = (draft: ItemDraft | null): PlanItem['id'] | null =>
    draft === null ? null : (ids.get(resolved(draft)) ?? null);
  const leftIn = leftLines(
    left,
    drafts.filter((draft) => ids.has(resolved(draft))),
    new Set(walked.map(({ section }) => section)),
  );
  const opening = walked[0]?.section.form === 'document' ? null : leftNote(root, leftIn.get(null) ?? []);
  const notes = opening === null ? walked : [opening, ...walked];
  const told = new Map<Section, SectionCoverage>();
  for (const note of notes) {
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
  if (leftIn.size === 0) return withHeadingsBelow(root, told);
  const holding = holdingSections(notes, drafts);
  const leftBehind = new Map<SectionCoverage, string>();
  for (const [section, coverage] of told) {
    const { form, line } = section;
    const lines = leftIn.get(form === 'document' ? null : section)?.filter((each) => each !== line) ?? [];
    if (coverage.use === 'NOT_USED' && lines.length > 0 && holding.has(section))
      leftBehind.set(coverage, whyLeft(lines));
  }
  return withHeadingsBelow(root, told).map((coverage) => {
    const more = leftBehind.get(coverage);
    return more === undefined ? coverage : { ...coverage, reason: `${coverage.reason ?? ''} ${more}`.trim() };
  });
}

/** The sections in which items stand: what they hold besides is told of. */
function holdingSections(notes: readonly SectionNote[], drafts: readonly ItemDraft[]): ReadonlySet<object> {
  const holding = new Set<object>(notes.flatMap((note) => (note.holdsItems ? note.section : [])));
  for (const draft of drafts)
    for (let at = sectionOf(draft); at !== null && !holding.has(at); at = at.parent) holding.add(at);
  return holding;
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
  const inOrder: SectionCoverage[] = [];
  for (const [section, coverage] of told) {
    const place = places.get(section) ?? -1;
    for (let each = added[next]; each !== undefined && each.place < place; each = added[next]) {
      inOrder.push(each.coverage);
      next += 1;
    }
    inOrder.push(coverage);
  }
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
function leftNote(root: Section, [line]: readonly Line[]): SectionNote | null {
  if (line === undefined) return null;
  return {
    section: { ...root, line, anchor: line.anchor },
    path: [],
    draft: null,
    partOf: null,
    reason: 'Stands under no heading, and names no item.',
    holdsItems: true,
  };
}
