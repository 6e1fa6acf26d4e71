import type { Block, Line } from '../blocks.ts';

/** Visits the lines of some blocks that could head something. */
export function visitHeadLines(blocks: readonly Block[], visit: (line: Line) => void): void {
  for (const block of blocks)
    switch (block.type) {
      case 'heading':
        visit(block.line);
        break;
      case 'paragraph':
        for (const line of block.lines) if (line === block.lines[0] || line.bold > 0) visit(line);
        break;
      case 'list':
        for (const entry of block.entries) visitHeadLines(entry.blocks, visit);
        break;
      case 'panel':
        if (block.title !== null) visit(block.title);
        visitHeadLines(block.blocks, visit);
        break;
      case 'table':
      case 'code':
      case 'rule':
        break;
    }
}
