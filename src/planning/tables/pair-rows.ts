import { type Block, type Cell, cellText, type Line, linesOf, type Row } from '../blocks.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { fold } from '../words/fold.ts';
import { fieldsOf, wordsFor, workOf } from '../words/vocabulary.ts';

/** A table that says `Key | Value` per row. */
export interface PairTable {
  readonly pairs: readonly {
    readonly label: string;
    readonly lines: readonly Line[];
    readonly row: Row;
    readonly cell: Cell;
  }[];
}

const fieldNames = wordsFor('fieldColumns');
const valueNames = wordsFor('valueColumns');

/** Markdown writes a header above all rows, also where a table has none. */
function belowBlank(rows: readonly Row[]): readonly Row[] {
  return rows[0]?.cells.every((cell) => cellText(cell) === '') === true ? rows.slice(1) : rows;
}

/** “Priority | Must | Points | 5” is two pairs in one row. */
function pairRows(rows: readonly Row[]): readonly Row[] {
  const isName = (cell: Cell | undefined): boolean => {
    const label = cellText(cell);
    return label.length <= 40 && fieldsOf(label).length > 0;
  };
  const isDouble = rows.every(
    ({ cells }) =>
      new Set(cells).size === 4 &&
      cells.length === 4 &&
      isName(cells[0]) &&
      isName(cells[2]) &&
      !isName(cells[1]) &&
      !isName(cells[3]),
  );
  return isDouble
    ? rows.flatMap((row) => [
        { ...row, cells: row.cells.slice(0, 2) },
        { ...row, cells: row.cells.slice(2) },
      ])
    : rows;
}

/** The pairs of a table that gives one item's fields; null when it is no such table. */
export function pairTable(table: Block & { readonly type: 'table' }): PairTable | null {
  const whole = pairRows(belowBlank(table.rows)).filter(
    (row) => row.cells.length >= 2 && row.cells[0] !== row.cells[1],
  );
  if (whole.length < 2 || whole.some((row) => new Set(row.cells).size > 2)) return null;
  const [name, value] = [cellText(whole[0]?.cells[0]), cellText(whole[0]?.cells[1])];
  const isHeaded = fieldNames.has(fold(name)) && valueNames.has(fold(value));
  // “Field | What to fill in” heads the pairs as well, and is none of them.
  const rows =
    isHeaded || (fieldNames.has(fold(name)) && fieldsOf(name).length === 0) ? whole.slice(1) : whole;
  const labelled = rows.filter((row, place) => {
    const label = cellText(row.cells[0]);
    const isKnown = fieldsOf(label).length > 0 || workOf(label.replace(/[:#]/g, '')) !== null;
    return label.length <= 40 && (isKnown || (place === 0 && markAbove(label) !== null));
  });
  const header = rows[0];
  const second = cellText(header?.cells[1]);
  // “Type | Title” over “Epic | Boats” and “Story | Hire” heads items.
  if (fieldsOf(cellText(header?.cells[0]))[0] === 'type' && fieldsOf(second)[0] === 'title') return null;
  const secondIsHeader = fieldsOf(second).length > 0 || workOf(second) !== null;
  // “Type | Bug” over “Points | 3” is a field, unless kinds stand below “Type”.
  const isTyped =
    fieldsOf(cellText(header?.cells[0]))[0] === 'type' &&
    workOf(second) !== null &&
    rows.every((row) => workOf(cellText(row.cells[0])) === null);
  if (secondIsHeader && labelled.length < 3 && !isTyped) return null;
  const isCertain =
    isHeaded &&
    (labelled.some((row) => fieldsOf(cellText(row.cells[0]))[0] === 'criteria') ||
      labelled.filter(tellsStory).length === 1);
  if (labelled.length < (isHeaded ? 1 : 2) || (!isCertain && labelled.length * 10 < rows.length * 6))
    return null;
  return {
    pairs: rows
      .map((row) => ({
        label: cellText(row.cells[0]),
        lines: row.cells[1] === undefined ? [] : linesOf(row.cells[1].blocks),
        row,
        cell: row.cells[1],
      }))
      .filter((pair): pair is typeof pair & { cell: Cell } => pair.cell !== undefined && pair.label !== ''),
  };
}

/** “User story | As a guest, I want …” */
function tellsStory({ cells: [label, value] }: Row): boolean {
  return workOf(cellText(label).replace(/[:#]/g, '')) === 'STORY' && isStorySentence(cellText(value));
}

/** Whether a table of fields tells the story of what stands above it, and gives it no name: “User story | As a guest, …”. */
export function tellsOwnStory({ pairs }: PairTable): boolean {
  const isNamed = ({ label }: PairTable['pairs'][number]): boolean => {
    const [field] = fieldsOf(label);
    return field === 'title' || field === 'key' || markAbove(label) !== null;
  };
  return pairs.filter(({ row }) => tellsStory(row)).length === 1 && !pairs.some(isNamed);
}

/** “US-1”, “User story 1”: the mark of an item at the head of the names of its fields. */
export function markAbove(label: string): Mark | null {
  const mark = readMark(label);
  const isNumbered = mark !== null && (mark.key !== null || mark.ordinal !== null);
  return isNumbered && mark.work !== null && mark.title === '' ? mark : null;
}

/** Whether each row of a table has a name at its head and one value: “Owner | Ann”. */
export function namesEachRow(table: Block & { readonly type: 'table' }): boolean {
  const rows = belowBlank(table.rows);
  const isHeaderless = rows !== table.rows;
  return (
    rows.length > 0 &&
    rows.every(({ cells: [name, value, ...others] }) => {
      const label = cellText(name);
      const stands = name?.header === true || (isHeaderless && isBold(name));
      const isName = stands && label !== '' && label.length <= 40;
      return isName && value?.header === false && others.length === 0;
    })
  );
}

function isBold(cell: Cell | undefined): boolean {
  const [line, ...others] = linesOf(cell?.blocks ?? []);
  return line !== undefined && others.length === 0 && line.bold > 0 && line.bold >= line.text.length - 1;
}

/** The pairs of such a table where one of its names at least is known. */
export function propertyTable(table: Block & { readonly type: 'table' }): PairTable | null {
  if (!namesEachRow(table)) return null;
  const pairs = belowBlank(table.rows).flatMap((row) => {
    const [name, cell] = row.cells;
    return cell === undefined ? [] : [{ label: cellText(name), lines: linesOf(cell.blocks), row, cell }];
  });
  return pairs.some(({ label }) => fieldsOf(label).length > 0) ? { pairs } : null;
}
