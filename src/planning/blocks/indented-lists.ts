import type { List, ListItem, RootContent } from 'mdast';

/**
 * Puts a list that is indented below an entry into that entry. Markdown asks for three spaces under “1.”, and people
 * write two; to Markdown what they indent is a list of its own, and the entry behind it begins another.
 */
export function withIndentedLists<Node extends RootContent>(
  nodes: readonly Node[],
): readonly (Node | List)[] {
  const found: (Node | List)[] = [];
  let open: { readonly column: number; readonly ordered: boolean; readonly items: ListItem[] } | null = null;
  let isIndented = false;
  for (const node of nodes) {
    const column = node.position?.start.column;
    if (node.type !== 'list' || column === undefined) {
      open = null;
      found.push(node);
      continue;
    }
    const last = open?.items.at(-1);
    if (open !== null && last !== undefined && column > open.column) {
      open.items[open.items.length - 1] = { ...last, children: [...last.children, node] };
      isIndented = true;
    } else if (
      open !== null &&
      isIndented &&
      column === open.column &&
      (node.ordered === true) === open.ordered
    )
      for (const item of node.children) open.items.push(item);
    else {
      open = { column, ordered: node.ordered === true, items: [...node.children] };
      isIndented = false;
      found.push({ ...node, children: open.items });
    }
  }
  return found;
}
