import { type Block, cellText, type Line } from '../blocks.ts';
import { kindOfWork, mayHold } from '../item-draft.ts';
import { type Head, readHead } from '../lines/heads.ts';
import { readMark } from '../lines/marks.ts';
import { speaksOfPlan } from '../lines/matters.ts';
import { type OutlineNumber, outlineNumber } from '../lines/outline-numbers.ts';
import { readHeadAs, readWordedHead } from '../lines/settled-heads.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { composed, fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { mayHoldAny, wideScript } from '../words/single-words.ts';
import { anyOf, wordsFor, workOf, workWords } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import { headLinesIn } from './head-lines.ts';
import { pieceName } from './piece-names.ts';
import type { PlacedHeading } from './placed-headings.ts';
import { isProjectKey } from './prefix-uses.ts';

type Heading = Block & { readonly type: 'heading' };

/** A heading, or a bold line that stands for one below the headings. */
interface Titled {
  readonly line: Line;
  readonly level: number;
  readonly at: number;
}

interface Worded extends Titled {
  readonly form: 'BEFORE' | 'BEHIND';
  readonly work: 'EPIC' | 'FEATURE' | 'STORY' | 'ENABLER';
  readonly name: string;
  readonly number: OutlineNumber | null;
  /** Letters of the keys below it: “Epic COM: Communication”. */
  readonly code: string | null;
}

interface Beside {
  readonly above: Titled | null;
  readonly siblings: readonly Titled[];
}

/** Below all headings. */
const boldLevel = 7;

const singular = [...workWords].filter(([word]) => !namesSeveral(word));
const names = singular.flatMap(([word, work]) => (isGroup(work) ? [word] : []));
const marking = singular.flatMap(([word, work]) =>
  isGroup(work) || work === 'STORY' || work === 'ENABLER' ? [word] : [],
);
const mayName = mayHoldAny(names);
const mayMark = mayHoldAny(marking);
/** “Epic Checkout”, “Discussed: epic Checkout”, “Discussed: Epic: Checkout” */
const worded = new RegExp(
  `^([^:]{2,40}:\\s+)?((?:${anyOf(marking)}))(\\s*:\\s+|\\s+)(?=[\\p{L}\\p{N}"“„«「])`,
  'u',
);
/** “WP-1 / Epic 1: Boot”, “Workstream 2 — Epic: Boot”, “Part II: Epic: Boot”: a number of the organisation's own in front of the mark. */
const numberInFront = new RegExp(
  `^[^:]{0,40}?[\\s-](?:\\d+(?:\\.\\d+)*|[a-z]|[ivx]{2,5})(?:\\s[-|·/]\\s|/|:\\s)\\s*(?=(?:${anyOf(names)})[^:]{0,12}:)`,
  'u',
);
/** “Checkout epic”, “Login-Epic” */
const named = new RegExp(`^(\\p{L}.*[^\\s-])[\\s-]+(${anyOf(names)})$`, 'u');
/** “Stories by epic”, “An epic” */
const leadsOn = new RegExp(
  `(?<!\\p{L})(?:${anyOf(wordsFor('prepositions', 'articles', 'indefiniteArticles', 'ands', 'ors'))})$`,
  'u',
);
const longestHeading = 160;
/** “Epic Checkout” */
const boldWorded = /^(\p{Lu}\p{L}{3,20})\s+(?=[\p{Lu}\p{N}"“„«].)/u;

/**
 * “Epic Live water level” names one without a sign behind the word where work of a lower kind is marked or told below it
 * and no other of its kind is; a feature does where another heading of its level is called so, and so does “Water epic”.
 * “Story Fill the tank” does below such headings where all beside it are called so.
 */
export function readWordedHeadings(placed: readonly PlacedHeading[], blocks: readonly Block[]): void {
  readNumberedMarks(placed, blocks);
  const headings = placed.map(({ heading, at }) => ({ line: heading.line, level: heading.level, at }));
  readWordedAmong(headings, blocks);
  readWordedAmong(boldTitles(blocks), blocks);
  for (const block of blocks) if (block.type === 'list') readWordedEntries(block);
}

function readWordedAmong(titled: readonly Titled[], blocks: readonly Block[]): void {
  const found = new Map<Line, Worded>();
  for (const each of titled) {
    const worded = wordedAt(each, blocks) ?? wordedBehind(each);
    if (worded !== null) found.set(worded.line, worded);
  }
  if (found.size === 0) return;
  const alike = Map.groupBy(found.values(), formOf);
  const beside = besideEach(titled);
  const sides = new Map<readonly Titled[], Side>();
  const sure = new Map<Line, Worded>();
  for (const group of alike.values()) {
    const names = Map.groupBy(group, ({ name }) => fold(name));
    for (const each of group) {
      const siblings = beside.get(each.line)?.siblings ?? [];
      const side = sides.get(siblings) ?? sideOf(siblings, found);
      sides.set(siblings, side);
      const isOnlyName = names.get(fold(each.name))?.length === 1;
      const isOne = group.length === 1 && !side.uncounted.has(each.work);
      // “Story Notes” below each feature is a part of it.
      if (each.form === 'BEFORE' && side.areMarked && isOnlyName && !isOne) sure.set(each.line, each);
    }
  }
  const read = new Set<string>();
  // What stands beside one that was read later on is as sure.
  for (const each of [...found.values(), ...found.values()]) {
    const { line, form, work, name, number, code } = each;
    if (workMarked(line) !== null) continue;
    const { above = null, siblings = [] } = beside.get(line) ?? {};
    const around = above === null ? null : workMarked(above.line);
    const isBelow = around !== null && mayHold(kindOfWork(around), kindOfWork(work));
    const isOne =
      alike.get(formOf(each))?.length === 1 && !(form === 'BEFORE' && work === 'EPIC') && !isBelow;
    const isKnown = read.has(formOf(each)) || sides.get(siblings)?.works.has(work) === true;
    const holds = isGroup(work) && !isOne && holdsWork(below(blocks, each), work, code, sure);
    if (!holds && !(sure.has(line) && (isBelow || isKnown))) continue;
    readWordedHead(line, work, name, number?.written);
    read.add(formOf(each));
  }
}

function formOf({ level, form, work }: Worded): string {
  return `${level} ${form} ${work}`;
}

/** What the headings beside each other say that they are. */
interface Side {
  /** Whether all of them bear a word for it. */
  readonly areMarked: boolean;
  readonly works: ReadonlySet<WorkWord | null>;
  /** By a word without a number. */
  readonly uncounted: ReadonlySet<WorkWord | null>;
}

function sideOf(siblings: readonly Titled[], found: ReadonlyMap<Line, Worded>): Side {
  const others = siblings.flatMap(({ line }) => (found.has(line) ? [] : [line]));
  return {
    areMarked: others.every((line) => workMarked(line) !== null),
    works: new Set(others.map(workMarked)),
    uncounted: new Set(others.filter((line) => !isCounted(line)).map(workMarked)),
  };
}

/** What a heading says that it is, by a word for it. */
function workMarked(line: Line): WorkWord | null {
  const head = readHead(line);
  return head.kind === 'mark' ? head.mark.work : null;
}

function isCounted(line: Line): boolean {
  const head = readHead(line);
  return head.kind === 'mark' && (head.mark.key !== null || head.mark.ordinal !== null);
}

/** The heading around each, and those which stand below that beside it. */
function besideEach(titled: readonly Titled[]): ReadonlyMap<Line, Beside> {
  const beside = new Map<Line, Beside>();
  const open: (Titled & { readonly children: Titled[] })[] = [];
  const top: Titled[] = [];
  for (const each of titled) {
    while ((open.at(-1)?.level ?? 0) >= each.level) open.pop();
    const above = open.at(-1) ?? null;
    const siblings = above?.children ?? top;
    siblings.push(each);
    beside.set(each.line, { above, siblings });
    open.push({ ...each, children: [] });
  }
  return beside;
}

/** Lines that are bold as a whole, in paragraphs of their own. */
function boldTitles(blocks: readonly Block[]): Titled[] {
  const titled: Titled[] = [];
  for (const [at, block] of blocks.entries()) {
    const line = boldTitle(block);
    if (line !== null) titled.push({ line, level: boldLevel, at });
  }
  return titled;
}

function boldTitle(block: Block): Line | null {
  const line = block.type === 'paragraph' && block.lines.length === 1 ? block.lines[0] : undefined;
  return line !== undefined && line.bold > 0 && line.bold >= line.text.length ? line : null;
}

/** “1. **Epic Checkout**” over its stories, and “2. **Enabler Event bus** (8 SP)” beside it in the list. */
function readWordedEntries({ entries }: Block & { readonly type: 'list' }): void {
  const found = entries.flatMap(({ blocks: [first, ...inner] }) => {
    const line = first?.type === 'paragraph' ? first.lines[0] : undefined;
    const [mark, word] = line === undefined ? [] : (boldWorded.exec(line.text.slice(0, line.bold)) ?? []);
    const work = word === undefined ? null : workOf(word);
    if (line === undefined || mark === undefined || work === null || work === 'TEST') return [];
    return readHead(line).kind === 'plain' ? [{ line, work, name: line.text.slice(mark.length), inner }] : [];
  });
  const isOutline = found.some(
    ({ work, inner }) => (work === 'EPIC' || work === 'FEATURE') && holdsWork(inner, work),
  );
  if (isOutline) for (const { line, work, name } of found) readWordedHead(line, work, name);
}

/** Reads the mark of a heading behind a number of another count, where several have one or work is told below it. */
function readNumberedMarks(placed: readonly PlacedHeading[], blocks: readonly Block[]): void {
  const found: (PlacedHeading & { readonly text: string; readonly work: 'EPIC' | 'FEATURE' })[] = [];
  for (const each of placed) {
    const mark = markBehindNumber(each.heading);
    if (mark !== null) found.push({ ...each, ...mark });
  }
  for (const { heading, at, text, work } of found)
    if (found.length > 1 || holdsWork(below(blocks, { at, level: heading.level }), work))
      readHeadAs(heading.line, text);
}

function markBehindNumber({ line }: Heading): { text: string; work: 'EPIC' | 'FEATURE' } | null {
  if (!line.holdsColon || line.text.length > longestHeading) return null;
  const { folded } = line;
  const front = mayName(folded) ? numberInFront.exec(folded)?.[0] : undefined;
  if (front === undefined) return null;
  const head = readHead(line);
  // “Story 3 – Epic: Boot” is the story and names its epic.
  if (head.kind !== 'plain' && (head.kind !== 'mark' || head.mark.work !== null || !isProjectKey(head.mark)))
    return null;
  const text = composed(line.text).slice(front.length);
  const mark = readMark(text);
  const isMark = mark?.spelled === true && mark.separated && mark.title !== '';
  return isMark && isGroup(mark.work) ? { text, work: mark.work } : null;
}

function wordedAt(titled: Titled, blocks: readonly Block[]): Worded | null {
  const { line } = titled;
  if (line.text.length > longestHeading || !mayMark(line.folded) || readHead(line).kind !== 'plain')
    return null;
  const number = outlineNumber(line.text);
  const text = number?.title ?? line.text;
  const [mark, label, word = ''] = worded.exec(fold(text)) ?? [];
  if (mark === undefined) return null;
  const work = workOf(word);
  if (work !== 'STORY' && work !== 'ENABLER' && !isGroup(work)) return null;
  if (label !== undefined && (workOf(label) !== null || !isGroup(work))) return null;
  const name = composed(text).slice(mark.length);
  const letters = codeInFront.exec(name)?.[1] ?? null;
  const isCode =
    letters !== null &&
    headLinesIn(below(blocks, titled)).some((each) => lettersOf(readHead(each)) === letters);
  // “Discussed: feature flags”, “Feature group 1: Checkout”; “Epic COM: Communication” over COM-1 names one, whatever its words.
  const isName =
    isCode ||
    (pieceName(text) === composed(text) &&
      !/^\p{Ll}/u.test(name) &&
      !arrangesPlan(fold(name)) &&
      !speaksOfBacklog(name));
  return isName ? { ...titled, form: 'BEFORE', work, name, number, code: letters } : null;
}

/** “Checkout epic” over stories */
function wordedBehind(titled: Titled): Worded | null {
  const { line } = titled;
  const head = readHead(line);
  if (head.kind !== 'plain' || line.text.length > longestHeading || !mayName(line.folded)) return null;
  const { title } = head.decoration;
  const [, name = '', word = ''] = named.exec(fold(title)) ?? [];
  const work = workOf(word);
  if (!isGroup(work) || leadsOn.test(name) || arrangesPlan(name)) return null;
  const own = { name: composed(title).slice(0, name.length), number: null, code: null };
  return { ...titled, form: 'BEHIND', work, ...own };
}

/** “WL: Waiting list” over WL-1 */
const codeInFront = /^(\p{Lu}{2,8})(?:[:：]|\s[–—-])\s/u;

/** Whether all words of a name speak of plans; where a script parts none, the whole heading was known as one. */
function arrangesPlan(folded: string): boolean {
  return !wideScript.test(folded) && speaksOfPlan(folded);
}

/** What stands below a heading; a bold line ends where another one begins that marks no item. */
function below(blocks: readonly Block[], { at, level }: Pick<Titled, 'at' | 'level'>): readonly Block[] {
  let end = at + 1;
  for (let block = blocks[end]; block !== undefined; block = blocks[end]) {
    if (block.type === 'heading' && block.level <= level) break;
    const bold = level === boldLevel ? boldTitle(block) : null;
    if (bold !== null && readHead(bold).kind !== 'mark') break;
    end += 1;
  }
  return blocks.slice(at + 1, end);
}

/** Whether some blocks mark or tell work that an item of some kind may hold, or has the letters of its keys, and mark none that it may not. */
function holdsWork(
  blocks: readonly Block[],
  around: 'EPIC' | 'FEATURE',
  letters: string | null = null,
  sure: ReadonlyMap<Line, Worded> = new Map(),
): boolean {
  let count = blocks.some(isStoryTable) ? 1 : 0;
  let others = 0;
  for (const line of headLinesIn(blocks)) {
    const head = readHead(line);
    const work = (head.kind === 'mark' && head.mark.spelled ? head.mark.work : null) ?? sure.get(line)?.work;
    if (work === undefined || work === null)
      count += tellsWork(line, head) || (letters !== null && lettersOf(head) === letters) ? 1 : 0;
    else if (mayHold(kindOfWork(around), kindOfWork(work))) count += 1;
    else others += 1;
  }
  return count > 0 && others === 0;
}

/** “BO-1 As a guest, I want to row”, “Checkout [8 SP]” */
function tellsWork(line: Line, head: Head): boolean {
  return (
    isStorySentence(line.text) ||
    (head.kind === 'mark' && isStorySentence(head.mark.title)) ||
    ((head.kind === 'mark' || head.kind === 'plain') && head.decoration.points !== null)
  );
}

function lettersOf(head: Head): string | null {
  return head.kind === 'mark' ? head.mark.prefix : null;
}

function isStoryTable(block: Block): boolean {
  return (
    block.type === 'table' && block.rows[0]?.cells.some((cell) => workOf(cellText(cell)) === 'STORY') === true
  );
}
