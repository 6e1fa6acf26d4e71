import { type ItemDraft, warn } from '../item-draft.ts';
import { pairsOf } from '../lines/pairs.ts';
import { headingsIn, linesOfPart } from '../sections/parts.ts';
import type { Section } from '../sections/sections.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { whyContainer } from './coverage-reasons.ts';
import type { DraftCollector } from './draft-collector.ts';
import { namesNoPlan, outlineStory, type ReadInside } from './outline-stories.ts';
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

function collect(
  backlog: Section,
  isCard: (section: Section) => boolean,
  fewest: number,
  collector: DraftCollector,
  inside: ReadInside,
): boolean {
  const headings = headingsIn(backlog);
  const cards = headings.filter((heading) => heading.head.kind === 'plain' && isCard(heading));
  if (cards.length < fewest || cards.length * 10 < headings.length * 8) return false;
  const stories = new Map<Section, ItemDraft>();
  for (const card of cards) {
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
