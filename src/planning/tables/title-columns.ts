import { type Block, type Cell, cellText, type Row } from '../blocks.ts';
import { fold } from '../words/fold.ts';
import { fieldsOf, wordsFor } from '../words/vocabulary.ts';

const levelWords = wordsFor('levels');

type Table = Block & { readonly type: 'table' };

/**
 * Trackers export a tree with one title column per level: “Title 1 | Title 2 | Title 3”, of which
 * each row fills one. They are read as one column.
 */
export function withOneTitle(table: Table): Table {
  const [header, ...body] = table.rows;
  if (header === undefined || header.cells.length < 3) return table;
  const levels = header.cells.flatMap((cell, index) => (isLevel(cellText(cell)) ? [index] : []));
  const [first] = levels;
  if (first === undefined || levels.length < 2) return table;
  const filledIn = (row: Row): readonly number[] => {
    const filled = levels.filter((index) => cellText(row.cells[index]) !== '');
    // A cell that spans several levels stands at the first.
    return filled.filter((index, place) => place === 0 || row.cells[index] !== row.cells[filled[0] ?? index]);
  };
  if (body.some((row) => filledIn(row).length > 1)) return table;
  const title: Cell = {
    header: true,
    blocks: (header.cells[first]?.blocks ?? []).map((block) =>
      block.type === 'paragraph'
        ? {
            ...block,
            lines: block.lines.map((line) => line.with({ text: 'Title' })),
          }
        : block,
    ),
  };
  const joined = (row: Row, cell: Cell | undefined): Row => ({
    ...row,
    cells: row.cells.flatMap((own, index) =>
      index === first ? [cell ?? own] : levels.includes(index) ? [] : [own],
    ),
  });
  const leveled = (row: Row): Row => {
    const [level] = filledIn(row);
    return level === undefined ? joined(row, undefined) : { ...joined(row, row.cells[level]), level };
  };
  return { ...table, rows: [joined(header, title), ...body.map(leveled)] };
}

function isLevel(label: string): boolean {
  const stem = /^(.{2,30}?)[\s_-]*\d+$/u.exec(label)?.[1];
  return stem !== undefined && (fieldsOf(stem)[0] === 'title' || levelWords.has(fold(stem)));
}
