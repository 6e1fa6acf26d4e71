import { type Block, cellText, type Row } from '../blocks.ts';
import { readMark } from '../lines/marks.ts';
import { isGroup } from '../words/work-levels.ts';
import { columnFields, columnWork } from './column-names.ts';

type Table = Block & { readonly type: 'table' };

/** So many epics and features may stand above the header. */
const mostAbove = 3;

/** A table with its header once and first, whatever epic a row above it names, and however often it comes back. */
export function withHeaderFirst(table: Table): Table {
  const place = table.rows.slice(0, mostAbove).findIndex((row) => !namesGroup(row));
  const header = place < 0 ? undefined : table.rows[place];
  if (header === undefined || !isHeader(header)) return table;
  const names = header.cells.map(cellText);
  const comesBack = (row: Row): boolean =>
    row !== header &&
    row.cells.length === names.length &&
    row.cells.every((cell, index) => cellText(cell) === names[index]);
  const others = table.rows.filter((row) => row !== header && !comesBack(row));
  if (place === 0 && others.length === table.rows.length - 1) return table;
  return { ...table, rows: [header, ...others] };
}

/** “Epic: Shop” over all columns */
function namesGroup({ cells }: Row): boolean {
  if (cells.length < 2) return false;
  const [only, ...more] = new Set(cells.map(cellText).filter((text) => text !== ''));
  if (only === undefined || more.length > 0) return false;
  const mark = readMark(only);
  return mark !== null && mark.title !== '' && mark.spelled && isGroup(mark.work);
}

function isHeader({ cells }: Row): boolean {
  const names = cells.map(cellText);
  return (
    new Set(names).size > 1 &&
    names.some((name) => columnWork(name) !== null || columnFields(name).length > 0)
  );
}
