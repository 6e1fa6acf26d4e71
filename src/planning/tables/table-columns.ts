import { type Block, cellText } from '../blocks.ts';
import { readMark } from '../lines/marks.ts';
import { workWithin } from '../lines/spoken-work.ts';
import type { WorkWord } from '../words/language.ts';
import { workRank as rank } from '../words/vocabulary.ts';
import {
  type Column,
  filled,
  isCount,
  isKeyColumn,
  ordersRows,
  withoutRequirementKeys,
  withoutSums,
} from './column-contents.ts';
import { dividerWork } from './column-names.ts';
import { type AskedTable, type ColumnRoles, columnRoles } from './column-roles.ts';
import { withGroupedTasks, withTasksOfRows } from './grouped-tasks.ts';
import { columnsAbove, firstRowBelow, nameless } from './header-rows.ts';
import { codesOthers, keyByContent, withoutCounts } from './key-columns.ts';
import { type PairTable, pairTable } from './pair-rows.ts';
import { evidenceOfRows } from './row-evidence.ts';
import { rememberingTables } from './table-memory.ts';
import { speakingColumns, tellingColumns, testedColumns } from './telling-columns.ts';
import { withCalledStories, withTitledKinds } from './titled-kinds.ts';
import type { BacklogHeading } from './work-columns.ts';

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
  const body = table.rows.slice(firstRow);
  if (body.length === 0) return null;
  const spoken = spokenColumns(table, firstRow);
  const columns = planned === 'TASKS' ? withGroupedTasks(spoken, body) : spoken;
  const asked: AskedTable = { columns, isGrouped: columns !== spoken, body, headingWork, backlog };
  const roles = columnRoles(asked);
  const { title, work, type, isTyped } = roles;
  const evidence = title === null ? null : evidenceOfRows({ ...roles, title }, asked);
  if (title === null || evidence === null) return null;
  const key = roles.key ?? keyByContent(columns, title, body);
  if (key !== null && codesOthers(key, columns, filled(body, key))) return null;
  return {
    columns: withoutSums(withoutCounts(columns, key, body), isTyped ? null : work, body),
    firstRow,
    key,
    title,
    work,
    type,
    isGuessed: evidence === 'SHOWN',
    dividerWork: type === null ? dividerWork(title.label) : null,
    order: columns.find((column) => column.fields[0] === 'priority' && ordersRows(body, column)) ?? null,
    parents: withNamedParents({ ...roles, key }, columns).toSorted((a, b) => rankOf(a) - rankOf(b)),
  };
}

/** The columns of enclosing items, with those that are only called so: “Parent”, “Belongs to”. */
function withNamedParents(
  { key, title, work, isTyped, parents }: ColumnRoles,
  columns: readonly Column[],
): readonly Column[] {
  const called = columns.flatMap((column): Column | readonly Column[] => {
    if (column.fields[0] !== 'parent' || column.work !== null || column === key || column === title)
      return [];
    if (parents.some((parent) => parent.index === column.index)) return [];
    const above = workWithin(column.label);
    // “Linked feature” beside epics names what stands below them.
    const isAbove = isTyped || above === null || work === null || rank[above] < rank[work];
    return isAbove ? { ...column, work: above } : [];
  });
  return [...parents, ...called];
}

/** What the header and the cells below it say of the columns, which is the same for all who ask. */
const spokenColumns = rememberingTables((table, firstRow: number): readonly Column[] => {
  const body = table.rows.slice(firstRow);
  const called = withCalledStories(columnsAbove(table, firstRow));
  const named = withTitledKinds(speakingColumns(called, body));
  const told = withTasksOfRows(testedColumns(tellingColumns(named, body), body), body);
  return withoutRequirementKeys(told, body);
});

function rankOf({ work }: Column): number {
  return work === null ? Number.POSITIVE_INFINITY : rank[work];
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
  const head = first > 0 ? cellText(table.rows[first - 1]?.cells[0]) : '';
  if (codesOthers({ ...key, label: head }, columns, filled(keyed, key))) return null;
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
