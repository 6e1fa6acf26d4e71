import { type ItemDraft, warn } from '../item-draft.ts';
import { priorityTold } from '../sections/priority-headings.ts';
import type { Section } from '../sections/sections.ts';
import { timeTold } from '../sections/told-times.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { fold } from '../words/fold.ts';
import { statusWords } from '../words/vocabulary.ts';
import { whyContainer } from './coverage-reasons.ts';
import type { DraftCollector } from './draft-collector.ts';
import { isDoable, namesNoPlan, outlineStory, type ReadInside } from './outline-stories.ts';
import { isStoryLike, titleSection } from './walk-place.ts';

const fewest = 2;

/**
 * Where no story is told, the entries right below the heading of a backlog are its stories, and so are those below the
 * sprints, priorities and states that it is parted by.
 */
export function collectBacklogs(root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  if (collector.drafts.some((draft) => isStoryLike(draft))) return false;
  const holders = new Map(collector.drafts.map((draft) => [draft.place, draft]));
  const title = titleSection(root);
  let found = false;
  const visit = (section: Section, owner: ItemDraft | null): void => {
    for (const part of section.parts) {
      if (part.type !== 'section' || part.section.form !== 'heading' || !mayHold(part.section)) continue;
      const inner = part.section;
      const item = holders.get(inner) ?? owner;
      if (inner === title || !speaksOfBacklog(inner.line.text)) visit(inner, item);
      else if (collect(inner, item, collector, inside)) found = true;
    }
  };
  visit(root, null);
  return found;
}

function mayHold({ head, line }: Section): boolean {
  return head.kind !== 'other' && head.kind !== 'field' && !namesNoPlan(fold(line.text));
}

function collect(
  backlog: Section,
  owner: ItemDraft | null,
  collector: DraftCollector,
  inside: ReadInside,
): boolean {
  const groups = [backlog, ...groupsOf(backlog)];
  const entries = groups.flatMap((group) => listed(group).map((entry) => ({ group, entry })));
  // A guide tells of backlogs in general.
  if (entries.some(({ entry }) => speaksOfBacklog(entry.line.text))) return false;
  const doable = entries.filter(({ entry }) => isDoable(entry));
  if (doable.length < fewest || doable.length * 10 < entries.length * 8) return false;
  for (const { group, entry } of doable) {
    const story = outlineStory(entry, group, collector, inside);
    story.enclosing = owner;
    story.told ??= timeTold(group);
    story.priority ??= priorityTold(group);
    warn(
      story,
      'STORY_GUESSED',
      `“${story.title}” was taken for a story because it stands below “${backlog.line.text}”. Write “Story: ${story.title}” to say so.`,
    );
  }
  const holding = new Set(doable.map(({ group }) => group));
  for (const note of collector.notes) if (holding.has(note.section)) note.reason = whyContainer(true);
  return true;
}

/** The headings that say when, how urgent or how far along what stands below them is. */
function groupsOf({ parts }: Section): readonly Section[] {
  return parts.flatMap((part) => {
    if (part.type !== 'section' || part.section.form !== 'heading') return [];
    const { section } = part;
    const arranges =
      section.head.kind === 'timeBox' ||
      priorityTold(section) !== null ||
      statusWords.has(fold(section.line.text));
    return arranges ? [section, ...groupsOf(section)] : [];
  });
}

function listed({ parts }: Section): readonly Section[] {
  return parts.flatMap((part) => (part.type === 'list' ? part.entries : []));
}
