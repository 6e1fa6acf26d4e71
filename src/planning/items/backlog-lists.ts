import { type ItemDraft, sectionOf, warnOfGuess } from '../item-draft.ts';
import { undecorated } from '../lines/head-decoration.ts';
import { isExclusion } from '../lines/matters.ts';
import { withoutBrackets } from '../lines/plain-text.ts';
import { namesTasks } from '../lines/task-labels.ts';
import { entriesIn, headingsIn } from '../sections/parts.ts';
import { leadingPriority, prioritizedHeadings, priorityTold } from '../sections/priority-headings.ts';
import type { Section } from '../sections/sections.ts';
import { titleSection } from '../sections/title-section.ts';
import { timeTold } from '../sections/told-times.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { fold, normalizedTitle } from '../words/fold.ts';
import { statusWords, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import type { DraftCollector } from './draft-collector.ts';
import { besideStories } from './listed-stories.ts';
import {
  isBareMatter,
  isDoable,
  namesNoPlan,
  outlineStory,
  type ReadInside,
  textFrom,
} from './outline-stories.ts';
import { isStoryLike } from './walk-place.ts';

const fewest = 2;

/**
 * Where no story is told, the entries right below the heading of a backlog are its stories, and so are those below the
 * sprints, priorities and states that it is parted by, also beside such that tell all stories. Right below the title
 * they may be anything where something else is planned.
 */
export function collectBacklogs(root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  // Beside what the document plans, “Tasks” may be steps of that.
  const marked = new Set(collector.drafts.filter(isMarkedWork).map(({ place }) => place));
  const isAlone = collector.drafts.length === marked.size;
  const isPlanOfTasks = isAlone && (isSprint(root) || listsOnlyTasks(root));
  const names = (section: Section): boolean =>
    namesBacklog(section) || (isPlanOfTasks && headsTasks(section)) || (isAlone && saysToDo(section));
  if (!holdsAny(root, names)) return false;
  const holders = new Map(collector.drafts.map((draft) => [draft.place, draft]));
  const stories = collector.drafts.filter((draft) => isStoryLike(draft) && !marked.has(draft.place));
  const told = new Set(stories.map(({ place }) => place));
  const named = new Set(
    collector.drafts.filter(({ provisional }) => !provisional).map(({ title }) => normalizedTitle(title)),
  );
  const title = titleSection(root);
  const read = new Set<Section>();
  const visit = (section: Section, owner: ItemDraft | null): void => {
    for (const part of section.parts) {
      if (part.type !== 'section' || part.section.form !== 'heading') continue;
      if (!mayHold(part.section) && !(isPlanOfTasks && headsTasks(part.section))) continue;
      const inner = part.section;
      const item = holders.get(inner) ?? owner;
      const isBacklog = names(inner);
      if (isBacklog && !read.has(inner) && textFrom(inner) === inner.parts.length) {
        const groups = inner === title && namesBacklog(inner) && !isAlone ? [] : [inner];
        // “Doing” and “Done” beside “To do” are of the same board, and beside “Backlog” where that holds a list.
        groups.push(...groupsOf(saysToDo(inner) ? section : inner).filter((group) => group !== inner));
        if (isAlone && namesBacklog(inner)) groups.push(...statesBeside(inner, section));
        const elsewhere = isLeftBySprints(inner, stories) ? nothing : told;
        for (const entry of entriesOf(groups, marked, elsewhere, named)) {
          read.add(entry.group);
          collect(entry, inner, item, collector, inside);
        }
      }
      if (inner === title || !isBacklog) visit(inner, item);
    }
  };
  visit(root, null);
  collector.settleNotes({ holding: read });
  return read.size > 0;
}

/** Whether any heading below a section is that of a backlog: of most documents that is all to ask. */
function holdsAny({ parts }: Section, names: (section: Section) => boolean): boolean {
  return parts.some(
    (part) =>
      part.type === 'section' &&
      part.section.form === 'heading' &&
      (names(part.section) || holdsAny(part.section, names)),
  );
}

function namesBacklog({ line }: Section): boolean {
  return speaksOfBacklog(line.text, line.folded);
}

function headsTasks({ head }: Section): boolean {
  return head.kind === 'field' && head.value === '' && namesTasks(head);
}

const toDoWords = wordsFor('toDo');

function saysToDo({ line }: Section): boolean {
  // “Task list (tasks.md)”
  return toDoWords.has(withoutBrackets(fold(line.text)).trim());
}

const planTerm = wordSearch(wordsFor('planTerms'));

/** Whether a document is called as a sprint and says right below its title what its tasks are, whatever else it lists. */
function isSprint(root: Section): boolean {
  const title = titleSection(root);
  return (
    title?.head.kind === 'timeBox' &&
    planTerm.test(fold(title.line.text)) &&
    headingsIn(title).some(headsTasks)
  );
}

/** Whether a document lists nothing but tasks and what stands beside a plan: among other lists “Tasks” may be those of an exercise. */
function listsOnlyTasks({ parts }: Section): boolean {
  return parts.every((part) => {
    if (part.type !== 'section') return part.type === 'text' || part.type === 'code';
    const { section } = part;
    return headsTasks(section) || section.head.kind === 'other' || listsOnlyTasks(section);
  });
}

function mayHold({ head, line }: Section): boolean {
  return head.kind !== 'other' && head.kind !== 'field' && !namesNoPlan(fold(line.text));
}

interface Entry {
  readonly group: Section;
  readonly entry: Section;
}

const nothing: ReadonlySet<ItemDraft['place']> = new Set();

/** Whether open boxes below a backlog are what no sprint has taken: all stories stand in the sprints beside it. */
function isLeftBySprints(backlog: Section, stories: readonly ItemDraft[]): boolean {
  const entries = entriesIn(backlog);
  if (backlog.parent === null || entries.length === 0 || entries.some(({ checked }) => checked !== false))
    return false;
  const sprints = new Set(
    headingsIn(backlog.parent).flatMap(({ head, line }) => (head.kind === 'timeBox' ? line.text : [])),
  );
  return stories.every(({ location }) => location.headingPath.some((name) => sprints.has(name)));
}

/** The things to do that the groups of a backlog list; none where they are no plan. */
function entriesOf(
  groups: readonly Section[],
  marked: ReadonlySet<ItemDraft['place']>,
  told: ReadonlySet<ItemDraft['place']>,
  named: ReadonlySet<string>,
): readonly Entry[] {
  const all = groups
    .flatMap((group) => listedIn(group).map((entry) => ({ group, entry })))
    .filter(({ entry }) => !marked.has(entry));
  // “P0” may hold headings where “P1” has a list.
  const headed = groups.flatMap((group) => headingsIn(group).map((entry) => ({ group, entry })));
  const telling = [...all, ...headed].filter(({ entry }) => told.has(entry));
  if (telling.length < told.size) return [];
  const ranks = new Set(telling.map(({ group }) => group.rank));
  const groupsTelling = new Set(telling.map(({ group }) => group));
  const entries = all.filter(
    ({ group }) => told.size === 0 || (ranks.has(group.rank) && !groupsTelling.has(group)),
  );
  // A guide tells of backlogs in general.
  if (entries.some(({ entry }) => speaksOfBacklog(entry.line.text))) return [];
  // A list of what belongs to the first release calls several items of the document by name.
  const isNamed = ({ entry }: Entry): boolean =>
    named.has(normalizedTitle(undecorated(entry.line.text).title));
  if (entries.filter(isNamed).length >= fewest) return [];
  const doable = entries.filter(({ entry }) => isDoable(entry));
  const isPlan = doable.length >= fewest && doable.length * 10 >= entries.length * 8;
  if (!isPlan) return [];
  return entries.filter((each) => (isDoable(each.entry) || isBareMatter(each.entry)) && !isNamed(each));
}

function collect(
  { group, entry }: Entry,
  backlog: Section,
  owner: ItemDraft | null,
  collector: DraftCollector,
  inside: ReadInside,
): void {
  const story = outlineStory(entry, group, collector, inside);
  story.enclosing = owner;
  story.told ??= timeTold(group);
  story.priority ??= priorityTold(group) ?? leadingPriority(group);
  if (group !== backlog && statusWords.has(fold(group.line.text))) story.status ??= group.line.text;
  warnOfGuess(story, 'story', `it stands below “${backlog.line.text}”`);
}

/** “Ready”, “This week” and “Done” on the level of a backlog; one state alone may be a note on the document. */
function statesBeside(backlog: Section, around: Section): readonly Section[] {
  const states = new Set<string>();
  const beside = headingsIn(around).filter((heading) => {
    if (heading === backlog || heading.rank !== backlog.rank) return false;
    const name = fold(heading.line.text);
    const isState = statusWords.has(name);
    if (isState) states.add(name);
    return isState || heading.head.kind === 'timeBox';
  });
  return states.size > 1 ? beside : [];
}

/** “BUG - Pay by card” in a list of stories: marked as what the entries beside it are not. */
function isMarkedWork(draft: ItemDraft): boolean {
  const { evidence, work } = draft;
  return evidence === 'mark' && besideStories.has(work) && sectionOf(draft)?.form === 'entry';
}

/** What says when, how urgent or how far along what stands below it is: headings, and sprints with a list in a list. */
function groupsOf(around: Section): readonly Section[] {
  const ranked = rankedIn(around);
  return around.parts.flatMap((part) => {
    if (part.type === 'list') return part.entries.filter(isTimeBox);
    if (part.type !== 'section' || part.section.form !== 'heading') return [];
    const { section } = part;
    const arranges =
      section.head.kind === 'timeBox' ||
      ranked.has(section) ||
      (priorityTold(section) !== null && !isExclusion(section.line.text)) ||
      statusWords.has(fold(section.line.text));
    return arranges ? [section, ...groupsOf(section)] : [];
  });
}

/** “P1 – Comfort” beside “P2 – Extras”: alone it may be the name of something with a priority. */
function rankedIn(around: Section): ReadonlySet<Section> {
  const headings = headingsIn(around);
  const ranked = new Set(
    prioritizedHeadings({ plain: headings.filter(({ head }) => head.kind === 'plain') }),
  );
  const all = headings.filter((heading) => ranked.has(heading) || priorityTold(heading) !== null);
  return all.length > 1 ? ranked : new Set();
}

function isTimeBox({ head, parts }: Section): boolean {
  return head.kind === 'timeBox' && parts.some(({ type }) => type === 'list');
}

function listedIn(section: Section): readonly Section[] {
  return entriesIn(section).filter((entry) => !isTimeBox(entry));
}
