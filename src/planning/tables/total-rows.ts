import { cellText, type Row } from '../blocks.ts';
import { readMark } from '../lines/marks.ts';
import { fold } from '../words/fold.ts';
import { pointUnits, totalWords, workOf } from '../words/vocabulary.ts';
import type { TablePlan } from './table-columns.ts';

/** Whether a row only sums up others, or its name stands in columns that say different things of an item. */
export function namesNoItem(row: Row, { key, title, type, parents }: TablePlan): boolean {
  const cell = row.cells[title?.index ?? 0];
  const name = cellText(cell);
  const others = [...parents, ...(type === null ? [] : [type])];
  if (name !== '' && others.some(({ index }) => row.cells[index] === cell) && readMark(name) === null)
    return true;
  const first = row.cells.map((each) => cellText(each)).find((text) => text !== '') ?? '';
  const keyText = key === null ? '' : cellText(row.cells[key.index]);
  return [first, keyText === '' ? name : keyText, name].some(isTotal);
}

/** “Total”, “Total points”. */
function isTotal(text: string): boolean {
  const folded = fold(text).replace(/[:*=]/g, '').trim();
  if (totalWords.has(folded)) return true;
  const [first = '', ...units] = folded.split(' ');
  const unit = units.join(' ');
  return totalWords.has(first) && (pointUnits.has(unit) || workOf(unit) !== null);
}
