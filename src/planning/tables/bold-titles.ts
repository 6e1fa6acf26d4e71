import { type Block, type Cell, cellText, type Line, type Row } from '../blocks.ts';
import { undecorated } from '../lines/head-decoration.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { boldName } from '../lines/title-tags.ts';
import type { Column } from './column-contents.ts';

/**
 * Rows whose cells for the title begin with a bold name, “**Login** – a screen for the password”, in a column where
 * most do: what stands behind the name is parted from it, as if it stood in a paragraph of its own.
 */
export function withBoldTitles(rows: readonly Row[], title: Column | null): readonly Row[] {
  if (title === null) return rows;
  const parted = new Map<Cell, Cell>();
  let filled = 0;
  for (const { cells } of rows) {
    const cell = cells[title.index];
    if (cell === undefined || parted.has(cell) || cellText(cell) === '') continue;
    filled += 1;
    const blocks = partedName(cell);
    if (blocks !== null) parted.set(cell, { ...cell, blocks });
  }
  if (parted.size < 2 || parted.size * 10 < filled * 8) return rows;
  return rows.map((row) => ({ ...row, cells: row.cells.map((cell) => parted.get(cell) ?? cell) }));
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
  const name: Line = { ...line, text: named.name, markdown: named.name, bold: named.name.length };
  const behind: Line = { ...line, text: named.behind, markdown: told, bold: 0 };
  return [{ ...paragraph, lines: [name] }, { ...paragraph, lines: [behind, ...more] }, ...others];
}

const boldLead = /^\*\*[^*]+\*\*\s*(?:[:：–—-]\s+)?/u;
