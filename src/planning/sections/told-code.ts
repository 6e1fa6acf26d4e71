import { type Block, type Line, plainLine } from '../blocks.ts';
import { isStorySentence } from '../lines/story-sentences.ts';

type Code = Block & { readonly type: 'code' };

const longest = 20_000;
const fewest = 2;
const linesOfSentence = 3;

/**
 * Where two headings or more each stand right above a code block that tells a story, the code only frames its text, which
 * is read as what it shows.
 */
export function withoutCodeFrames(blocks: readonly Block[]): readonly Block[] {
  const framed = new Set(
    blocks.filter((block, at) => blocks[at - 1]?.type === 'heading' && block.type === 'code' && tells(block)),
  );
  return framed.size < fewest
    ? blocks
    : blocks.flatMap((block) => (block.type === 'code' && framed.has(block) ? shownBy(block) : block));
}

function tells({ language, text }: Code): boolean {
  if (!saysText(language) || text.length > longest) return false;
  const start = text.trimStart().split('\n', linesOfSentence);
  return isStorySentence(start.map((line) => line.trim()).join(' '));
}

/** Whether a code block is called as no code. */
export function saysText(language: string): boolean {
  return /^(?:|text|txt|markdown|md|plain|plaintext)$/i.test(language);
}

const bullet = /^(?:[-*•+]|\d{1,2}[.)])\s+(?:\[([ xX])\]\s+)?/u;

/** Paragraphs and lists, as the signs at the beginning of its lines show them. */
function shownBy({ text, anchor }: Code): readonly Block[] {
  const blocks: Block[] = [];
  let lines: Line[] = [];
  let entries: { checked: boolean | null; lines: Line[] }[] = [];
  const flush = (): void => {
    if (lines.length > 0) blocks.push({ type: 'paragraph', lines, anchor });
    if (entries.length > 0)
      blocks.push({
        type: 'list',
        ordered: false,
        entries: entries.map(({ checked, lines: own }) => ({
          checked,
          blocks: [{ type: 'paragraph', lines: own, anchor }],
          anchor,
        })),
        anchor,
      });
    lines = [];
    entries = [];
  };
  for (const raw of text.split('\n')) {
    const [sign, box] = bullet.exec(raw.trim()) ?? [];
    const line = plainLine(raw.trim().slice(sign?.length ?? 0), anchor);
    if (sign !== undefined) {
      if (lines.length > 0) flush();
      entries.push({ checked: box === undefined ? null : box !== ' ', lines: [line] });
    } else if (line.text === '' || (entries.length > 0 && !/^\s/.test(raw))) flush();
    if (sign !== undefined || line.text === '') continue;
    const last = entries.at(-1);
    (last?.lines ?? lines).push(line);
  }
  flush();
  return blocks;
}
