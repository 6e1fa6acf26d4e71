import { type Block, type Cell, cellText, linesOf, plainLine, type Row } from '../blocks.ts';
import { pointsIn } from '../lines/field-values.ts';
import { readText } from '../lines/heads.ts';
import { readMark } from '../lines/marks.ts';
import { fold } from '../words/fold.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { wordsFor } from '../words/vocabulary.ts';
import { isLeaf } from '../words/work-levels.ts';
import { columnFields, columnWork } from './column-names.ts';
import type { KindColumn } from './kind-columns.ts';

type Table = Block & { readonly type: 'table' };

interface FieldRow {
  readonly fields: readonly FieldName[];
  readonly work: WorkWord | null;
  readonly values: readonly string[];
}

const fieldNames = wordsFor('fieldColumns');
const mostFields = 30;
const longestLabel = 40;
/** What pieces of work have, and things that are compared with each other have not. */
const workFields: ReadonlySet<FieldName> = new Set(['criteria', 'priority', 'status', 'dependencies']);

/** A table whose rows are called after fields, with an item in each column, as if each item stood in a row. */
export function withItemsInRows(table: Table): Table {
  const [first] = table.rows;
  const width = first?.cells.length ?? 0;
  if (first === undefined || width < 3 || table.rows.length < 2 || table.rows.length > mostFields)
    return table;
  if (table.rows.some(({ cells }) => cells.length !== width)) return table;
  if (describesFields(first)) return table;
  const corner = cornerName(first);
  const rows = table.rows.map((row, place) => fieldRow(row, place === 0 ? corner : null));
  const known = rows.filter(isKnown).length;
  if (known < 2 || known * 3 < rows.length * 2 || !tellItems(rows, corner === null)) return table;
  const label = corner === null ? first.cells[0] : nameCell(corner);
  return {
    ...table,
    rows: first.cells.map((_cell, column) => ({
      anchor: linesOf(first.cells[column]?.blocks ?? [])[0]?.anchor ?? table.anchor,
      cells: table.rows.flatMap(({ cells }, place): readonly Cell[] => {
        const cell = place === 0 && column === 0 ? label : cells[column];
        return cell === undefined ? [] : [cell];
      }),
    })),
  };
}

/** The names over the columns of a table that may hold an item in each, and does not say so surely enough to be turned. */
export function itemColumns({ rows }: Table): KindColumn | null {
  const [first, ...others] = rows;
  if (first === undefined || first.cells.length < 3 || rows.length > mostFields) return null;
  const names = first.cells.slice(1).map(cellText);
  const told = others.map((row) => fieldRow(row, null)).filter(isKnown);
  const isOfWork = told.some(
    ({ fields: [field], values }) =>
      (field !== undefined && workFields.has(field)) ||
      ((field === 'points' || field === 'estimate') && values.every((text) => pointsIn(text, true) !== null)),
  );
  return told.length > 1 && told.length * 2 > others.length && isOfWork && nameEach(names)
    ? { label: names.join(' | '), names, holds: 'columns' }
    : null;
}

/** What the first column of the first row would be called, where it has no name of its own. */
function cornerName({ cells }: Row): string | null {
  const own = fold(cellText(cells[0]));
  if (own !== '' && !fieldNames.has(own)) return null;
  return cells.slice(1).every((cell) => readMark(cellText(cell))?.title === '') ? 'ID' : 'Title';
}

const describing: ReadonlySet<FieldName> = new Set(['type', 'description', 'notes']);

/** “Property | Type in the tool | Purpose”: what stands below says of the fields what they are for. */
function describesFields({ cells: [corner, ...others] }: Row): boolean {
  if (!fieldNames.has(fold(cellText(corner)))) return false;
  return others.some((cell) => {
    const label = cellText(cell);
    return [label, label.split(' ', 1)[0] ?? ''].some((name) => {
      const [field] = columnFields(name);
      return field !== undefined && describing.has(field);
    });
  });
}

function fieldRow({ cells }: Row, name: string | null): FieldRow {
  const label = name ?? cellText(cells[0]);
  const isName = label !== '' && label.length <= longestLabel;
  const values = cells.slice(1).map(cellText);
  return {
    fields: isName ? columnFields(label) : [],
    work: isName ? columnWork(label) : null,
    values,
  };
}

function isKnown({ fields, work }: FieldRow): boolean {
  return fields.length > 0 || work !== null;
}

/** Whether a row names items, `areNamed` that it says so, and the others give them what only items have. */
function tellItems(rows: readonly FieldRow[], areNamed: boolean): boolean {
  const names = rows.find(({ work }) => isLeaf(work)) ?? rows.find(isTitle);
  if (names === undefined || !nameEach(names.values)) return false;
  const isMeasured = rows.some(
    ({ fields, values }) => fields[0] === 'points' && values.every((text) => pointsIn(text, true) !== null),
  );
  const isKeyed = rows.some(
    ({ fields, values }) => fields[0] === 'key' && values.every((text) => readMark(text)?.key != null),
  );
  const worked = rows.filter(({ fields: [field] }) => field !== undefined && workFields.has(field)).length;
  if (names.work === null) return isMeasured && (areNamed || isKeyed || worked > 0);
  return isMeasured || isKeyed || worked > 0;
}

function isTitle({ fields }: FieldRow): boolean {
  return fields[0] === 'title';
}

/** Whether texts name as many pieces of work: no fields, no time boxes, no numbers. */
function nameEach(texts: readonly string[]): boolean {
  return (
    new Set(texts).size === texts.length &&
    texts.every((text) => {
      if (!/\p{L}{2}/u.test(text)) return false;
      if (columnFields(text).length > 0 || columnWork(text) !== null) return false;
      const { kind } = readText(text);
      return kind === 'plain' || kind === 'mark';
    })
  );
}

function nameCell(name: string): Cell {
  const line = plainLine(name);
  return { header: true, blocks: [{ type: 'paragraph', lines: [line], anchor: line.anchor }] };
}
