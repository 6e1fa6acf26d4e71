import type { List, ListItem, PhrasingContent, RootContent } from 'mdast';

/**
 * Puts a list that is indented below an entry into that entry, and so a list of the other kind right below an entry that
 * is a label: “- Criteria:”, “1. …”. Markdown asks for three spaces under “1.”, and people write two or none; to Markdown
 * what they write there is a list of its own, and the entry behind it begins another.
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
    if (
      open !== null &&
      last !== undefined &&
      (column > open.column ||
        (column === open.column && (node.ordered === true) !== open.ordered && isLabelAbove(last, node)))
    ) {
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

/** Whether an entry that ends right above a list is nothing but a label: it ends with a colon. */
function isLabelAbove({ children: [first, ...others], position }: ListItem, list: List): boolean {
  if (first?.type !== 'paragraph' || others.length > 0) return false;
  return position?.end.line === (list.position?.start.line ?? 0) - 1 && /[:：]\s*$/u.test(endOf(first));
}

function endOf({ children }: { readonly children: readonly PhrasingContent[] }): string {
  const last = children.at(-1);
  if (last === undefined) return '';
  return 'children' in last ? endOf(last) : 'value' in last ? last.value : '';
}
