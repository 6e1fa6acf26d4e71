import { type Cell, cellText, type Row } from '../blocks.ts';
import { isNone, isUndecided } from '../lines/field-values.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import type { TablePlan } from './table-columns.ts';

/** Rows whose cell for the title is left open, and that tell a story in another, are called by its sentence. */
export function withToldTitles(rows: readonly Row[], { columns, title }: TablePlan): readonly Row[] {
  const told = columns.find(({ index, work }) => work === 'STORY' && index !== title?.index);
  if (title === null || told === undefined) return rows;
  return rows.map((row, place) => {
    const cell = row.cells[told.index];
    const name = cellText(row.cells[title.index]);
    const isOpen = isNone(name) || isUndecided(name) || !/\p{L}/u.test(name);
    if (
      cell === undefined ||
      !isOpen ||
      !isStorySentence(cellText(cell)) ||
      cell === rows[place - 1]?.cells[told.index]
    )
      return row;
    const empty: Cell = { ...cell, blocks: [] };
    const cells = row.cells.map((own, index) =>
      index === title.index ? cell : index === told.index ? empty : own,
    );
    return { ...row, cells };
  });
}
