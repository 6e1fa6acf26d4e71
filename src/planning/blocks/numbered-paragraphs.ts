import type { Block, Entry } from '../blocks.ts';
import { outlineNumber } from '../lines/outline-numbers.ts';

type Paragraph = Block & { readonly type: 'paragraph' };

const boldBehindNumber = /^[\d.-]+[.):]?\s*(?:\*\*|__)/;

/**
 * Paragraphs that count “1-1. **Pay**”, “1-2. **Book**”, each over a list of its own, as the list that they are to whoever
 * wrote them: to Markdown no entry has a number of several parts.
 */
export function withNumberedParagraphs(blocks: readonly Block[]): readonly Block[] {
  if (!blocks.some(isNumbered)) return blocks;
  const found: Block[] = [];
  for (let at = 0; at < blocks.length; ) {
    const run = runFrom(blocks, at);
    const [first] = run;
    if (first !== undefined && run.length > 1) {
      found.push({ type: 'list', ordered: true, entries: run, anchor: first.anchor });
      at += run.reduce((taken, entry) => taken + entry.blocks.length, 0);
    } else {
      found.push(...blocks.slice(at, at + 1));
      at += 1;
    }
  }
  return found;
}

/** The entries that count on from a place, each of a paragraph and its list. */
function runFrom(blocks: readonly Block[], from: number): readonly Entry[] {
  const run: Entry[] = [];
  let next: string | null = null;
  for (let at = from; ; at += run.at(-1)?.blocks.length ?? 1) {
    const name = blocks[at];
    if (name === undefined || !isNumbered(name)) return run;
    const list = blocks[at + 1];
    const lists = list?.type === 'list' ? [list] : [];
    if (lists.length === 0 && !listsItself(name)) return run;
    const parts = partsOf(name);
    if (next !== null && parts.join('.') !== next) return run;
    next = [...parts.slice(0, -1), Number(parts.at(-1)) + 1].join('.');
    run.push({ checked: null, blocks: [name, ...lists], anchor: name.anchor });
  }
}

/** A list that is indented by four spaces below a paragraph goes on with its text. */
function listsItself({ lines }: Paragraph): boolean {
  return lines.length > 1 && lines.slice(1).every(({ text }) => /^[-*+•]\s/u.test(text));
}

function isNumbered(block: Block): block is Paragraph {
  if (block.type !== 'paragraph') return false;
  const [line] = block.lines;
  return line?.holdsDigit === true && boldBehindNumber.test(line.markdown) && partsOf(block).length > 1;
}

function partsOf({ lines }: Paragraph): readonly string[] {
  return outlineNumber(lines[0]?.text ?? '')?.parts ?? [];
}
