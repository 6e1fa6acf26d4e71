import { type Block, cellText } from '../blocks.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import type { WorkWord } from '../words/language.ts';
import { planOfTable } from './table-columns.ts';

/** What a row calls its item. */
interface RowName {
  readonly mark: Mark | null;
  /** The title, behind the key where both stand in one cell. */
  readonly title: string;
}

/** The names in a table of items; `work` is what stands above it says a row is. */
export function rowNames(table: Block & { type: 'table' }, work: WorkWord | null): readonly RowName[] {
  const plan = planOfTable(table, work);
  if (plan === null || !('columns' in plan)) return [];
  const { key, title: named, firstRow } = plan;
  return table.rows.slice(firstRow).map(({ cells }) => {
    const text = named === null ? '' : cellText(cells[named.index]);
    const mark = readMark(key === null ? text : cellText(cells[key.index]));
    return { mark, title: key === null && mark !== null ? mark.title : text };
  });
}
