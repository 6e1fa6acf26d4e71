import type { PhrasingContent, TableCell } from 'mdast';

/** Joins what a bar within a code mark parted, “`text | null`”, where a row has more cells than the table has columns. */
export function withWholeCodes(cells: readonly TableCell[], columns: number): readonly TableCell[] {
  let excess = cells.length - columns;
  if (excess <= 0) return cells;
  const found: TableCell[] = [];
  for (const cell of cells) {
    const before = found.at(-1);
    if (before === undefined || excess === 0 || !isOpen(before.children)) found.push(cell);
    else {
      found[found.length - 1] = {
        ...before,
        children: [...before.children, { type: 'text', value: ' | ' }, ...cell.children],
      };
      excess -= 1;
    }
  }
  return found;
}

/** Whether a code mark begins that does not end. */
function isOpen(nodes: readonly PhrasingContent[]): boolean {
  const marks = nodes.flatMap((node) => (node.type === 'text' ? (node.value.match(/`/g) ?? []) : []));
  return marks.length % 2 === 1;
}
