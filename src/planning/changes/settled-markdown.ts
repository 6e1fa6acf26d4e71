import { fenceBehind } from '../blocks/fences.ts';
import { withoutInvisible } from '../blocks/invisible-signs.ts';

/** Spaces that are set as any other. */
const spaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
/** A line that is none of a paragraph: a heading, an entry, a quote, a row, a fence, a rule. */
const notOfParagraph =
  /^[ \t]*(?:[#>|]|[-*+](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$)|```|~~~|([-*_=])(?:[ \t]*\1)+[ \t]*$)/;
const entry = /^[ \t]*(?:-|\d{1,9}[.)]) /;

/**
 * Markdown without what trackers rewrite when they store it, and without what only its setting makes: line ends, bullets,
 * needless backslashes, blank lines, where the lines of a text are broken, spaces of other widths, letters whose
 * accents are signs of their own.
 */
export function settled(markdown: string): string {
  const lines = withPlainSigns(markdown)
    .replace(/\r\n?/g, '\n')
    .replace(/^([ \t]*)[*+](?= )/gm, '$1-')
    .replace(/\\([\\`*_{}[\]()#+.!|<>~-])/g, '$1')
    .split('\n');
  const kept: string[] = [];
  let fence: string | null = null;
  /** Whether a line of a paragraph goes on with what was written last. */
  let goesOn = false;
  let isAfterBlank = true;
  for (const line of lines) {
    const before = fence;
    fence = fenceBehind(line.trimStart(), before);
    const text = before !== null ? line.trimEnd() : line.replace(/(?<=\S)[ \t]+/g, ' ').trimEnd();
    if (text !== '') {
      const isMarked = notOfParagraph.test(text);
      const isFenced = before !== null || fence !== null;
      const isCode = isFenced || (isAfterBlank && !isMarked && /^(?: {4}|\t)/.test(text));
      if (goesOn && !isCode && !isMarked) kept.push(`${kept.pop() ?? ''} ${text.trimStart()}`);
      else kept.push(text);
      goesOn = !isCode && (!isMarked || entry.test(text));
    }
    isAfterBlank = text === '';
  }
  return kept.join('\n').trim();
}

/** A text of one line, likewise. */
export function settledLine(text: string): string {
  return withPlainSigns(text).replace(/\s+/g, ' ').trim();
}

function withPlainSigns(text: string): string {
  if (!/[^\x20-\x7e\n]/.test(text)) return text;
  return withoutInvisible(text).replace(spaces, ' ').normalize('NFC');
}
