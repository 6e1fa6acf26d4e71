import { type Block, type Cell, cellText } from '../blocks.ts';
import { fieldsOf } from '../words/vocabulary.ts';
import { planOfTable } from './table-columns.ts';

interface TableField {
  readonly label: string;
  readonly cell: Cell;
}

/** The fields that a table gives to one item: a row for each, or all in one row below a header of their names. */
export function fieldsOfTable(table: Block & { readonly type: 'table' }): readonly TableField[] {
  const plan = planOfTable(table, null);
  if (plan !== null && 'pairs' in plan) return plan.pairs;
  const [header, row, ...others] = table.rows;
  if (header === undefined || row === undefined || others.length > 0 || header.cells.length < 2) return [];
  const found = header.cells.flatMap((name, place) => {
    const cell = row.cells[place];
    const label = cellText(name);
    return cell === undefined || label === '' ? [] : [{ label, cell }];
  });
  const known = found.filter(({ label }) => label.length <= 40 && fieldsOf(label).length > 0).length;
  return known < 2 || known * 3 < found.length * 2 ? [] : found;
}
