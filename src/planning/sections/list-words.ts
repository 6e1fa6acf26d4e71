import type { Block, Line } from '../blocks.ts';
import { readHead, readListHead } from '../lines/heads.ts';
import type { Mark } from '../lines/marks.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { fold } from '../words/fold.ts';
import { isSeveral } from './story-headings.ts';

const longestWord = 30;
/** Who wants something, what and why. */
const sentenceParts = 3;

/** Where a word for a kind of work is the same for one and for several, “功能：” right above a list heads its entries. */
export function readListWords(blocks: readonly Block[]): void {
  for (const [at, block] of blocks.entries()) {
    if (block.type === 'panel') readListWords(block.blocks);
    const next = blocks[at + 1];
    const line = block.type === 'paragraph' ? block.lines.at(-1) : undefined;
    const work = line === undefined || next?.type !== 'list' ? null : workAlone(line);
    if (line !== undefined && next?.type === 'list' && work !== null && listsNames(next))
      readListHead(line, work);
  }
}

function workAlone(line: Line): Mark['work'] {
  if (line.text.length > longestWord) return null;
  const head = readHead(line);
  if (head.kind !== 'mark' || head.mark.title !== '' || head.mark.key !== null || head.mark.ordinal !== null)
    return null;
  return isSeveral(fold(line.text).replace(/^\P{L}+|\P{L}+$/gu, '')) ? head.mark.work : null;
}

/** Whether no entry of several is a field or a part of one sentence: those would be the item's. */
function listsNames({ entries }: Block & { type: 'list' }): boolean {
  const lines = entries.flatMap(({ blocks: [first] }) =>
    first?.type === 'paragraph' ? (first.lines[0] ?? []) : [],
  );
  const [first, ...others] = lines;
  if (first === undefined || others.length === 0 || lines.some((line) => readHead(line).kind !== 'plain'))
    return false;
  const whole = lines
    .slice(0, sentenceParts)
    .map(({ text }) => text)
    .join(' ');
  return isStorySentence(first.text) || !isStorySentence(whole);
}
