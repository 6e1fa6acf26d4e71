import type { Block, Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { continuesSentence, endsBehindRole, isStorySentence } from '../lines/story-sentences.ts';

const longestRole = 120;
const mostPieces = 3;

/**
 * Puts a story's sentence together that stands in a list of its own or in a paragraph for each of its parts: “As a guest,”,
 * “I want a berth,”, “So that I can stay.”
 */
export function withWholeSentences(blocks: readonly Block[]): readonly Block[] {
  if (!blocks.some((block, at) => sentenceAt(block, blocks, at).length > 0)) return blocks;
  const found: Block[] = [];
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block === undefined) continue;
    const lines = sentenceAt(block, blocks, at);
    const [first] = lines;
    if (first === undefined) {
      found.push(block);
      continue;
    }
    found.push({ type: 'paragraph', lines, anchor: first.anchor });
    if (block.type === 'paragraph') at += lines.length - 1;
  }
  return found;
}

function mayBegin(block: Block, next: Block | undefined): boolean {
  if (block.type === 'list') return block.entries.length > 1 && block.entries.length <= mostPieces;
  return next?.type === 'paragraph' && onlyLine(block) !== null;
}

const noLines: readonly Line[] = [];

function sentenceAt(block: Block, blocks: readonly Block[], at: number): readonly Line[] {
  return mayBegin(block, blocks[at + 1]) ? sentenceFrom(block, blocks, at) : noLines;
}

/** The lines of the sentence that a block is or begins; none where it is another. */
function sentenceFrom(block: Block, blocks: readonly Block[], at: number): readonly Line[] {
  if (block.type !== 'list') return partsOf(blocks.slice(at, at + mostPieces).map(onlyLine), false);
  const lines = block.entries.map((entry) => (entry.blocks.length > 1 ? null : onlyLine(entry.blocks[0])));
  const parts = partsOf(lines, true);
  if (parts.length < lines.length) return [];
  const sign = (place: number): string => (block.ordered ? `${(block.start ?? 1) + place}. ` : '- ');
  return parts.map((line, place) => line.with({ markdown: `${sign(place)}${line.markdown}` }));
}

function onlyLine(block: Block | undefined): Line | null {
  return block?.type === 'paragraph' && block.lines.length === 1 ? (block.lines[0] ?? null) : null;
}

/** The lines that tell who wants something, and what, and mostly what for; the last of a list may say that in any words. */
function partsOf([who, wish, ...rest]: readonly (Line | null)[], isList: boolean): readonly Line[] {
  if (who == null || wish == null || !tells(who, wish)) return noLines;
  const [reason] = rest;
  const goesOn =
    reason != null && (continuesSentence(reason) || (isList && readHead(reason).kind === 'plain'));
  return goesOn ? [who, wish, reason] : [who, wish];
}

function tells(who: Line, wish: Line): boolean {
  return (
    who.text.length <= longestRole &&
    continuesSentence(wish) &&
    !continuesSentence(who) &&
    (endsBehindRole(who.text) || !isStorySentence(who.text)) &&
    isStorySentence(`${who.text} ${wish.text}`)
  );
}
