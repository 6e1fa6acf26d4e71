import type { ListItem, Paragraph } from 'mdast';
import type { Block, Entry, Line } from '../blocks.ts';
import { isStorySentence, roleOf } from '../lines/story-sentences.ts';
import type { FieldName } from '../words/language.ts';
import { fieldsOf, workOf } from '../words/vocabulary.ts';

/** Entries of a list, the lines that stand behind them without belonging to them, and then further entries. */
export interface EntryRun {
  readonly entries: readonly Entry[];
  readonly behind: readonly Line[];
}

const boldLabel = /^(?:\*\*|__)\S/;
const plainLabel = /^(\p{L}[^:：\n]{1,40})[:：]/u;

const bareLabel = /^\p{Lu}[\p{L} ]{2,29}\s*$/u;
/** What stands in a list below its label. */
const listedFields: ReadonlySet<FieldName> = new Set(['criteria', 'tasks', 'dependencies', 'done']);

/**
 * Parts a list where a label, a numbered item, the name of a story or another story's sentence follows it on the next line: Markdown
 * takes “**Points:** 5” without an indent for a part of the last entry, and nobody means it so. `linesBefore` stand before the source.
 */
export function entryRuns(
  items: readonly ListItem[],
  entries: readonly Entry[],
  source: string,
  linesBefore: number,
): readonly EntryRun[] {
  const runs: EntryRun[] = [];
  let open: Entry[] = [];
  for (const [place, entry] of entries.entries()) {
    const label = labelLine(items[place], source, place < items.length - 1);
    const parted = label === null ? null : cutLast(entry.blocks, label.at);
    if (label === null || parted === null) open.push(entry);
    else {
      const behind = parted.lines.map((line, index) =>
        line.with({ anchor: { line: label.line + index + linesBefore, path: null } }),
      );
      runs.push({ entries: [...open, { ...entry, blocks: parted.blocks }], behind });
      open = [];
    }
  }
  if (open.length > 0) runs.push({ entries: open, behind: [] });
  return runs;
}

/** Where in the last paragraph of an entry such a label stands, and its line in the source. */
function labelLine(
  item: ListItem | undefined,
  source: string,
  isFollowed: boolean,
): { at: number; line: number } | null {
  const paragraph = item === undefined ? null : lastParagraph(item);
  const position = paragraph?.position;
  if (position === undefined || position.start.line === position.end.line) return null;
  const lines = source.slice(position.start.offset, position.end.offset).split('\n');
  const at = lines.findIndex(
    (line, index) =>
      index > 0 &&
      (isLabel(line) ||
        namesStory(line, lines[index + 1]) ||
        tellsAnother(line, lines[0]) ||
        (isFollowed && index === lines.length - 1 && namesField(line))),
  );
  return at === -1 ? null : { at, line: position.start.line + at };
}

function lastParagraph(item: ListItem): Paragraph | null {
  const last = item.children.at(-1);
  if (last?.type === 'paragraph') return last;
  const inner = last?.type === 'list' ? last.children.at(-1) : undefined;
  return inner === undefined ? null : lastParagraph(inner);
}

function isLabel(line: string): boolean {
  if (boldLabel.test(line)) return true;
  const label = plainLabel.exec(line)?.[1];
  return label !== undefined && (fieldsOf(label).length > 0 || isNumberedWork(label));
}

/** “Tasks” at the margin right above further entries. */
function namesField(line: string): boolean {
  return bareLabel.test(line) && fieldsOf(line.trim()).some((field) => listedFields.has(field));
}

/** “1.1 Sign up” over “Story:” or the sentence of one */
function namesStory(line: string, next = ''): boolean {
  if (!/^\d{1,3}\.\d/.test(line)) return false;
  const label = plainLabel.exec(next.replace(/^[*_]+/, ''))?.[1];
  return isStorySentence(next) || (label !== undefined && workOf(label.replace(/[*_]+$/, '')) === 'STORY');
}

/** “As a guest, I want to pay” at the margin behind an entry that tells a story of its own. */
function tellsAnother(line: string, first = ''): boolean {
  return /^\S/.test(line) && isStorySentence(line) && roleOf(line) !== '' && isStorySentence(first);
}

/** “Story 1.1” */
function isNumberedWork(label: string): boolean {
  const word = /^(\D{2,30}?)\s*#?\d+(?:\.\d+)*$/u.exec(label)?.[1];
  return word !== undefined && workOf(word) !== null;
}

function cutLast(
  blocks: readonly Block[],
  at: number,
): { blocks: readonly Block[]; lines: readonly Line[] } | null {
  const last = blocks.at(-1);
  const before = blocks.slice(0, -1);
  if (last?.type === 'paragraph') {
    const lines = last.lines.slice(at);
    return lines.length === 0
      ? null
      : { blocks: [...before, { ...last, lines: last.lines.slice(0, at) }], lines };
  }
  const entry = last?.type === 'list' ? last.entries.at(-1) : undefined;
  const inner = entry === undefined ? null : cutLast(entry.blocks, at);
  if (last?.type !== 'list' || entry === undefined || inner === null) return null;
  const cut = { ...last, entries: [...last.entries.slice(0, -1), { ...entry, blocks: inner.blocks }] };
  return { blocks: [...before, cut], lines: inner.lines };
}
