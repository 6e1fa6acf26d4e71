import type { Block, Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { outlineNumber } from '../lines/outline-numbers.ts';

/** An item that to Markdown is a list of its own. */
interface NumberedItem {
  readonly number: number;
  readonly blocks: readonly Block[];
}

/**
 * “1. Epic: Pay” over “1.1. Story: By card”, paragraphs to whoever wrote them: to Markdown only the number of the first
 * begins a list.
 */
export function withNumberedItems(blocks: readonly Block[]): readonly Block[] {
  if (!blocks.some((block) => numberedItem(block) !== null)) return blocks;
  const found: Block[] = [];
  let last: number | null = null;
  for (const [at, block] of blocks.entries()) {
    if (block.type === 'heading') last = null;
    const item = numberedItem(block);
    const goesOn = item !== null && (item.number - 1 === last || countsOn(item, blocks[at + 1]));
    if (goesOn) last = item.number;
    found.push(...(goesOn ? item.blocks : [block]));
  }
  return found;
}

function numberedItem(block: Block): NumberedItem | null {
  if (block.type !== 'list' || !block.ordered || block.entries.length > 1) return null;
  const [paragraph, ...rest] = block.entries[0]?.blocks ?? [];
  const [line, ...others] = paragraph?.type === 'paragraph' ? paragraph.lines : [];
  if (paragraph?.type !== 'paragraph' || line === undefined) return null;
  const head = readHead(line);
  if (head.kind !== 'mark' || !head.mark.spelled || head.decoration.numbering !== null) return null;
  const number = block.start ?? 1;
  return { number, blocks: [{ ...paragraph, lines: [numbered(line, number), ...others] }, ...rest] };
}

function numbered(line: Line, number: number): Line {
  const front = `${number}. `;
  const bold = line.bold === 0 ? 0 : line.bold + front.length;
  return line.with({ text: front + line.text, markdown: front + line.markdown, bold });
}

function countsOn({ number }: NumberedItem, next: Block | undefined): boolean {
  const line = next?.type === 'paragraph' ? next.lines[0] : undefined;
  const [outer, inner] = line?.holdsDigit === true ? (outlineNumber(line.text)?.parts ?? []) : [];
  return outer === String(number) && inner !== undefined;
}
