import { cellText, type Row } from '../blocks.ts';
import { pointsIn } from '../lines/field-values.ts';
import { type Matter, workWithin } from '../lines/matters.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import { listsMeasured } from '../sections/plain-sections.ts';
import type { Part, Section } from '../sections/sections.ts';
import { planOfTable, type TablePlan } from '../tables/table-columns.ts';
import { saysTechnical } from '../words/enabler-types.ts';
import { fold } from '../words/fold.ts';
import { wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { isStoryLike, type Place } from './walk-place.ts';

/** Whether the tasks that a heading lists are work of the plan; under an item they may be its steps. */
export function plansTasks(section: Section, { item, other }: Place, meanings: PrefixMeanings): boolean {
  if (other !== null || isStoryLike(item)) return false;
  const { requirementsCount, tasksCount } = meanings;
  // Where no story is told, the columns or the outline say what “Tasks” are.
  const isMeasuredHere = (): boolean => section.parts.some(isMeasured) || listsMeasured(section);
  if (!requirementsCount && ((item === null && tasksCount) || isMeasuredHere())) return true;
  return (item === null || saysTechnical(section.line.text)) && standsBesideStories(section);
}

/** Whether a field's label speaks of tasks in their own right: not “Sub-tasks”, and not “Steps”. */
export function namesTasks({ fields, label }: Matter & { kind: 'field' }): boolean {
  return fields[0] === 'tasks' && workWithin(label) === 'TASK' && !subordinate.test(fold(label));
}

const subordinate = wordSearch(wordsFor('subordinates'));

function isMeasured(part: Part): boolean {
  if (part.type !== 'table') return false;
  const plan = planOfTable(part.block, null);
  return plan !== null && 'columns' in plan && isMeasuredTable(plan, part.block.rows);
}

/** Whether most rows of a table have story points: what work of the plan has, and a step has not. */
export function isMeasuredTable({ columns, firstRow }: TablePlan, rows: readonly Row[]): boolean {
  const points = columns.find(({ fields }) => fields[0] === 'points');
  if (points === undefined) return false;
  const body = rows.slice(firstRow);
  const measured = body.filter((row) => pointsIn(cellText(row.cells[points.index]), true) !== null);
  return measured.length * 2 > body.length;
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
