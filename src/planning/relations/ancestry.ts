import { type ItemDraft, resolved } from '../item-draft.ts';

/** Kinds nest four deep: more are met only in a circle, where two places that hold each other are one item. */
const mostLevels = 10;

/** The item that a place stands in, as the document has it. */
export function enclosingOf({ enclosing }: ItemDraft): ItemDraft | null {
  return enclosing === null ? null : resolved(enclosing);
}

/** A place and the items that it stands in, from the inside out. */
export function upwards(draft: ItemDraft): ItemDraft[] {
  const found = [draft];
  for (let at = enclosingOf(draft); at !== null && found.length < mostLevels; at = enclosingOf(at))
    found.push(at);
  return found;
}

/** Whether an item is another one or stands somewhere below it in the document. */
export function standsIn(inner: ItemDraft, outer: ItemDraft): boolean {
  return upwards(inner).includes(outer);
}

/** Whether an item has another above itself, by the parents that were settled. */
export function standsBelow(item: ItemDraft, above: ItemDraft): boolean {
  let levels = 0;
  for (let at = item.parent; at !== null && levels < mostLevels; at = at.parent, levels += 1)
    if (at === above) return true;
  return false;
}
