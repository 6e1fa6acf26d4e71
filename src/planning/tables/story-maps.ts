import { type Block, type Cell, cellText, type Line, linesOf, type Row } from '../blocks.ts';
import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import { type Head, readHead, readText } from '../lines/heads.ts';
import { openPrefixes } from '../lines/keys.ts';
import { wordMark } from '../lines/marks.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { namesUnwanted } from '../sections/left-containers.ts';
import { fold } from '../words/fold.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { priorityOfWord, wordsFor, workRank } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { isGroup } from '../words/work-levels.ts';
import { columnFields, columnWork, keyedWork } from './column-names.ts';
import { entriesOf } from './listed-rows.ts';

type Table = Block & { readonly type: 'table' };
type MarkHead = Head & { readonly kind: 'mark' };

interface Lead {
  readonly line: Line;
  readonly head: MarkHead;
}

/** A column of a table whose cells list items. */
interface MapColumn {
  /** The epic or feature at its head, or both, the higher one first; none where that is a quarter or a state. */
  readonly leads: readonly Lead[];
  /** The priority at its head. */
  readonly priority?: Line;
  /** Whether its entries are stories without being marked. */
  readonly listsStories: boolean;
  readonly blocks: readonly Block[];
}

const storyMap = wordSearch(wordsFor('storyMaps'));

/** Whether a text says that below it stories are laid out by what they serve. */
export function speaksOfStoryMap(text: string): boolean {
  return storyMap.test(fold(text));
}

/**
 * The columns of a table that lays items out side by side: below epics or features at its head, or all marked below
 * anything. With `isNamed` its heading says that it is a story map, and with `isSaid` the text in front of it.
 */
export function storyMapColumns(table: Table, isNamed: boolean, isSaid: boolean): readonly MapColumn[] {
  const marked = markedColumns(table, isNamed);
  if (marked.length > 0) return marked;
  const timed = timedRows(table, isNamed || isSaid);
  if (timed.length > 0) return timed;
  const headed = headedRows(table);
  if (headed.length > 0) return headed;
  return isNamed && isUnknownHeader(table) ? namedColumns(table) : gridColumns(table, isNamed);
}

/** Below “Epic: …” or “Feature: …”. */
function markedColumns({ rows: [header, ...body] }: Table, isNamed: boolean): readonly MapColumn[] {
  const columns: { readonly index: number; readonly lead: Lead }[] = [];
  for (const [index, cell] of (header?.cells ?? []).entries()) {
    const line = onlyLine(cell);
    // The first column may say of which release a row is.
    if (line === undefined && index === 0) continue;
    if (line === undefined || cell === header?.cells[index - 1]) return [];
    const head = readHead(line);
    if (head.kind === 'mark' && namesOne(head)) columns.push({ index, lead: { line, head } });
    else if (index > 0) return [];
  }
  const [first, ...others] = columns;
  if (first === undefined || others.length === 0) return [];
  if (others.some(({ lead }) => lead.head.mark.work !== first.lead.head.mark.work)) return [];
  const cells = columns.flatMap(({ index }) => body.map((row) => row.cells[index]));
  const isMarked = cells.some((cell) => linesOf(cell?.blocks ?? []).some(namesStory));
  const listsStories =
    isNamed || (!isMarked && listNames(cells) && (first.index === 0 || !body.some(tellsOf)));
  if (!isMarked && !listsStories) return [];
  return columns.map(({ index, lead }) => ({
    leads: [lead],
    listsStories,
    blocks: body.flatMap((row) => blocksAt(row, index, listsStories)),
  }));
}

/** Whether cells hold nothing but names, and several in one of them. */
function listNames(cells: readonly (Cell | undefined)[]): boolean {
  const filled = cells.filter((cell) => cellText(cell) !== '').map(entriesOf);
  const lines = filled.flat().map((entry) => linesOf(entry)[0]?.text ?? '');
  return (
    filled.every((entries) => entries.length > 0) &&
    filled.some((entries) => entries.length > 1) &&
    lines.every((text) => text.length <= longestName && /\p{L}{2}/u.test(text))
  );
}

const longestName = 160;

/** “Risks | …”, “Owner | …”: whether a row tells of what stands at the head of its columns. */
function tellsOf({ cells: [label] }: Row): boolean {
  const { kind } = readText(cellText(label));
  return kind === 'field' || kind === 'other';
}

/** Below the names of features, in a table that a heading calls a story map. */
function namedColumns({ rows: [header, ...body] }: Table): readonly MapColumn[] {
  if (countsRows(body)) return [];
  const cells = header?.cells ?? [];
  const work: WorkWord = columnWork(cellText(cells[0])) === 'EPIC' ? 'EPIC' : 'FEATURE';
  const columns = cells.flatMap((cell, index): MapColumn[] => {
    const line = onlyLine(cell);
    // The first column says what a row is, unless it lists stories itself.
    const isBeside = index === 0 && !body.every((row) => listsMarked(row.cells[index]));
    if (isBeside || line === undefined || cell === cells[index - 1]) return [];
    const blocks = body.flatMap((row) => blocksAt(row, index, true));
    return [{ leads: [{ line, head: headNamed(line, work) }], listsStories: true, blocks }];
  });
  const isMap = columns.length > 1 && columns.filter(({ blocks }) => blocks.length > 0).length > 1;
  // A second row of heads names steps between the features and the stories.
  return isMap && body[0]?.cells.every((cell) => cell.header) === false ? columns : [];
}

/** Behind the names of features or epics, or of both, below releases: a story map that lies on its side. */
function timedRows({ rows: [header, ...body] }: Table, isNamed: boolean): readonly MapColumn[] {
  const labels = (header?.cells ?? []).map(cellText);
  const depth = labels.findIndex(isTime);
  const works = parentWorks(labels.slice(0, Math.max(depth, 0)), isNamed);
  const times = labels.slice(depth);
  if (works.length === 0 || times.length < 2 || !times.every(isTime)) return [];
  const cells = body.flatMap((row) => row.cells.slice(depth));
  const areBoxes = times.every((text) => readText(text).kind === 'timeBox');
  const areMarked = listItems(cells, works, false);
  if (!areMarked && !listItems(cells, works, true) && !(areBoxes && listNames(cells))) return [];
  let above: readonly Lead[] = [];
  const rows = body.flatMap((row): MapColumn[] => {
    above = leadsAmong(row.cells.slice(0, depth), works, above);
    const blocks = times.flatMap((_time, index) => listAt(row, depth + index));
    return above.length === depth ? [{ leads: above, listsStories: !areMarked, blocks }] : [];
  });
  return rows.length > 1 && rows.length === body.length ? rows : [];
}

/** Below a row of epics, one of features or one of each, called so, beside rows that are times or called after stories. */
function headedRows({ rows: [first, second, ...others] }: Table): readonly MapColumn[] {
  const both = parentWorks([cellText(first?.cells[0]), cellText(second?.cells[0])], false);
  const works = both.length > 0 ? both : parentWorks([cellText(first?.cells[0])], false);
  if (first === undefined || second === undefined || works.length === 0) return [];
  const heads = works.length > 1 ? [first, second] : [first];
  const body = works.length > 1 ? others : [second, ...others];
  const labels = body.map(({ cells: [label] }) => cellText(label)).filter((text) => text !== '');
  const areStories = labels.length > 0 && labels.every(namesStories);
  if (!areStories && (works.length < 2 || !labels.every(isTime))) return [];
  const cells = body.flatMap((row) => row.cells.slice(1));
  const areMarked = listItems(cells, works, false);
  if (!areMarked && !areStories && !listItems(cells, works, true)) return [];
  const columns: (MapColumn & { readonly blocks: Block[] })[] = [];
  let above: readonly Lead[] = [];
  for (let index = 1; index < first.cells.length; index += 1) {
    const names = heads.flatMap(({ cells: row }) => row[index] ?? []);
    const blocks = body.flatMap((row) => listAt(row, index));
    const last = columns.at(-1);
    // An epic alone may stand over several columns.
    if (last !== undefined && heads.every((row) => row.cells[index] === row.cells[index - 1]))
      last.blocks.push(...blocks);
    else {
      above = leadsAmong(names, works, above);
      if (above.length < works.length) return [];
      columns.push({ leads: above, listsStories: !areMarked, blocks });
    }
  }
  return columns.length > 1 ? columns : [];
}

/** “Stories”, “Stories: MVP”, “Stories R2” */
function namesStories(text: string): boolean {
  const head = readText(text.replace(/\s+\p{L}?\d+(?:\.\d+)?$/u, ''));
  return head.kind === 'container' && head.works.length === 1 && head.works[0] === 'STORY';
}

/** “Sprint 1”, “Q1”, “R1”: when something is to be done. */
function isTime(text: string): boolean {
  const head = readText(text);
  return (
    head.kind === 'timeBox' ||
    (head.kind === 'mark' && head.mark.work === null && head.mark.title === '' && /^\p{L}\d$/u.test(text))
  );
}

/** What the names beside a map are, the higher ones first; nothing where they are anything else. */
function parentWorks(labels: readonly string[], isNamed: boolean): readonly WorkWord[] {
  const [first, second, ...others] = labels.map(columnWork);
  if (first === undefined || others.length > 0) return [];
  if (second !== undefined) return first === 'EPIC' && second === 'FEATURE' ? [first, second] : [];
  if (isGroup(first)) return [first];
  return isNamed && first === null ? ['FEATURE'] : [];
}

/** What cells name, each its own kind; an empty one, or one that says the same, goes on with what stands `above`. */
function leadsAmong(
  cells: readonly Cell[],
  works: readonly WorkWord[],
  above: readonly Lead[],
): readonly Lead[] {
  const [outer] = above;
  return works.flatMap((work, place): readonly Lead[] => {
    const cell = cells[place];
    const line = cell === undefined ? undefined : onlyLine(cell);
    const goesOn = line === undefined ? cellText(cell) === '' : line.text === outer?.line.text;
    if (place + 1 < works.length && outer !== undefined && goesOn) return [outer];
    return line === undefined ? [] : [{ line, head: headNamed(line, work) }];
  });
}

/** Whether cells list nothing but what is marked as standing below these kinds; with `told` sentences of stories too. */
function listItems(cells: readonly (Cell | undefined)[], works: readonly WorkWord[], told: boolean): boolean {
  const filled = cells.filter((cell) => cellText(cell) !== '').map(entriesOf);
  const rank = Math.max(...works.map((work) => workRank[work]));
  return (
    filled.length > 1 &&
    filled.every((entries) => entries.length > 0) &&
    filled.flat().every((entry) => {
      const [line] = linesOf(entry);
      if (line === undefined) return false;
      const head = readHead(line);
      if (head.kind === 'mark' && isMarked(line))
        return head.mark.work !== null && workRank[head.mark.work] > rank;
      return told && isStorySentence(line.text);
    })
  );
}

/** “01”, “02”, “03” in front of the rows: each is one thing, and no release of what the columns name. */
function countsRows(rows: readonly Row[]): boolean {
  return (
    rows.length >= fewestCounted && rows.every(({ cells: [first] }) => /^\d{1,4}$/.test(cellText(first)))
  );
}

const fewestCounted = 3;

/** What the head of a column names: by its mark, and else by what the heads of all columns are. */
function headNamed(line: Line, work: WorkWord): MarkHead {
  const head = readHead(line);
  if (head.kind === 'mark' && namesOne(head)) return head;
  const decoration = undecorated(line.text);
  return { kind: 'mark', mark: wordMark(work, cleanTitle(decoration.title), null), decoration, more: '' };
}

/** Below quarters, states, priorities or anything: each cell lists items by their marks, but for those of what nobody wants. */
function gridColumns({ rows: [header, ...body] }: Table, isNamed: boolean): readonly MapColumn[] {
  const columns: MapColumn[] = [];
  const heads = header?.cells ?? [];
  const areRanked =
    heads.length > 1 && heads.every((cell) => priorityOfWord(fold(cellText(cell)).trim()) !== null);
  let listed = 0;
  for (const [index, cell] of heads.entries()) {
    const filled = body.filter((row) => cellText(row.cells[index]) !== '');
    const isListed = filled.every((row) => listsMarked(row.cells[index]));
    const isLeft = areRanked && !isListed && namesUnwanted(cellText(cell));
    if (!isListed && !isLeft && index > 0) return [];
    if (!isListed && !isLeft) continue;
    if (namesContent(cellText(cell))) return [];
    if (filled.length > 0 && isListed) listed += 1;
    const blocks = body.flatMap((row) => (isLeft ? listAt(row, index) : blocksAt(row, index, false)));
    const priority = areRanked ? onlyLine(cell) : undefined;
    const column = { leads: [], listsStories: isNamed && !isLeft, blocks };
    columns.push(priority === undefined ? column : { ...column, priority });
  }
  return listed > 1 ? columns : [];
}

/** Fields by which a column says what its cells are, whatever marks stand in them. */
const contents: ReadonlySet<FieldName> = new Set([
  'title',
  'key',
  'parent',
  'description',
  'criteria',
  'dependencies',
  'blocks',
]);

function namesContent(label: string): boolean {
  const [field] = columnFields(label);
  return columnWork(label) !== null || keyedWork(label) !== null || contents.has(field ?? 'notes');
}

/** Whether the heads of a table are names, and no names of columns. */
function isUnknownHeader({ rows: [header] }: Table): boolean {
  const labels = (header?.cells ?? []).slice(1).map((cell) => cellText(cell));
  const known = labels.filter((label) => columnFields(label).length > 0);
  return !labels.some((label) => columnWork(label) !== null) && known.length * 2 < labels.length;
}

export function onlyLine(cell: Cell): Line | undefined {
  const [line, ...more] = linesOf(cell.blocks).filter(({ text }) => text !== '');
  return more.length > 0 ? undefined : line;
}

function namesOne({ mark }: MarkHead): boolean {
  const isNamed = mark.title !== '' && (mark.separated || mark.key !== null || mark.ordinal !== null);
  return isNamed && isGroup(mark.work);
}

function namesStory(line: Line): boolean {
  const head = readHead(line);
  return head.kind === 'mark' && head.mark.title !== '' && head.mark.work !== null && !namesOne(head);
}

function listsMarked(cell: Cell | undefined): boolean {
  const entries = entriesOf(cell);
  return entries.length > 0 && entries.every((entry) => linesOf(entry).slice(0, 1).some(isMarked));
}

function isMarked(line: Line): boolean {
  const head = readHead(line);
  if (head.kind !== 'mark') return false;
  const { title, work, spelled, separated, prefix } = head.mark;
  const isSure = spelled ? separated : prefix !== null && !openPrefixes.has(prefix);
  return isSure && title !== '' && work !== null && work !== 'TEST' && work !== 'REQUIREMENT';
}

/** What stands in a row's cell, its paragraphs as a list where each names an item. One that spans several columns belongs to the first. */
function blocksAt({ cells }: Row, index: number, areItems: boolean): readonly Block[] {
  const cell: Cell | undefined = cells[index];
  if (cell === undefined || cell === cells[index - 1]) return [];
  const entries = entriesOf(cell);
  const marked = entries.filter((entry) => linesOf(entry).slice(0, 1).some(namesStory)).length;
  const [first] = cell.blocks;
  const areNamed = marked === entries.length || (areItems && marked === 0);
  return first?.type === 'paragraph' && areNamed
    ? listAt({ cells, anchor: first.anchor }, index)
    : cell.blocks;
}

/** What stands in a row's cell as a list of items. */
export function listAt({ cells, anchor: at }: Row, index: number): readonly Block[] {
  const cell = cells[index];
  const entries = cell === cells[index - 1] ? [] : entriesOf(cell);
  const [first] = cell?.blocks ?? [];
  if (cell === undefined || entries.length === 0) return [];
  if (first?.type === 'list') return cell.blocks;
  const anchor = first?.anchor ?? at;
  return [
    {
      type: 'list',
      ordered: false,
      entries: entries.map((blocks) => ({ checked: null, blocks, anchor })),
      anchor,
    },
  ];
}
