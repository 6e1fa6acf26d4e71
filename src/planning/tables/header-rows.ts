import { type Block, type Cell, cellText, type Row } from '../blocks.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import type { WorkWord } from '../words/language.ts';
import { type Column, countsEach, distinctColumns, isBareCount, isForeign } from './column-contents.ts';
import { columnFields, columnName, columnWork } from './column-names.ts';
import { rememberingRows, rememberingTables } from './table-memory.ts';
import { tellingColumn } from './telling-columns.ts';

type Table = Block & { readonly type: 'table' };

const namesIn = rememberingRows(({ cells }) => cells.map(columnOf));

/**
 * The first row below the header of a table; null where it names too few columns that are known. One that is called as
 * the heading above says its rows are, `headingWork`, is enough.
 */
export function firstRowBelow(table: Table, headingWork: WorkWord | null = null): number | null {
  const [first] = table.rows;
  const isNarrow = table.rows.every(({ cells }) => cells.length === 1);
  for (let index = 0; index < Math.min(3, table.rows.length - 1); index += 1) {
    const row = table.rows[index];
    if (row === undefined) continue;
    // Below names of all columns “Stories | Epics | Sprints” is a row like any other.
    if (index > 0 && first !== undefined && namesColumns(first)) break;
    // “| | Planned | Done |” over “Stories | 9 | 6”: what counts heads nothing.
    if (index > 0 && row.cells.some((cell) => isBareCount(cellText(cell)))) continue;
    const columns = namesIn(row);
    const known = columns.filter((column) => column.fields.length > 0 || column.work !== null).length;
    const distinct = new Set(row.cells).size;
    const isNamed =
      headingWork !== null &&
      (columns.some(({ work }) => work === headingWork) || countKeys(columns, table.rows.slice(index + 1)));
    if ((distinct >= 2 || isNarrow) && known >= 1 && (known * 3 >= distinct || isNamed)) return index + 1;
  }
  return firstRowOfStories(table);
}

/** The columns that the header above some row names. */
export function columnsAbove({ rows }: Table, firstRow: number): readonly Column[] {
  const header = rows[firstRow - 1];
  if (header !== undefined) return distinctColumns(namesIn(header), header);
  return (rows[0]?.cells ?? []).map((_cell, index) => nameless(index));
}

/** “ID | Problem | Severity | Remedy” below “Technical debt”: each row has a key, and nothing tells of other things. */
function countKeys(columns: readonly Column[], body: readonly Row[]): boolean {
  const key = columns.find(({ fields }) => fields[0] === 'key');
  return key !== undefined && countsEach(body, key) && !columns.some(isForeign);
}

function namesColumns({ cells }: Row): boolean {
  const names = cells.map(cellText);
  return names.length > 1 && !names.includes('') && new Set(names).size === names.length;
}

/** The same where nobody knows the names of the columns, and the cells of one tell stories. */
const firstRowOfStories = rememberingTables(({ rows }) => {
  const [first, ...body] = rows;
  const telling = first === undefined ? null : tellingColumn(namesIn(first), body);
  if (telling === null) return null;
  return isStorySentence(telling.label) ? 0 : 1;
});

/** A column without a header. */
export function nameless(index: number): Column {
  return { index, label: '', fields: [], work: null };
}

function columnOf(cell: Cell, index: number): Column {
  const label = columnName(cellText(cell));
  const short = label.length <= 60;
  return {
    index,
    label,
    fields: short ? columnFields(label) : [],
    work: short ? columnWork(label) : null,
  };
}
