import type { Block, Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { type Pair, pairsOf } from '../lines/pairs.ts';
import { readIssueHead } from '../lines/settled-heads.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { composed, fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { plannedFields } from '../words/planned-fields.ts';
import { mayBeginWithNumbered } from '../words/single-words.ts';
import {
  anyNumbered,
  anyOf,
  issueWords,
  otherMatters,
  problemWords,
  ticketWords,
  wordsFor,
} from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';

type Heading = Block & { readonly type: 'heading' };

interface IssueHeading {
  readonly heading: Heading;
  readonly number: string;
  /** What stands behind the word for an issue: its number and its title. */
  readonly text: string;
  /** What stands right below it, with the next heading. */
  readonly blocks: readonly Block[];
  /** Whether its word or what it stands below says that it is planned: “Ticket 1”, “Issue 1” below “Epic 1: Shop”. */
  readonly isPlanned: boolean;
}

const issueHeading = new RegExp(
  `^((?:${anyNumbered(issueWords)})\\s*(?:(?:#|${anyOf(wordsFor('numbers'))})\\.?\\s*)?)((?:[a-z]{1,14}[-_])?\\d{1,7}(?:\\.\\d{1,3})*(?:[a-z](?=\\s*[:)|.-]))?)(?:\\s*[:)|·-]|\\.)?\\s*(?<=\\P{N})\\p{L}`,
  'u',
);
const mayBeginIssue = mayBeginWithNumbered(issueWords);
const ticket = new RegExp(`^(?:${anyNumbered(ticketWords)})`, 'u');
const longestHeading = 300;
const mostLines = 6;
/** A problem has a status as well. */
const workFields: ReadonlySet<FieldName> = new Set([...plannedFields, 'type']);

/**
 * “Issue #3: Mend the menu” is a story where the document has more like it, and fields of planned work stand below most
 * of them, or epics above: without those, or with fields of problems, issues are what somebody came upon, and no tickets.
 */
export function readIssueHeadings(headings: readonly Heading[], blocks: readonly Block[]): void {
  if (!headings.some(({ line }) => issueIn(line) !== null)) return;
  const found = issueHeadings(blocks);
  for (const level of Map.groupBy(found, ({ heading }) => heading.level).values()) {
    if (new Set(level.map(({ number }) => number)).size < 2) continue;
    const told = level.filter(({ blocks: below, isPlanned }) =>
      isPlanned ? !tellsProblem(below) : tellsWork(below),
    );
    if (told.length * 3 >= level.length * 2)
      for (const { heading, text } of level) readIssueHead(heading.line, text);
  }
}

/** Those of the plan: what stands below a matter beside it, other than the title, is none. */
function issueHeadings(blocks: readonly Block[]): readonly IssueHeading[] {
  const found: IssueHeading[] = [];
  const title = blocks.find(({ type }) => type === 'heading');
  let beside = Number.POSITIVE_INFINITY;
  const above: Heading[] = [];
  for (const [at, heading] of blocks.entries()) {
    if (heading.type !== 'heading') continue;
    if (heading.level <= beside)
      beside = isBeside(heading) && heading !== title ? heading.level : Number.POSITIVE_INFINITY;
    while ((above.at(-1)?.level ?? 0) >= heading.level) above.pop();
    above.push(heading);
    const [, lead, number] = issueIn(heading.line) ?? [];
    if (lead === undefined || number === undefined || beside < heading.level) continue;
    const below = blocks.slice(at + 1, at + 1 + mostLines);
    const next = below.findIndex(({ type }) => type === 'heading');
    found.push({
      heading,
      number,
      text: composed(heading.line.text).slice(lead.length),
      blocks: next === -1 ? below : below.slice(0, next + 1),
      isPlanned: ticket.test(heading.line.folded) || above.some(plansWork),
    });
  }
  return found;
}

/** “Epic 1: Shop”, “Sprint backlog” */
function plansWork({ line }: Heading): boolean {
  const head = readHead(line);
  return (head.kind === 'mark' && isGroup(head.mark.work)) || speaksOfBacklog(line.text, line.folded);
}

function issueIn({ folded, holdsDigit }: Line): RegExpExecArray | null {
  if (!holdsDigit || !mayBeginIssue(folded)) return null;
  return issueHeading.exec(folded.slice(0, longestHeading));
}

function isBeside({ line }: Heading): boolean {
  const head = readHead(line);
  return head.kind === 'other' || (head.kind === 'field' && otherMatters.has(fold(head.label)));
}

/**
 * Whether the first lines below a heading, or the heading behind them, give it fields of planned work or the sentence of a
 * story, and none of a problem.
 */
export function tellsWork(blocks: readonly Block[]): boolean {
  const lines = firstLinesIn(blocks);
  return (
    !tellsProblem(blocks) &&
    (pairsIn(lines).some(({ fields: [field] }) => field !== undefined && workFields.has(field)) ||
      lines.some(headsCriteria) ||
      lines.some(({ text }) => isStorySentence(text)))
  );
}

function tellsProblem(blocks: readonly Block[]): boolean {
  return pairsIn(firstLinesIn(blocks)).some(({ label }) => problemWords.has(fold(label).trim()));
}

function headsCriteria(line: Line): boolean {
  const head = readHead(line);
  return head.kind === 'field' && head.fields[0] === 'criteria';
}

function pairsIn(lines: readonly Line[]): readonly Pair[] {
  return lines.flatMap((line): readonly Pair[] => pairsOf(line) ?? []);
}

function firstLinesIn(blocks: readonly Block[]): readonly Line[] {
  return blocks.flatMap(linesIn).slice(0, mostLines);
}

function linesIn(block: Block): readonly Line[] {
  if (block.type === 'heading') return [block.line];
  if (block.type === 'list')
    return block.entries.flatMap(({ blocks: [first] }) => (first === undefined ? [] : linesIn(first)));
  return block.type === 'paragraph' ? block.lines : [];
}
