import type { Block, Line } from '../blocks.ts';
import { type Head, readHead } from '../lines/heads.ts';
import type { Mark } from '../lines/marks.ts';
import { outlineNumber } from '../lines/outline-numbers.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { namesSeveral } from '../words/plurals.ts';
import { rankOf } from './leads.ts';
import { firstLineOf, isName, isShort } from './named-lines.ts';
import { withWholeSentences } from './parted-sentences.ts';
import { startsStory } from './story-lines.ts';

type Heading = Block & { readonly type: 'heading' };

/** “Story:” stands on the level of a story itself. */
const levelOfLabel = (rankOf('FEATURE') + rankOf('STORY')) / 2;

/**
 * Makes headings of the plain lines of an outline: “1.1 Sign up” over the sentence of a story, or over “Story:”, names that
 * story, and “1. Accounts” above the first of them what they are part of. So does a line without a number over “Story:”
 * and the sentence, where there are several.
 */
export function withOutlineHeadings(written: readonly Block[]): readonly Block[] {
  const blocks = withNamesAbove(withWholeSentences(written));
  if (!blocks.some(isOutlined)) return blocks;
  const found: Block[] = [];
  let above: { readonly place: number; readonly heading: Heading; readonly number: string } | null = null;
  const grouped = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const group = groupTitle(block);
    if (group !== null)
      above = {
        place: found.length,
        heading: headingOf(group.line, rankOf('FEATURE')),
        number: group.number,
      };
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
      const number = firstOfOutlined(line);
      if (number === undefined || !isTitle(line)) continue;
      const isLast = at + 1 === block.lines.length;
      const level = isLast ? levelAbove(openingLines(blocks[index + 1]), 0) : levelAbove(block.lines, at + 1);
      if (level === null) continue;
      flush(at);
      if (above?.number === number && !grouped.has(number)) found[above.place] = above.heading;
      grouped.add(number);
      found.push(headingOf(line, level));
    }
    flush(block.lines.length);
  }
  return found;
}

/** Makes headings of the lines that begin a paragraph right above “Story:” and its sentence, outside of other stories. */
function withNamesAbove(blocks: readonly Block[]): readonly Block[] {
  const names = new Set<Block>();
  let isInStory = false;
  blocks.forEach((block, index) => {
    if (block.type === 'heading') isInStory = namesStory(block);
    if (block.type !== 'paragraph' || isInStory) return;
    const [line] = block.lines;
    const isAlone = block.lines.length === 1;
    const label = isAlone ? firstLineOf(blocks[index + 1]) : block.lines[1];
    if (line === undefined || label?.holdsColon !== true) return;
    const below = isAlone ? openingLines(blocks[index + 1]) : block.lines.slice(1);
    if (labelsSentence(below) && isName(line)) names.add(block);
  });
  if (names.size < 2) return blocks;
  return blocks.flatMap((block) => {
    const [line, ...lines] = block.type === 'paragraph' && names.has(block) ? block.lines : [];
    if (line === undefined) return block;
    const heading = headingOf(line, levelOfLabel);
    return lines.length === 0
      ? heading
      : [heading, { ...block, lines, anchor: lines[0]?.anchor ?? block.anchor }];
  });
}

function namesStory({ line }: Heading): boolean {
  const head = readHead(line);
  return head.kind === 'mark' && rankOf(head.mark.work) >= rankOf('STORY');
}

/** “Story: As a guest, …”, “Story:” over “As a guest, …” */
function labelsSentence([first, next]: readonly Line[]): boolean {
  if (first === undefined) return false;
  const text = first.text.replace(/^[^:：]*[:：]\s*/u, '');
  const head = readHead(first);
  const namesOne = head.kind === 'mark' ? isLabel(head.mark) : labelsStory(head, first);
  return namesOne && isStorySentence(text === '' ? (next?.text ?? '') : text);
}

/** “User story:” */
function labelsStory(head: Head, { text }: Line): boolean {
  return head.kind === 'container' && head.works[0] === 'STORY' && head.about === null && !namesSeveral(text);
}

function isOutlined(block: Block): boolean {
  return block.type === 'paragraph' && block.lines.some((line) => firstOfOutlined(line) !== undefined);
}

/** “1” of “1.2 Pay by card” */
function firstOfOutlined({ text }: Line): string | undefined {
  const number = outlineNumber(text);
  return number !== null && number.parts.length > 1 ? number.parts[0] : undefined;
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
  return isLabel(head.mark) ? levelOfLabel : null;
}

function isLabel({ work, key, ordinal, title }: Mark): boolean {
  return work === 'STORY' && key === null && ordinal === null && (title === '' || isStorySentence(title));
}

/** The lines of a paragraph, or the first of another block. */
function openingLines(block: Block | undefined): readonly Line[] {
  if (block?.type === 'paragraph') return block.lines;
  const line = firstLineOf(block);
  return line === undefined ? [] : [line];
}

/** “1. Accounts”, which Markdown takes for a list where a sign ends the number. */
function groupTitle(block: Block): { readonly line: Line; readonly number: string } | null {
  const [first, ...others] =
    block.type === 'paragraph'
      ? block.lines
      : block.type === 'list' && block.ordered
        ? linesOfOnly(block)
        : [];
  if (first === undefined || others.length > 0 || !isShort(first)) return null;
  const { text, markdown } = first;
  if (block.type === 'list') {
    const number = String(block.start ?? 1);
    const line = first.with({ text: `${number}. ${text}`, markdown: `${number}. ${markdown}`, bold: 0 });
    return { line, number };
  }
  const { parts: [number, ...inner] = [], sign, isApart, title } = outlineNumber(text) ?? {};
  if (number === undefined || inner.length > 0 || isApart !== true || !(sign === '' || sign === '.'))
    return null;
  return { line: sign === '' ? first.with({ text: `${number}. ${title}` }) : first, number };
}

function linesOfOnly({ entries }: Block & { type: 'list' }): readonly Line[] {
  const [only, ...others] = entries[0]?.blocks ?? [];
  return entries.length === 1 && others.length === 0 && only?.type === 'paragraph' ? only.lines : [];
}

function headingOf(line: Line, level: number): Heading {
  return { type: 'heading', level, line, anchor: line.anchor };
}
