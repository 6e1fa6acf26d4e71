import { cutText } from '../cut-text.ts';
import { type ItemDraft, mayHold, resolved, warn } from '../item-draft.ts';
import { fold } from '../words/fold.ts';
import { boxedNumbers } from './boxed-numbers.ts';
import { ItemIndex, within } from './item-index.ts';
import { putBelowEarlier } from './order-parents.ts';

/**
 * Gives every item its parent: what is named outright, then nesting and numbers, then the order of headings. `drafts` are
 * the places of all items in the order of the document.
 */
export function settleParents(items: readonly ItemDraft[], drafts: readonly ItemDraft[]): void {
  const index = new ItemIndex(items);
  const kept = new Set(items);
  const missing = new Set<string>();
  for (const item of items) {
    if (item.enclosing !== null) item.enclosing = resolved(item.enclosing);
    // What turned out to be no item hands its children on.
    while (item.enclosing !== null && !kept.has(item.enclosing))
      item.enclosing = item.enclosing.enclosing === null ? null : resolved(item.enclosing.enclosing);
  }
  for (const item of items) {
    item.parent = named(item, index, missing) ?? item.enclosing;
    if (item.parent === item) item.parent = null;
  }
  const numbered = numbersOfChildren(items, index);
  const boxed = boxedNumbers(items);
  for (const item of items)
    if (
      !boxed.has(item) &&
      ((item.parentReference === null && item.looseReference === null) || item.parent === item.enclosing)
    )
      byNumber(item, index, numbered);
  putBelowEarlier(items, drafts);
  for (const item of items) breakCycle(item);
}

/** Gives items the parent that they name outright, among all of them. */
export function settleNamed(naming: readonly ItemDraft[], items: readonly ItemDraft[]): void {
  const index = new ItemIndex(items);
  const missing = new Set<string>();
  for (const item of naming) item.parent = named(item, index, missing);
}

/** What an item names as its parent. What is `missing` is said once. */
function named(item: ItemDraft, index: ItemIndex, missing: Set<string>): ItemDraft | null {
  const reference = item.parentReference ?? item.looseReference;
  if (reference !== null) {
    const found = index.find(
      reference,
      (candidate) => candidate !== item && mayHold(candidate.kind, item.kind),
      item,
    );
    if (found !== null) {
      // A feature that stands inside the named epic is the closer parent.
      const enclosing = item.enclosing;
      return enclosing !== null && enclosing !== found && within(enclosing, found) ? enclosing : found;
    }
    const equal = index.findExactly(reference, (candidate) => candidate !== item);
    if (equal !== null) return equal.parent ?? equal.enclosing;
    if (item.parentReference !== null) tellMissing(item, item.parentReference, missing);
  }
  if (item.within !== null) {
    const found = index.find(
      item.within,
      (candidate) => candidate !== item && mayHold(candidate.kind, item.kind),
    );
    if (found !== null && (item.enclosing === null || !within(item.enclosing, found))) return found;
  }
  return null;
}

/** A name that no item has stays with its item, and is said once for the document. */
function tellMissing(item: ItemDraft, name: string, missing: Set<string>): void {
  // “Epic: #40” below the title of an epic is its own number.
  if (item.kind === 'EPIC' && /^#\d+$/.test(name)) {
    item.attributes.set('Epic', name);
    return;
  }
  if (!item.attributes.has('Parent')) item.attributes.set('Parent', name);
  if (missing.has(fold(name))) return;
  missing.add(fold(name));
  const instead = item.enclosing === null ? '' : `, so “${cutText(item.title, 80)}” stays where it stands`;
  warn(
    item,
    'PARENT_NOT_FOUND',
    `The parent “${cutText(name, 80)}” is not in this document${instead}. Add it, or correct the name.`,
  );
}

interface Numbering {
  agree: number;
  differ: number;
}

/** For each item, whether its children carry its number: those that stand below it, and those that stand under nothing. */
function numbersOfChildren(items: readonly ItemDraft[], index: ItemIndex): Map<ItemDraft, Numbering> {
  const found = new Map<ItemDraft, Numbering>();
  for (const item of items) {
    if (item.ordinal === null || !item.ordinal.includes('.')) continue;
    const parent = item.enclosing ?? numberedParent(item, item.ordinal, index);
    if (parent === null || parent.ordinal === null) continue;
    const counts = found.get(parent) ?? { agree: 0, differ: 0 };
    if (item.ordinal.startsWith(`${parent.ordinal}.`)) counts.agree += 1;
    else counts.differ += 1;
    found.set(parent, counts);
  }
  return found;
}

/** The one item whose number an item's goes on with. */
function numberedParent(item: ItemDraft, ordinal: string, index: ItemIndex): ItemDraft | null {
  const [first, second] = index
    .byOrdinal(ordinal.slice(0, ordinal.lastIndexOf('.')))
    .filter((candidate) => mayHold(candidate.kind, item.kind));
  return second === undefined ? (first ?? null) : null;
}

function byNumber(item: ItemDraft, index: ItemIndex, numbered: ReadonlyMap<ItemDraft, Numbering>): void {
  if (item.ordinal === null || !item.ordinal.includes('.')) return;
  const candidates: ItemDraft[] = [];
  for (let prefix = item.ordinal; prefix.includes('.'); ) {
    prefix = prefix.slice(0, prefix.lastIndexOf('.'));
    for (const candidate of index.byOrdinal(prefix))
      if (candidate !== item && mayHold(candidate.kind, item.kind)) candidates.push(candidate);
    const loose = prefix.replace(/^0+(?=\d)/, '');
    if (candidates.length === 0 && loose !== prefix)
      for (const candidate of index.byOrdinal(loose))
        if (candidate !== item && mayHold(candidate.kind, item.kind)) candidates.push(candidate);
    if (candidates.length > 0) break;
  }
  if (candidates.length === 0) return;
  const current = item.parent;
  const inside =
    current === null
      ? []
      : candidates.filter((candidate) => candidate === current || within(candidate, current));
  if (current === null) {
    item.parent = closest(candidates, item);
    return;
  }
  if (inside.includes(current)) return;
  if (inside[0] !== undefined) {
    item.parent = inside[0];
    return;
  }
  if (candidates.some((candidate) => within(current, candidate))) return;
  const counts = numbered.get(current);
  // Children that all number otherwise have a series of their own under this parent.
  if (counts === undefined || counts.agree === 0) return;
  item.parent = closest(candidates, item);
}

/** Features before epics: the nearest kind above. */
function closest(candidates: readonly ItemDraft[], item: ItemDraft): ItemDraft | null {
  const order = { FEATURE: 0, EPIC: 1, ENABLER: 2, STORY: 3 } as const;
  return (
    [...candidates]
      .filter((candidate) => candidate !== item)
      .sort((a, b) => order[a.kind] - order[b.kind])[0] ?? null
  );
}

function breakCycle(item: ItemDraft): void {
  // Two levels make none.
  if (item.parent?.parent == null) return;
  const seen = new Set<ItemDraft>([item]);
  for (let at: ItemDraft | null = item.parent; at !== null; at = at.parent) {
    if (seen.has(at)) {
      item.parent = null;
      return;
    }
    seen.add(at);
  }
}
