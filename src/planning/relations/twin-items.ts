import type { PlanItemKind } from '../../domain/plan.ts';
import { type ItemDraft, kindOfWork } from '../item-draft.ts';
import { keyParts, prefixWork } from '../lines/keys.ts';
import { areSimilar } from '../lines/similar-titles.ts';
import type { Section } from '../sections/sections.ts';
import { fold, normalizedTitle } from '../words/fold.ts';

/** Items of one title that are compared; a document with more of them counts them and does not repeat them. */
export const mostNamesakes = 200;

/** The item found before that a draft speaks of again. */
export function twinOf(
  draft: ItemDraft,
  title: string,
  titles: ReadonlyMap<ItemDraft, string>,
  startAnew: boolean,
  byKey: Map<string, ItemDraft[]>,
  byOrdinal: Map<string, ItemDraft[]>,
  byTitle: Map<string, ItemDraft[]>,
): ItemDraft | null {
  if (draft.key !== null) {
    for (const other of byKey.get(draft.key) ?? []) {
      if (other.kind !== draft.kind && !sameFamily(other, draft)) continue;
      const known = titles.get(other) ?? '';
      if (title === '' || known === '' || areSimilar(title, known)) return other;
      if (areMeasuredBeside(draft, other)) continue;
      if (!startAnew || draft.isLogged || !standApart(draft, other)) return other;
    }
  }
  if (draft.ordinal !== null) {
    for (const other of byOrdinal.get(numberName(draft.kind, draft.ordinal)) ?? []) {
      if (!countsAlike(draft, other)) continue;
      const known = titles.get(other) ?? '';
      const isBare = title === '' || known === '';
      // A key without a title may speak of anything.
      if (isBare && draft.key !== other.key) continue;
      if ((isBare || areSimilar(title, known)) && !apartBySure(draft, other, title, known)) return other;
    }
  }
  if (title !== '') {
    for (const other of (byTitle.get(`${draft.kind} ${title}`) ?? []).slice(0, mostNamesakes)) {
      if (draft.key !== null && other.key !== null && draft.key !== other.key) continue;
      if (draft.ordinal !== null && other.ordinal !== null && draft.ordinal !== other.ordinal) continue;
      if (compatible(draft, other)) return other;
    }
  }
  return null;
}

/** Whether most keys count the items of one parent only: then the same key is another item under another. */
export function keysStartAnew(drafts: readonly ItemDraft[]): boolean {
  const first = new Map<string, ItemDraft>();
  const keys = new Set<string>();
  const repeated = new Set<string>();
  for (const draft of drafts) {
    if (draft.key === null || draft.provisional || draft.isLogged) continue;
    keys.add(draft.key);
    // A table beside the sections speaks of the same items.
    const place = `${draft.inTable} ${draft.key}`;
    const other = first.get(place);
    if (other === undefined) first.set(place, draft);
    else if (
      standApart(draft, other) &&
      !areSimilar(normalizedTitle(draft.title), normalizedTitle(other.title))
    )
      repeated.add(draft.key);
  }
  return repeated.size * 2 >= keys.size && repeated.size > 0;
}

function standApart(a: ItemDraft, b: ItemDraft): boolean {
  const [above, other] = [parentOf(a), parentOf(b)];
  return above !== null && other !== null && !sameItem(above, other);
}

/** What a numbered item is known by: “Epic 1”, “E1” and “EP-001” have one name. */
export function numberName(kind: PlanItemKind, ordinal: string): string {
  return `${kind} ${ordinal.includes('0') ? ordinal.replace(/(?<!\d)0+(?=\d)/g, '') : ordinal}`;
}

/** Whether two numbers are of one count: none is part of a key, or one is and its letters only say the kind. */
function countsAlike(a: ItemDraft, b: ItemDraft): boolean {
  if (a.key !== null && b.key !== null) return false;
  const { key, within, kind } = a.key === null ? b : a;
  if (key === null) return true;
  const prefix = keyParts(fold(key))?.prefix ?? null;
  const work = prefix === null ? null : prefixWork(prefix);
  return within === null && work !== null && kindOfWork(work) === kind;
}

export function parentOf(draft: ItemDraft): ItemDraft | null {
  let above = draft.enclosing;
  while (above !== null && above.same !== null) above = above.same;
  return above;
}

function sameItem(a: ItemDraft | null, b: ItemDraft | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return (
    (a.key !== null && a.key === b.key) ||
    (a.kind === b.kind && normalizedTitle(a.title) === normalizedTitle(b.title))
  );
}

function sameFamily(a: ItemDraft, b: ItemDraft): boolean {
  const leaf = (draft: ItemDraft): boolean => draft.kind === 'STORY' || draft.kind === 'ENABLER';
  return leaf(a) && leaf(b);
}

function apartBySure(a: ItemDraft, b: ItemDraft, titleA: string, titleB: string): boolean {
  if (titleA !== '' && titleA === titleB) return !compatible(a, b);
  return standApart(a, b);
}

/** Whether two places of one title can be one item: not two places of equal standing under different parents. */
function compatible(a: ItemDraft, b: ItemDraft): boolean {
  const above = parentOf(a);
  const other = parentOf(b);
  if (above === null || other === null || sameItem(above, other)) {
    // Two entries of one list, or two rows of one table, are two items even when they read the same.
    const areRows = a.place === b.place && a.inTable && b.inTable;
    return !(areRows && (a.kind === 'STORY' || a.kind === 'ENABLER' || areToldApart(a, b)));
  }
  // An epic in one place and its feature in another may both be named as the parent.
  return isWithin(above, other) || isWithin(other, above);
}

function areToldApart(a: ItemDraft, b: ItemDraft): boolean {
  const [text, other] = [a.description.join(' '), b.description.join(' ')];
  return text !== '' && other !== '' && text !== other;
}

/** Two headings side by side that measure something each, “US-000: Set up” and “US-000: Docker”, bear a key that says nothing. */
function areMeasuredBeside(a: ItemDraft, b: ItemDraft): boolean {
  const [place, other] = [a.place as Partial<Section>, b.place as Partial<Section>];
  return (
    a.points !== null &&
    b.points !== null &&
    place.form === 'heading' &&
    other.form === 'heading' &&
    place.rank === other.rank &&
    place.parent === other.parent
  );
}

export function isWithin(inner: ItemDraft, outer: ItemDraft): boolean {
  for (let at: ItemDraft | null = inner; at !== null; at = parentOf(at)) if (sameItem(at, outer)) return true;
  return false;
}
