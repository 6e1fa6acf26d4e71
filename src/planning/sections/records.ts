import { type Block, type Entry, type Line, plainLine } from '../blocks.ts';
import { kindOfWork, mayHold } from '../item-draft.ts';
import { isNone, measures } from '../lines/field-values.ts';
import { type Decoration, undecorated } from '../lines/head-decoration.ts';
import type { Head } from '../lines/heads.ts';
import { keyParts, prefixWork } from '../lines/keys.ts';
import { type Mark, markOfTitle, mayBeginMark, mayBeMarked, readMark, wordMark } from '../lines/marks.ts';
import { type Pair, pairsOf } from '../lines/pairs.ts';
import { holdsColon } from '../lines/plain-text.ts';
import { beginsStoryPart, isStorySentence } from '../lines/story-sentences.ts';
import { keyedWork } from '../tables/column-names.ts';
import { fold } from '../words/fold.ts';
import { rememberingLabels } from '../words/label-memory.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { workOf } from '../words/vocabulary.ts';

/** An item written as `Key: value` lines, one of which is its title: “Type: Story”, “Key: OTR-3”, “Title: …”. */
export interface WrittenRecord {
  /** A mark, or the plain title where no line says the kind. */
  readonly head: Head;
  readonly work: WorkWord | null;
  readonly titleLine: Line;
  readonly namesParent: boolean;
  /** The lines that give it fields. */
  readonly rest: readonly Line[];
  /** Whether a line says its kind and another one its title, by that name. */
  readonly isWhole: boolean;
  /** Whether it has points or criteria. */
  readonly isMeasured: boolean;
}

/** What a block or an entry consists of. */
interface Written {
  /** What its records begin with; null where they begin with their kind. */
  readonly label: string | null;
  readonly records: readonly WrittenRecord[];
  /** Whether they are records even where they stand alone. */
  readonly isCertain: boolean;
}

type Pairs = readonly (Pair | null)[];

const fewestPairs = 2;
const beginsRecord: ReadonlySet<FieldName> = new Set(['type', 'key', 'title']);
/** Of these a label may stand before the title: “Story: Pay by card”. */
const titleWorks: ReadonlySet<WorkWord> = new Set(['STORY', 'ENABLER', 'SPIKE']);

/**
 * The paragraphs and lists that consist of records. Several that begin alike below one heading are records, and so is
 * what begins like them below others; a lone one may give the heading's item its fields.
 */
export function recordsAmong(blocks: readonly Block[]): ReadonlyMap<Block, readonly WrittenRecord[]> {
  let run = new Map<Block, Written>();
  const runs = [run];
  let isOfKey = false;
  const visit = (block: Block): void => {
    const isBehindKey = isOfKey;
    isOfKey = block.type === 'paragraph' && isKey(block.lines);
    if (block.type === 'panel') block.blocks.forEach(visit);
    if (block.type === 'heading' && run.size > 0) {
      run = new Map();
      runs.push(run);
    }
    const written =
      block.type === 'paragraph'
        ? writtenIn(block.lines, false)
        : block.type === 'list' && mayBeWritten(block.entries)
          ? writtenIn(block.entries.map(firstLine), true)
          : null;
    if (written !== null && !(isBehindKey && written.records.length === 1)) run.set(block, written);
  };
  blocks.forEach(visit);
  return settled(runs);
}

/** Whether a list may hold records, each of which begins with a pair. */
function mayBeWritten([first]: readonly Entry[]): boolean {
  return first !== undefined && firstLine(first).holdsColon;
}

/** “**US-7**” over “Title: Pay by card”: the fields are those of the key. */
function isKey(lines: readonly Line[]): boolean {
  const [line] = lines;
  if (line === undefined || lines.length > 1 || line.bold === 0 || line.text.length > longestKey)
    return false;
  const mark = mayBeMarked(line.text) ? readMark(line.text) : null;
  return mark !== null && mark.title === '' && (mark.key ?? mark.ordinal) !== null;
}

const longestKey = 40;

const noRecords: ReadonlyMap<Entry, WrittenRecord> = new Map();

/** The entries of a list that are one record each. */
export function recordEntries(entries: readonly Entry[]): ReadonlyMap<Entry, WrittenRecord> {
  const run = new Map<Entry, Written>();
  for (const entry of entries) {
    const [first] = entry.blocks;
    const written = first?.type === 'paragraph' ? writtenIn(first.lines, false) : null;
    if (written?.records.length === 1 && written.label !== null) run.set(entry, written);
  }
  if (run.size === 0) return noRecords;
  const found = new Map<Entry, WrittenRecord>();
  for (const [entry, [record]] of settled([run])) if (record !== undefined) found.set(entry, record);
  return found;
}

/** The first line of an entry. */
export function firstLine({ blocks: [first], anchor }: Entry): Line {
  return (first?.type === 'paragraph' ? first.lines[0] : undefined) ?? plainLine('', anchor);
}

/** Of what is written in some runs: what is records for sure, and what is because it comes again in one of them. */
function settled<Holder>(
  runs: readonly ReadonlyMap<Holder, Written>[],
): ReadonlyMap<Holder, readonly WrittenRecord[]> {
  if (runs.every(({ size }) => size === 0)) return new Map();
  const repeated = new Set<string | null>();
  const counts = new Map<string | null, { all: number; measured: number }>();
  for (const run of runs) {
    const seen = new Set<string | null>();
    for (const { label, records } of run.values()) {
      if (seen.has(label) || records.length > 1) repeated.add(label);
      seen.add(label);
      const count = counts.get(label) ?? { all: 0, measured: 0 };
      count.all += records.length;
      count.measured += records.filter(({ isMeasured }) => isMeasured).length;
      counts.set(label, count);
    }
  }
  const found = new Map<Holder, readonly WrittenRecord[]>();
  for (const [holder, { label, records, isCertain }] of runs.flatMap((run) => [...run])) {
    const { all, measured } = counts.get(label) ?? { all: 0, measured: 0 };
    // What no line calls a story is one where most have points or criteria.
    const isWork = measured * 2 > all || records.every(({ work }) => work !== null);
    if (isCertain || (repeated.has(label) && isWork)) found.set(holder, records);
  }
  return found;
}

/** The records that some lines consist of, apart by what each begins with; null when they hold none. */
function writtenIn(lines: readonly Line[], isList: boolean): Written | null {
  const [first] = lines;
  if (first === undefined || lines.length < fewestPairs || !first.holdsColon) return null;
  const written = singlePair(first);
  const keyed = identifying(written);
  const isKeyed = keyed !== written && lines.some((line) => singlePair(line)?.fields[0] === 'title');
  const label = isKeyed ? keyed : written;
  const isLabelled = label !== null && beginsRecord.has(label.fields[0] ?? 'notes');
  if (!isLabelled && kindOf(first) === null) return null;
  const pairs = lines.map((line): Pair | null => {
    const pair = singlePair(line);
    return isKeyed && pair !== null && keyed !== null && sameLabel(pair, keyed) ? identifying(pair) : pair;
  });
  const begins = (line: Line, at: number): boolean => {
    if (at === 0) return true;
    const pair = pairs[at] ?? null;
    return isLabelled ? pair !== null && sameLabel(pair, label) : isList && kindOf(line) !== null;
  };
  const starts = lines.flatMap((line, at) => (begins(line, at) ? [at] : []));
  const records = starts.map((from, place) => {
    const to = starts[place + 1] ?? lines.length;
    const own = lines.slice(from, to);
    const record = isLabelled ? labelledRecord : kindRecord;
    return record(own, pairs.slice(from, to));
  });
  if (!records.every((record) => record !== null)) return null;
  return {
    label: isLabelled ? fold(label.label) : null,
    records,
    // A lone list is as likely to be the fields of its heading.
    isCertain: !isList && records.every(({ isWhole }) => isWhole),
  };
}

const kindPair = /^(\p{L}[^:：]{1,30}?)\s*[:：]\s*(\S.*)$/su;

const writtenKey = /^[A-Z][A-Z\d]{0,9}[-_]?\d+(?:[.\-_]\d+)*$/;

/** “Requirement: FR-12” above a title is the key; “Epic: EP-1” may as well be what that belongs to. */
function identifying(pair: Pair | null): Pair | null {
  if (pair === null || !writtenKey.test(pair.value)) return pair;
  const work = keyedWork(pair.label) ?? workOf(pair.label);
  const isKey = work !== null && work !== 'TEST' && !mayHold(kindOfWork(work), 'STORY');
  return isKey ? { ...pair, fields: ['key'] } : pair;
}

/** The one pair of a line. A word for a kind of work may be its label, though it names no field. */
function singlePair(line: Line): Pair | null {
  const pairs = pairsOf(line);
  if (pairs !== null) return pairs.length === 1 ? (pairs[0] ?? null) : null;
  const [, label, value] =
    (line.holdsColon && holdsColon(line.text.slice(0, 40)) && kindPair.exec(line.text)) || [];
  return label === undefined || value === undefined || workOf(label) === null
    ? null
    : { label, value, fields: [] };
}

function sameLabel(a: Pair, b: Pair): boolean {
  return fold(a.label) === fold(b.label);
}

/** Fields whose text goes on over lines without a label. */
const textFields: ReadonlySet<FieldName> = new Set(['criteria', 'description', 'tasks', 'notes']);

/** “Story: Pay by card” over fields and what belongs to them. */
function kindRecord(lines: readonly Line[], pairs: Pairs): WrittenRecord | null {
  const [first, ...rest] = lines;
  const kind = first === undefined ? null : kindOf(first);
  const fields = pairs.slice(1);
  if (first === undefined || kind === null) return null;
  if (!areFields(rest, fields)) return null;
  return { ...recordOf(kind.mark, kind.decoration, first, rest, fields), isWhole: false };
}

/** Whether each line is a field, the sentence that tells the story or a part of it, or goes on with the text above it. */
function areFields(lines: readonly Line[], pairs: Pairs): boolean {
  let open: FieldName | undefined;
  for (const [at, line] of lines.entries()) {
    const [field] = pairs[at]?.fields ?? [];
    if (field !== undefined) open = field;
    else if (
      !isStorySentence(line.text) &&
      !beginsStoryPart(line.text) &&
      (open === undefined || !textFields.has(open))
    )
      return false;
  }
  return open !== undefined;
}

interface Kind {
  readonly mark: Mark;
  readonly decoration: Decoration;
}

function kindOf({ text, holdsColon }: Line): Kind | null {
  return text.length > 200 || !holdsColon ? null : kindOfText(text);
}

const kindOfText = rememberingLabels((text: string): Kind | null => {
  const decoration = undecorated(text);
  const mark = mayBeginMark(fold(decoration.title)) ? markOfTitle(decoration.title) : null;
  if (mark === null || mark.work === null || !mark.separated || mark.key !== null || mark.ordinal !== null)
    return null;
  const isAbove = mark.work === 'EPIC' || mark.work === 'FEATURE' || mark.work === 'TEST';
  return isAbove || mark.title === '' || isStorySentence(mark.title) ? null : { mark, decoration };
});

/** Lines of which one gives the title, behind “Title:” or behind the kind: “ID: US-1”, “Story: Pay by card”. */
function labelledRecord(lines: readonly Line[], pairs: Pairs): WrittenRecord | null {
  const find = (field: FieldName): number =>
    pairs.findIndex((pair) => pair !== null && pair.fields[0] === field && pair.value !== '');
  const [titled, type, key] = [find('title'), find('type'), find('key')];
  const identified = pairs[key];
  const keyText = identified?.value.trim() ?? '';
  const parts = /^\S+$/.test(keyText) ? keyParts(fold(keyText)) : null;
  const typed = workOf(pairs[type]?.value.replace(/[*_`]/g, '') ?? '');
  const labelled = identified == null ? null : (keyedWork(identified.label) ?? workOf(identified.label));
  const said = typed ?? labelled ?? (parts?.prefix == null ? null : prefixWork(parts.prefix));
  const named = pairs.findIndex((pair) => {
    const work = pair === null || pair.value === '' ? null : workOf(pair.label);
    return work !== null && (said === null ? titleWorks.has(work) : work === said);
  });
  const title = titled === -1 ? named : titled;
  const work = said ?? workOf(pairs[named]?.label ?? '');
  const titleLine = lines[title];
  const name = pairs[title]?.value;
  if (titleLine === undefined || name === undefined || Math.max(title, type, key) > 8) return null;
  if (work === 'TEST') return null;
  const rest = lines.filter(
    (_line, at) =>
      at !== title && !(at === type && typed !== null) && !(at === key && parts !== null && work !== null),
  );
  const mark = work === null ? null : wordMark(work, name, parts);
  return {
    ...recordOf(mark, undecorated(name), titleLine, rest, pairs),
    isWhole: titled !== -1 && said !== null,
  };
}

function recordOf(
  mark: Mark | null,
  decoration: Decoration,
  line: Line,
  rest: readonly Line[],
  pairs: Pairs,
): Omit<WrittenRecord, 'isWhole'> {
  const name = mark?.title ?? decoration.title;
  return {
    head: mark === null ? { kind: 'plain', decoration } : { kind: 'mark', mark, decoration, more: '' },
    work: mark?.work ?? null,
    titleLine: line.with({ text: name, markdown: name, bold: 0 }),
    namesParent: pairs.some((pair) => pair?.fields.includes('parent') === true && !isNone(pair.value)),
    rest,
    isMeasured: pairs.some((pair) => pair !== null && measures(pair.fields, pair.value)),
  };
}
