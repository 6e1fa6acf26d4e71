import type { Row } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import type { Mark } from '../lines/marks.ts';
import { namesTasks, subordinate } from '../lines/task-labels.ts';
import { speaksOfPlanning } from '../sections/feature-lists.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import { listedWork } from '../sections/listing-headings.ts';
import { entriesIn } from '../sections/parts.ts';
import { hasStoryFields, listsMeasured } from '../sections/plain-sections.ts';
import { partHolds } from '../sections/section-evidence.ts';
import { rememberingLevels, rememberingMeanings, rememberingSections } from '../sections/section-memory.ts';
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
  if (!meanings.requirementsCount && (sumsUpTime(section) || listsErrands(section))) return false;
  if (item !== null && isOnlyWorkOf(item, section, meanings)) return true;
  if (meanings.requirementsCount && isWorkOfGroup(item, section)) return true;
  const { requirementsCount, tasksCount } = meanings;
  if (requirementsCount && item === null && standsBesideTasks(section)) return true;
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

const mentioned = /^@[\p{L}\p{N}]/u;

/** “@ann sends the minutes”: tasks that are addressed to people came up in a meeting. */
function listsErrands(section: Section): boolean {
  const entries = entriesIn(section);
  return entries.length > 0 && entries.every(({ line }) => mentioned.test(line.text));
}

/** “- Task: Count the questions”: what says itself that it is a task, and has a text of its own, is one below “Tasks” too. */
function listsMarked(section: Section): boolean {
  const entries = entriesIn(section);
  return entries.length > 0 && entries.every(({ head }) => head.kind === 'mark' && namesTask(head.mark));
}

function namesTask({ work, spelled, separated, title }: Mark): boolean {
  return work === 'TASK' && spelled && separated && title !== '';
}

/** Whether “Subtasks” right below a sprint say what it is parted into: no task that they could be parts of stands there. */
export function partsTime({ head, parent }: Section): boolean {
  return (
    head.kind === 'field' &&
    head.fields[0] === 'tasks' &&
    subordinate.test(fold(head.label)) &&
    parent?.head.kind === 'timeBox' &&
    !parent.parts.some((part) => part.type === 'section' && headsTasks(part.section))
  );
}

/** Whether tasks stand directly under an epic or a feature that has no stories, here or elsewhere, or under its sprints. */
function isOnlyWorkOf(item: ItemDraft, { parent }: Section, meanings: PrefixMeanings): boolean {
  let home = parent;
  while (home !== null && home.form === 'heading' && home.head.kind === 'timeBox') home = home.parent;
  if (item.provisional || home === null || home !== item.place) return false;
  // A feature with points or criteria is the work itself, and tasks are its steps.
  return holdsNoStories(meanings)(home) && !(item.kind === 'FEATURE' && isWorkItself(home));
}

const isWorkItself = rememberingSections(hasStoryFields);

const holdsNoStories = rememberingMeanings((meanings) =>
  rememberingSections(
    (place) =>
      !holdsStories(place, meanings) && (meanings.requirementsCount || standsBesideHolders(meanings)(place)),
  ),
);

/** Whether epics or features beside one hold their stories: then none of its own stand elsewhere. */
const standsBesideHolders = rememberingMeanings((meanings) =>
  rememberingLevels((level) =>
    level.some((section) => section.head.kind === 'mark' && holdsStories(section, meanings)),
  ),
);

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

/** Whether tasks stand below a plain heading or a time box, as they do below most beside it: then those are what they work towards. */
function isWorkOfGroup(item: ItemDraft | null, section: Section): boolean {
  const { parent: group } = section;
  const isGuessed = item === null || (item.provisional && item.enclosing === null && item.place === group);
  if (!isGuessed || group === null || !groupsTasks(group)) return false;
  return isAmongGroups(group) || tellsProgress(section);
}

/** “- [x] Set up the engine”, “✓ Set up the engine”: what shows how far it is was planned, as no step of a guide is. */
function tellsProgress(section: Section): boolean {
  const entries = entriesIn(section);
  const shown = entries.filter(({ checked, line }) => checked !== null || boxInFront.test(line.text));
  // Behind a line of text a list tells of that.
  const isListed = section.parts.every(({ type }) => type === 'list');
  return isListed && entries.length > 0 && shown.length * 2 >= entries.length;
}

const boxInFront = /^[☐□⬜☑✅✔✓]/u;

/** Whether most headings of a level group tasks. */
const isAmongGroups = rememberingLevels((level) => {
  const headings = level.filter(({ form, head }) => form === 'heading' || head.kind === 'timeBox');
  const groups = headings.filter(groupsTasks);
  return groups.length > 1 && groups.length * 2 > headings.length;
});

function groupsTasks(section: Section): boolean {
  const { form, head, parts } = section;
  // The criteria of a milestone are no story's.
  const isGroup =
    head.kind === 'timeBox' || (form === 'heading' && head.kind === 'plain' && !hasStoryFields(section));
  if (!isGroup) return false;
  return parts.some(
    (part) => part.type === 'section' && (headsTasks(part.section) || partsTime(part.section)),
  );
}

function headsTasks(section: Section): boolean {
  const { head } = section;
  if (head.kind === 'plain') return listedWork(section, head.decoration.title) === 'TASK';
  return head.kind === 'field' ? namesTasks(head) : head.kind === 'container' && head.works[0] === 'TASK';
}

function isMeasured(part: Part): boolean {
  if (part.type !== 'table') return false;
  const plan = planOfTable(part.block, null);
  return plan !== null && 'columns' in plan && isMeasuredTable(plan, part.block.rows);
}

/** Whether most rows of a table have story points: what work of the plan has, and a step has not. */
export function isMeasuredTable({ columns, firstRow }: TablePlan, rows: readonly Row[]): boolean {
  return areMeasured(rows.slice(firstRow), columns);
}

/** Whether a heading of the same level lists stories: “User stories” and “Technical tasks” list work alike. */
const standsBesideStories = rememberingLevels((level) =>
  level.some(({ head }) => head.kind === 'container' && head.works.includes('STORY')),
);

/** Whether one lists tasks by a name of theirs, “Shop repair tasks”, which are planned where no story is told. */
const standsBesideTasks = rememberingLevels((level) =>
  level.some((section) => section.form === 'heading' && section.head.kind === 'plain' && headsTasks(section)),
);
