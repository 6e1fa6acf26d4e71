import type { Line } from '../blocks.ts';
import { type ItemDraft, warnOfGuess } from '../item-draft.ts';
import { undecorated } from '../lines/head-decoration.ts';
import { boldLabelOf, type Pair, pairsOf } from '../lines/pairs.ts';
import { workWithin } from '../lines/spoken-work.ts';
import { statusAtStart } from '../lines/tags.ts';
import { entriesIn, headingsIn, linesOfPart } from '../sections/parts.ts';
import type { Part, Section } from '../sections/sections.ts';
import { titleSection } from '../sections/title-section.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { plannedFields } from '../words/planned-fields.ts';
import { issueWords, problemWords, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import type { DraftCollector } from './draft-collector.ts';
import { namesNoPlan, outlineStory, type ReadInside, warnOfOutline } from './outline-stories.ts';

const fewestBare = 4;
const fewestRanked = 2;
const fewestDeepest = 3;

/**
 * Where nothing else is an item, the headings right below that of a backlog are its stories where hardly one is anything
 * else: each begins with fields that rank it.
 */
export function collectRanked(root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  const title = titleSection(root);
  const outer = headingsIn(root);
  const backlogs = [...outer, ...(title === null ? [] : headingsIn(title))].filter(isBacklog);
  return backlogs.filter((backlog) => collect(backlog, isRanked, fewestRanked, collector, inside)).length > 0;
}

/**
 * The same for those below the title where each stands alone or over headings of its own, or over nothing but paragraphs
 * where the title is called a backlog and no more: “Harbour backlog”. Below the title “User stories” each begins with a text.
 */
export function collectHeadings(root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  const title = titleSection(root);
  if (title === null) return false;
  if (listsStories(title)) return collect(title, tellsAStory, fewestBare, collector, inside);
  if (!isBacklog(title)) return false;
  if (collect(title, isBare, fewestBare, collector, inside)) return true;
  return endsInBacklog(title) && collect(title, isText, fewestBare, collector, inside);
}

/**
 * The same for the headings of one level that are numbered straight through, whatever headings below that of a backlog group
 * them. Right below it they may as well be its chapters.
 */
export function collectNumbered(root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  const title = titleSection(root);
  if (title === null || !isBacklog(title)) return false;
  const levels = Map.groupBy(headingsBelow(title), ({ rank }) => rank);
  for (const [, level] of levels) {
    const counted = level.filter((heading) => numberOf(heading) !== null);
    const numbers = new Set(counted.map(numberOf));
    if (counted.length < fewestBare || !isMost(counted, level) || !numbers.has('1')) continue;
    if (numbers.size < counted.length || level.some((heading) => heading.parent === title)) continue;
    if (level.some((heading) => headingsIn(heading).length > 0)) continue;
    // The newest may still wait for its number.
    collectCards(
      level.filter(({ head }) => head.kind === 'plain' || head.kind === 'mark'),
      title,
      collector,
      inside,
    );
    return true;
  }
  return false;
}

/** “9. C2 criterion”: of letters that say no kind the number in front counts on. */
function numberOf({ head }: Section): string | null {
  const isPlain = head.kind === 'plain' || (head.kind === 'mark' && head.mark.work === null);
  const number = isPlain ? head.decoration.numbering : null;
  return number === null || !/^\d{1,3}$/.test(number) ? null : number;
}

/**
 * The same for the deepest headings below the title of a backlog or of issues, where nearly all begin with such fields and
 * go on with a text. Those above only group them.
 */
export function collectDeepest(root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  const title = titleSection(root);
  if (title === null || !(isBacklog(title) || isListOfIssues(title))) return false;
  const below = headingsBelow(title);
  const deepest = below.reduce((most, { rank }) => Math.max(most, rank), Number.NEGATIVE_INFINITY);
  const level = below.filter(({ rank }) => rank === deepest);
  const cards = level.filter((heading) => heading.head.kind === 'plain' && tellsIssue(heading));
  if (cards.length < fewestDeepest || !isMost(cards, level)) return false;
  collectCards(cards, title, collector, inside);
  return true;
}

/**
 * The same for the headings of one level anywhere below that of a backlog, where nearly all begin with the same two labelled
 * paragraphs: “**Found:** …”, “**Problem:** …”. Their lists are description.
 */
export function collectLabelled(root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  const title = titleSection(root);
  if (title === null || !isBacklog(title)) return false;
  const levels = Map.groupBy(headingsBelow(title), ({ rank }) => rank);
  for (const [, level] of [...levels].sort(([a], [b]) => a - b)) {
    const alike = [...Map.groupBy(level, labelsBelow)].filter(([labels]) => labels !== null);
    const cards = alike.find(([, those]) => those.length >= fewestBare && isMost(those, level))?.[1];
    if (cards === undefined) continue;
    collectCards(cards, title, collector, inside);
    return true;
  }
  return false;
}

/**
 * The same for the headings of one level in a plan where nearly all that stand beside such begin with two fields or more
 * that planned work has: “**Priority:** P1”, “**Effort:** 3 days”. What stands below them, boxes too, is their text.
 */
export function collectFielded(root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  const title = titleSection(root);
  if (title === null || !isPlan(title)) return false;
  const levels = [title, ...headingsBelow(title)].map(headingsIn).filter((level) => level.some(hasFields));
  const level = levels.flat();
  const cards = level.filter((heading) => heading.head.kind === 'plain' && hasFields(heading));
  if (cards.length < fewestDeepest || !isMost(cards, level) || ranksOf(cards) > 1) return false;
  const isOfFeatures = isMost(
    cards.filter((card) => headingsIn(card).length > 0),
    cards,
  );
  collectCards(cards, title, collector, inside, isOfFeatures ? 'FEATURE' : 'STORY');
  return true;
}

function ranksOf(headings: readonly Section[]): number {
  return new Set(headings.map(({ rank }) => rank)).size;
}

function collectCards(
  cards: readonly Section[],
  title: Section,
  collector: DraftCollector,
  inside: ReadInside,
  kind: 'FEATURE' | 'STORY' = 'STORY',
): void {
  const stories = new Map(
    untold(cards, collector).map((card) => [
      card,
      behindStatus(outlineStory(card, card.parent ?? title, collector, inside)),
    ]),
  );
  for (const story of stories.values()) story.kind = kind;
  warnOfOutline([...stories.values()]);
  collector.settleNotes({ items: stories });
}

const statusInFront = /^(\p{L}[^—–:]{2,30}) [—–-] (?=\S{2})/u;

/** “Completed — replay a frame” */
function behindStatus(story: ItemDraft): ItemDraft {
  const [front, state = ''] = statusInFront.exec(story.title) ?? [];
  if (front === undefined || statusAtStart(state) !== state) return story;
  story.status ??= state;
  story.title = story.title.slice(front.length);
  return story;
}

/** Those of them that are no items yet: criteria or points of its own make a heading a story already. */
function untold(cards: readonly Section[], { drafts }: DraftCollector): readonly Section[] {
  const told = new Set(drafts.map(({ place }) => place));
  return cards.filter((card) => !told.has(card));
}

function isMost(some: readonly Section[], all: readonly Section[]): boolean {
  return some.length * 10 >= all.length * 8;
}

function headingsBelow(section: Section): readonly Section[] {
  return headingsIn(section).flatMap((heading) => [heading, ...headingsBelow(heading)]);
}

/** The two labels that a section without a mark begins with, each in bold in front of its text. */
function labelsBelow({ head, parts }: Section): string | null {
  if (head.kind !== 'plain') return null;
  const [first, second] = parts.slice(0, 2).flatMap(openingLines).map(boldLabelOf);
  return first == null || second == null ? null : `${first} ${second}`;
}

function openingLines(part: Part): readonly Line[] {
  return part.type === 'section' && part.section.form === 'label' ? [part.section.line] : linesOfPart(part);
}

function collect(
  backlog: Section,
  isCard: (section: Section) => boolean,
  fewest: number,
  collector: DraftCollector,
  inside: ReadInside,
): boolean {
  const headings = headingsIn(backlog);
  const cards = headings.filter((heading) => heading.head.kind === 'plain' && isCard(heading));
  if (cards.length < fewest || !isMost(cards, headings)) return false;
  const stories = new Map<Section, ItemDraft>();
  for (const card of untold(cards, collector)) {
    const story = outlineStory(card, backlog, collector, inside);
    warnOfGuess(story, 'story', `it stands below “${backlog.line.text}”`);
    stories.set(card, story);
  }
  collector.settleNotes({ items: stories, holding: [backlog] });
  return true;
}

function isBacklog({ line }: Section): boolean {
  return speaksOfBacklog(line.text) && !namesNoPlan(fold(line.text));
}

const plans = wordSearch(wordsFor('plans'));

/** “Harbour backlog”, “Product roadmap” */
function isPlan({ line }: Section): boolean {
  const folded = fold(line.text);
  return (speaksOfBacklog(line.text) || plans.test(folded)) && !namesNoPlan(folded);
}

/** “GitHub issues”, “Tickets” */
function isListOfIssues({ line }: Section): boolean {
  const folded = fold(undecorated(line.text).title).trim();
  const last = folded.split(' ').at(-1) ?? '';
  return issueWords.has(last) && !namesNoPlan(folded);
}

function endsInBacklog({ line }: Section): boolean {
  return speaksOfBacklog(undecorated(line.text).title.split(/\s/u).at(-1) ?? '');
}

/** Whether a section is a text. One that speaks of backlogs tells of these. */
function isText({ line, parts }: Section): boolean {
  return (
    parts.length > 0 &&
    !isQuestion(line.text) &&
    !speaksOfBacklog(line.text) &&
    parts.every(
      (part) =>
        part.type === 'code' ||
        (part.type === 'text' && part.lines.every(({ text }) => !speaksOfBacklog(text))),
    )
  );
}

/** “User stories” as a title. */
function listsStories({ head }: Section): boolean {
  return head.kind === 'container' && head.works[0] === 'STORY';
}

/** Whether a section begins with a text and holds no headings. One that speaks of stories tells how these are written. */
function tellsAStory({ line, parts }: Section): boolean {
  return (
    parts[0]?.type === 'text' &&
    !isQuestion(line.text) &&
    parts.every(({ type }) => type === 'text' || type === 'list' || type === 'code') &&
    ![line, ...linesOfPart(parts[0])].some(({ text }) => workWithin(fold(text)) === 'STORY')
  );
}

function isQuestion(text: string): boolean {
  return /[?？]\s*$/u.test(text);
}

function isBare({ parts }: Section): boolean {
  return parts.every(({ type }) => type === 'section');
}

const ranks: ReadonlySet<FieldName> = new Set(['type', 'priority', 'status', 'points', 'estimate', 'labels']);

const mostLines = 6;

/** Whether a section begins with fields that planned work has. A status alone is one of what is listed below it as well. */
function isRanked(section: Section): boolean {
  const found = fieldsIn(section.parts[0]).flatMap(({ fields: [field] }) =>
    field !== undefined && ranks.has(field) ? [field] : [],
  );
  return found.some((field) => field !== 'status') || (found.length > 0 && !listsDetailed(section));
}

/** Whether nearly all that is listed right below a heading are names over lists of their own: “Sign up:” over what that does. */
function listsDetailed(section: Section): boolean {
  const entries = entriesIn(section).filter((entry) => pairsOf(entry.line) === null);
  const detailed = entries.filter(({ parts }) => parts.some(({ type }) => type === 'list'));
  return detailed.length > 1 && isMost(detailed, entries);
}

/** What only planned work has, and a status of problems has not. */
const ofIssues: ReadonlySet<FieldName> = new Set(['type', ...plannedFields]);

/** Whether a section begins with such fields, none of a problem among them, and goes on. */
function tellsIssue({ parts: [first, ...others] }: Section): boolean {
  const pairs = fieldsIn(first);
  return (
    others.length > 0 &&
    pairs.some(({ fields: [field] }) => field !== undefined && ofIssues.has(field)) &&
    !pairs.some(({ label }) => problemWords.has(fold(label).trim()))
  );
}

const fewestFields = 2;
const measuring: ReadonlySet<FieldName> = new Set(['priority', 'points', 'estimate']);

/** Whether a section begins with two fields of planned work, one of which measures it, and none of a problem. */
function hasFields({ parts: [first] }: Section): boolean {
  const pairs = fieldsIn(first);
  const found = new Set(
    pairs.flatMap(({ fields: [field] }) => (field !== undefined && ranks.has(field) ? [field] : [])),
  );
  return (
    found.size >= fewestFields &&
    [...found].some((field) => measuring.has(field)) &&
    !pairs.some(({ label }) => problemWords.has(fold(label).trim()))
  );
}

function fieldsIn(part: Part | undefined): readonly Pair[] {
  return linesOfPart(part)
    .slice(0, mostLines)
    .flatMap((line) => pairsOf(line) ?? []);
}
