import { type Block, type Line, plainLine } from '../blocks.ts';
import { isUndecided } from '../lines/field-values.ts';
import { readHead } from '../lines/heads.ts';
import { saysNone } from '../lines/none-titles.ts';
import { pairsOf } from '../lines/pairs.ts';
import { endOfStory, isStorySentence } from '../lines/story-sentences.ts';
import { namesSeveral } from '../words/plurals.ts';
import { workOf } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';

const longestName = 100;
const longestWord = 40;
const longestSentence = 400;

/**
 * “Epic” as a heading over a short line that is no sentence, “Berths that can be booked online”, or over the sentence that
 * tells it: that is its name.
 */
export function withNamesBelow(blocks: readonly Block[]): readonly Block[] {
  if (!blocks.some(isBareHeading)) return blocks;
  const found: Block[] = [];
  for (const block of blocks) {
    const above = found.at(-1);
    const written =
      block.type === 'paragraph' && above !== undefined && isBareHeading(above) ? block.lines : [];
    const [line, ...lines] = tellsStory(written) ? [joined(written)] : written;
    if (
      above === undefined ||
      !isBareHeading(above) ||
      line === undefined ||
      !(isName(line, lines.length === 0) || tellsStory([line]))
    ) {
      found.push(block);
      continue;
    }
    found[found.length - 1] = headingNamed(above, wordOf(above), line);
    if (lines.length > 0) found.push({ type: 'paragraph', lines, anchor: block.anchor });
  }
  return found;
}

type Heading = Block & { readonly type: 'heading' };

function isBareHeading(block: Block): block is Heading {
  if (block.type !== 'heading' || block.line.text.length > longestWord || block.line.holdsDigit) return false;
  const work = workOf(wordOf(block));
  return isGroup(work) && !namesSeveral(block.line.text);
}

export function wordOf({ line }: Heading): string {
  return line.text.replace(/[\s:：]+$/u, '');
}

function tellsStory(lines: readonly Line[]): boolean {
  const text = textOf(lines);
  return text.length <= longestSentence && isStorySentence(text) && endOfStory(text) === null;
}

function textOf(lines: readonly Line[]): string {
  return lines.map(({ text }) => text).join(' ');
}

function joined(lines: readonly Line[]): Line {
  const markdown = lines.map((line) => line.markdown).join(' ');
  return (lines[0] ?? plainLine('')).with({ text: textOf(lines), markdown });
}

function isName(line: Line, isAlone: boolean): boolean {
  const { text, bold } = line;
  return (
    text.length <= longestName &&
    (isAlone || bold >= text.length) &&
    /^[^\p{Ll}\P{L}]/u.test(text) &&
    !/[.!?:;,。！？：；，…]$/u.test(text) &&
    !isUndecided(text) &&
    !saysNone(text) &&
    !isStorySentence(text) &&
    pairsOf(line) === null &&
    readHead(line).kind === 'plain'
  );
}

/** A heading whose word for its kind, with its number, a line goes on with as the name. */
export function headingNamed(heading: Heading, word: string, { text, markdown, tags }: Line): Heading {
  return {
    ...heading,
    line: heading.line.with({
      text: `${word}: ${text}`,
      markdown: `${word}: ${markdown}`,
      bold: 0,
      tags: [...heading.line.tags, ...tags],
    }),
  };
}
