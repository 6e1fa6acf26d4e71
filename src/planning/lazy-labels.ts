import type { ListItem, Paragraph } from 'mdast';
import type { Block, Entry, Line } from './blocks.ts';
import { fieldsOf } from './vocabulary.ts';

/** Entries of a list, the lines that stand behind them without belonging to them, and then further entries. */
export interface EntryRun {
  readonly entries: readonly Entry[];
  readonly behind: readonly Line[];
}

const boldLabel = /^(?:\*\*|__)\S/;
const plainLabel = /^(\p{L}[^:：\n]{1,40})[:：]/u;

/**
 * Parts a list where a label follows it on the next line: Markdown takes “**Points:** 5” without an indent for a part
 * of the last entry, and nobody means it so.
 */
export function entryRuns(
  items: readonly ListItem[],
  entries: readonly Entry[],
  source: string,
): readonly EntryRun[] {
  const runs: EntryRun[] = [];
  let open: Entry[] = [];
  for (const [place, entry] of entries.entries()) {
    const at = labelLine(items[place], source);
    const parted = at === null ? null : cutLast(entry.blocks, at);
    if (parted === null) open.push(entry);
    else {
      runs.push({ entries: [...open, { ...entry, blocks: parted.blocks }], behind: parted.lines });
      open = [];
    }
  }
  if (open.length > 0) runs.push({ entries: open, behind: [] });
  return runs;
}

/** The line of the last paragraph in an entry with which such a label begins. */
function labelLine(item: ListItem | undefined, source: string): number | null {
  const paragraph = item === undefined ? null : lastParagraph(item);
  const position = paragraph?.position;
  if (position === undefined || position.start.line === position.end.line) return null;
  const lines = source.slice(position.start.offset, position.end.offset).split('\n');
  const at = lines.findIndex((line, index) => index > 0 && isLabel(line));
  return at === -1 ? null : at;
}

function lastParagraph(item: ListItem): Paragraph | null {
  const last = item.children.at(-1);
  if (last?.type === 'paragraph') return last;
  const inner = last?.type === 'list' ? last.children.at(-1) : undefined;
  return inner === undefined ? null : lastParagraph(inner);
}

function isLabel(line: string): boolean {
  if (boldLabel.test(line)) return true;
  const label = plainLabel.exec(line)?.[1];
  return label !== undefined && fieldsOf(label).length > 0;
}

function cutLast(
  blocks: readonly Block[],
  at: number,
): { blocks: readonly Block[]; lines: readonly Line[] } | null {
  const last = blocks.at(-1);
  const before = blocks.slice(0, -1);
  if (last?.type === 'paragraph') {
    const lines = last.lines.slice(at);
    return lines.length === 0
      ? null
      : { blocks: [...before, { ...last, lines: last.lines.slice(0, at) }], lines };
  }
  const entry = last?.type === 'list' ? last.entries.at(-1) : undefined;
  const inner = entry === undefined ? null : cutLast(entry.blocks, at);
  if (last?.type !== 'list' || entry === undefined || inner === null) return null;
  const cut = { ...last, entries: [...last.entries.slice(0, -1), { ...entry, blocks: inner.blocks }] };
  return { blocks: [...before, cut], lines: inner.lines };
}
