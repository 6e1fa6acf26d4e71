import type { Block, Line } from './blocks.ts';
import { isNone } from './field-values.ts';
import { fold } from './fold.ts';
import { undecorated } from './head-decoration.ts';
import { keyParts, prefixWork } from './keys.ts';
import { rememberingLabels } from './label-memory.ts';
import { type Mark, markOfTitle, mayBeginMark, wordMark } from './marks.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { holdsColon } from './plain-text.ts';
import { isStorySentence } from './story-sentences.ts';
import { workOf } from './vocabulary.ts';
import type { FieldName } from './words/language.ts';

/** An item written as `Key: value` lines, one of which is its title: “Type: Story”, “Key: OTR-3”, “Title: …”. */
export interface WrittenRecord {
  readonly mark: Mark;
  readonly titleLine: Line;
  readonly namesParent: boolean;
  /** The lines that give it fields. */
  readonly rest: readonly Line[];
}

const noBlocks: ReadonlySet<Block> = new Set();
const fewestPairs = 2;
const beginsRecord: ReadonlySet<FieldName> = new Set(['type', 'key', 'title']);

/**
 * The paragraphs that begin with a kind and a title, “Story: Pay by card”, and go on with fields: where several of
 * them stand below one heading they are records, while a lone one may give the heading's item its fields.
 */
export function kindParagraphs(blocks: readonly Block[]): ReadonlySet<Block> {
  if (blocks.length < 2) return noBlocks;
  const found = new Set<Block>();
  let run: Block[] = [];
  const close = (): void => {
    if (run.length > 1) for (const block of run) found.add(block);
    run = [];
  };
  for (const block of blocks) {
    if (block.type === 'heading') close();
    else if (block.type === 'paragraph' && kindRecord(block.lines) !== null) run.push(block);
  }
  close();
  return found;
}

/** The record of a paragraph among those of `kindParagraphs`. */
export function kindRecord(lines: readonly Line[]): WrittenRecord | null {
  const [first, second] = lines;
  if (first === undefined || second === undefined || first.text.length > 200) return null;
  if (!holdsColon(first.text) || !holdsColon(second.text)) return null;
  const mark = kindMark(first.text);
  if (mark === null || mark.work === null || !mark.separated || mark.key !== null || mark.ordinal !== null)
    return null;
  const isAbove = mark.work === 'EPIC' || mark.work === 'FEATURE' || mark.work === 'TEST';
  if (isAbove || mark.title === '' || isStorySentence(mark.title)) return null;
  const rest = lines.slice(1);
  const pairs = rest.map(singlePair);
  if (!pairs.every((pair) => pair !== null && pair.fields.length > 0)) return null;
  return {
    mark,
    titleLine: { ...first, text: mark.title, markdown: mark.title, bold: 0 },
    namesParent: namesParent(pairs),
    rest,
  };
}

const kindMark = rememberingLabels((text: string): Mark | null => {
  const { title } = undecorated(text);
  return mayBeginMark(fold(title)) ? markOfTitle(title) : null;
});

function namesParent(pairs: readonly (Pair | null)[]): boolean {
  return pairs.some((pair) => pair?.fields.includes('parent') === true && !isNone(pair.value));
}

/** The records that a paragraph consists of, apart by the label that each begins with; empty when it holds none. */
export function recordsIn(lines: readonly Line[]): readonly WrittenRecord[] {
  const [firstLine] = lines;
  const first = firstLine === undefined || lines.length < fewestPairs ? null : singlePair(firstLine);
  if (first === null || !beginsRecord.has(first.fields[0] ?? 'notes')) return [];
  const pairs = lines.map(singlePair);
  const starts = pairs.flatMap((pair, at) => (pair != null && sameLabel(pair, first) ? [at] : []));
  const records = starts.map((from, place) => {
    const to = starts[place + 1] ?? lines.length;
    return recordOf(lines.slice(from, to), pairs.slice(from, to));
  });
  return records.every((record) => record !== null) ? records : [];
}

function singlePair(line: Line): Pair | null {
  const pairs = pairsOf(line);
  return pairs?.length === 1 ? (pairs[0] ?? null) : null;
}

function sameLabel(a: Pair, b: Pair): boolean {
  return fold(a.label) === fold(b.label);
}

function recordOf(lines: readonly Line[], pairs: readonly (Pair | null)[]): WrittenRecord | null {
  const find = (field: string): number =>
    pairs.findIndex((pair) => pair !== null && pair.fields[0] === field && pair.value !== '');
  const [title, type, key] = [find('title'), find('type'), find('key')];
  const titleLine = lines[title];
  const name = pairs[title]?.value;
  if (titleLine === undefined || name === undefined || Math.max(title, type, key) > 8) return null;
  const keyText = pairs[key]?.value.trim() ?? '';
  const parts = /^\S+$/.test(keyText) ? keyParts(fold(keyText)) : null;
  const typed = workOf(pairs[type]?.value.replace(/[*_`]/g, '') ?? '');
  const work = typed ?? (parts?.prefix == null ? null : prefixWork(parts.prefix));
  if (work === null || work === 'TEST') return null;
  return {
    mark: wordMark(work, name, parts),
    titleLine: { ...titleLine, text: name, markdown: name, bold: 0 },
    namesParent: namesParent(pairs),
    rest: lines.filter(
      (_line, at) => at !== title && !(at === type && typed !== null) && !(at === key && parts !== null),
    ),
  };
}
