import { type Cell, cellText, linesOf, type Row } from '../blocks.ts';
import { isNone } from '../lines/field-values.ts';
import { readHead } from '../lines/heads.ts';
import type { Column } from './column-contents.ts';
import type { TablePlan } from './table-columns.ts';

/**
 * The rows that name nothing but what encloses those below them, by the places of these names: “Checkout | |” over
 * “ | Pay by card | 3”. Where one such row goes down by a step, others in its column are of the same sort.
 */
export function stairRows(
  body: readonly Row[],
  { parents, title, key }: TablePlan,
): ReadonlyMap<Row, number> {
  if (title === null) return new Map();
  const columns = parents.filter(({ work, index }) => work !== null && index < title.index);
  const isNamed = ({ cells }: Row): boolean =>
    [title, key].some((column) => column !== null && cellText(cells[column.index]) !== '');
  const found = new Map<Row, number>();
  const steps = new Set<number>();
  for (const [place, row] of columns.length === 0 ? [] : body.entries()) {
    const index = isNamed(row) ? null : lastName(row, columns);
    if (index === null) continue;
    found.set(row, index);
    const below = body[place + 1]?.cells ?? [];
    const isStep = below.some((cell, at) => at > index && cellText(cell) !== '');
    if (isStep && cellText(below[index]) === '') steps.add(index);
  }
  return new Map([...found].filter(([, index]) => steps.has(index)));
}

/** The last of the columns that a row fills, where that is a name in a cell of its own. */
function lastName({ cells }: Row, columns: readonly Column[]): number | null {
  const index = columns.findLast((column) => cellText(cells[column.index]) !== '')?.index;
  const cell = index === undefined ? undefined : cells[index];
  if (index === undefined || cell === undefined || !isName(cell)) return null;
  return cells.indexOf(cell) === cells.lastIndexOf(cell) ? index : null;
}

/** “Sprint 2” and “Backlog” part the rows, and are no items. */
function isName(cell: Cell): boolean {
  const [line] = linesOf(cell.blocks);
  return line !== undefined && !isNone(line.text) && readHead(line).kind === 'plain';
}
