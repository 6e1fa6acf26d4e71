import { type Block, type Cell, cellText, noTags, type Row } from '../blocks.ts';
import { undecorated } from '../lines/head-decoration.ts';
import { readMark } from '../lines/marks.ts';
import { namedSentence, sentenceBehindBold } from '../lines/named-sentences.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { boldName } from '../lines/title-tags.ts';
import { filled } from './column-contents.ts';
import type { TablePlan } from './table-columns.ts';

/**
 * Rows whose cells for the title begin with a name: before the sentence of a story, “Login: As a guest, I want …”, or, in
 * a column where most do, a bold one, “**Login** – a screen for the password”. What stands behind the name is parted
 * from it, as if it stood in a paragraph of its own.
 */
export function withNamesParted(
  rows: readonly Row[],
  { title, key }: Pick<TablePlan, 'title' | 'key'>,
): readonly Row[] {
  if (title === null) return rows;
  const keys = new Set(key === null ? [] : filled(rows, key));
  const told = new Map<Cell, Cell>();
  const bold = new Map<Cell, Cell>();
  let named = 0;
  for (const { cells } of rows) {
    const cell = cells[title.index];
    if (cell === undefined || told.has(cell) || bold.has(cell) || cellText(cell) === '') continue;
    named += 1;
    const sentence = partedSentence(cell, keys);
    const blocks = sentence ?? partedName(cell);
    if (blocks !== null) (sentence === null ? bold : told).set(cell, { ...cell, blocks });
  }
  const areBold = bold.size >= 2 && bold.size * 10 >= named * 8;
  const parted = areBold ? new Map([...told, ...bold]) : told;
  if (parted.size === 0) return rows;
  return rows.map((row) => ({ ...row, cells: row.cells.map((cell) => parted.get(cell) ?? cell) }));
}

function partedSentence(
  { blocks: [paragraph, ...others] }: Cell,
  keys: ReadonlySet<string>,
): readonly Block[] | null {
  if (paragraph?.type !== 'paragraph') return null;
  const [line, ...more] = paragraph.lines;
  const named = line === undefined ? null : (namedSentence(line.text) ?? sentenceBehindBold(line));
  if (line === undefined || named === null || readMark(line.text) !== null) return null;
  const { name, sentence } = named;
  // “Continuing US-7: As a guest, I want …” speaks of another row.
  if (keys.has(name.slice(name.lastIndexOf(' ') + 1))) return null;
  const from = line.markdown.lastIndexOf(sentence);
  const behind = line.with({
    text: sentence,
    markdown: from === -1 ? sentence : line.markdown.slice(from),
    bold: 0,
    tags: noTags,
  });
  return [
    { ...paragraph, lines: [line.with({ text: name, markdown: name, bold: 0 })] },
    { ...paragraph, lines: [behind, ...more] },
    ...others,
  ];
}

function partedName({ blocks: [paragraph, ...others] }: Cell): readonly Block[] | null {
  if (paragraph?.type !== 'paragraph') return null;
  const [line, ...more] = paragraph.lines;
  if (line === undefined || line.tags.length > 0) return null;
  const named = boldName(line);
  // What stands behind a title may measure it, and a sentence is the story's own.
  if (named === null || named.behind === '' || isStorySentence(named.behind)) return null;
  if (undecorated(line.text).points !== null) return null;
  const lead = boldLead.exec(line.markdown)?.[0];
  const told = lead === undefined ? named.behind : line.markdown.slice(lead.length);
  const name = line.with({ text: named.name, markdown: named.name, bold: named.name.length });
  const behind = line.with({ text: named.behind, markdown: told, bold: 0 });
  return [{ ...paragraph, lines: [name] }, { ...paragraph, lines: [behind, ...more] }, ...others];
}

const boldLead = /^\*\*[^*]+\*\*\s*(?:[:：–—-]\s+)?/u;
