import { cellText, linesOf, type Row } from '../blocks.ts';
import { readMark } from '../lines/marks.ts';
import type { TablePlan } from '../tables/table-columns.ts';
import type { FieldName } from '../words/language.ts';

const tellingFields: ReadonlySet<FieldName> = new Set(['criteria', 'description']);

/** Whether a row of which one cell is filled goes on with that of the row above: further criteria, more of its text. */
export function goesOn(row: Row, plan: TablePlan): boolean {
  const [place, ...others] = row.cells.flatMap((cell, index) => (cellText(cell) === '' ? [] : [index]));
  if (place === undefined || others.length > 0 || place === plan.title?.index) return false;
  const field = plan.columns.find(({ index }) => index === place)?.fields[0];
  return field !== undefined && tellingFields.has(field);
}

/** Whether a row of which all cells but one are empty heads the rows below it; `only` is what that cell says. */
export function isDivider(row: Row, only: string, plan: TablePlan, body: readonly Row[]): boolean {
  const isWide = plan.columns.length > 2;
  const cell = row.cells[plan.title?.index ?? 0];
  if (cellText(cell) !== only || row.cells[0] === row.cells[1]) return isWide;
  if (plan.title?.index !== 0) return false;
  const isBold = linesOf(cell?.blocks ?? []).some(({ bold, text }) => bold > 0 && bold >= text.length - 1);
  if (isBold && plan.dividerWork !== null) return true;
  // A name alone may as well be a row of which nothing else is known yet: where rows are parted, the first says so.
  return isWide && (isBold || readMark(only)?.work != null || isNameOnly(body[0]));
}

function isNameOnly(row: Row | undefined): boolean {
  return (
    row !== undefined &&
    cellText(row.cells[0]) !== '' &&
    row.cells.slice(1).every((cell) => cellText(cell) === '')
  );
}
