import { cellText, type Row } from '../blocks.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { plannedFields } from '../words/planned-fields.ts';
import { criteriaLabels, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { type Column, countsEach, filled, holdsNumbers, isDistinct, isSeries } from './column-contents.ts';
import { keyedWork, namesTimeBox, ownIds } from './column-names.ts';

/** The column of keys; a number in front of each row, “№ | Key”, is none beside them. */
export function keyAmong(columns: readonly Column[], body: readonly Row[]): Column | null {
  const keys = columns.filter(({ fields, work }) => fields.includes('key') && work === null);
  const [first = null, ...others] = keys.filter(({ label }) => keyedWork(label) === null);
  if (first === null) return null;
  const named = ownIds(keys).filter((column) => column !== first && isDistinct(body, column));
  // “Task ID | Issue ID”, where several tasks are of one issue.
  if (named.length > 0 && !isDistinct(body, first)) return null;
  // “6 | HU-032”, “7 | HU-033”: also where it goes on from another table, or says an order.
  const lettered = others.find((column) => isSeries(body, column) && isDistinct(body, column));
  if (!countsRows(body, first)) return (holdsNumbers(body, first) ? lettered : null) ?? first;
  if (ownIds(keys).some((column) => keyedWork(column.label) === 'STORY' && countsEach(body, column)))
    return null;
  return others.find((column) => isSeries(body, column)) ?? first;
}

/**
 * The column in front of the titles that has a key of one series for each row, or a number by which other columns name
 * rows, whatever it is called: “WBS”.
 */
export function keyByContent(
  columns: readonly Column[],
  title: Column | null,
  body: readonly Row[],
): Column | null {
  if (title === null || body.length < 2) return null;
  const naming = columns.filter(({ fields: [field] }) => field === 'parent' || field === 'dependencies');
  const open = columns.filter(
    ({ index, label, fields, work }) =>
      index < title.index && fields.length === 0 && work === null && !namesTimeBox(label),
  );
  return (
    open.find((column) => countsEach(body, column) && isOfOneSeries(body, column)) ??
    open.find(
      (column) =>
        holdsNumbers(body, column) &&
        filled(body, column).length === body.length &&
        isDistinct(body, column) &&
        naming.some((other) => namesRows(body, other, column)),
    ) ??
    null
  );
}

const codes = wordSearch(wordsFor('codes'));
const criteria = wordSearch(criteriaLabels);
const letterCode = /^\p{Lu}\d{1,4}$/u;

/** Whether the ids of a table are of other things than work: “E20” under “Code”, “E110” under “Error code”, and “AC ID”. */
export function codesOthers({ label }: Column, columns: readonly Column[], keys: readonly string[]): boolean {
  const folded = fold(label).replaceAll('_', ' ');
  if (criteria.test(folded)) return true;
  return (
    codes.test(folded) &&
    keys.every((key) => letterCode.test(key)) &&
    columns.every(({ fields: [field], work }) => work === null && field !== 'title' && !isPlanned(field))
  );
}

function isPlanned(field: FieldName | undefined): boolean {
  return field !== undefined && plannedFields.includes(field);
}

function isOfOneSeries(rows: readonly Row[], column: Column): boolean {
  return new Set(filled(rows, column).map((text) => /^\D*/.exec(text)?.[0].toUpperCase())).size === 1;
}

/** Whether the cells of one column say again what the other's say of their rows. */
function namesRows(rows: readonly Row[], { index }: Column, keys: Column): boolean {
  const known = new Set(filled(rows, keys));
  return rows.some(({ cells }) => known.has(cellText(cells[index])));
}

/** The columns, where a number in front of each row has no name: it says nothing of its item and shifts with the rows. */
export function withoutCounts(
  columns: readonly Column[],
  key: Column | null,
  body: readonly Row[],
): readonly Column[] {
  return columns.map((column) =>
    column.fields[0] === 'key' && column.index !== key?.index && countsOn(body, column)
      ? { ...column, label: '' }
      : column,
  );
}

/** Whether a column counts the rows: “1”, “2”, “3”; a row without a number sums up others. */
function countsRows(rows: readonly Row[], column: Column, from = 1): boolean {
  const texts = filled(rows, column);
  return (
    texts.length > 0 && texts.every((text, place) => text.replace(/^#|[.)]$/g, '') === `${place + from}`)
  );
}

/** The same from any number on, as a table counts that goes on with another. */
function countsOn(rows: readonly Row[], column: Column): boolean {
  const first = Number.parseInt(filled(rows, column)[0] ?? '', 10);
  return !Number.isNaN(first) && countsRows(rows, column, first);
}
