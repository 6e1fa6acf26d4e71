import { cutText } from '../cut-text.ts';
import { type ItemDraft, mayHold, warn } from '../item-draft.ts';
import { fold } from '../words/fold.ts';
import { enclosingOf, standsIn, upwards } from './ancestry.ts';
import { boxedNumbers } from './boxed-numbers.ts';
import { ItemIndex } from './item-index.ts';
import { NumberedItems } from './numbered-items.ts';
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
    item.enclosing = enclosingOf(item);
    // What turned out to be no item hands its children on.
    while (item.enclosing !== null && !kept.has(item.enclosing)) item.enclosing = enclosingOf(item.enclosing);
  }
  for (const item of items) {
    item.parent = named(item, index, missing) ?? item.enclosing;
    if (item.parent === item) item.parent = null;
  }
  const numbers = new NumberedItems(items);
  const numbered = numbersOfChildren(items, numbers);
  const boxed = boxedNumbers(items);
  for (const item of items)
    if (
      !boxed.has(item) &&
      ((item.parentReference === null && item.looseReference === null) || item.parent === item.enclosing)
    )
      byNumber(item, numbers, numbered);
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
      return enclosing !== null && enclosing !== found && standsIn(enclosing, found) ? enclosing : found;
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
    if (found !== null && (item.enclosing === null || !standsIn(item.enclosing, found))) return found;
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
function numbersOfChildren(items: readonly ItemDraft[], numbers: NumberedItems): Map<ItemDraft, Numbering> {
  const found = new Map<ItemDraft, Numbering>();
  for (const item of items) {
    if (item.ordinal === null || !item.ordinal.includes('.')) continue;
    const parent = item.enclosing ?? numbers.only(numberAbove(item.ordinal), item);
    if (parent === null || parent.ordinal === null) continue;
    const counts = found.get(parent) ?? { agree: 0, differ: 0 };
    if (item.ordinal.startsWith(`${parent.ordinal}.`)) counts.agree += 1;
    else counts.differ += 1;
    found.set(parent, counts);
  }
  return found;
}

/** What an item's number goes on from: “1.2” of “1.2.3”. */
function numberAbove(ordinal: string): string {
  return ordinal.slice(0, ordinal.lastIndexOf('.'));
}

function byNumber(
  item: ItemDraft,
  numbers: NumberedItems,
  numbered: ReadonlyMap<ItemDraft, Numbering>,
): void {
  const number = knownAbove(item, numbers);
  if (number === null) return;
  const current = item.parent;
  if (current === null) {
    item.parent = numbers.nearest(number, item);
    return;
  }
  if (isNumbered(current, number, item)) return;
  const inside = numbers.within(number, current, item);
  if (inside !== null) {
    item.parent = inside;
    return;
  }
  if (upwards(current).some((at) => isNumbered(at, number, item))) return;
  const counts = numbered.get(current);
  // Children that all number otherwise have a series of their own under this parent.
  if (counts === undefined || counts.agree === 0) return;
  item.parent = numbers.nearest(number, item);
}

/** The longest number that an item's goes on from and that of one which may hold it, with or without zeros in front. */
function knownAbove(item: ItemDraft, numbers: NumberedItems): string | null {
  for (let number = item.ordinal ?? ''; number.includes('.'); ) {
    number = numberAbove(number);
    const known = [number, number.replace(/^0+(?=\d)/, '')].find((each) => numbers.has(each, item));
    if (known !== undefined) return known;
  }
  return null;
}

function isNumbered({ ordinal, kind }: ItemDraft, number: string, item: ItemDraft): boolean {
  return ordinal === number && mayHold(kind, item.kind);
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
