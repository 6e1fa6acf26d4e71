import type { Row } from '../blocks.ts';
import { type Column, countsEach, filled, isSeries } from './column-contents.ts';
import { keyedWork, ownIds } from './column-names.ts';

/** The column of keys; a number in front of each row, “№ | Key”, is none beside them. */
export function keyAmong(columns: readonly Column[], body: readonly Row[]): Column | null {
  const keys = columns.filter(({ fields, work }) => fields.includes('key') && work === null);
  const [first = null, ...others] = keys.filter(({ label }) => keyedWork(label) === null);
  if (first === null || !countsRows(body, first)) return first;
  if (ownIds(keys).some((column) => keyedWork(column.label) === 'STORY' && countsEach(body, column)))
    return null;
  return others.find((column) => isSeries(body, column)) ?? first;
}

/** The columns, where a number in front of each row has no name: it says nothing of its item and shifts with the rows. */
export function withoutCounts(
  columns: readonly Column[],
  key: Column | null,
  body: readonly Row[],
): readonly Column[] {
  return columns.map((column) =>
    column.fields[0] === 'key' && column.index !== key?.index && countsRows(body, column)
      ? { ...column, label: '' }
      : column,
  );
}

/** Whether a column counts the rows: “1”, “2”, “3”; a row without a number sums up others. */
function countsRows(rows: readonly Row[], column: Column): boolean {
  const texts = filled(rows, column);
  return texts.length > 0 && texts.every((text, place) => text.replace(/^#|[.)]$/g, '') === `${place + 1}`);
}
