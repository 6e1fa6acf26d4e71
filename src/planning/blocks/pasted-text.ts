import { type Anchor, type Block, cellText, Line, noTags, type Row } from '../blocks.ts';
import { belongsToScenario, isRow } from '../lines/scenario-steps.ts';
import { csvRows, namesColumns } from './csv-rows.ts';
import { looseNumbers } from './loose-numbers.ts';
import { looseTasks } from './loose-tasks.ts';

/** “h2. Stories”, “##Stories” */
const looseHeading = /^(?:h([1-6])\.\s+|(#{2,6})(?=\p{L}))(.+)$/u;

/**
 * What was pasted without its Markdown: rows with pipes but no delimiter row, rows with tabs, comma- or
 * semicolon-separated values, lines that begin with checkboxes or go on counting below a label, headings without a blank behind their signs, and the
 * wiki's own `h2.` and `||header||`. Anything else is a paragraph.
 */
export function repairedBlocks(lines: readonly Line[], anchor: Anchor): Block[] {
  const blocks: Block[] = [];
  let rest: Line[] = [];
  const flush = (): void => {
    if (rest.length > 0) blocks.push({ type: 'paragraph', lines: rest, anchor: rest[0]?.anchor ?? anchor });
    rest = [];
  };
  for (let index = 0; index < lines.length; ) {
    const line = lines[index];
    if (line === undefined) break;
    const [, wikiLevel, signs, name] = looseHeading.exec(line.text) ?? [];
    // “`##Stories`” is code.
    if (name !== undefined && (signs === undefined || line.markdown.startsWith(signs))) {
      flush();
      const text = line.with({ text: name, markdown: name, bold: 0 });
      const level = signs?.length ?? Number(wikiLevel);
      blocks.push({ type: 'heading', level, line: text, anchor: line.anchor });
      index += 1;
      continue;
    }
    const tasks = looseTasks(lines, index);
    if (tasks !== null) {
      flush();
      blocks.push({ type: 'list', ordered: false, entries: tasks.entries, anchor: line.anchor });
      index += tasks.length;
      continue;
    }
    const counted = looseNumbers(lines, index);
    if (counted !== null) {
      flush();
      const { start, entries } = counted;
      blocks.push({ type: 'list', ordered: true, start, entries, anchor: line.anchor });
      index += counted.length;
      continue;
    }
    const values = csvRows(lines, index);
    if (values !== null) {
      flush();
      const valueRows = values.map((cells, place) => rowOf(cells, lines[index + place] ?? line, place === 0));
      blocks.push({ type: 'table', rows: valueRows, anchor: line.anchor });
      index += values.length;
      continue;
    }
    const rows: Row[] = [];
    const behind = endOfRow(lines, index);
    let end = index;
    while (end < lines.length) {
      const next = endOfRow(lines, end);
      const cells = cellsOf(lines.slice(end, next), rows.length === 0);
      if (cells === null) break;
      rows.push(cells);
      end = next;
    }
    const width = rows[0]?.cells.length ?? 0;
    if (rows.length >= 2 && isRow(line.text) && belongsToScenario(lines, index)) {
      rest.push(...lines.slice(index, end));
      index = end;
    } else if (rows.length >= 2 && width >= 2) {
      flush();
      const kept = rows.filter((row) => !row.cells.every((cell) => isDelimiter(cell)));
      blocks.push({ type: 'table', rows: kept, anchor: line.anchor });
      index = end;
    } else {
      rest.push(...lines.slice(index, behind));
      index = behind;
    }
  }
  flush();
  return blocks;
}

/** Blocks where `pasted` rows as wide as the table right above them, and without names of columns, are rows of it. */
export function withContinuedTables(blocks: readonly Block[], pasted: ReadonlySet<Block>): Block[] {
  const found: Block[] = [];
  let rows: Row[] | null = null;
  for (const block of blocks) {
    if (block.type !== 'table') {
      rows = null;
      found.push(block);
    } else if (rows !== null && pasted.has(block) && continues(rows, block.rows)) {
      for (const row of block.rows) rows.push(asBody(row));
    } else {
      rows = [...block.rows];
      found.push({ ...block, rows });
    }
  }
  return found;
}

function continues([header]: readonly Row[], [first]: readonly Row[]): boolean {
  return (
    header !== undefined &&
    first !== undefined &&
    header.cells.length === first.cells.length &&
    !namesColumns(first.cells.map(cellText))
  );
}

function asBody({ cells, ...row }: Row): Row {
  return { ...row, cells: cells.map((cell) => ({ ...cell, header: false })) };
}

/** Where the row that begins with a line ends: `<br>` in a cell makes lines of a row with tabs. */
function endOfRow(lines: readonly Line[], from: number): number {
  const first = lines[from];
  let end = from + 1;
  if (first === undefined || first.anchor.line === null || !first.markdown.includes('\t')) return end;
  while (lines[end]?.anchor.line === first.anchor.line) end += 1;
  return end;
}

function isDelimiter(cell: Row['cells'][number]): boolean {
  const [block] = cell.blocks;
  if (block === undefined) return true;
  return block.type === 'paragraph' && block.lines.every((line) => /^:?-*:?$/.test(line.text));
}

function cellsOf(lines: readonly Line[], first: boolean): Row | null {
  const [line] = lines;
  if (line === undefined) return null;
  const text = line.markdown;
  if (text.startsWith('|') || (text.match(/ \| /g)?.length ?? 0) >= 2) {
    const header = text.startsWith('||');
    const inner = text.replace(/^\|+/, '').replace(/\|+$/, '');
    return rowOf(inner.split(header ? '||' : /(?<!\\)\|/), line, first || header);
  }
  if (text.includes('\t')) {
    const whole = lines.map(({ markdown }) => markdown).join('\n');
    return rowOf(whole.split('\t'), line, first);
  }
  return null;
}

function rowOf(texts: readonly string[], line: Line, header: boolean): Row {
  return {
    cells: texts.map((raw) => {
      const lines = raw.split('\n').flatMap((part) => cellLine(part, line.anchor));
      return {
        blocks: lines.length === 0 ? [] : [{ type: 'paragraph' as const, lines, anchor: line.anchor }],
        header,
      };
    }),
    anchor: line.anchor,
  };
}

function cellLine(raw: string, anchor: Anchor): Line[] {
  const markdown = raw.trim();
  const text = markdown.replace(/\*\*|__|`/g, '').trim();
  const bold = /^(?:\*\*|__)/.test(markdown) ? text.length : 0;
  return text === '' ? [] : [new Line({ text, markdown, bold, tags: noTags, anchor })];
}
