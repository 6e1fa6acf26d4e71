import type { Block, Line } from '../blocks.ts';
import { type AreaMark, areaMark } from '../lines/area-marks.ts';
import { readAreaHead, readText } from '../lines/heads.ts';
import { fold } from '../words/fold.ts';

/**
 * “Admin Story 1: Approve jobs” is a mark where the document has more like it, and does not speak of a “Story 1” that
 * stands elsewhere.
 */
export function readAreaHeads(blocks: readonly Block[]): void {
  const lines = headLines(blocks);
  const found: { readonly line: Line; readonly mark: AreaMark }[] = [];
  for (const line of lines) {
    const mark = areaMark(line.text);
    if (mark !== null && mayBeMark(line)) found.push({ line, mark });
  }
  if (found.length < 2) return;
  const plain = new Set(lines.flatMap((line) => plainNumber(line) ?? []));
  for (const group of Map.groupBy(found, ({ mark }) => mark.work).values()) {
    const numbers = new Set(group.map(({ mark }) => `${fold(mark.area)} ${mark.ordinal}`));
    if (numbers.size < 2 || group.some(({ mark }) => plain.has(numberOf(mark)))) continue;
    const ofItsOwn = new Set(group.map(({ mark }) => mark.ordinal)).size < numbers.size;
    for (const { line, mark } of group) readAreaHead(line, mark, ofItsOwn);
  }
}

/** The lines of some blocks that could head something. */
function headLines(blocks: readonly Block[], lines: Line[] = []): readonly Line[] {
  for (const block of blocks)
    switch (block.type) {
      case 'heading':
        lines.push(block.line);
        break;
      case 'paragraph':
        for (const line of block.lines) if (line === block.lines[0] || line.bold > 0) lines.push(line);
        break;
      case 'list':
        for (const entry of block.entries) headLines(entry.blocks, lines);
        break;
      case 'panel':
        headLines(block.blocks, lines);
        break;
      case 'table':
      case 'code':
      case 'rule':
        break;
    }
  return lines;
}

/** “Historia de administrador 1: …” looks like the stories of somebody. */
function mayBeMark({ text }: Line): boolean {
  const { kind } = readText(text);
  return kind === 'plain' || kind === 'container';
}

function plainNumber(line: Line): string | null {
  const head = /\d/.test(line.text.slice(0, 60)) ? readText(line.text) : null;
  return head?.kind !== 'mark' || head.mark.work === null || head.mark.ordinal === null
    ? null
    : `${head.mark.work} ${head.mark.ordinal}`;
}

function numberOf({ work, ordinal }: AreaMark): string {
  return `${work} ${ordinal}`;
}
