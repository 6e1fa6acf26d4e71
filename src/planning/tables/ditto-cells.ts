import { type Block, type Cell, cellText, type Row } from '../blocks.ts';
import { fold } from '../words/fold.ts';
import { wordsFor } from '../words/vocabulary.ts';

const signs = ['"', "''", '″', '〃', '々', '^^', '-"-', '--"--', '-//-'];
/** Folded, as all that is compared with words. */
const dittos: ReadonlySet<string> = new Set([...signs.map(fold), ...wordsFor('dittos')]);
const longestDitto = 24;

/** A ditto mark says again what stands above it: the cell reads as the cell above, merged with it. */
export function withoutDittos(table: Block & { readonly type: 'table' }): typeof table {
  const above: Cell[] = [];
  let found = false;
  const rows = table.rows.map((row, place): Row => {
    const cells = row.cells.map((cell, index) => {
      const over = above[index];
      const repeats = place > 1 && over !== undefined && isDitto(cell);
      if (repeats) found = true;
      else above[index] = cell;
      return repeats ? over : cell;
    });
    return { ...row, cells };
  });
  return found ? { ...table, rows } : table;
}

function isDitto(cell: Cell): boolean {
  const text = cellText(cell);
  return text !== '' && text.length <= longestDitto && dittos.has(fold(text).trim());
}
