import type { ItemId } from './ids.ts';

interface Node {
  readonly id: ItemId;
  readonly parentId: ItemId | null;
}

/** What belongs to each item: its own and that of everything below it, in the order in which it was given. */
export function gatherBySubtree<Part extends { readonly itemId: ItemId | null }>(
  items: readonly Node[],
  parts: readonly Part[],
): Map<ItemId, Part[]> {
  const parents = new Map(items.map((item) => [item.id, item.parentId]));
  const gathered = new Map<ItemId, Part[]>(items.map((item) => [item.id, []]));
  for (const part of parts) {
    for (let id = part.itemId; id !== null; id = parents.get(id) ?? null) gathered.get(id)?.push(part);
  }
  return gathered;
}
