import type { Block } from '../blocks.ts';
import { readMark } from '../lines/marks.ts';
import { isGroup, isLeaf } from '../words/work-levels.ts';
import { type Column, filled, isCount, isForeign, isKeyColumn } from './column-contents.ts';
import { columnsAbove, firstRowBelow } from './header-rows.ts';

/** What makes it likely that the rows or the columns of a table are items, such as a column called after a kind. */
export interface KindColumn {
  readonly label: string;
  readonly names: readonly string[];
  readonly holds: 'rows' | 'columns';
}

/** The column that makes a table which nobody could read likely to be one of items: “Feature | Basic | Plus”. */
export function kindColumn(table: Block & { readonly type: 'table' }): KindColumn | null {
  const firstRow = firstRowBelow(table);
  const columns = firstRow === null ? [] : columnsAbove(table, firstRow);
  if (firstRow === null || columns.some(isForeign)) return null;
  const body = table.rows.slice(firstRow);
  const named = columns.find(
    (column) => isPlanned(column) && !isKeyColumn(body, column) && !isCount(body, column),
  );
  if (named === undefined) return null;
  const names = filled(body, named);
  // “Epic 1” alone means an item of another place.
  return names.length < 2 || names.some((name) => readMark(name)?.title === '')
    ? null
    : { label: named.label, names, holds: 'rows' };
}

function isPlanned({ work }: Column): boolean {
  return isGroup(work) || isLeaf(work);
}
