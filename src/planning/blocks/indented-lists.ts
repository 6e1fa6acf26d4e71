import type { List, ListItem, Paragraph, PhrasingContent, RootContent } from 'mdast';

/**
 * Puts a list that is indented below an entry into that entry, and so a list of the other kind right below an entry that
 * is a label: “- Criteria:”, “1. …”. Markdown asks for three spaces under “1.”, and people write two or none; to Markdown
 * what they write there is a list of its own, and the entry behind it begins another. So is a paragraph indented there,
 * where the list goes on behind it.
 */
export function withIndentedLists<Node extends RootContent>(
  nodes: readonly Node[],
): readonly (Node | List | Paragraph)[] {
  const found: (Node | List | Paragraph)[] = [];
  let open: OpenList | null = null;
  let isIndented = false;
  /** Paragraphs that are indented below the last entry. */
  let texts: Paragraph[] = [];
  for (const node of nodes) {
    const column = node.position?.start.column;
    const each: RootContent = node;
    if (open !== null && each.type === 'paragraph' && column !== undefined && column > open.column) {
      texts.push(each);
      continue;
    }
    if (texts.length > 0) {
      if (open !== null && goesOn(open, node)) {
        addToLast(open, texts);
        isIndented = true;
      } else {
        found.push(...texts);
        open = null;
      }
      texts = [];
    }
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
      addToLast(open, [node]);
      isIndented = true;
    } else if (
      open !== null &&
      isIndented &&
      column === open.column &&
      (node.ordered === true) === open.ordered
    )
      for (const item of node.children) open.items.push(item);
    else {
      open = { column, ordered: node.ordered === true, start: node.start ?? 1, items: [...node.children] };
      isIndented = false;
      found.push({ ...node, children: open.items });
    }
  }
  if (open !== null && isIndented) addToLast(open, texts);
  else found.push(...texts);
  return found;
}

interface OpenList {
  readonly column: number;
  readonly ordered: boolean;
  /** The number of its first entry. */
  readonly start: number;
  readonly items: ListItem[];
}

/** Whether a list counts on from another one. */
function goesOn({ column, ordered, start, items }: OpenList, node: RootContent): boolean {
  return (
    ordered &&
    node.type === 'list' &&
    node.ordered === true &&
    node.position?.start.column === column &&
    node.start === start + items.length
  );
}

function addToLast({ items }: OpenList, nodes: readonly (List | Paragraph)[]): void {
  const last = items.at(-1);
  if (last !== undefined) items[items.length - 1] = { ...last, children: [...last.children, ...nodes] };
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
