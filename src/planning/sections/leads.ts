import type { Line } from '../blocks.ts';
import type { Decoration } from '../lines/head-decoration.ts';
import { type Head, isUnmarked, readHead } from '../lines/heads.ts';
import { prefixWork } from '../lines/keys.ts';
import { type Mark, mayBeMarked } from '../lines/marks.ts';
import { pairsOf } from '../lines/pairs.ts';
import { endsInAny, endsInColon, opensBracket } from '../lines/plain-text.ts';
import { isRow } from '../lines/scenario-steps.ts';
import { headsList } from '../lines/settled-heads.ts';
import { colon, digit, dotOrHyphen, holds, otherScript } from '../lines/signs.ts';
import { beginsWithRole, isStorySentence } from '../lines/story-sentences.ts';
import { fold } from '../words/fold.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { anyOf, pointUnits, workOf } from '../words/vocabulary.ts';
import { isGroup, isLeaf } from '../words/work-levels.ts';
import { isNamed } from './named-lines.ts';
import type { Section } from './sections.ts';

/** A line of a paragraph that heads what follows it. */
interface Lead {
  readonly form: 'lead' | 'label';
  readonly rank: number;
  readonly head: Head;
}

/** “(draft, still to be agreed with Bob)” */
const asideBehind = /[([（][^()[\]（）]{1,160}[)\]）]$/u;
const longestLabel = 40;

/** Whether a line is short enough for a label, whatever brackets behind it say. */
function isShort({ text }: Line): boolean {
  return (
    text.length < longestLabel ||
    (endsInAny(text, ')]）') && text.replace(asideBehind, '').length < longestLabel)
  );
}

/** “US-7, once the bank agrees”, or what goes on within brackets of the line above. */
function isOfText({ title }: Mark, { text }: Line, above: Line | undefined): boolean {
  if (above !== undefined && opensBracket(above.text)) return true;
  return /^\p{Ll}/u.test(title) && text.slice(0, text.indexOf(title)).trimEnd().endsWith(',');
}

const noLeads: ReadonlyMap<Line, Lead> = new Map();

/** Lines such as “Epic: Pay”, “Story: By card”, “Story: In cash” of which one kind comes twice are a list of items. */
export function listedMarks(lines: readonly Line[]): ReadonlyMap<Line, Lead> {
  if (lines.length < 2) return noLeads;
  const marked = lines.filter(beginsMarked);
  if (marked.length < 2) return noLeads;
  const leads = new Map<Line, Lead>();
  const counts = new Map<WorkWord, number>();
  for (const line of marked) {
    const head = readHead(line);
    if (head.kind !== 'mark' || head.mark.work === null || head.mark.title === '') continue;
    // “Story 1.1 Pay by card” names one where all lines beside it do the like.
    if (!head.mark.separated && !(marked.length === lines.length && namesPlainly(head.mark))) continue;
    counts.set(head.mark.work, (counts.get(head.mark.work) ?? 0) + 1);
    leads.set(line, { form: 'lead', rank: head.mark.work === 'BUG' ? 7.3 : rankOf(head.mark.work), head });
  }
  const isList = [...counts].some(([work, count]) => count > 1 && rankOf(work) > 7.2);
  const isOutline = counts.size > 1 && (leads.size === lines.length || goesOn([...leads.values()]));
  return isList || isOutline ? leads : noLeads;
}

/** “Epic 1: Accounts” over “Story 1.1: Sign up”: each number goes on with the one above it. */
function goesOn(leads: readonly Lead[]): boolean {
  const numbers = leads.map(({ head }) => (head.kind === 'mark' ? head.mark.ordinal : null));
  return numbers.every((number, place) => {
    const above = place === 0 ? '' : numbers[place - 1];
    return number !== null && (place === 0 || number.startsWith(`${above}.`));
  });
}

function namesPlainly({ spelled, ordinal, title }: Mark): boolean {
  return spelled && ordinal !== null && /^\p{Lu}/u.test(title);
}

/** What stands behind the word or within the key of a mark: “Story: …”, “US-7 …”, “story - …”. */
const behindWord = /[:：\d]|\s[–—-]\s/u;

function beginsMarked({ text, signs }: Line): boolean {
  return (
    text.length <= 300 &&
    holds(signs, digit | colon | dotOrHyphen | otherScript) &&
    behindWord.test(text.slice(0, 60)) &&
    mayBeMarked(text)
  );
}

/** Running text heads nothing: without bold, and without a number or colon near its start or any sign of a mark. */
function isRunningText(line: Line): boolean {
  const { text, bold, holdsDigit, holdsColon } = line;
  if (bold > 0 || isShort(line)) return false;
  return !(holdsDigit || holdsColon) || !/[:：\d]/.test(text.slice(0, 80)) || isUnmarked(line);
}

/** Whether a line of a paragraph heads what follows it; those of `named` name an item without a colon. */
export function leadOf(
  line: Line,
  index: number,
  lines: readonly Line[],
  within: Section,
  named: ReadonlySet<Line>,
): Lead | null {
  const isLong = line.text.length > 300 && !isBold(line);
  if (line.text === '' || isRunningText(line) || (isLong && !mayBeMarked(line.text))) return null;
  const ends = endsInColon(line.text);
  const heads = (): boolean => ends || isBold(line);
  if (ends && isRow(lines[index + 1]?.text ?? '')) return null;
  const looksMarked = line.bold > 0 || ends || index === 0 || /^[\p{L}[(【#*]/u.test(line.text);
  if (!looksMarked) return null;
  const head = readHead(line);
  if (isLong && head.kind !== 'mark') return null;
  switch (head.kind) {
    case 'mark': {
      const { mark } = head;
      const strong = mark.key !== null || mark.ordinal !== null;
      const boldMark = line.bold >= Math.min(line.text.length, 4);
      const tells = strong && isStorySentence(mark.title);
      if (tells && isToldAgain(mark, within)) return null;
      const isAlone = lines.length === 1 && isListing(within) && isNamed(line);
      const names = tells || ((named.has(line) || isAlone) && !speaksOfOthers(within));
      if (!boldMark && !mark.separated && !mark.labelled && !names) return null;
      if (!boldMark && isOfText(mark, line, lines[index - 1])) return null;
      if ((!strong || mark.labelled) && isFieldLine(head, within, lines, index)) return null;
      if (boldMark && head.more !== '' && isAmongFields(lines, index)) return null;
      if (mark.work === null && !boldMark && !tells && !named.has(line) && !isAlone) return null;
      if (!boldMark && !strong && index > 0) return null;
      if (strong && !boldMark && !tells && line.text.length > 200) return null;
      return { form: 'lead', rank: isTrackedBeside(mark, within) ? 7.3 : rankOf(mark.work), head };
    }
    case 'field':
      if (
        head.value === ''
          ? heads() || (isListed(head.fields[0], lines) && isShort(line))
          : head.fields[0] === 'criteria'
      )
        return { form: 'label', rank: 8, head };
      return null;
    case 'container':
      // “Story” over “Title: Pay” heads all that follows of the story.
      if (heads() && namesTitle(lines[index + 1]) && head.works.length === 1)
        return { form: 'lead', rank: rankOf(head.works[0] ?? null), head };
      return heads() || (lines.length === 1 && (listsAlone(line) || headsList(line)))
        ? { form: 'label', rank: 8, head }
        : null;
    case 'timeBox':
      // “Milestone 1 – Foundations” over “Deliverables” or “Tasks”.
      if (index === 0 && lines.length === 2 && headsLists(lines[1])) return { form: 'lead', rank: 7, head };
      return isBold(line) ? { form: 'label', rank: 8, head } : null;
    case 'other':
    case 'generic':
      return isBold(line) ? { form: 'label', rank: 8, head } : null;
    case 'plain':
      // A bold sentence tells a story, whether it ends with a point or not.
      if (goesOnAsStory(line, lines[index + 1]) || (!ends && isStorySentence(line.text))) return null;
      // Below “User stories” a bold line names one, and heads its fields as well.
      if (
        index === 0 &&
        isBold(line) &&
        !/[.!?:：]$/.test(line.text) &&
        (isListing(within) || namesStory(head.decoration, lines, within))
      )
        return { form: 'lead', rank: rankOf(null), head };
      return index === 0 &&
        lines.length <= 2 &&
        isBold(line) &&
        !/[.!?]$/.test(line.text) &&
        !isStorySentence(line.text)
        ? { form: 'label', rank: 8, head }
        : null;
    case 'empty':
      return null;
  }
}

/** Whether a field is a label without its colon: criteria anywhere, tasks and dependencies in a paragraph of their own. */
function isListed(field: FieldName | undefined, { length }: readonly Line[]): boolean {
  return (
    field === 'criteria' ||
    field === 'done' ||
    (length === 1 && (field === 'tasks' || field === 'dependencies'))
  );
}

function headsLists(line: Line | undefined): boolean {
  if (line === undefined || !isShort(line)) return false;
  const { kind } = readHead(line);
  return kind === 'field' || kind === 'generic' || kind === 'container';
}

/** “**As a guest**” over “I want a berth” */
function goesOnAsStory({ text }: Line, next: Line | undefined): boolean {
  return next !== undefined && !isStorySentence(text) && isStorySentence(`${text} ${next.text}`);
}

/** “**Pay by card** (5 pts)” or a bold line over the sentence of a story, below the heading of an epic or a feature. */
function namesStory({ points }: Decoration, lines: readonly Line[], within: Section): boolean {
  if (points === null && !isStorySentence(lines[1]?.text ?? '')) return false;
  let section: Section | null = within;
  while (section !== null && section.form !== 'heading') section = section.parent;
  return section?.head.kind === 'mark' && rankOf(section.head.mark.work) < 7.3;
}

/** “User stories” as a paragraph of its own is a label without its colon, and so is “User stories!” */
function listsAlone({ text }: Line): boolean {
  const work = workOf(text.replace(/[!！]+$/u, ''));
  return (isGroup(work) || isLeaf(work)) && namesSeveral(text);
}

/** Whether the heading around a place says what it lists. */
function isListing(within: Section): boolean {
  for (let section: Section | null = within; section !== null; section = section.parent)
    if (section.form === 'heading')
      return section.head.kind === 'container' && section.head.works.length === 1;
  return false;
}

/** Whether a mark stands in front of the sentence of the item around it, which has a title: “US-7: As a …” below “US-7: Pay”. */
function isToldAgain({ key, ordinal, work }: Mark, within: Section): boolean {
  for (let section: Section | null = within; section !== null; section = section.parent) {
    if (section.head.kind !== 'mark') continue;
    const { mark } = section.head;
    return (
      mark.key === key &&
      mark.ordinal === ordinal &&
      mark.work === work &&
      mark.title !== '' &&
      !isStorySentence(mark.title)
    );
  }
  return false;
}

/** Whether a place lists what stands elsewhere: below “Depends on:”, “Open questions”. */
function speaksOfOthers({ head }: Section): boolean {
  if (head.kind === 'field') return head.fields[0] === 'dependencies' || head.fields[0] === 'blocks';
  return head.kind === 'other';
}

function namesTitle(line: Line | undefined): boolean {
  const pair = line === undefined || line.text.length > 300 ? undefined : pairsOf(line)?.[0];
  return pair !== undefined && pair.fields[0] === 'title' && pair.value !== '';
}

export function rankOf(work: string | null): number {
  return work === 'EPIC'
    ? 7.1
    : work === 'FEATURE'
      ? 7.2
      : work === 'TASK' || work === 'TEST' || work === 'BUG'
        ? 7.4
        : 7.3;
}

/** “**Bug 8850 – …**” behind “**User story 8843 – …**”: to a tracker's numbers each of them is a piece of work. */
function isTrackedBeside(mark: Mark, within: Section): boolean {
  if (mark.work !== 'BUG' && mark.work !== 'TASK') return false;
  let above: Section | null = within;
  while (above !== null && above.form !== 'heading' && above.head.kind !== 'mark') above = above.parent;
  const series = trackerOf(mark);
  return (
    series !== null &&
    above?.form === 'lead' &&
    above.head.kind === 'mark' &&
    trackerOf(above.head.mark) === series
  );
}

/** What the numbers of a tracker count: the letters in front of one, or nothing where it has so many digits. */
function trackerOf({ key, prefix, ordinal }: Mark): string | null {
  if (key !== null) return prefix !== null && prefixWork(prefix) === null ? prefix : null;
  return /^\d{3,}$/.test(ordinal ?? '') ? '' : null;
}

/** “Epic: Payments” among other `Key: value` lines, or inside a story, says where something belongs. */
function isFieldLine(
  head: Head & { kind: 'mark' },
  within: Section,
  lines: readonly Line[],
  index: number,
): boolean {
  const tells = isStorySentence(head.mark.title);
  const own = rankOf(head.mark.work);
  if (pairsAmong(lines) > 1 && !(index === 0 && (tells || headsParagraph(lines, own, within)))) return true;
  let isInside = false;
  for (let section: Section | null = within; section !== null; section = section.parent) {
    if (section.head.kind !== 'mark') continue;
    const above = rankOf(section.head.mark.work);
    if (above > own) {
      // A paragraph of its own may be the next epic, behind the stories of the one before it.
      if (section.form !== 'lead' || index > 0) return true;
      isInside = true;
    } else if (above < own) return isInside;
    else if (isInside) return fold(section.head.mark.title) === fold(head.mark.title);
    // A second “Story: As a …” is the next story, unless the one above has a title of its own.
    else return tells && !isStorySentence(section.head.mark.title);
  }
  return isInside;
}

/** “**Story: Pay**” over “Owner: Ann”, “Story: Pay” over “As a guest”, and over anything that is no field below the heading of a feature. */
function headsParagraph([line, next]: readonly Line[], own: number, within: Section): boolean {
  if (line === undefined || next === undefined) return false;
  if (isBold(line)) return !isBold(next);
  if (own === rankOf('STORY') && beginsWithRole(next.text)) return true;
  let section: Section | null = within;
  while (section !== null && section.form !== 'heading') section = section.parent;
  const isBelowGroup = section?.head.kind === 'mark' && rankOf(section.head.mark.work) < own;
  return isBelowGroup && !pairLine.test(next.text);
}

/** “**Epic 1 handover**: done” between `Key: value` lines tells of the item around them. */
function isAmongFields(lines: readonly Line[], index: number): boolean {
  const [before, behind] = [lines[index - 1], lines[index + 1]];
  return before !== undefined && isValue(before) && (behind === undefined || isValue(behind));
}

function isValue(line: Line): boolean {
  const head = readHead(line);
  return head.kind === 'field' && head.value !== '';
}

const pointSign = new RegExp(`[\\s:.()\\d]|${anyOf(pointUnits)}`, 'gu');

function isBold(line: Line): boolean {
  return line.bold > 0 && fold(line.text.slice(line.bold)).replace(pointSign, '') === '';
}

const pairLine = /^[^:：]{1,40}[:：]\s*\S/u;
const pairCounts = new WeakMap<readonly Line[], number>();

/** How many lines of a paragraph read `Key: value`. Counted once: each line of it asks. */
function pairsAmong(lines: readonly Line[]): number {
  const known = pairCounts.get(lines);
  if (known !== undefined) return known;
  const count = lines.filter((line) => pairLine.test(line.text)).length;
  pairCounts.set(lines, count);
  return count;
}
