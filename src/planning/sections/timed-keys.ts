import type { Block, Entry, Line } from '../blocks.ts';
import { kindOfWork, mayHold } from '../item-draft.ts';
import { readHead } from '../lines/heads.ts';
import { readTimedHead } from '../lines/settled-heads.ts';
import { timeBoxWords } from '../words/vocabulary.ts';
import type { PlacedHeading } from './placed-headings.ts';
import { firstLine } from './records.ts';

type Heading = Block & { readonly type: 'heading' };

/**
 * “PI-3 (Growth)” is a time and no key, and so is “PI-1 metrics” beside it. Where all of them have titles of their own, a
 * project may be called PI.
 */
export function readTimedKeys(headings: readonly Heading[]): void {
  const timed = new Map<string, Line[]>();
  const sure = new Set<string>();
  for (const { line } of headings) {
    const word = line.holdsDigit ? timeWordOf(line) : null;
    if (word === null) continue;
    const lines = timed.get(word.prefix) ?? [];
    lines.push(line);
    timed.set(word.prefix, lines);
    if (word.isBare) sure.add(word.prefix);
  }
  for (const prefix of sure) for (const line of timed.get(prefix) ?? []) readTimedHead(line);
}

function timeWordOf(line: Line): { readonly prefix: string; readonly isBare: boolean } | null {
  const head = readHead(line);
  if (head.kind !== 'mark' || head.mark.work !== null) return null;
  const { prefix, key, title } = head.mark;
  if (prefix === null || !timeBoxWords.has(prefix.toLowerCase()) || !isOneNumber(key, prefix)) return null;
  return { prefix, isBare: title === '' };
}

function isOneNumber(key: string | null, prefix: string): boolean {
  return key?.startsWith(prefix) === true && /^[-_]?\d{1,2}$/.test(key.slice(prefix.length));
}

/** “T1 (enero–marzo)”, “S2”: a letter with the number of a quarter or of a half of the year. */
const partOfYear = /^[A-Z][1-4]$/;

/** “T1” and “S1” over epics are spans of time: no task and no story holds what holds it. So are all of their letter and level. */
export function readTimedLetters(placed: readonly PlacedHeading[], blocks: readonly Block[]): void {
  const lettered = new Map<string, PlacedHeading[]>();
  for (const each of placed) {
    const letter = letterOf(each.heading);
    if (letter === null) continue;
    const headings = lettered.get(letter) ?? [];
    headings.push(each);
    lettered.set(letter, headings);
  }
  for (const headings of lettered.values()) {
    if (!headings.some((each) => holdsHigher(each, blocks))) continue;
    const level = headings[0]?.heading.level;
    for (const { heading } of headings) if (heading.level === level) readTimedHead(heading.line);
  }
}

function letterOf({ line }: Heading): string | null {
  const head = line.holdsDigit ? readHead(line) : null;
  if (head?.kind !== 'mark' || head.mark.spelled) return null;
  const { key, work } = head.mark;
  const isLow = work === null || !mayHold(kindOfWork(work), 'STORY');
  return isLow && key !== null && partOfYear.test(key) ? key.charAt(0) : null;
}

function holdsHigher({ heading, at }: PlacedHeading, blocks: readonly Block[]): boolean {
  for (let next = at + 1; next < blocks.length; next += 1) {
    const block = blocks[next];
    if (block?.type === 'list' && block.entries.some(isHolder)) return true;
    if (block?.type === 'paragraph' && isHolderOf(block, blocks[next + 1])) return true;
    if (block?.type !== 'heading') continue;
    if (block.level <= heading.level) return false;
    if (namesHolder(block.line)) return true;
  }
  return false;
}

/** “- Epic: Pay” alone may say where a task belongs; with a list below it, it is that epic. */
function isHolder({ blocks }: Entry): boolean {
  const [first, ...rest] = blocks;
  const line = first?.type === 'paragraph' ? first.lines[0] : undefined;
  return line !== undefined && rest.some(({ type }) => type === 'list') && namesHolder(line);
}

/** “**Epic: Pay**” over “- Story: By card” says of nothing where it belongs. */
function isHolderOf({ lines }: Block & { readonly type: 'paragraph' }, list: Block | undefined): boolean {
  const line = lines.at(-1);
  if (line === undefined || list?.type !== 'list' || line.bold < line.text.length) return false;
  return namesHolder(line) && list.entries.every((entry) => readHead(firstLine(entry)).kind === 'mark');
}

function namesHolder(line: Line): boolean {
  const head = readHead(line);
  if (head.kind !== 'mark' || head.mark.work === null || head.mark.title === '') return false;
  return mayHold(kindOfWork(head.mark.work), 'STORY');
}
