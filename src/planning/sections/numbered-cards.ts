import type { Block, Line } from '../blocks.ts';
import { type Pair, pairsOf } from '../lines/pairs.ts';
import { mayBeginWithNumbered } from '../words/single-words.ts';
import { anyNumbered, anyOf, wordsFor, workOf } from '../words/vocabulary.ts';

type Holder = Block & { readonly type: 'heading' | 'paragraph' };

/** A card that is called by its number alone, and what stands in its place without that. */
interface Card {
  readonly blocks: readonly Block[];
  /** How many blocks it was written as. */
  readonly length: number;
}

const counted = new RegExp(
  `^(?:${anyNumbered(wordsFor('boardCards'))})\\s*(?:#|(?:${anyOf(wordsFor('numbers'))})\\.?\\s*)?(\\d{1,7})\\s*:?$`,
  'u',
);
const mayCount = mayBeginWithNumbered(wordsFor('boardCards'));
const longestNumber = 30;

/**
 * “Card 1” over “Story: Pay by card” or “Title: Pay by card”: the word and its number are no name, the line below them is,
 * where several cards are written so.
 */
export function withNumberedCards(blocks: readonly Block[]): readonly Block[] {
  const cards = new Map<Block, Card>();
  blocks.forEach((block, at) => {
    const card = isCounted(block) ? cardAt(block, blocks[at + 1]) : null;
    if (card !== null) cards.set(block, card);
  });
  if (cards.size < 2) return blocks;
  const found: Block[] = [];
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at];
    const card = block === undefined ? undefined : cards.get(block);
    if (card !== undefined) at += card.length - 1;
    found.push(...(card?.blocks ?? (block === undefined ? [] : [block])));
  }
  return found;
}

function isCounted(block: Block): block is Holder {
  const line =
    block.type === 'heading' ? block.line : block.type === 'paragraph' ? block.lines[0] : undefined;
  return line !== undefined && numberIn(line) !== null;
}

function numberIn(line: Line): string | null {
  if (!line.holdsDigit || line.text.length > longestNumber) return null;
  return mayCount(line.folded) ? (counted.exec(line.folded)?.[1] ?? null) : null;
}

function cardAt(block: Holder, next: Block | undefined): Card | null {
  const own = block.type === 'heading' ? block.line : block.lines[0];
  const number = own === undefined ? null : numberIn(own);
  if (number === null) return null;
  if (block.type === 'paragraph') {
    const [, name, ...lines] = block.lines;
    const title = name === undefined ? null : titleIn(name);
    if (name === undefined || title === null) return null;
    // A title alone is told to be one by its label.
    const line = isKind(title) ? numbered(name, number, `${title.label}: ${title.value}`) : name;
    return { blocks: [{ ...block, lines: [line, ...lines] }], length: 1 };
  }
  const first = firstLine(next);
  const title = first === undefined ? null : titleIn(first);
  if (first === undefined || next === undefined || title === null) return null;
  const text = isKind(title) ? `${title.label}: ${title.value}` : title.value;
  return { blocks: [{ ...block, line: numbered(first, number, text) }, ...withoutFirst(next)], length: 2 };
}

/** “Story: Pay by card”, “User story: As a guest, …”, “Title: Pay by card” */
function titleIn(line: Line): Pair | null {
  const [, label, value] = /^([^:：]{2,40}?)\s*[:：]\s*(\S.*)$/su.exec(line.text) ?? [];
  if (label === undefined || value === undefined) return null;
  const pair = { label, value, fields: pairsOf(line)?.[0]?.fields ?? [] };
  return isKind(pair) || pair.fields[0] === 'title' ? pair : null;
}

function isKind({ label }: Pair): boolean {
  const work = workOf(label);
  return work !== null && work !== 'EPIC' && work !== 'FEATURE' && work !== 'TEST';
}

function numbered(line: Line, number: string, name: string): Line {
  const text = `${number}. ${name}`;
  return line.with({ text, markdown: text, bold: 0 });
}

function firstLine(block: Block | undefined): Line | undefined {
  const first = block?.type === 'list' ? block.entries[0]?.blocks[0] : block;
  return first?.type === 'paragraph' ? first.lines[0] : undefined;
}

function withoutFirst(block: Block): readonly Block[] {
  if (block.type === 'paragraph')
    return block.lines.length > 1 ? [{ ...block, lines: block.lines.slice(1) }] : [];
  if (block.type !== 'list') return [];
  const [entry, ...entries] = block.entries;
  const rest = entries.length > 0 ? [{ ...block, entries }] : [];
  const [first, ...inner] = entry?.blocks ?? [];
  return [...(first === undefined ? [] : withoutFirst(first)), ...inner, ...rest];
}
