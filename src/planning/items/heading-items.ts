import type { Line } from '../blocks.ts';
import { type ItemDraft, warn } from '../item-draft.ts';
import { boldLabelOf, pairsOf } from '../lines/pairs.ts';
import { headingsIn, linesOfPart } from '../sections/parts.ts';
import type { Part, Section } from '../sections/sections.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { whyContainer } from './coverage-reasons.ts';
import type { DraftCollector } from './draft-collector.ts';
import { namesNoPlan, outlineStory, type ReadInside, warnOfOutline } from './outline-stories.ts';
import { titleSection } from './walk-place.ts';

const fewestBare = 4;
const fewestRanked = 2;

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

/** The same for those below the title where each stands alone or over headings of its own. */
export function collectHeadings(root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  const title = titleSection(root);
  return title !== null && isBacklog(title) && collect(title, isBare, fewestBare, collector, inside);
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
    const stories = new Map(
      untold(cards, collector).map((card) => [
        card,
        outlineStory(card, card.parent ?? title, collector, inside),
      ]),
    );
    warnOfOutline([...stories.values()]);
    for (const note of collector.notes) note.draft ??= stories.get(note.section) ?? null;
    return true;
  }
  return false;
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
    warn(
      story,
      'STORY_GUESSED',
      `“${story.title}” was taken for a story because it stands below “${backlog.line.text}”. Write “Story: ${story.title}” to say so.`,
    );
    stories.set(card, story);
  }
  for (const note of collector.notes) {
    note.draft ??= stories.get(note.section) ?? null;
    if (note.section === backlog) note.reason = whyContainer(true);
  }
  return true;
}

function isBacklog({ line }: Section): boolean {
  return speaksOfBacklog(line.text) && !namesNoPlan(fold(line.text));
}

function isBare({ parts }: Section): boolean {
  return parts.every(({ type }) => type === 'section');
}

const ranks: ReadonlySet<FieldName> = new Set(['type', 'priority', 'status', 'points', 'estimate', 'labels']);

const mostLines = 6;

/** Whether a section begins with fields that planned work has. */
function isRanked({ parts: [first] }: Section): boolean {
  return linesOfPart(first)
    .slice(0, mostLines)
    .some((line) => pairsOf(line)?.some(({ fields: [field] }) => field !== undefined && ranks.has(field)));
}
