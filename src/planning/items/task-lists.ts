import type { Row } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import type { Mark } from '../lines/marks.ts';
import type { Matter } from '../lines/matters.ts';
import { workWithin } from '../lines/spoken-work.ts';
import { speaksOfPlanning } from '../sections/feature-lists.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import { listedWork } from '../sections/listing-headings.ts';
import { hasStoryFields, listsMeasured } from '../sections/plain-sections.ts';
import { partHolds } from '../sections/section-evidence.ts';
import type { Part, Section } from '../sections/sections.ts';
import { areMeasured } from '../tables/column-contents.ts';
import { planOfTable, type TablePlan } from '../tables/table-columns.ts';
import { saysTechnical } from '../words/enabler-types.ts';
import { fold } from '../words/fold.ts';
import { wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { isStoryLike, type Place } from './walk-place.ts';

/** Whether the tasks that a heading lists are work of the plan; under an item they may be its steps. */
export function plansTasks(section: Section, { item, other }: Place, meanings: PrefixMeanings): boolean {
  if (other !== null || isStoryLike(item)) return false;
  if (listsMarked(section)) return true;
  if (!meanings.requirementsCount && sumsUpTime(section)) return false;
  if (item !== null && isOnlyWorkOf(item, section, meanings)) return true;
  if (meanings.requirementsCount && isWorkOfGroup(item, section)) return true;
  const { requirementsCount, tasksCount } = meanings;
  // Where no story is told, the columns or the outline say what “Tasks” are.
  const isMeasuredHere = (): boolean => section.parts.some(isMeasured) || listsMeasured(section);
  if (!requirementsCount && ((item === null && tasksCount) || isMeasuredHere())) return true;
  const isPlanned = item === null || saysTechnical(section.line.text) || speaksOfPlanning(section);
  return isPlanned && standsBesideStories(section);
}

const qualifier = wordSearch(wordsFor('qualifiers'));

/** “Main tasks” of a sprint say in other words what its stories are. */
function sumsUpTime({ line, parent }: Section): boolean {
  return parent?.head.kind === 'timeBox' && qualifier.test(fold(line.text));
}

/** “- Task: Count the questions”: what says itself that it is a task, and has a text of its own, is one below “Tasks” too. */
function listsMarked({ parts }: Section): boolean {
  const entries = parts.flatMap((part) => (part.type === 'list' ? part.entries : []));
  return entries.length > 0 && entries.every(({ head }) => head.kind === 'mark' && namesTask(head.mark));
}

function namesTask({ work, spelled, separated, title }: Mark): boolean {
  return work === 'TASK' && spelled && separated && title !== '';
}

/** Whether a field's label speaks of tasks in their own right: not “Sub-tasks”, and not “Steps”. */
export function namesTasks({ fields, label }: Matter & { kind: 'field' }): boolean {
  return fields[0] === 'tasks' && workWithin(label) === 'TASK' && !subordinate.test(fold(label));
}

/** For each epic or feature whether tasks that stand directly under it are its only work. */
const onlyTasks = new WeakMap<Section, boolean>();

/** Whether tasks stand directly under an epic or a feature that has no stories, here or elsewhere. */
function isOnlyWorkOf(item: ItemDraft, { parent }: Section, meanings: PrefixMeanings): boolean {
  if (item.provisional || parent === null || parent !== item.place) return false;
  const known = onlyTasks.get(parent);
  if (known !== undefined) return known;
  const isOnly =
    // A feature with points or criteria is the work itself, and tasks are its steps.
    !(item.kind === 'FEATURE' && hasStoryFields(parent)) &&
    !holdsStories(parent, meanings) &&
    (meanings.requirementsCount || standsBesideHolders(parent, meanings));
  onlyTasks.set(parent, isOnly);
  return isOnly;
}

/** Ranks of the marked headings below a section that hold stories. */
const holderRanks = new WeakMap<Section, ReadonlySet<number>>();

/** Whether epics or features beside one hold their stories: then none of its own stand elsewhere. */
function standsBesideHolders({ parent, rank }: Section, meanings: PrefixMeanings): boolean {
  if (parent === null) return false;
  const known = holderRanks.get(parent);
  if (known !== undefined) return known.has(rank);
  const ranks = new Set<number>();
  for (const part of parent.parts)
    if (part.type === 'section' && part.section.head.kind === 'mark' && holdsStories(part.section, meanings))
      ranks.add(part.section.rank);
  holderRanks.set(parent, ranks);
  return ranks.has(rank);
}

function holdsStories({ parts }: Section, meanings: PrefixMeanings): boolean {
  return parts.some((part) => {
    if (part.type === 'text' || (part.type === 'section' && part.section.head.kind === 'field')) return false;
    return partHolds(part, meanings, true) || (part.type === 'section' && listsOrTells(part.section));
  });
}

/** Whether a heading without a mark has what a story has, or says that stories stand below it: “Checkout stories”. */
function listsOrTells(section: Section): boolean {
  if (hasStoryFields(section) || listsMeasured(section)) return true;
  const { head } = section;
  const listed = head.kind === 'plain' ? listedWork(section, head.decoration.title) : null;
  return listed !== null && listed !== 'TASK';
}

/** For each section the ranks of the headings below it that mostly group tasks. */
const groupRanks = new WeakMap<Section, ReadonlySet<number>>();

/** Whether tasks stand below a plain heading or a time box, as they do below most beside it: then those are what they work towards. */
function isWorkOfGroup(item: ItemDraft | null, { parent: group }: Section): boolean {
  const isGuessed = item === null || (item.provisional && item.enclosing === null && item.place === group);
  if (!isGuessed || group === null || group.parent === null || !groupsTasks(group)) return false;
  const known = groupRanks.get(group.parent);
  if (known !== undefined) return known.has(group.rank);
  const beside = group.parent.parts.flatMap((part) =>
    part.type === 'section' && part.section.form === 'heading' ? [part.section] : [],
  );
  const ranks = new Set<number>();
  for (const [rank, headings] of Map.groupBy(beside, (heading) => heading.rank)) {
    const groups = headings.filter(groupsTasks);
    if (groups.length > 1 && groups.length * 2 > headings.length) ranks.add(rank);
  }
  groupRanks.set(group.parent, ranks);
  return ranks.has(group.rank);
}

function groupsTasks(section: Section): boolean {
  const { form, head, parts } = section;
  const isGroup = form === 'heading' && (head.kind === 'plain' || head.kind === 'timeBox');
  if (!isGroup || hasStoryFields(section)) return false;
  return parts.some((part) => part.type === 'section' && headsTasks(part.section));
}

function headsTasks({ head }: Section): boolean {
  return head.kind === 'field' ? namesTasks(head) : head.kind === 'container' && head.works[0] === 'TASK';
}

const subordinate = wordSearch(wordsFor('subordinates'));

function isMeasured(part: Part): boolean {
  if (part.type !== 'table') return false;
  const plan = planOfTable(part.block, null);
  return plan !== null && 'columns' in plan && isMeasuredTable(plan, part.block.rows);
}

/** Whether most rows of a table have story points: what work of the plan has, and a step has not. */
export function isMeasuredTable({ columns, firstRow }: TablePlan, rows: readonly Row[]): boolean {
  return areMeasured(rows.slice(firstRow), columns);
}

/** Ranks of the headings below a section that list stories. */
const storyRanks = new WeakMap<Section, ReadonlySet<number>>();

/** Whether a heading of the same level lists stories: “User stories” and “Technical tasks” list work alike. */
function standsBesideStories({ rank, parent }: Section): boolean {
  if (parent === null) return false;
  const known = storyRanks.get(parent);
  if (known !== undefined) return known.has(rank);
  const ranks = new Set<number>();
  for (const part of parent.parts)
    if (
      part.type === 'section' &&
      part.section.head.kind === 'container' &&
      part.section.head.works.includes('STORY')
    )
      ranks.add(part.section.rank);
  storyRanks.set(parent, ranks);
  return ranks.has(rank);
}
