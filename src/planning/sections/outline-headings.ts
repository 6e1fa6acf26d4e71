import type { Block, Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { startsStory } from './criteria-ends.ts';
import { rankOf } from './leads.ts';
import { firstLineOf, isShort } from './named-lines.ts';

type Heading = Block & { readonly type: 'heading' };

const outlined = /^(\d{1,3})\.\d/;
const unsigned = /^\d{1,3}(?=\s)/;
const numbered = /^(\d{1,3})\.?\s/;

/**
 * Makes headings of the plain lines of an outline: “1.1 Sign up” over the sentence of a story, or over “Story:”, names that
 * story, and “1. Accounts” above the first of them what they are part of.
 */
export function withOutlineHeadings(blocks: readonly Block[]): readonly Block[] {
  if (!blocks.some(isOutlined)) return blocks;
  const found: Block[] = [];
  let above: { readonly place: number; readonly heading: Heading } | null = null;
  const grouped = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const title = groupTitle(block);
    if (title !== null) above = { place: found.length, heading: headingOf(title, rankOf('FEATURE')) };
    if (block.type !== 'paragraph') {
      if (block.type === 'heading') above = null;
      found.push(block);
      continue;
    }
    let from = 0;
    const flush = (to: number): void => {
      const lines = block.lines.slice(from, to);
      if (lines.length > 0) found.push({ ...block, lines, anchor: lines[0]?.anchor ?? block.anchor });
      from = to + 1;
    };
    for (const [at, line] of block.lines.entries()) {
      const number = outlined.exec(line.text)?.[1];
      if (number === undefined || !isTitle(line)) continue;
      const isLast = at + 1 === block.lines.length;
      const level = isLast ? levelAbove(linesOf(blocks[index + 1]), 0) : levelAbove(block.lines, at + 1);
      if (level === null) continue;
      flush(at);
      if (above !== null && !grouped.has(number) && numbered.exec(above.heading.line.text)?.[1] === number)
        found[above.place] = above.heading;
      grouped.add(number);
      found.push(headingOf(line, level));
    }
    flush(block.lines.length);
  }
  return found;
}

function isOutlined(block: Block): boolean {
  return block.type === 'paragraph' && block.lines.some(({ text }) => outlined.test(text));
}

/** “1.1 Pay by card [5]”: a name behind a number of an outline. */
function isTitle(line: Line): boolean {
  if (!isShort(line)) return false;
  const head = readHead(line);
  return head.kind === 'plain' && head.decoration.numbering !== null;
}

/** On which level a line stands over a story, below all that is written as a heading; null where no such begins there. */
function levelAbove(lines: readonly Line[], index: number): number | null {
  const first = lines[index];
  if (first === undefined) return null;
  if (startsStory(lines, index)) return rankOf('STORY');
  const head = readHead(first);
  if (head.kind !== 'mark' || head.mark.work !== 'STORY') return null;
  const { key, ordinal, title } = head.mark;
  const isLabel = key === null && ordinal === null && (title === '' || isStorySentence(title));
  // “Story:” stands on the level of a story itself.
  return isLabel ? (rankOf('FEATURE') + rankOf('STORY')) / 2 : null;
}

function linesOf(block: Block | undefined): readonly Line[] {
  if (block?.type === 'paragraph') return block.lines;
  const line = firstLineOf(block);
  return line === undefined ? [] : [line];
}

/** “1. Accounts”, which Markdown takes for a list where a sign ends the number. */
function groupTitle(block: Block): Line | null {
  const [first, ...others] =
    block.type === 'paragraph'
      ? block.lines
      : block.type === 'list' && block.ordered
        ? linesOfOnly(block)
        : [];
  if (first === undefined || others.length > 0 || !isShort(first)) return null;
  const { text, markdown } = first;
  if (block.type === 'list') {
    const number = `${block.start ?? 1}. `;
    return first.with({ text: number + text, markdown: number + markdown, bold: 0 });
  }
  if (!numbered.test(text)) return null;
  return unsigned.test(text) ? first.with({ text: text.replace(unsigned, '$&.') }) : first;
}

function linesOfOnly({ entries }: Block & { type: 'list' }): readonly Line[] {
  const [only, ...others] = entries[0]?.blocks ?? [];
  return entries.length === 1 && others.length === 0 && only?.type === 'paragraph' ? only.lines : [];
}

function headingOf(line: Line, level: number): Heading {
  return { type: 'heading', level, line, anchor: line.anchor };
}
