import { cellText, type Line, linesOf, type Row } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { readMark } from '../lines/marks.ts';
import { type Column, filled } from '../tables/column-contents.ts';
import type { TablePlan } from '../tables/table-columns.ts';
import { countsOthers } from '../tables/total-rows.ts';
import type { FieldName } from '../words/language.ts';

const tellingFields: ReadonlySet<FieldName> = new Set(['criteria', 'description', 'tasks', 'notes']);

/** Whether a row of which one cell is filled goes on with that of the row above: further criteria, more of its text. */
export function goesOn(row: Row, plan: TablePlan): boolean {
  const [place, ...others] = row.cells.flatMap((cell, index) => (cellText(cell) === '' ? [] : [index]));
  if (place === undefined || others.length > 0 || place === plan.title?.index) return false;
  const field = plan.columns.find(({ index }) => index === place)?.fields[0];
  return field !== undefined && tellingFields.has(field);
}

/** Finds the rows of which all cells but one are empty and that head the rows below them; `only` is what that cell says. */
export function dividersIn(plan: TablePlan, body: readonly Row[]): (row: Row, only: string) => boolean {
  const { columns, key, type } = plan;
  const place = plan.title?.index ?? 0;
  const isWide = columns.length > 2;
  // Where most rows have an id or a kind, one with nothing but a name behind it is of another sort.
  const tells = (column: Column | null): boolean =>
    column !== null && filled(body, column).length * 2 > body.length;
  const mayStandAlone = place === 0 || tells(key) || tells(type);
  const areParted = isNameOnly(body[0], place);
  return (row, only) => {
    const cell = row.cells[place];
    if (cellText(cell) !== only || row.cells[0] === row.cells[1]) return isWide;
    if (!mayStandAlone && !countsOthers(row, body, place)) return false;
    const lines = linesOf(cell?.blocks ?? []);
    const isBold = lines.some(({ bold, text }) => bold > 0 && bold >= text.length - 1);
    if (isBold && plan.dividerWork !== null) return true;
    // A name alone may as well be a row of which nothing else is known yet: where rows are parted, the first says so.
    return isWide && (isBold || areParted || readMark(only)?.work != null || isTimeBox(lines[0]));
  };
}

function isTimeBox(line: Line | undefined): boolean {
  return line !== undefined && readHead(line).kind === 'timeBox';
}

function isNameOnly(row: Row | undefined, place: number): boolean {
  return row?.cells.every((cell, index) => (cellText(cell) === '') === (index !== place)) === true;
}
