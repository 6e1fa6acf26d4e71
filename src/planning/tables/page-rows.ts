import { type Block, cellText, type Line, linesOf, type Row } from '../blocks.ts';
import { type Head, readHead } from '../lines/heads.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { entriesOf, namesItem } from './listed-rows.ts';
import { namesEachRow } from './pair-rows.ts';

type Table = Block & { readonly type: 'table' };

/** Rows of a table that is laid out as a page, “Author | …”, “User stories | …”: what their name says they list. */
interface PageRows {
  readonly line: Line;
  readonly head: Head & { readonly kind: 'container' };
  readonly blocks: readonly Block[];
}

const longestName = 60;

/** The rows of a table that list items below a name for them all, and the table without them; null where it has none. */
export function pageRows(
  table: Table,
): { readonly lists: readonly PageRows[]; readonly rest: Table | null } | null {
  if (table.rows.length < 2) return null;
  const isPage = namesEachRow(table);
  const lists: PageRows[] = [];
  const rest: Row[] = [];
  for (const rows of namedRows(table.rows)) {
    const listed = listIn(rows, table, isPage);
    if (listed === null) rest.push(...rows);
    else lists.push(listed);
  }
  if (lists.length === 0) return null;
  return { lists, rest: rest.length === 0 ? null : { ...table, rows: rest } };
}

/** Rows that follow each other, by the cell that spans their beginnings. */
function namedRows(rows: readonly Row[]): readonly (readonly Row[])[] {
  const found: Row[][] = [];
  for (const row of rows) {
    const last = found[found.length - 1];
    if (last !== undefined && last[0]?.cells[0] === row.cells[0]) last.push(row);
    else found.push([row]);
  }
  return found;
}

function listIn(rows: readonly Row[], table: Table, isPage: boolean): PageRows | null {
  const [first] = rows;
  const name = first?.cells[0];
  if (first === undefined || name === undefined || cellText(name).length > longestName) return null;
  const [line, ...others] = linesOf(name.blocks);
  if (line === undefined || others.length > 0 || first.cells[1] === name) return null;
  const head = readHead(line);
  if (head.kind !== 'container' || head.works.length === 0) return null;
  if (rows.length > 1) {
    const inner = rows.map((row) => ({ ...row, cells: row.cells.slice(1) }));
    const isTold = inner.every(({ cells }) => cells.some((cell) => isStorySentence(cellText(cell))));
    return isTold ? { line, head, blocks: [{ ...table, rows: inner }] } : null;
  }
  const [cell, ...more] = new Set(first.cells.slice(1));
  if (cell === undefined || more.length > 0) return null;
  const entries = entriesOf(cell).map((entry) => linesOf(entry)[0]);
  const isListed = entries.every(
    (entry) => entry !== undefined && (namesItem(entry) || (isPage && head.works[0] === 'STORY')),
  );
  return entries.length > 1 && isListed ? { line, head, blocks: cell.blocks } : null;
}
