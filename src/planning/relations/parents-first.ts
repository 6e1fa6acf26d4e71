import type { ItemDraft } from '../item-draft.ts';

/** Document order, but every parent before its children. */
export function parentsFirst(items: readonly ItemDraft[]): ItemDraft[] {
  const placed = new Set<ItemDraft>();
  const ordered: ItemDraft[] = [];
  for (const item of items) {
    const chain: ItemDraft[] = [];
    for (let at: ItemDraft | null = item; at !== null && !placed.has(at); at = at.parent) chain.push(at);
    for (const next of chain.reverse()) {
      placed.add(next);
      ordered.push(next);
    }
  }
  return ordered;
}
