import type { Block, Line } from '../blocks.ts';
import { type AreaMark, areaMark } from '../lines/area-marks.ts';
import { readAreaHead, readText } from '../lines/heads.ts';
import { fold } from '../words/fold.ts';

/**
 * “Admin Story 1: Approve jobs” is a mark where the document has more like it, and does not speak of a “Story 1” that
 * stands elsewhere.
 */
export function readAreaHeads(blocks: readonly Block[]): void {
  const lines = blocks.flatMap(headLines);
  const found = lines.flatMap((line) => {
    const mark = areaMark(line.text);
    return mark === null || !mayBeMark(line) ? [] : [{ line, mark }];
  });
  if (found.length < 2) return;
  const plain = new Set(lines.flatMap((line) => plainNumber(line) ?? []));
  for (const group of Map.groupBy(found, ({ mark }) => mark.work).values()) {
    const numbers = new Set(group.map(({ mark }) => `${fold(mark.area)} ${mark.ordinal}`));
    if (numbers.size < 2 || group.some(({ mark }) => plain.has(numberOf(mark)))) continue;
    const ofItsOwn = new Set(group.map(({ mark }) => mark.ordinal)).size < numbers.size;
    for (const { line, mark } of group) readAreaHead(line, mark, ofItsOwn);
  }
}

/** The lines of a block that could head something. */
function headLines(block: Block): readonly Line[] {
  switch (block.type) {
    case 'heading':
      return [block.line];
    case 'paragraph':
      return block.lines.filter((line, index) => index === 0 || line.bold > 0);
    case 'list':
      return block.entries.flatMap((entry) => entry.blocks.flatMap(headLines));
    case 'panel':
      return block.blocks.flatMap(headLines);
    case 'table':
    case 'code':
    case 'rule':
      return [];
  }
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
