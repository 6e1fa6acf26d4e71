import { cellText, type Row } from '../blocks.ts';
import { readMark } from '../lines/marks.ts';
import { workWithin } from '../lines/spoken-work.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
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

/**
 * “User story | Points | Technical tasks”, where each row names a story: its tasks are part of it, and no rows below it. So
 * are they where a story that has a mark or a sentence stands in front of several rows of them, and what else differs there.
 */
export function withTasksOfRows(columns: readonly Column[], body: readonly Row[]): readonly Column[] {
  const named = columns.find(
    (column) => column.work === 'STORY' && !isCount(body, column) && !isKeyColumn(body, column),
  );
  if (named === undefined) return columns;
  const isOfStory = (column: Column): boolean => column.work !== 'TASK' || column.index < named.index;
  const toTasks = (column: Column): Column => ({ ...column, work: null, fields: ['tasks'] });
  if (filled(body, named).length === body.length && isDistinct(body, named))
    return columns.map((column) => (isOfStory(column) ? column : toTasks(column)));
  const tasks = columns.find((column) => !isOfStory(column));
  const further = tasks === undefined ? null : rowsBelowStories(named, tasks, columns, body);
  if (further === null) return columns;
  const isOfTask = ({ index, work, fields: [field] }: Column): boolean =>
    work === null &&
    index > named.index &&
    field !== 'criteria' &&
    further.some(({ row, above }) => tells(row, above, index));
  return columns.map((column) => (isOfStory(column) && !isOfTask(column) ? column : toTasks(column)));
}

interface FurtherRow {
  readonly row: Row;
  readonly above: Row;
}

function tells(row: Row, above: Row, index: number): boolean {
  const text = cellText(row.cells[index]);
  return text !== '' && text !== cellText(above.cells[index]);
}

function namesStory(name: string): boolean {
  return isStorySentence(name) || readMark(name)?.work === 'STORY';
}

/**
 * The rows of further tasks below stories that have ids or say themselves what they are, each with a blank cell or with
 * story and id again; null where rows are anything else.
 */
function rowsBelowStories(
  named: Column,
  tasks: Column,
  columns: readonly Column[],
  body: readonly Row[],
): readonly FurtherRow[] | null {
  const keys = columns.find(({ fields }) => fields[0] === 'key');
  const nameOf = (row: Row | undefined): string => cellText(row?.cells[named.index]);
  const keyOf = (row: Row | undefined): string =>
    keys === undefined ? '' : cellText(row?.cells[keys.index]);
  if (nameOf(body[0]) === '' || filled(body, tasks).length < body.length) return null;
  const names = new Set<string>();
  const further: FurtherRow[] = [];
  let story = '';
  for (const [place, row] of body.entries()) {
    const above = body[place - 1];
    const name = nameOf(row);
    if (above !== undefined && (name === '' || name === story)) {
      if (keyOf(row) !== '' && keyOf(row) !== keyOf(above)) return null;
      further.push({ row, above });
    } else if (names.has(name) || !(keyOf(row) !== '' || namesStory(name))) return null;
    else {
      names.add(name);
      story = name;
    }
  }
  return further;
}

function namesTasks({ label, work, fields }: Column): boolean {
  return work === 'TASK' || (work === null && fields.length === 0 && workWithin(label) === 'TASK');
}
