import type { Block, Entry, Line } from '../blocks.ts';
import { readNumberedHead } from '../lines/heads.ts';
import { firstLine } from './records.ts';

/** Reads numbers that no sign ends for what they are: one that follows another of its series heads a line. */
export function readHeadingNumbers(blocks: readonly Block[]): void {
  const headings = blocks.filter((block) => block.type === 'heading');
  const numbered = headings.filter(({ line }) => anyNumber.test(line.text));
  for (const lines of Map.groupBy(numbered, ({ level }) => level).values())
    for (const line of inSeries(
      lines.map((heading) => heading.line),
      anyNumber,
    ))
      readNumberedHead(line);
}

/** The same for entries. “2 tickets” may stand among them as well, and so only a number with points is one. */
export function readEntryNumbers(entries: readonly Entry[]): void {
  for (const line of inSeries(entries.map(firstLine), deepNumber)) readNumberedHead(line);
}

const anyNumber = /^(\d{1,2}(?:\.\d{1,3}|-\d{1,2})*)\s+\p{L}/u;
const noLines: ReadonlySet<Line> = new Set();
const deepNumber = /^(\d{1,2}(?:\.\d{1,3}|-\d{1,2})+)\s+\p{L}/u;

/** The lines whose numbers count on from 1, or from each other: “1 Pay”, “2 Search”; “1.1 pay”, “1.2 search”. */
function inSeries(lines: readonly Line[], pattern: RegExp): ReadonlySet<Line> {
  const numbered = lines.filter(({ text }) => pattern.test(text));
  if (numbered.length < 2) return noLines;
  const found = new Set<Line>();
  /** By what stands in front of the last number, the line that counted last. */
  const last = new Map<string, { readonly number: number; readonly line: Line }>();
  for (const line of numbered) {
    const [within, number] = partsOf(pattern.exec(line.text)?.[1]);
    if (number === undefined) continue;
    const before = last.get(within);
    if (before === undefined ? number !== 1 : number !== before.number + 1) continue;
    if (before !== undefined) found.add(before.line).add(line);
    last.set(within, { number, line });
  }
  // “2-1” beside “1-1” and “1-2” may be the only one of its part.
  if (found.size > 0)
    for (const [within, { number, line }] of last) if (number === 1 && within !== '') found.add(line);
  return found;
}

function partsOf(number = ''): [within: string, last?: number] {
  const at = Math.max(number.lastIndexOf('.'), number.lastIndexOf('-'));
  return number === '' ? [''] : [number.slice(0, at + 1), Number(number.slice(at + 1))];
}
