import { type Block, type Cell, cellText, type Row } from '../blocks.ts';
import { columnFields, columnWork } from './column-names.ts';
import { labelBelow } from './joined-headers.ts';

type Table = Block & { readonly type: 'table' };

/**
 * A table whose cells in one column hold tables of items, all with one header, with the rows of these in place of its own:
 * what stands beside such a cell is beside each of them, as a merged cell is.
 */
export function withNestedRows(table: Table): Table {
  const [header, ...body] = table.rows;
  const index = body
    .map(({ cells }) => cells.findIndex((cell) => nested(cell) !== null))
    .find((at) => at >= 0);
  const label = index === undefined ? undefined : header?.cells[index];
  if (header === undefined || index === undefined || label === undefined) return table;
  const inner = body.map(({ cells }) => nested(cells[index]));
  const names = inner.find((each) => each !== null)?.rows[0]?.cells ?? [];
  const areAlike = body.every(({ cells }, at) =>
    inner[at] == null ? cellText(cells[index]) === '' : areNames(inner[at], names),
  );
  if (!areAlike) return table;
  const isNamed = names.some((name) => columnWork(cellText(name)) !== null);
  if (!isNamed && columnWork(cellText(label)) === null) return table;
  const replaced = (cells: readonly Cell[], by: readonly Cell[]): readonly Cell[] =>
    cells.toSpliced(index, 1, ...by);
  const head = isNamed
    ? names
    : names.map((name) => (fieldOf(name) === 'title' ? labelBelow(name, label) : name));
  const empty = names.map((): Cell => ({ blocks: [], header: false }));
  const rows = body.flatMap((row, at): readonly Row[] =>
    inner[at] == null
      ? [{ ...row, cells: replaced(row.cells, empty) }]
      : inner[at].rows
          .slice(1)
          .map(({ cells, anchor }) => ({ ...row, anchor, cells: replaced(row.cells, cells) })),
  );
  return { ...table, rows: [{ ...header, cells: replaced(header.cells, head) }, ...rows] };
}

/** The table that a cell holds, and nothing else. */
function nested(cell: Cell | undefined): Table | null {
  const [block, ...others] = (cell?.blocks ?? []).filter(
    (each) => each.type !== 'paragraph' || each.lines.some(({ text }) => text !== ''),
  );
  return block?.type === 'table' && others.length === 0 && block.rows.length > 1 ? block : null;
}

/** Whether a table begins with a header of these names, or others of the same fields. */
function areNames({ rows: [header, ...body] }: Table, names: readonly Cell[]): boolean {
  const cells = header?.cells ?? [];
  return (
    cells.length === names.length &&
    (cells.every((cell) => cell.header) || cells.every(isKnown)) &&
    cells.every((cell, at) => fieldOf(cell) === fieldOf(names[at])) &&
    body.every((row) => row.cells.length === names.length)
  );
}

function isKnown(name: Cell): boolean {
  const text = cellText(name);
  return columnFields(text).length > 0 || columnWork(text) !== null;
}

/** The field that a name of a column stands for, or else what it says. */
function fieldOf(name: Cell | undefined): string {
  const text = cellText(name);
  return columnFields(text)[0] ?? text;
}
