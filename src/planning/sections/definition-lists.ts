import type { Block, Entry, Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';

type Paragraph = Block & { readonly type: 'paragraph' };

const definition = /^[:：]\s+(?=\S)/u;
const fewest = 2;

/** Reads terms and their definitions right below a heading that says what it lists, “Epics” over “Search” and “: Find things”, as a list; elsewhere definitions are lines. */
export function withDefinitionLists(blocks: readonly Block[]): readonly Block[] {
  const read: Block[] = [];
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block === undefined) break;
    read.push(plainDefinitions(block));
    if (block.type !== 'heading') continue;
    const terms = termsFrom(blocks, at + 1);
    const [first] = terms;
    if (first === undefined || terms.length < fewest) continue;
    if (readHead(block.line).kind !== 'container') continue;
    read.push({ type: 'list', ordered: false, entries: terms.map(entryOf), anchor: first.anchor });
    at += terms.length;
  }
  return read;
}

/** “**US-1** — Pay” over “: *Estimate:* 3 points” */
function plainDefinitions(block: Block): Block {
  if (block.type !== 'paragraph' || !isDefined(block)) return block;
  return {
    ...block,
    lines: block.lines.map((line) => (definition.test(line.text) ? withoutSign(line) : line)),
  };
}

function termsFrom(blocks: readonly Block[], from: number): readonly Paragraph[] {
  const terms: Paragraph[] = [];
  for (
    let block = blocks[from];
    block?.type === 'paragraph' && isDefined(block);
    block = blocks[from + terms.length]
  )
    terms.push(block);
  return terms;
}

/** “Search” over “: Find things” */
function isDefined({ lines: [term, first] }: Paragraph): boolean {
  if (term === undefined || first === undefined) return false;
  return definition.test(first.text) && !definition.test(term.text);
}

function entryOf({ lines, anchor }: Paragraph): Entry {
  const [term, ...definitions] = lines;
  const told = definitions.map(withoutSign);
  return {
    checked: null,
    blocks: [
      { type: 'paragraph', lines: term === undefined ? [] : [term], anchor },
      { type: 'paragraph', lines: told, anchor: told[0]?.anchor ?? anchor },
    ],
    anchor,
  };
}

function withoutSign(line: Line): Line {
  return line.with({
    text: line.text.replace(definition, ''),
    markdown: line.markdown.replace(definition, ''),
  });
}
