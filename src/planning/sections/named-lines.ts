import type { Block, Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { mayBeMarked } from '../lines/marks.ts';
import { isStorySentence } from '../lines/story-sentences.ts';

const longestName = 100;
const noLines: readonly Line[] = [];

/**
 * The lines that begin with a number of an item and go on as a title, without a colon: “US-9 Register”. What follows shows
 * that they name the item: a field, the sentence of a story, or the next such line as a paragraph of its own.
 */
export function namedLines(blocks: readonly Block[]): ReadonlySet<Line> {
  const found = new Set<Line>();
  let before: Line | null = null;
  const visit = (block: Block, next: Block | undefined): void => {
    if (block.type === 'panel') {
      visitAll(block.blocks);
      return;
    }
    const lines = block.type === 'paragraph' ? block.lines : noLines;
    let alone: Line | null = null;
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index];
      if (line === undefined || !isNamed(line)) continue;
      if (lines.length === 1) alone = line;
      const follower = lines[index + 1] ?? firstLine(next);
      if (follower !== undefined && tells(follower)) found.add(line);
    }
    if (before !== null && alone !== null) found.add(before).add(alone);
    before = alone;
  };
  const visitAll = (inner: readonly Block[]): void => {
    for (let index = 0; index < inner.length; index += 1) {
      const block = inner[index];
      if (block !== undefined) visit(block, inner[index + 1]);
    }
  };
  visitAll(blocks);
  return found;
}

/** Whether a line is a mark with a number and what reads as a title. */
export function isNamed(line: Line): boolean {
  const { text } = line;
  if (text.length > longestName || !/\d/.test(text) || /[.!?:;,。！？：；，…]$/u.test(text)) return false;
  if (!mayBeMarked(text)) return false;
  const head = readHead(line);
  if (head.kind !== 'mark' || head.mark.work === null) return false;
  const { key, ordinal, title } = head.mark;
  return (key !== null || ordinal !== null) && title !== '' && !/^\p{Ll}(?!\p{Lu})/u.test(title);
}

function tells(line: Line): boolean {
  return isStorySentence(line.text) || readHead(line).kind === 'field';
}

function firstLine(block: Block | undefined): Line | undefined {
  if (block?.type === 'list') return firstLine(block.entries[0]?.blocks[0]);
  return block?.type === 'paragraph' ? block.lines[0] : undefined;
}
