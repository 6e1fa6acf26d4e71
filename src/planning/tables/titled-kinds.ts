import { readText } from '../lines/heads.ts';
import type { WorkWord } from '../words/language.ts';
import { workRank } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import type { Column } from './column-contents.ts';
import { titledWork } from './column-names.ts';

/** Columns of titles such as “Epic name” beside “Story name” are columns of epics and of stories. */
export function withTitledKinds(columns: readonly Column[]): readonly Column[] {
  // Where the rows say themselves what they are, “Epic Name” tells of epics alone.
  if (columns.some(({ fields }) => fields[0] === 'type')) return columns;
  const hasTitle = columns.some((column) => column.fields[0] === 'title' && kindOf(column) === null);
  return columns.map((column): Column => {
    const work = column.work === null ? titledWork(column.label) : null;
    if (work === null) return column;
    const others = columns.flatMap((other) => (other === column ? [] : (kindOf(other) ?? [])));
    const isAbove = others.some((other) => workRank[other] > workRank[work]) || hasTitle;
    const isBelow = others.some((other) => workRank[other] < workRank[work]);
    // “Task name | User story”, “Feature name | User story”: one may name the item that the other tells.
    const isTold = columns.some((other) => other.work === 'STORY');
    const names =
      others.includes(work) ||
      (work === 'FEATURE' && isTold) ||
      (others.length > 0 && !isAbove && workRank[work] > workRank.STORY);
    const isKind = isAbove ? isGroup(work) : isBelow || work === 'STORY' || work === 'TASK';
    return isKind && !names ? { ...column, work, fields: [] } : column;
  });
}

/** “Epic | Planned stories”: what stands beside epics or features is called stories with another word. */
export function withCalledStories(columns: readonly Column[]): readonly Column[] {
  if (!columns.some(({ work }) => isGroup(work)) || columns.some(({ work }) => work === 'STORY'))
    return columns;
  return columns.map((column): Column => {
    if (column.work !== null || column.fields.length > 0) return column;
    const head = readText(column.label);
    const isOfStories = head.kind === 'container' && head.works.length === 1 && head.works[0] === 'STORY';
    return isOfStories ? { ...column, work: 'STORY' } : column;
  });
}

function kindOf({ work, label }: Column): WorkWord | null {
  return work ?? titledWork(label);
}
