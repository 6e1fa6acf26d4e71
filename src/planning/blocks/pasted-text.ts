import { type Anchor, type Block, type Line, noTags, type Row } from '../blocks.ts';
import { csvRows } from './csv-rows.ts';
import { looseTasks } from './loose-tasks.ts';

/**
 * What was pasted without its Markdown: rows with pipes but no delimiter row, rows with tabs, comma- or
 * semicolon-separated values, lines that begin with checkboxes, and the wiki's own `h2.` and `||header||`. Anything else
 * is a paragraph.
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
    const heading = /^h([1-6])\.\s+(.+)$/.exec(line.text);
    if (heading?.[1] !== undefined && heading[2] !== undefined) {
      flush();
      const text = { ...line, text: heading[2], markdown: heading[2], bold: 0 };
      blocks.push({ type: 'heading', level: Number(heading[1]), line: text, anchor: line.anchor });
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
    const values = csvRows(lines, index);
    if (values !== null) {
      flush();
      const valueRows = values.map((cells, place) => rowOf(cells, lines[index + place] ?? line, place === 0));
      blocks.push({ type: 'table', rows: valueRows, anchor: line.anchor });
      index += values.length;
      continue;
    }
    const rows: Row[] = [];
    while (index + rows.length < lines.length) {
      const candidate = lines[index + rows.length];
      const cells = candidate === undefined ? null : cellsOf(candidate, rows.length === 0);
      if (candidate === undefined || cells === null) break;
      rows.push(cells);
    }
    const width = rows[0]?.cells.length ?? 0;
    if (rows.length >= 2 && width >= 2) {
      flush();
      const kept = rows.filter((row) => !row.cells.every((cell) => isDelimiter(cell)));
      blocks.push({ type: 'table', rows: kept, anchor: line.anchor });
      index += rows.length;
    } else {
      rest.push(line);
      index += 1;
    }
  }
  flush();
  return blocks;
}

function isDelimiter(cell: Row['cells'][number]): boolean {
  const [block] = cell.blocks;
  if (block === undefined) return true;
  return block.type === 'paragraph' && block.lines.every((line) => /^:?-*:?$/.test(line.text));
}

function cellsOf(line: Line, first: boolean): Row | null {
  const text = line.markdown;
  if (text.startsWith('|') || (text.match(/ \| /g)?.length ?? 0) >= 2) {
    const header = text.startsWith('||');
    const inner = text.replace(/^\|+/, '').replace(/\|+$/, '');
    return rowOf(inner.split(header ? '||' : /(?<!\\)\|/), line, first || header);
  }
  if (text.includes('\t')) return rowOf(text.split('\t'), line, first);
  return null;
}

function rowOf(texts: readonly string[], line: Line, header: boolean): Row {
  return {
    cells: texts.map((raw) => {
      const markdown = raw.trim();
      const text = markdown.replace(/\*\*|__|`/g, '').trim();
      const bold = /^(?:\*\*|__)/.test(markdown) ? text.length : 0;
      const cell: Line = { text, markdown, bold, tags: noTags, anchor: line.anchor };
      return {
        blocks: text === '' ? [] : [{ type: 'paragraph' as const, lines: [cell], anchor: line.anchor }],
        header,
      };
    }),
    anchor: line.anchor,
  };
}
