import type { Block, Line } from '../blocks.ts';
import { kindOfWork, mayHold } from '../item-draft.ts';
import { type Head, isUnmarked, readHead } from '../lines/heads.ts';
import { type Mark, mayBeMarked } from '../lines/marks.ts';
import { endsInAny } from '../lines/plain-text.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { workOf } from '../words/vocabulary.ts';
import { mayBeWord } from './prefix-uses.ts';

const longestName = 100;
const noLines: readonly Line[] = [];
/** With these no name ends. */
const endsOfText = '.!?:;,。！？：；，…';

/**
 * The lines that begin with a number of an item and go on as a title, without a colon: “US-9 Register”. What follows shows
 * that they name the item: a field, the sentence of a story, a list of what it holds, or the next such line as a paragraph of its own; and so do
 * others of the series, whatever follows. Below a heading “Acceptance criteria” a key over a label of those names the item that
 * they are of.
 */
export function namedLines(blocks: readonly Block[]): ReadonlySet<Line> {
  const found = listedKeys(blocks);
  let before: Line | null = null;
  const series = new NamedSeries();
  let inCriteria = false;
  const visit = (block: Block, next: Block | undefined): void => {
    if (block.type === 'heading') inCriteria = isCriteria(readHead(block.line));
    if (block.type === 'panel') {
      visitAll(block.blocks);
      return;
    }
    const lines = block.type === 'paragraph' ? block.lines : noLines;
    let alone: Line | null = null;
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index];
      if (line === undefined) continue;
      const follower = lines[index + 1] ?? firstLineOf(next);
      if (inCriteria && follower !== undefined && isKey(line) && isCriteria(readHead(follower)))
        found.add(line);
      const mark = namingMark(line);
      if (mark === null) continue;
      if (lines.length === 1 && mark.work !== null) {
        alone = line;
        series.add(line, mark);
      }
      if (follower !== undefined && tells(follower, mark)) found.add(line);
      if (lines.length === 1 && holdsEntries(mark, next)) found.add(line);
    }
    if (before !== null && alone !== null) found.add(before).add(alone);
    before = alone;
  };
  const visitAll = (inner: readonly Block[]): void => {
    for (let index = 0; index < inner.length; index += 1) {
      const block = inner[index];
      if (block !== undefined) visit(block, inner[index + 1]);
    }
  };
  visitAll(blocks);
  for (const line of series.linesBeside(found)) found.add(line);
  return found;
}

/**
 * Lines below “Functional requirements” that begin their paragraph with a key of one series, and those behind them: “ФТ-1.
 * Record”, though the letters say no kind by themselves.
 */
function listedKeys(blocks: readonly Block[]): Set<Line> {
  const series = new Map<string, Line[]>();
  /** The level of the heading around a place that says what it lists. */
  let listing: number | null = null;
  for (const block of blocks) {
    if (block.type === 'heading') {
      if (listing !== null && block.level <= listing) listing = null;
      if (listing === null && isListing(readHead(block.line))) listing = block.level;
    }
    if (listing === null || block.type !== 'paragraph') continue;
    const [first] = block.lines;
    const prefix = first === undefined ? null : separatedPrefix(first);
    if (prefix === null) continue;
    const keyed = block.lines.filter((line) => separatedPrefix(line) === prefix);
    const lines = series.get(prefix);
    if (lines === undefined) series.set(prefix, keyed);
    else lines.push(...keyed);
  }
  return new Set([...series.values()].flatMap((lines) => (lines.length > 1 ? lines : noLines)));
}

function isListing(head: Head): boolean {
  return head.kind === 'container' && head.works.length === 1;
}

/** The letters of the key that a line begins with, where a sign and a title follow it. */
function separatedPrefix(line: Line): string | null {
  if (!line.holdsDigit || isUnmarked(line)) return null;
  const head = readHead(line);
  if (head.kind !== 'mark' || head.mark.key === null || !head.mark.separated) return null;
  return head.mark.title === '' ? null : head.mark.prefix;
}

function isCriteria(head: Head): boolean {
  return head.kind === 'field' && head.fields[0] === 'criteria' && head.value === '';
}

/** “C-102”, “C-102 Register” */
function isKey(line: Line): boolean {
  if (!line.holdsDigit || !isShort(line)) return false;
  const head = readHead(line);
  return head.kind === 'mark' && head.mark.key !== null && !/^\p{Ll}/u.test(head.mark.title);
}

/** Paragraphs of one line that bear marks, by what these count: “S” of “S1 Pay”, or the word of “Story 1 Pay”. */
class NamedSeries {
  readonly #lines = new Map<string, Line[]>();
  readonly #keys = new Map<Line, string>();

  add(line: Line, { key, prefix, work, ordinal }: Mark): void {
    const name = `${work} ${prefix ?? ''}`;
    const lines = this.#lines.get(name);
    if (lines === undefined) this.#lines.set(name, [line]);
    else lines.push(line);
    this.#keys.set(line, key ?? ordinal ?? '');
  }

  /** Those of series of which others are known to name items, or of which two stand out of the text; each number once. */
  linesBeside(found: ReadonlySet<Line>): readonly Line[] {
    return [...this.#lines.values()].flatMap((lines) => {
      const known = lines.filter((line) => found.has(line));
      if (known.length === 0 && lines.filter(standsOut).length < 2) return [];
      const keys = new Set(known.map((line) => this.#keys.get(line)));
      return lines.filter((line) => !keys.has(this.#keys.get(line)));
    });
  }
}

/** “**S1** Pay by card”, “S1 Pay by card — 8 points” */
function standsOut(line: Line): boolean {
  if (line.bold > 0) return true;
  const head = readHead(line);
  return head.kind === 'mark' && head.decoration.points !== null;
}

/** Whether a line is a mark of a known kind with a number, or the key of a project, and what reads as a title. */
export function isNamed(line: Line): boolean {
  const mark = namingMark(line);
  return mark !== null && (mark.work !== null || !mayBeWord(mark));
}

/** Whether a line may be a name by its length and its end. */
export function isShort({ text }: Line): boolean {
  return text.length <= longestName && !endsInAny(text, endsOfText);
}

/** Whether a line may be a name without a mark. */
export function isName(line: Line): boolean {
  return isShort(line) && /^[^\p{Ll}\P{L}]/u.test(line.text) && readHead(line).kind === 'plain';
}

function namingMark(line: Line): Mark | null {
  const { text } = line;
  if (!line.holdsDigit || !isShort(line)) return null;
  if (isUnmarked(line) || !mayBeMarked(text)) return null;
  const head = readHead(line);
  if (head.kind !== 'mark') return null;
  const { key, ordinal, title } = head.mark;
  const isNumbered = key !== null || ordinal !== null;
  return isNumbered && title !== '' && !/^\p{Ll}(?!\p{Lu})/u.test(title) ? head.mark : null;
}

/** Whether a line tells what the mark above it names: of one whose letters say no kind it tells the story or its criteria. */
function tells(line: Line, mark: Mark): boolean {
  if (isStorySentence(line.text)) return mark.work !== null || !mayBeWord(mark);
  const head = readHead(line);
  if (head.kind !== 'field') return false;
  const saysOwn = head.fields[0] === 'criteria' || (head.fields[0] === 'type' && workOf(head.value) !== null);
  return mark.work !== null || (saysOwn && !mayBeWord(mark));
}

/** “F-01 Balances” right above “- S-01 Read balances”, “- S-02 …”: all entries have keys or numbers of what it may hold. */
function holdsEntries({ work }: Mark, next: Block | undefined): boolean {
  if (next?.type !== 'list' || work === null || !mayHold(kindOfWork(work), 'STORY')) return false;
  return next.entries.every((entry) => {
    const line = firstLineOf(entry.blocks[0]);
    const head = line === undefined ? null : readHead(line);
    if (head?.kind !== 'mark' || head.mark.work === null) return false;
    const { key, ordinal } = head.mark;
    return (key !== null || ordinal !== null) && mayHold(kindOfWork(work), kindOfWork(head.mark.work));
  });
}

export function firstLineOf(block: Block | undefined): Line | undefined {
  if (block?.type === 'list') return firstLineOf(block.entries[0]?.blocks[0]);
  return block?.type === 'paragraph' ? block.lines[0] : undefined;
}
