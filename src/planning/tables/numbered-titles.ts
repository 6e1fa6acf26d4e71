import { type Block, type Cell, cellText, type Line, linesOf, plainLine, type Row } from '../blocks.ts';
import { columnFields, keyedWork } from './column-names.ts';

type Table = Block & { readonly type: 'table' };

/** “510 – Start a return”, “510 Start a return” */
const numberInFront = /^#?(\d{2,7})(?:\s*[:.–—-])?\s+(?=\p{L})/u;
/** “510”, “#510”, “510 – Start a return”, “Start a return (510)” */
const numberIn = /^#?(\d{2,7})(?:$|(?:\s*[:.–—-])?\s+\p{L})|\(#?(\d{2,7})\)$/u;

/**
 * Tables of a tracker where numbers name the rows: one in front of each title gets a column of ids of its own, and a cell
 * of parents names its number alone.
 */
export function withRowNumbers(blocks: readonly Block[]): readonly Block[] {
  const found = blocks.map((block) => (block.type === 'table' ? numbered(block) : block));
  return found.some((block, at) => block !== blocks[at]) ? found : blocks;
}

function numbered(table: Table): Table {
  const [header, ...body] = table.rows;
  const labels = header?.cells.map(cellText) ?? [];
  const parent = labels.findIndex((label) => columnFields(label)[0] === 'parent');
  if (header === undefined || parent < 0 || body.length < 2) return table;
  const key = labels.findIndex((label) => columnFields(label)[0] === 'key' || keyedWork(label) !== null);
  const title = key >= 0 ? -1 : labels.findIndex((_label, at) => at !== parent && frontsAll(body, at));
  const column = key >= 0 ? key : title;
  if (column < 0 || column === parent) return table;
  const ids = new Set(body.flatMap(({ cells }) => numberOf(cellText(cells[column])) ?? []));
  const parents = body.map(({ cells }) => cellText(cells[parent])).filter((text) => text !== '');
  const known = parents.filter((text) => ids.has(numberOf(text) ?? ''));
  if (parents.length === 0 || known.length * 2 <= parents.length) return table;
  const areIds = key >= 0 && body.every(({ cells }) => /^#?\d{2,7}$/.test(cellText(cells[key])));
  if (key >= 0 && !areIds) return table;
  // A cell that spans several rows stays one.
  const named = new Map<Cell, Cell>();
  return {
    ...table,
    rows: [
      title < 0 ? header : { ...header, cells: [cellOf('ID', header.cells[0]), ...header.cells] },
      ...body.map((row) => withNumber(row, parent, title, ids, named)),
    ],
  };
}

function frontsAll(body: readonly Row[], at: number): boolean {
  const numbers = body.map(({ cells }) => numberInFront.exec(cellText(cells[at]))?.[1]);
  return numbers.every((number) => number !== undefined) && new Set(numbers).size === numbers.length;
}

function numberOf(text: string): string | null {
  const [, front, behind] = numberIn.exec(text) ?? [];
  return front ?? behind ?? null;
}

function withNumber(
  row: Row,
  parent: number,
  title: number,
  ids: ReadonlySet<string>,
  named: Map<Cell, Cell>,
): Row {
  const number = numberInFront.exec(cellText(row.cells[title]))?.[1];
  const cells = row.cells.map((cell, at) => {
    const own = at === parent ? numberOf(cellText(cell)) : null;
    if (own !== null && ids.has(own)) {
      const known = named.get(cell) ?? cellOf(own, cell);
      named.set(cell, known);
      return known;
    }
    return at === title ? withoutNumber(cell) : cell;
  });
  return title < 0 ? { ...row, cells } : { ...row, cells: [cellOf(number ?? '', row.cells[0]), ...cells] };
}

function cellOf(text: string, like: Cell | undefined): Cell {
  const anchor = linesOf(like?.blocks ?? [])[0]?.anchor ?? plainLine('').anchor;
  const lines = [plainLine(text, anchor)];
  return { blocks: [{ type: 'paragraph', lines, anchor }], header: like?.header ?? false };
}

function withoutNumber(cell: Cell): Cell {
  const [first, ...others] = cell.blocks;
  if (first?.type !== 'paragraph') return cell;
  const [line, ...lines] = first.lines;
  if (line === undefined) return cell;
  return { ...cell, blocks: [{ ...first, lines: [unnumbered(line), ...lines] }, ...others] };
}

function unnumbered(line: Line): Line {
  const text = line.text.replace(numberInFront, '');
  const length = line.text.length - text.length;
  return line.with({
    text,
    markdown: line.markdown.replace(/^#?\d{2,7}(?:\s*[:.–—-])?\s+/u, ''),
    bold: Math.max(line.bold - length, 0),
  });
}
