import { cellText, type Row } from '../blocks.ts';
import { workWithin } from '../lines/spoken-work.ts';
import { type Column, filled, isCount, isDistinct, isKeyColumn } from './column-contents.ts';
import { namesGroups } from './group-columns.ts';

/**
 * “Backlog item | Sprint task”, where an item is named once in front of its tasks: the tasks, which every row has, are
 * what the rows are, and the items hold them.
 */
export function withGroupedTasks(columns: readonly Column[], body: readonly Row[]): readonly Column[] {
  const tasks = columns.find(
    (column) => namesTasks(column) && filled(body, column).length === body.length && isDistinct(body, column),
  );
  if (tasks === undefined) return columns;
  const groups = columns.find(
    (column) =>
      column.index < tasks.index &&
      (column.work === 'STORY' || column.work === 'FEATURE') &&
      body.some(({ cells }) => cellText(cells[column.index]) === '') &&
      !isCount(body, column) &&
      namesGroups(body, column.index, [tasks.index]),
  );
  if (groups === undefined) return columns;
  return columns.map((column) =>
    column === tasks
      ? { ...column, work: 'TASK' }
      : column === groups
        ? { ...column, work: 'FEATURE' }
        : column,
  );
}

/** “User story | Points | Technical tasks”, where each row names a story: its tasks are part of it, and no rows below it. */
export function withTasksOfRows(columns: readonly Column[], body: readonly Row[]): readonly Column[] {
  const named = columns.find(
    (column) =>
      column.work === 'STORY' &&
      filled(body, column).length === body.length &&
      isDistinct(body, column) &&
      !isCount(body, column) &&
      !isKeyColumn(body, column),
  );
  if (named === undefined) return columns;
  return columns.map((column) =>
    column.work === 'TASK' && column.index > named.index
      ? { ...column, work: null, fields: ['tasks'] }
      : column,
  );
}

function namesTasks({ label, work, fields }: Column): boolean {
  return work === 'TASK' || (work === null && fields.length === 0 && workWithin(label) === 'TASK');
}
