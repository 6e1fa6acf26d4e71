import { cellText, linesOf, type Row } from '../blocks.ts';
import { readMark } from '../lines/marks.ts';
import type { TablePlan } from '../tables/table-columns.ts';

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
