import { cellText, type Row } from '../blocks.ts';
import { workOf } from '../words/vocabulary.ts';
import type { TablePlan } from './table-columns.ts';

/** Whether a column of types says of most rows that they are items: “Type” over “User story”, whatever names them. */
export function typesItems({ type, firstRow }: TablePlan, rows: readonly Row[]): boolean {
  if (type === null) return false;
  const body = rows.slice(firstRow);
  const typed = body.filter(({ cells }) => {
    const work = workOf(cellText(cells[type.index]));
    return work !== null && work !== 'TEST' && work !== 'REQUIREMENT';
  });
  return typed.length > 0 && typed.length * 2 >= body.length;
}
