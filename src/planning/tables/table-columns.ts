import { type Block, cellText, type Row } from '../blocks.ts';
import { isNone } from '../lines/field-values.ts';
import { readMark } from '../lines/marks.ts';
import { workWithin } from '../lines/spoken-work.ts';
import { opensSentence } from '../lines/story-sentences.ts';
import { fold } from '../words/fold.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { anyOf, workRank as rank, wordsFor, workOf } from '../words/vocabulary.ts';
import {
  areMeasured,
  type Column,
  countsEach,
  describesOthers,
  filled,
  holdsNumbers,
  isCount,
  isDistinct,
  isForeign,
  isKeyColumn,
  isSeries,
  listsKeys,
  ordersRows,
  titleByContent,
  withoutRequirementKeys,
  withoutSums,
} from './column-contents.ts';
import { columnFields, dividerWork, keyedWork, namesRows, ownIds } from './column-names.ts';
import { withGroupedTasks } from './grouped-tasks.ts';
import { columnsAbove, firstRowBelow, nameless } from './header-rows.ts';
import { keyAmong, keyByContent, withoutCounts } from './key-columns.ts';
import { keysBelow, workOfKeys } from './keys-below.ts';
import { type PairTable, pairTable } from './pair-rows.ts';
import { tellsParents } from './parent-columns.ts';
import { rememberingTables } from './table-memory.ts';
import {
  namesTold,
  speakingColumns,
  tellingColumn,
  tellingColumns,
  testedColumns,
} from './telling-columns.ts';
import { withTitledKinds } from './titled-kinds.ts';
import { type BacklogHeading, listsProblems, planWork, rankRows } from './work-columns.ts';

type Table = Block & { readonly type: 'table' };

/** What the columns of a table of items mean. */
export interface TablePlan {
  readonly columns: readonly Column[];
  readonly firstRow: number;
  readonly key: Column | null;
  readonly title: Column | null;
  /** What every row is when neither a type column nor a key says otherwise. */
  readonly work: WorkWord | null;
  readonly type: Column | null;
  /** Nothing says what a row is; its columns only show that it is work. */
  readonly isGuessed: boolean;
  /** What a row is that has nothing but a name, in a column of two kinds: “Epic / Story”. */
  readonly dividerWork: WorkWord | null;
  /** The column of a priority that only says in which order the rows come. */
  readonly order: Column | null;
  /** Columns that name enclosing items, the highest kind first and those that say none last. */
  readonly parents: readonly Column[];
}

/**
 * Reads a table's header; null when it is no table of items. `headingWork` is what stands above it says a row is, `planned`
 * whether tasks are work of the plan.
 */
export const planOfTable = rememberingTables(readColumns);

function readColumns(
  table: Table,
  headingWork: WorkWord | null,
  backlog: BacklogHeading = null,
  planned: 'TASKS' | null = null,
): TablePlan | PairTable | null {
  const pairs = pairTable(table);
  if (pairs !== null) return pairs;
  const firstRow = firstRowBelow(table, headingWork);
  if (firstRow === null) return planWithoutHeader(table);
  const inBacklog = backlog === 'RIGHT_ABOVE';
  const body = table.rows.slice(firstRow);
  const spoken = spokenColumns(table, firstRow);
  const columns = planned === 'TASKS' ? withGroupedTasks(spoken, body) : spoken;
  if (body.length === 0) return null;
  const byField = (field: FieldName, except: readonly (Column | null)[] = []): Column | null =>
    columns.find(
      (column) => column.fields[0] === field && column.work === null && !except.includes(column),
    ) ??
    columns.find(
      (column) => column.fields.includes(field) && column.work === null && !except.includes(column),
    ) ??
    null;
  let key = keyAmong(columns, body);
  const type = columns.find((column) => column.fields[0] === 'type') ?? null;
  // Of the columns named after a kind, the lowest whose cells are names is what a row is.
  const works = columns.filter(
    (column): column is Column & { work: WorkWord } => column.work !== null && !isCount(body, column),
  );
  const named = works.filter((column) => !isKeyColumn(body, column));
  const keyed = works.filter((column) => isKeyColumn(body, column));
  const telling = tellingColumn(named, body);
  const lowest = [...named]
    .filter((column) => telling === null || !namesTold(column, telling, body))
    .sort((a, b) => rank[b.work] - rank[a.work] || Number(b === telling) - Number(a === telling))[0];
  const titled = columns.find((column) => column.fields[0] === 'title' && column.work === null) ?? null;
  const namesRow = lowest?.work === 'STORY' || lowest?.work === headingWork;
  let title =
    lowest !== undefined && titled !== null && namesRow && namesBefore(lowest, titled, body)
      ? lowest
      : titled;
  const beside = { columns, name: title ?? lowest ?? null, body };
  const isAbove = (ids: Column, own: WorkWord | null): boolean =>
    own !== null && own !== headingWork && tellsParents(ids, own, beside);
  const namedIds = ownIds(columns);
  const lowestId = [...namedIds].sort(
    (a, b) => rank[keyedWork(b.label) ?? 'EPIC'] - rank[keyedWork(a.label) ?? 'EPIC'],
  )[0];
  const parents: Column[] = [];
  let work: WorkWord | null = headingWork;
  if (
    lowestId !== undefined &&
    key === null &&
    !isAbove(lowestId, keyedWork(lowestId.label)) &&
    (keyedWork(lowestId.label) !== 'EPIC' || headingWork === null || headingWork === 'EPIC')
  ) {
    key = lowestId;
    work = keyedWork(lowestId.label) ?? work;
    for (const column of namedIds) {
      const above = keyedWork(column.label);
      if (column !== lowestId && above !== null && above !== 'REQUIREMENT')
        parents.push({ ...column, work: above });
    }
  } else
    for (const column of namedIds) {
      const above = keyedWork(column.label);
      // “Story IDs” beside epics are of what stands below them.
      const isBelow = above !== null && lowest !== undefined && rank[above] > rank[lowest.work];
      if (above !== 'REQUIREMENT' && !isBelow) parents.push({ ...column, work: above ?? 'EPIC' });
    }
  // “Requirement | User story”, “Story | User story”: one names the item, the other tells it.
  const namer =
    lowest?.work === 'STORY' && title === null
      ? named.find((column) => column !== lowest && column.work !== 'EPIC' && column.work !== 'FEATURE')
      : undefined;
  if (namer !== undefined) title = namer;
  // “Function | User story”: a name that stands beside several stories is the feature above them.
  const grouping = title !== null && lowest?.work === 'STORY' && groups(body, title, lowest) ? title : null;
  if (grouping !== null) {
    parents.push({ ...grouping, work: 'FEATURE' });
    title = null;
  }
  const lowestIsParent =
    lowest !== undefined &&
    title !== null &&
    (lowest.work === 'EPIC' || lowest.work === 'FEATURE') &&
    lowest.work !== headingWork;
  if (lowest !== undefined && !lowestIsParent) {
    // Below “Enablers” a column “Task” only names them, with one of their epics beside it or without.
    const isOnlyName =
      lowest.work === 'TASK' &&
      works.every((column) => column === lowest || rank[column.work] < rank.ENABLER);
    work = headingWork === 'ENABLER' && isOnlyName ? headingWork : lowest.work;
    title = title ?? lowest;
  }
  for (const column of named)
    if (column !== title && column !== lowest && column !== namer) parents.push(column);
  if (lowestIsParent && lowest !== undefined) parents.push(lowest);
  for (const column of columns) {
    if (column.work === null || column === title || !holdsNumbers(body, column)) continue;
    // “Epic | 2” beside stories is the epic's number; “Story | 1.1” is the story's own.
    if (work !== null && rank[column.work] < rank[work]) parents.push(column);
    else if (column.work === work && isDistinct(body, column)) key ??= column;
  }
  for (const column of keyed) {
    const own =
      !isAbove(column, column.work) &&
      (work === null || column.work === work || rank[column.work] >= rank[work]);
    if (own && key === null) {
      key = column;
      work = work ?? column.work;
    } else if (work === null || rank[column.work] < rank[work]) parents.push(column);
  }
  // “Epic | Stories”, “Epic | Story ID | Description”
  const told = title !== null && title === lowest && key !== null ? keysBelow(key, lowest, body) : null;
  if (told === 'NAMED' && key !== null && lowest !== undefined) {
    parents.push(lowest);
    title = null;
    work = workOfKeys(key);
  }
  if (told === 'LISTED') key = null;
  if (work === null && type === null && tellsStories(columns, inBacklog)) work = 'STORY';
  const series = key !== null && isSeries(body, key);
  title = title ?? byField('want', [key, type]) ?? titleByContent(columns, body, [key, type, ...parents]);
  const foreignColumns = columns.filter(
    (column) => isForeign(column) && column.fields[0] !== 'criteria',
  ).length;
  const typed =
    type !== null &&
    body.filter((row) => workOf(cellText(row.cells[type.index])) !== null).length * 2 >= body.length;
  // Keys name nothing: a table of them only refers to items of other places.
  if (
    title === null ||
    title === key ||
    countsWork(body, title) ||
    (title.fields[0] !== 'title' && isKeyColumn(body, title))
  )
    return null;
  // “Activity | Description | Related stories”: rows without a name of their own group what is named in them.
  const isNamed = key !== null || title.work !== null || title.fields[0] === 'title';
  if (!isNamed && columns.some((column) => column.fields.length === 0 && listsKeys(body, column)))
    return null;
  // Keys under “User story” beside columns that name nothing only mention the stories.
  if (key !== null && key.work !== null && (!titleIsNamed(title) || title.fields[0] === 'notes')) return null;
  const isRanked = rankRows(columns);
  const counts =
    series &&
    ((titleIsNamed(title) && (isRanked || key === null || !describesOthers(columns, title, key, body))) ||
      (isRanked && (inBacklog || namesRows(title.label))) ||
      (backlog !== null && key !== null && countsEach(body, key)));
  const says = work !== null || typed || counts || isMarked(body, title);
  if (!says && !planWork(columns, { title, key }, body, inBacklog)) return null;
  if (work === null && !typed && listsProblems(columns, title)) return null;
  if (
    foreignColumns > 0 &&
    headingWork === null &&
    !typed &&
    !(series && titleIsNamed(title) && areMeasured(body, columns)) &&
    (work === null || foreignColumns >= 2 || columns.length - foreignColumns < 2)
  )
    return null;
  if (
    lowest === title &&
    // What else is called so is compared as often as planned: “Feature | Basic | Plus”.
    (work === 'FEATURE' || work === 'TASK' || work === 'BUG' || work === 'SPIKE' || work === 'REQUIREMENT') &&
    headingWork === null &&
    columns === spoken &&
    !columns.some((column) => column !== title && column.fields.length > 0)
  )
    return null;
  key ??= keyByContent(columns, title, body);
  for (const column of columns) {
    if (column.fields[0] !== 'parent' || column.work !== null || column === key || column === title) continue;
    if (parents.some((parent) => parent.index === column.index)) continue;
    const above = workWithin(column.label);
    // “Linked feature” beside epics names what stands below them.
    if (typed || above === null || work === null || rank[above] < rank[work])
      parents.push({ ...column, work: above });
  }
  parents.sort((a, b) => rankOf(a) - rankOf(b));
  return {
    columns: withoutSums(withoutCounts(columns, key, body), typed ? null : work, body),
    firstRow,
    key,
    title,
    work: typed && work === null ? null : work,
    type,
    isGuessed: !says,
    dividerWork: type === null ? dividerWork(title.label) : null,
    order: columns.find((column) => column.fields[0] === 'priority' && ordersRows(body, column)) ?? null,
    parents,
  };
}

/** What the header and the cells below it say of the columns, which is the same for all who ask. */
const spokenColumns = rememberingTables((table, firstRow: number): readonly Column[] => {
  const body = table.rows.slice(firstRow);
  const named = withTitledKinds(speakingColumns(columnsAbove(table, firstRow), body));
  return withoutRequirementKeys(testedColumns(tellingColumns(named, body), body), body);
});

function rankOf({ work }: Column): number {
  return work === null ? Number.POSITIVE_INFINITY : rank[work];
}

/** Whether rows that follow each other share one column's text and differ in the other's. */
function groups(body: readonly Row[], group: Column, within: Column): boolean {
  return body.some((row, place) => {
    const above = body[place - 1];
    const name = cellText(row.cells[group.index]);
    const text = cellText(row.cells[within.index]);
    return (
      above !== undefined &&
      namesPiece(name) &&
      text !== '' &&
      name === cellText(above.cells[group.index]) &&
      cellText(above.cells[within.index]) !== '' &&
      text !== cellText(above.cells[within.index])
    );
  });
}

/** “Story | Name”, or “Epic | Summary” below “Epics”, over names and what they mean: the cells say which is the title. */
function namesBefore(kind: Column, titled: Column, body: readonly Row[]): boolean {
  if (kind.index > titled.index) return false;
  const names = filled(body, kind);
  const length = names.join('').length;
  return (
    names.length === body.length &&
    names.every(namesPiece) &&
    isDistinct(body, kind) &&
    length * 1.5 < filled(body, titled).join('').length
  );
}

function namesPiece(text: string): boolean {
  return /\p{L}/u.test(text) && !isNone(text);
}

const sentenceStart = new RegExp(`^(?:${anyOf(wordsFor('storyRoles', 'storyWants', 'wishes'))})`, 'u');

/** “As a | I want”, “Role | Goal | Benefit”: a story per row. “Who | What” alone may as well tell of what was done. */
function tellsStories(columns: readonly Column[], inBacklog: boolean): boolean {
  const told = (field: FieldName): Column | undefined => columns.find(({ fields }) => fields[0] === field);
  const [role, want] = [told('role'), told('want')];
  if (want !== undefined && opensSentence(want.label)) return true;
  if (role === undefined || want === undefined) return false;
  return (
    inBacklog ||
    told('benefit') !== undefined ||
    told('points') !== undefined ||
    [role, want].some(({ label }) => sentenceStart.test(fold(label)))
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

function planWithoutHeader(table: Table): TablePlan | null {
  const keyed = table.rows.filter((row) => {
    const mark = readMark(cellText(row.cells[0]));
    return mark?.key !== null && mark?.key !== undefined && mark.title === '' && mark.work !== null;
  });
  if (keyed.length < 2 || keyed.length * 2 < table.rows.length) return null;
  const columns = (table.rows[0]?.cells ?? []).map((_cell, index) => nameless(index));
  const [key, title] = columns;
  if (key === undefined || title === undefined || isKeyColumn(table.rows, title) || isCount(keyed, title))
    return null;
  const first = table.rows.findIndex((row) => readMark(cellText(row.cells[0]))?.key != null);
  return {
    columns,
    firstRow: Math.max(first, 0),
    key,
    title,
    work: null,
    type: null,
    isGuessed: false,
    dividerWork: null,
    order: null,
    parents: [],
  };
}
