interface Placed {
  readonly id: string;
  readonly parentId: string;
  /** Among those under the same parent. */
  readonly position: number;
}

/** Entries of a tree as it is read from above: each once, before those below it. What hangs nowhere is left out. */
export function inTreeOrder<Entry extends Placed>(rootId: string, entries: readonly Entry[]): Entry[] {
  const below = Map.groupBy(entries, (entry) => entry.parentId);
  const ordered: Entry[] = [];
  const stack = [rootId];
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  while (stack.length > 0) {
    const id = stack.pop() ?? '';
    const entry = byId.get(id);
    if (entry !== undefined) ordered.push(entry);
    byId.delete(id);
    const children = below.get(id) ?? [];
    // Taken once, so that no answer that goes in a circle is followed for ever.
    below.delete(id);
    for (const child of children.toSorted((a, b) => b.position - a.position)) stack.push(child.id);
  }
  return ordered;
}
