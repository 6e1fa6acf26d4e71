import { type Block, type Cell, cellText, type Line, type Row } from '../blocks.ts';
import { columnFields } from '../tables/column-names.ts';
import type { WorkWord } from '../words/language.ts';
import { workRank } from '../words/vocabulary.ts';

type Table = Block & { readonly type: 'table' };
type Meanings = ReadonlyMap<string, WorkWord>;

/** What the letters mean that nobody explains, where the numbers beside them say the same. */
const usual: Meanings = new Map([
  ['E', 'EPIC'],
  ['F', 'FEATURE'],
  ['S', 'STORY'],
  ['T', 'TASK'],
]);
const longestLetters = 4;
const fewestRows = 3;
const fewestKinds = 2;

/** Spells out the letters of a column of types, “E | 1 | Search” over “S | 1.1 | By name”, by a legend or by the numbers beside them. */
export function withSpelledTypes(blocks: readonly Block[], said: Meanings): readonly Block[] {
  return blocks.map((block) => {
    if (block.type === 'panel') return { ...block, blocks: withSpelledTypes(block.blocks, said) };
    return block.type === 'table' ? spelled(block, said) : block;
  });
}

function spelled(table: Table, said: Meanings): Table {
  const [header, ...body] = table.rows;
  if (header === undefined || body.length < fewestRows) return table;
  for (let index = 0; index < header.cells.length; index += 1) {
    if (!holdsLetters(body, index)) continue;
    const isTyped = columnFields(cellText(header.cells[index]))[0] === 'type';
    const meanings = explains(said, body, index)
      ? said
      : isTyped && explains(usual, body, index) && numbersAgree(body, index)
        ? usual
        : null;
    if (meanings !== null) return { ...table, rows: [header, ...body.map(spelling(meanings, index))] };
  }
  return table;
}

function holdsLetters(body: readonly Row[], index: number): boolean {
  return body.every(({ cells }) => /^\p{L}*$/u.test(textIn(cells[index])));
}

/** The text of a short cell; a longer one has no letters to explain. */
function textIn(cell: Cell | undefined): string {
  const text = cellText(cell);
  return text.length > longestLetters ? '-' : text.toUpperCase();
}

/** Whether letters all have a meaning, and there are two kinds at least. */
function explains(meanings: Meanings, body: readonly Row[], index: number): boolean {
  const letters = new Set(body.map(({ cells }) => textIn(cells[index])));
  letters.delete('');
  const works = new Set([...letters].map((letter) => meanings.get(letter)));
  return works.size >= fewestKinds && !works.has(undefined);
}

/** Whether some column numbers all rows as an outline in which each letter has a level of its own: “1”, “1.1”, “1.1.1”. */
function numbersAgree(body: readonly Row[], letters: number): boolean {
  const columns = body[0]?.cells.keys() ?? [];
  return [...columns].some((index) => {
    const depths = new Map<WorkWord, number>();
    for (const { cells } of body) {
      const work = usual.get(textIn(cells[letters]));
      const number = cellText(cells[index]);
      if (work === undefined || !/^\d+(?:\.\d+)*\.?$/.test(number)) return false;
      const depth = number.split('.').filter((part) => part !== '').length;
      if ((depths.get(work) ?? depth) !== depth) return false;
      depths.set(work, depth);
    }
    const byRank = [...depths].toSorted(([a], [b]) => workRank[a] - workRank[b]);
    return byRank.every(([, depth], place) => place === 0 || depth > (byRank[place - 1]?.[1] ?? 0));
  });
}

function spelling(meanings: Meanings, index: number): (row: Row) => Row {
  return (row) => ({
    ...row,
    cells: row.cells.map((cell, place) => (place === index ? spelledCell(cell, meanings) : cell)),
  });
}

function spelledCell(cell: Cell, meanings: Meanings): Cell {
  const work = meanings.get(textIn(cell));
  if (work === undefined) return cell;
  const spell = (line: Line): Line =>
    line.text.trim() === ''
      ? line
      : line.with({ text: capitalized(work), markdown: capitalized(work), bold: 0 });
  const blocks = cell.blocks.map((block) =>
    block.type === 'paragraph' ? { ...block, lines: block.lines.map(spell) } : block,
  );
  return { ...cell, blocks };
}

/** “Epic”, as a column of types would say it. */
function capitalized(work: WorkWord): string {
  return `${work.charAt(0)}${work.slice(1).toLowerCase()}`;
}
