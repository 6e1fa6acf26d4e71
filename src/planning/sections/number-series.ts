import type { Block, Entry, Line } from '../blocks.ts';
import { letterCounts } from '../lines/letter-counts.ts';
import { type OutlineNumber, outlineNumber } from '../lines/outline-numbers.ts';
import { readNumberedHead, readOutlinedHead } from '../lines/settled-heads.ts';
import { firstLine } from './records.ts';

type Heading = Block & { readonly type: 'heading' };

/** Reads numbers that no sign ends for what they are: one that follows another of its series heads a line. */
export function readHeadingNumbers(headings: readonly Heading[], blocks: readonly Block[]): void {
  const numbered = headings.flatMap(({ line, level }) => numberedLine(line, level) ?? []);
  for (const lines of Map.groupBy(numbered, ({ level }) => level).values()) readSeries(lines);
  const heads: Head[] = [];
  for (const block of blocks) {
    const head = headOf(block);
    if (head !== null) heads.push(head);
  }
  for (const level of Map.groupBy(heads, (head) => head.level).values())
    readLetters(level.map(({ line }) => line));
}

/** The same for entries. “2 tickets” may stand among them as well, and so only a number with points is one. */
export function readEntryNumbers(entries: readonly Entry[]): void {
  const lines = entries.map(firstLine);
  const numbered: NumberedLine[] = [];
  for (const line of lines) {
    const found = numberedLine(line, 0);
    if (found !== null && found.number.parts.length > 1) numbered.push(found);
  }
  readSeries(numbered);
  readLetters(lines);
}

/** Reads lines that letters count, “A. Pay” and “B. Search”, without them. */
function readLetters(lines: readonly Line[]): void {
  for (const [at, count] of letterCounts(lines)) {
    const line = lines[at];
    if (line !== undefined) readOutlinedHead(line, count);
  }
}

interface Head {
  readonly line: Line;
  readonly level: number;
}

/** The line of a heading, or one in bold that stands alone as a heading does. */
function headOf(block: Block): Head | null {
  if (block.type === 'heading') return block;
  const line = block.type === 'paragraph' && block.lines.length === 1 ? block.lines[0] : undefined;
  return line !== undefined && line.bold === line.text.length ? { line, level: 0 } : null;
}

interface NumberedLine extends Head {
  readonly number: OutlineNumber;
}

function numberedLine(line: Line, level: number): NumberedLine | null {
  const number = line.holdsDigit ? outlineNumber(line.text) : null;
  const isBare = number !== null && number.sign === '' && number.isApart && /^\d/.test(number.written);
  return isBare && /^\p{L}/u.test(number.title) ? { line, number, level } : null;
}

/** Reads the lines whose numbers count on from 1, or from each other: “1 Pay”, “2 Search”; “1.1 pay”, “1.2 search”. */
function readSeries(numbered: readonly NumberedLine[]): void {
  if (numbered.length < 2) return;
  const found = new Set<NumberedLine>();
  /** By what stands in front of the last number, the line that counted last. */
  const last = new Map<string, { readonly count: number; readonly line: NumberedLine }>();
  for (const line of numbered) {
    const { written, parts } = line.number;
    const counted = parts.at(-1) ?? '';
    const within = written.slice(0, written.length - counted.length);
    const count = Number(counted);
    const before = last.get(within);
    if (before === undefined ? count !== 1 : count !== before.count + 1) continue;
    if (before !== undefined) found.add(before.line).add(line);
    last.set(within, { count, line });
  }
  // “2-1” beside “1-1” and “1-2” may be the only one of its part.
  if (found.size > 0)
    for (const [within, { count, line }] of last) if (count === 1 && within !== '') found.add(line);
  for (const { line, number } of found) readNumberedHead(line, number);
}
