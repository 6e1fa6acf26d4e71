import type { Block } from '../blocks.ts';
import { opensBracket } from '../lines/plain-text.ts';
import { listsReferences } from '../lines/reference-lists.ts';

type Heading = Block & { readonly type: 'heading' };

const longestChain = 300;
const closed = /^([^()（）]{1,300})[)）]\s*$/u;

/** Headings whose brackets go on in the line below: “## Pay (US-1, US-2,” over “US-3)”. */
export function withWrappedHeadings(blocks: readonly Block[]): readonly Block[] {
  if (!blocks.some(isOpen)) return blocks;
  const found: Block[] = [];
  for (const block of blocks) {
    const above = found.at(-1);
    const [line, ...lines] = block.type === 'paragraph' ? block.lines : [];
    if (above === undefined || !isOpen(above) || line === undefined || !closes(above, line.text)) {
      found.push(block);
      continue;
    }
    const { text, markdown } = above.line;
    const whole = { text: `${text} ${line.text}`, markdown: `${markdown} ${line.markdown}` };
    found[found.length - 1] = { ...above, line: above.line.with(whole) };
    if (lines.length > 0) found.push({ type: 'paragraph', lines, anchor: block.anchor });
  }
  return found;
}

function isOpen(block: Block): block is Heading {
  return block.type === 'heading' && opensBracket(block.line.text);
}

/** Whether a line ends the chain of keys that a heading begins in brackets. */
function closes({ line }: Heading, text: string): boolean {
  const begun = line.text.slice(Math.max(line.text.lastIndexOf('('), line.text.lastIndexOf('（')) + 1);
  const ended = text.length > longestChain ? undefined : closed.exec(text)?.[1];
  return ended !== undefined && listsReferences(`${begun} ${ended}`);
}
