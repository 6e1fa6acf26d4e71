import { type Block, cellText, type Line } from '../blocks.ts';
import { kindOfWork, mayHold } from '../item-draft.ts';
import { type Head, readHead } from '../lines/heads.ts';
import { readMark } from '../lines/marks.ts';
import { speaksOfPlan } from '../lines/matters.ts';
import { readHeadAs, readWordedHead } from '../lines/settled-heads.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { composed, fold } from '../words/fold.ts';
import { namesSeveral } from '../words/plurals.ts';
import { mayHoldAny, wideScript } from '../words/single-words.ts';
import { anyOf, wordsFor, workOf, workWords } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import { headLinesIn } from './head-lines.ts';
import { pieceName } from './piece-names.ts';
import type { PlacedHeading } from './placed-headings.ts';
import { isProjectKey } from './prefix-uses.ts';

type Heading = Block & { readonly type: 'heading' };

interface Worded {
  readonly heading: Heading;
  readonly form: 'BEFORE' | 'BEHIND';
  readonly work: 'EPIC' | 'FEATURE';
  readonly name: string;
}

const names = [...workWords].flatMap(([word, work]) => (isGroup(work) && !namesSeveral(word) ? [word] : []));
const mayName = mayHoldAny(names);
/** “Epic Checkout”, “Discussed: epic Checkout”, “Discussed: Epic: Checkout” */
const worded = new RegExp(
  `^([^:]{2,40}:\\s+)?((?:${anyOf(names)}))(\\s*:\\s+|\\s+)(?=[\\p{L}\\p{N}"“„«「])`,
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
 */
export function readWordedHeadings(placed: readonly PlacedHeading[], blocks: readonly Block[]): void {
  readNumberedMarks(placed, blocks);
  const found: Worded[] = [];
  for (const { heading, at } of placed) {
    const worded = wordedAt(heading, at, blocks) ?? wordedBehind(heading, at, blocks);
    if (worded !== null) found.push(worded);
  }
  const alike = Map.groupBy(found, ({ heading, form, work }) => `${heading.level} ${form} ${work}`);
  for (const those of alike.values())
    for (const { heading, form, work, name } of those)
      if (those.length > 1 || (form === 'BEFORE' && work === 'EPIC'))
        readWordedHead(heading.line, work, name);
  for (const block of blocks) if (block.type === 'list') readWordedEntries(block);
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
  const found: (PlacedHeading & { readonly text: string; readonly work: Worded['work'] })[] = [];
  for (const each of placed) {
    const mark = markBehindNumber(each.heading);
    if (mark !== null) found.push({ ...each, ...mark });
  }
  for (const { heading, at, text, work } of found)
    if (found.length > 1 || holdsWork(below(blocks, at, heading.level), work)) readHeadAs(heading.line, text);
}

function markBehindNumber({ line }: Heading): { text: string; work: Worded['work'] } | null {
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

function wordedAt(heading: Heading, at: number, blocks: readonly Block[]): Worded | null {
  const { text, folded } = heading.line;
  if (text.length > longestHeading || readHead(heading.line).kind !== 'plain') return null;
  if (!mayName(folded)) return null;
  const [mark, label, word = ''] = worded.exec(folded) ?? [];
  if (mark === undefined) return null;
  const work = workOf(word);
  const name = composed(text).slice(mark.length);
  const code = codeInFront.exec(name)?.[1] ?? null;
  const inner = below(blocks, at, heading.level);
  // “Discussed: feature flags”, “Feature group 1: Checkout”; “Epic COM: Communication” over COM-1 names one, whatever its words.
  const isName =
    (code !== null && headLinesIn(inner).some((line) => lettersOf(readHead(line)) === code)) ||
    (pieceName(text) === composed(text) &&
      !/^\p{Ll}/u.test(name) &&
      !arrangesPlan(fold(name)) &&
      !speaksOfBacklog(name));
  if (!isGroup(work) || !isName || (label !== undefined && workOf(label) !== null)) return null;
  return holdsWork(inner, work, code) ? { heading, form: 'BEFORE', work, name } : null;
}

/** “Checkout epic” over stories */
function wordedBehind(heading: Heading, at: number, blocks: readonly Block[]): Worded | null {
  const { text, folded } = heading.line;
  const head = readHead(heading.line);
  if (head.kind !== 'plain' || text.length > longestHeading || !mayName(folded)) return null;
  const { title } = head.decoration;
  const [, name = '', word = ''] = named.exec(fold(title)) ?? [];
  const work = workOf(word);
  if (!isGroup(work) || leadsOn.test(name) || arrangesPlan(name)) return null;
  if (!holdsWork(below(blocks, at, heading.level), work)) return null;
  return { heading, form: 'BEHIND', work, name: composed(title).slice(0, name.length) };
}

/** “WL: Waiting list” over WL-1 */
const codeInFront = /^(\p{Lu}{2,8})(?:[:：]|\s[–—-])\s/u;

/** Whether all words of a name speak of plans; where a script parts none, the whole heading was known as one. */
function arrangesPlan(folded: string): boolean {
  return !wideScript.test(folded) && speaksOfPlan(folded);
}

function below(blocks: readonly Block[], at: number, level: number): readonly Block[] {
  let end = at + 1;
  for (let block = blocks[end]; block !== undefined; block = blocks[end]) {
    if (block.type === 'heading' && block.level <= level) break;
    end += 1;
  }
  return blocks.slice(at + 1, end);
}

/** Whether some blocks mark or tell work that an item of some kind may hold, or has the letters of its keys, and mark none that it may not. */
function holdsWork(blocks: readonly Block[], around: Worded['work'], letters: string | null = null): boolean {
  let count = blocks.some(isStoryTable) ? 1 : 0;
  let others = 0;
  for (const line of headLinesIn(blocks)) {
    const head = readHead(line);
    const mark = head.kind === 'mark' && head.mark.spelled ? head.mark : null;
    if (mark?.work == null)
      count += tellsStory(line) || (letters !== null && lettersOf(head) === letters) ? 1 : 0;
    else if (mayHold(kindOfWork(around), kindOfWork(mark.work))) count += 1;
    else others += 1;
  }
  return count > 0 && others === 0;
}

/** “BO-1 As a guest, I want to row” */
function tellsStory(line: Line): boolean {
  const head = readHead(line);
  return isStorySentence(line.text) || (head.kind === 'mark' && isStorySentence(head.mark.title));
}

function lettersOf(head: Head): string | null {
  return head.kind === 'mark' ? head.mark.prefix : null;
}

function isStoryTable(block: Block): boolean {
  return (
    block.type === 'table' && block.rows[0]?.cells.some((cell) => workOf(cellText(cell)) === 'STORY') === true
  );
}
