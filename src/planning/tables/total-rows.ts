import { type Cell, cellText, linesOf, type Row } from '../blocks.ts';
import { isNone } from '../lines/field-values.ts';
import { readMark } from '../lines/marks.ts';
import { refersElsewhere } from '../lines/reference-lists.ts';
import { isTotal } from '../lines/totals.ts';
import { fold } from '../words/fold.ts';
import { estimateLabels, totalWords, wordsFor } from '../words/vocabulary.ts';
import { type Column, filled } from './column-contents.ts';
import type { TablePlan } from './table-columns.ts';

/** Whether the name of a row stands in columns that say different things of an item: it sums up others, heads them, or refers elsewhere. */
export function namesNoItem(row: Row, { key, title, type, parents }: TablePlan): boolean {
  const cell = row.cells[title?.index ?? 0];
  const name = cellText(cell);
  const others = [...parents, key, type].filter((column) => column !== null);
  if (refersElsewhere(name)) return true;
  return name !== '' && others.some(({ index }) => row.cells[index] === cell) && readMark(name) === null;
}

/** The rows that only sum up others, or keep a place free; `body` is what stands below the header. */
export function totalRows(
  body: readonly Row[],
  { key, title, parents, columns }: TablePlan,
): ReadonlySet<Row> {
  const sums = new Set<Row>();
  const isKeyed = key !== null && filled(body, key).length * 2 >= body.length;
  const areMarked = title !== null && filled(body, title).filter(bearsKey).length * 2 >= body.length;
  const measures = columns.filter(({ fields: [field] }) => field === 'points' || field === 'estimate');
  const usual = [...parents, ...measures].filter(
    (column) => filled(body, column).length * 2 > body.length && column.index !== title?.index,
  );
  const lacksUsual = ({ cells }: Row): boolean =>
    usual.length > 0 && usual.every(({ index }) => isNone(cellText(cells[index])));
  const foot = body.at(-1);
  if (key !== null && foot !== undefined && isNamedFoot(foot, body, key.index)) sums.add(foot);
  let last: Row | null = null;
  for (const row of body) {
    const opening = row.cells.findIndex((each) => cellText(each) !== '');
    const first = cellText(row.cells[opening]);
    const keyText = key === null ? '' : cellText(row.cells[key.index]);
    const nameCell = row.cells[title?.index ?? 0];
    const name = cellText(nameCell);
    // Where rows have keys, one without may say whose sum it is, and what is added to it stands below.
    const isLoose = isKeyed && keyText === '' && (endsInTotal(name) || (last !== null && sums.has(last)));
    const isEnd = row === body.at(-1) && sumsUpEfforts(first);
    const isFree =
      isNone(keyText) &&
      (keepsFree(name, isKeyed) || ((isKeyed || areMarked || lacksUsual(row)) && isRemark(nameCell)));
    // Of an epic's rows the first may name a feature such as “Capacity”, which its stories stand beside.
    const isGroup = opening > 0 && name !== '' && parents.some(({ index }) => index === opening);
    const tells = [isGroup ? '' : first, keyText === '' ? name : keyText, name];
    if (isLoose || isEnd || isFree || tells.some(isTotal)) sums.add(row);
    last = row;
  }
  for (const row of sumsInFront(body, measures, title)) sums.add(row);
  return sums;
}

const ordinal = /^#?\d{1,4}\.?$/;

const counted = new WeakMap<readonly Row[], boolean>();

/** Whether most rows have a number or a key in front of their names, whatever that column is called, and this one has none. */
export function countsOthers(row: Row, body: readonly Row[], place: number): boolean {
  if (place === 0 || cellText(row.cells[0]) !== '') return false;
  const known = counted.get(body) ?? areCounted(body);
  counted.set(body, known);
  return known;
}

function areCounted(body: readonly Row[]): boolean {
  const found = body.filter(({ cells: [first] }) => {
    const text = cellText(first);
    return ordinal.test(text) || (bearsKey(text) && readMark(text)?.title === '');
  });
  return found.length * 2 >= body.length;
}

/** “| | **Search** | **8** |” in front of rows that are counted and have 8 points together. */
function sumsInFront(
  body: readonly Row[],
  measures: readonly Column[],
  title: Column | null,
): readonly Row[] {
  const [points] = measures;
  if (points === undefined || title === null) return [];
  const sums: Row[] = [];
  let total = 0;
  let isSummed = false;
  // From the last row on, what stands behind each is added up already.
  for (const row of body.toReversed()) {
    const text = cellText(row.cells[points.index]);
    if (!countsOthers(row, body, title.index)) {
      total += Number(text || 0);
      isSummed = true;
      continue;
    }
    const [name] = linesOf(row.cells[title.index]?.blocks ?? []);
    const isBold = name !== undefined && name.bold >= name.text.length;
    if (isSummed && isBold && text !== '' && Number(text) === total) sums.push(row);
    total = 0;
    isSummed = false;
  }
  return sums;
}

const bracketed = /^[*_\s]*(?:\([^()]*\)|（[^（）]*）|\[[^[\]]*\])[*_\s]*$/u;
const slanted = /^(?:\*[^*]+\*|_[^_]+_)$/u;

/** “(innovation week, no stories)”, or the same in italics. */
function isRemark(cell: Cell | undefined): boolean {
  const [line, ...others] = cell === undefined ? [] : linesOf(cell.blocks);
  return (
    line !== undefined && others.length === 0 && (bracketed.test(line.text) || slanted.test(line.markdown))
  );
}

/** “**Goal** | The quay is lit | **8 days**” below keys: the last row says what all of them are for. */
function isNamedFoot({ cells }: Row, body: readonly Row[], keys: number): boolean {
  const [line, ...others] = linesOf(cells[keys]?.blocks ?? []);
  if (line === undefined || others.length > 0 || line.bold < line.text.length) return false;
  const isWord = /^\p{L}[\p{L} ]*[:：]?$/u.test(line.text);
  return isWord && body.length > 2 && body.slice(0, -1).every((row) => bearsKey(cellText(row.cells[keys])));
}

function bearsKey(text: string): boolean {
  return readMark(text)?.key != null;
}

const fillers = wordsFor('fillers');

/** “(buffer)”, “Reserve”, and where the others have keys “Buffer for bugs” as well. */
function keepsFree(name: string, isKeyed: boolean): boolean {
  const folded = fold(name)
    .replace(/[()[\]*_]/g, '')
    .trim();
  const words = folded.split(/\s+/);
  return fillers.has(folded) || (isKeyed && (fillers.has(words[0] ?? '') || fillers.has(words.at(-1) ?? '')));
}

/** “Total effort”, “Aufwand gesamt”. */
function sumsUpEfforts(text: string): boolean {
  const words = wordsOf(text);
  const ofTotal = totalWords.has(words[0] ?? '') ? words.slice(1) : words.slice(0, -1);
  return ofTotal.length > 0 && endsInTotal(text) && estimateLabels.has(ofTotal.join(' '));
}

/** “Sprint 1 subtotal”, “Summe Sprint 1”. */
function endsInTotal(text: string): boolean {
  const words = wordsOf(text);
  return totalWords.has(words[0] ?? '') || totalWords.has(words.at(-1) ?? '');
}

function wordsOf(text: string): readonly string[] {
  return fold(text).replace(/[:*=]/g, ' ').trim().split(/\s+/);
}
