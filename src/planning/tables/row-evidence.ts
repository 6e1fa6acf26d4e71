import type { Row } from '../blocks.ts';
import { openPrefixes } from '../lines/keys.ts';
import { readMark } from '../lines/marks.ts';
import { fold } from '../words/fold.ts';
import { wordsFor, workOf } from '../words/vocabulary.ts';
import {
  areMeasured,
  type Column,
  countsEach,
  describesOthers,
  filled,
  isForeign,
  isKeyColumn,
  isSeries,
  listsKeys,
  namesDescribed,
} from './column-contents.ts';
import { columnFields, namesRows } from './column-names.ts';
import type { AskedTable, ColumnRoles } from './column-roles.ts';
import { listsProblems, planWork, rankRows } from './work-columns.ts';

const fieldNames = wordsFor('fieldColumns');

type NamedRoles = ColumnRoles & { readonly title: Column };

/** Whether the rows of a table are items: as something says, as its columns only show, or not, which is null. */
export function evidenceOfRows(roles: NamedRoles, table: AskedTable): 'SAID' | 'SHOWN' | null {
  if (onlyRefers(roles, table) || comparesPieces(roles, table) || keepsData(roles, table)) return null;
  const { columns, body, backlog } = table;
  const { key, title, work, isTyped } = roles;
  const series = key !== null && isSeries(body, key);
  if (isOfOthers(roles, table, series)) return null;
  if (work === null && !isTyped && listsProblems(columns, title)) return null;
  if (work !== null || isTyped || (series && countsRows(roles, table)) || isMarked(body, title))
    return 'SAID';
  return planWork(columns, { title, key }, body, backlog === 'RIGHT_ABOVE') ? 'SHOWN' : null;
}

/** Keys name nothing: a table of them only refers to items of other places. */
function onlyRefers({ key, title }: NamedRoles, { columns, body }: AskedTable): boolean {
  if (title === key || countsWork(body, title) || (title.fields[0] !== 'title' && isKeyColumn(body, title)))
    return true;
  // Keys under “User story” beside columns that name nothing only mention the stories.
  if (key !== null)
    return (
      key.work !== null && (!titleIsNamed(title) || title.fields[0] === 'notes' || title.fields[0] === 'role')
    );
  // “Activity | Description | Related stories”: rows without a name of their own group what is named in them.
  const isNamed = title.work !== null || title.fields[0] === 'title';
  return !isNamed && columns.some((column) => column.fields.length === 0 && listsKeys(body, column));
}

/** What is called a feature or a task is compared as often as planned: “Feature | Basic | Plus”. */
function comparesPieces({ lowest, title, work }: NamedRoles, table: AskedTable): boolean {
  return (
    lowest === title &&
    (work === 'FEATURE' || work === 'TASK' || work === 'BUG' || work === 'SPIKE' || work === 'REQUIREMENT') &&
    table.headingWork === null &&
    !table.isGrouped &&
    !table.columns.some((column) => column !== title && column.fields.length > 0)
  );
}

const codeName = /^[a-z][a-z\d]*(?:_[a-z\d]+)*$/iu;
const joinedName = /_|[a-z][A-Z]/u;

/** “Field | Type | Description” over “boat_id | INT | …”: what a product keeps of a thing, by names as code has them. */
function keepsData({ key, type, isTyped }: NamedRoles, { columns, body }: AskedTable): boolean {
  const [first] = columns;
  if (first === undefined || key !== null || isTyped) return false;
  if (type === null && !fieldNames.has(fold(first.label).trim())) return false;
  const names = filled(body, first);
  return names.every((name) => codeName.test(name)) && names.some((name) => joinedName.test(name));
}

/** Whether its columns are mostly those of a table of something else. */
function isOfOthers({ key, title, work, isTyped }: NamedRoles, table: AskedTable, series: boolean): boolean {
  const { columns, body, headingWork } = table;
  if (headingWork !== null || isTyped) return false;
  const foreign = columns.filter((column) => isForeign(column) && column.fields[0] !== 'criteria').length;
  if (foreign === 0) return false;
  const isNamedSeries = key !== null && series && titleIsNamed(title);
  if (isNamedSeries && (areMeasured(body, columns) || keysSayKind(body, key))) return false;
  return work === null || foreign >= 2 || columns.length - foreign < 2;
}

/** Whether the letters of all rows' keys say what each of them is: “EPIC-1”, “US-7”, but not “user1” of one who signs in. */
function keysSayKind(rows: readonly Row[], key: Column): boolean {
  return filled(rows, key).every((text) => {
    const mark = readMark(text);
    return (
      isWrittenKey.test(text) && mark?.work != null && mark.prefix !== null && !openPrefixes.has(mark.prefix)
    );
  });
}

const isWrittenKey = /\p{Lu}|\p{Lo}|[-_.]/u;

/** Whether a series of keys counts items, and not what the other columns describe. */
function countsRows({ key, title }: NamedRoles, { columns, body, backlog }: AskedTable): boolean {
  if (key === null) return false;
  const isRanked = rankRows(columns);
  const description = columns.find(({ fields }) => fields.includes('description'));
  const isDescribed = description !== undefined && namesDescribed(body, title, description);
  return (
    (titleIsNamed(title) && (isRanked || !describesOthers(columns, title, key, body))) ||
    (isRanked && (backlog === 'RIGHT_ABOVE' || isDescribed || namesRows(title.label))) ||
    (backlog !== null && countsEach(body, key))
  );
}

/** Whether the cells say themselves what they name: “Epic: Payments”, “Story 1.2: Pay”. */
function isMarked(rows: readonly Row[], title: Column): boolean {
  const texts = filled(rows, title);
  const marked = texts.filter((text) => {
    const mark = text.length > 300 ? null : readMark(text);
    return mark?.work != null && mark.separated && mark.title !== '';
  });
  return marked.length > 1 && marked.length * 10 >= texts.length * 8;
}

/** Whether the rows say how much there is of each kind, “Stories | 9”, “Points | 34”, or are called after fields. */
function countsWork(rows: readonly Row[], title: Column): boolean {
  const texts = filled(rows, title);
  let names = 0;
  for (const text of texts) {
    if (workOf(text) !== null || namesMeasure(text)) continue;
    names += 1;
    if (names * 2 >= texts.length) return false;
  }
  return texts.length - names > 1 || (texts.length > 0 && texts.every(namesMeasure));
}

function namesMeasure(text: string): boolean {
  const [field] = columnFields(text);
  return field === 'points' || field === 'criteria';
}

function titleIsNamed(title: Column): boolean {
  return title.fields.length > 0 || title.work !== null;
}
