import type { Entry, Line } from '../blocks.ts';
import { endsInColon } from '../lines/plain-text.ts';

/** “5. Search”, “5) Search” */
const numbered = /^(\d{1,3})[.)]\s+(?=\S)/;
const writtenNumber = /^\d{1,3}\\?[.)]\s+/;
const boldStart = /^(?:\*\*|__)(.+?)(?:\*\*|__)/;

/**
 * The entries of a list that goes on counting below a label in its paragraph, “**Should have**” over “5. Search”, and how many lines they
 * take from a place on: to Markdown no list within a paragraph begins with another number than 1.
 */
export function looseNumbers(
  lines: readonly Line[],
  from: number,
): { readonly start: number; readonly entries: readonly Entry[]; readonly length: number } | null {
  const above = lines[from - 1];
  if (above === undefined || !isLabel(above)) return null;
  const start = numberOf(lines[from]);
  if (start === null || start < 2) return null;
  const entries: Entry[] = [];
  let at = from;
  for (let line = lines[at]; line !== undefined; line = lines[at]) {
    if (numberOf(line) !== start + entries.length) break;
    const own = [behindNumber(line)];
    for (at += 1; /^\p{Ll}/u.test(lines[at]?.text ?? ''); at += 1) own.push(...lines.slice(at, at + 1));
    entries.push({
      checked: null,
      blocks: [{ type: 'paragraph', lines: own, anchor: line.anchor }],
      anchor: line.anchor,
    });
  }
  return { start, entries, length: at - from };
}

function isLabel({ text, bold }: Line): boolean {
  return text.length <= longestLabel && (bold >= text.length || endsInColon(text));
}

const longestLabel = 80;

function numberOf(line: Line | undefined): number | null {
  const number = line?.holdsDigit === true ? numbered.exec(line.text)?.[1] : undefined;
  return number === undefined ? null : Number(number);
}

function behindNumber(line: Line): Line {
  const markdown = line.markdown.replace(writtenNumber, '');
  const bold = boldStart.exec(markdown)?.[1]?.length ?? 0;
  return line.with({ text: line.text.replace(numbered, ''), markdown, bold });
}
