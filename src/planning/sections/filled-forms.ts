import { type Block, type Line, linesOf, plainLine } from '../blocks.ts';
import { measures } from '../lines/field-values.ts';
import { readText } from '../lines/heads.ts';
import { pairsOf } from '../lines/pairs.ts';
import { endsInAny } from '../lines/plain-text.ts';
import { isFillIn } from '../lines/story-sentences.ts';
import { fold } from '../words/fold.ts';
import { priorityOfWord, wordsFor } from '../words/vocabulary.ts';

/** “User story: [Pay by card]”, “[Pay by card]” */
const bracketed = /^(?:([^[\]:：]{2,60})[:：]\s*)?\[([^[\]]{2,300})\]$/u;
/** The brackets of what is filled in behind a label, or alone: “**Points:** [5]”. */
const filledIn = /^([^[\]]{0,60}[:：*]\s*)?\\?\[([^[\]]+?)\\?\](\**)$/su;
const placeholders = wordsFor('placeholders', 'undecided');

/**
 * Who fills in a form may leave its brackets: “### User story: [Pay by card]” over “Points: [5]”. Where most of the
 * headings in brackets are of forms that are filled in, the brackets mean nothing and are taken off.
 */
export function withoutFormBrackets(blocks: readonly Block[]): readonly Block[] {
  const forms = formsIn(blocks);
  const filled = forms.filter(isFilled);
  const names = new Set(filled.map(({ name }) => fold(name)));
  if (names.size < 2 || names.size * 2 <= forms.length) return blocks;
  const within = new Map(filled.flatMap((form) => form.blocks.map((block) => [block, form] as const)));
  return blocks.flatMap((block) => {
    const form = within.get(block);
    return form === undefined ? block : block === form.blocks[0] ? headingOf(block) : withoutBrackets(block);
  });
}

interface Form {
  readonly name: string;
  /** Its heading, and what stands below it. */
  readonly blocks: readonly Block[];
}

function formsIn(blocks: readonly Block[]): readonly Form[] {
  const forms: Form[] = [];
  let below: Block[] | null = null;
  for (const block of blocks) {
    if (block.type === 'heading') {
      const { text } = block.line;
      const name = endsInAny(text, ']') ? bracketed.exec(text)?.[2] : undefined;
      below = name === undefined ? null : [];
      if (name !== undefined && below !== null) forms.push({ name, blocks: below });
    }
    below?.push(block);
  }
  return forms;
}

/** Whether a form gives a number of points or a priority, and leaves none open: “[High/Medium/Low]”, “[number]”. */
function isFilled({ name, blocks }: Form): boolean {
  if (placeholders.has(fold(name)) || isFillIn(name)) return false;
  let filled = 0;
  for (const line of linesOf(blocks.slice(1)))
    for (const { fields, value } of pairsOf(unbracketed(line)) ?? []) {
      const [field] = fields;
      if (field !== 'points' && field !== 'estimate' && field !== 'priority') continue;
      const isGiven = field === 'priority' ? priorityOfWord(fold(value)) !== null : measures(fields, value);
      if (!isGiven) return false;
      filled += 1;
    }
  return filled > 0;
}

/** “Groundwork: [Install the tools]” names a story where “User story: [Pay by card]” beside it does. */
function headingOf(block: Block): readonly Block[] {
  if (block.type !== 'heading') return [block];
  const [, kind, name = ''] = bracketed.exec(block.line.text) ?? [];
  if (kind === undefined || readText(kind).kind !== 'plain') return [withoutBrackets(block)];
  const { anchor } = block;
  const type: Block = { type: 'paragraph', lines: [plainLine(`Type: ${kind}`, anchor)], anchor };
  return [{ ...block, line: block.line.with({ text: `Story: ${name}`, bold: 0 }) }, type];
}

function withoutBrackets(block: Block): Block {
  switch (block.type) {
    case 'heading':
      return { ...block, line: unbracketed(block.line) };
    case 'paragraph':
      return { ...block, lines: block.lines.map(unbracketed) };
    case 'list':
      return {
        ...block,
        entries: block.entries.map((entry) => ({ ...entry, blocks: entry.blocks.map(withoutBrackets) })),
      };
    case 'panel':
    case 'table':
    case 'code':
    case 'rule':
      return block;
  }
}

function unbracketed(line: Line): Line {
  if (!line.text.endsWith(']')) return line;
  const text = line.text.replace(filledIn, '$1$2');
  return text === line.text
    ? line
    : line.with({
        text,
        markdown: line.markdown.replace(filledIn, '$1$2$3'),
        bold: Math.min(line.bold, text.length),
      });
}
