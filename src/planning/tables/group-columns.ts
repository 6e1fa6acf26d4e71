import { type Cell, cellText, type Row } from '../blocks.ts';
import { isNone } from '../lines/field-values.ts';
import { fold } from '../words/fold.ts';
import { distinctTexts } from './column-contents.ts';

/**
 * Whether an empty cell of a column that names parents says again what stands above it: where the column tells each
 * parent once, in front of its rows. Else an empty cell says that there is none. `names` are the columns by which the
 * rows themselves are called.
 */
export function namesGroups(rows: readonly Row[], index: number, names: readonly number[]): boolean {
  const items = rows.filter((row) => distinctTexts(row) > 1);
  const texts = items.map((row) => textIn(row.cells[index]));
  if (texts[0] === '') return false;
  const own = new Set(items.flatMap((row) => names.map((name) => textIn(row.cells[name]))));
  const seen = new Set<string>();
  let [starts, leading, recurs] = [0, 0, false];
  for (const [place, text] of texts.entries()) {
    const isMerged = place > 0 && items[place]?.cells[index] === items[place - 1]?.cells[index];
    if (text === '' || isMerged) continue;
    if (text === texts[place - 1] || own.has(text)) return false;
    recurs ||= seen.has(text);
    seen.add(text);
    starts += 1;
    if (texts[place + 1] === '') leading += 1;
  }
  return !recurs || leading * 2 >= starts;
}

function textIn(cell: Cell | undefined): string {
  const text = cellText(cell);
  return isNone(text) ? '' : fold(text);
}
