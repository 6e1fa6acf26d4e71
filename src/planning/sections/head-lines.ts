import type { Block, Line } from '../blocks.ts';

/** Within so much of a line the number of its mark begins. */
const longestMark = 100;

/** The lines of some blocks that could head something. */
export function headLinesIn(blocks: readonly Block[], lines: Line[] = []): readonly Line[] {
  for (const block of blocks)
    switch (block.type) {
      case 'heading':
        lines.push(block.line);
        break;
      case 'paragraph':
        for (const line of block.lines) if (line === block.lines[0] || line.bold > 0) lines.push(line);
        break;
      case 'list':
        for (const entry of block.entries) headLinesIn(entry.blocks, lines);
        break;
      case 'panel':
        if (block.title !== null) lines.push(block.title);
        headLinesIn(block.blocks, lines);
        break;
      case 'table':
      case 'code':
      case 'rule':
        break;
    }
  return lines;
}

/** Those of some lines that may begin with the number of an item. */
export function numberedAmong(lines: readonly Line[]): readonly Line[] {
  return lines.filter(
    ({ text, holdsDigit }) =>
      holdsDigit && (text.length <= longestMark || /\d/.test(text.slice(0, longestMark))),
  );
}
