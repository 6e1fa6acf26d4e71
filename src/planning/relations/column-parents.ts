import { cellText, type Row } from '../blocks.ts';
import { type ItemDraft, mayHold, nearest } from '../item-draft.ts';
import { isNone, labelsIn } from '../lines/field-values.ts';
import type { Column } from '../tables/column-contents.ts';
import { namesGroups } from '../tables/group-columns.ts';
import type { TablePlan } from '../tables/table-columns.ts';
import { fold } from '../words/fold.ts';
import { wordsFor } from '../words/vocabulary.ts';
import { NamedItems } from './named-items.ts';

/** A table of items as it was read. */
export interface ReadTable {
  readonly drafts: ReadonlyMap<Row, ItemDraft>;
  readonly plan: TablePlan;
  /** Whether a column is known to name parents. */
  readonly areParentsNamed: boolean;
  /** What stands around the table. */
  readonly around: ItemDraft | null;
}

/** One of which no column is known to name parents: that may be seen when all epics are known. */
interface OpenTable extends ReadTable {
  /** Columns of no meaning of their own, which may yet name parents. */
  readonly open: readonly Column[];
  /** The columns by which the rows are called. */
  readonly names: readonly number[];
}

/**
 * A column whose cells name known epics or features is one of parents, whatever it is called; so is “Theme” beside
 * features that share its cells.
 */
export function takeColumnParents(tables: readonly ReadTable[], drafts: readonly ItemDraft[]): void {
  const open = tables.flatMap(openTable);
  const known = open.length === 0 ? null : NamedItems.above(drafts);
  if (known === null) return;
  for (const table of open) {
    const column =
      table.open.find((column) => namesParents(table, column, known)) ??
      table.open.find((column) => namesThemes(table, column));
    if (column !== undefined) takeParents(table, column);
  }
}

function openTable(table: ReadTable): readonly OpenTable[] {
  const { columns, key, title, type } = table.plan;
  if (table.areParentsNamed || table.drafts.size < 2) return [];
  const taken = new Set([key, title, type].map((column) => column?.index));
  const open = columns.filter(
    ({ index, label, fields, work }) =>
      !taken.has(index) &&
      work === null &&
      label !== '' &&
      (fields[0] === undefined || ['attribute', 'key', 'labels'].includes(fields[0])),
  );
  const names = [key, title].flatMap((column) => column?.index ?? []);
  return open.length === 0 ? [] : [{ ...table, open, names }];
}

const themes = wordsFor('themeColumns');
const longestTheme = 60;

function namesThemes({ drafts, around }: OpenTable, { index, label }: Column): boolean {
  if (!themes.has(fold(label).trim()) || around !== null) return false;
  const items = [...drafts.values()];
  if (!items.every(({ kind, parentReference }) => kind === 'FEATURE' && parentReference === null))
    return false;
  const texts = [...drafts.keys()].map(({ cells }) => cellText(cells[index])).filter((text) => !isNone(text));
  return (
    new Set(texts.map(fold)).size * 3 <= texts.length * 2 &&
    texts.every((text) => text.length <= longestTheme)
  );
}

function namesParents({ drafts }: OpenTable, { index }: Column, known: NamedItems): boolean {
  let [filled, naming] = [0, 0];
  for (const [row, { kind }] of drafts) {
    const text = cellText(row.cells[index]);
    if (isNone(text)) continue;
    filled += 1;
    const named = known.find(text, true);
    if (named !== null && mayHold(named.kind, kind)) naming += 1;
  }
  return naming > 1 && naming * 10 >= filled * 8;
}

function takeParents({ drafts, names, around }: OpenTable, { index, label }: Column): void {
  const isGrouping = namesGroups([...drafts.keys()], index, names);
  const own = new Set(drafts.values());
  let last: string | null = null;
  for (const [row, draft] of drafts) {
    const text = cellText(row.cells[index]);
    if (!isNone(text)) last = text;
    else if (text !== '' || !isGrouping) last = null;
    draft.attributes.delete(label);
    const labels = new Set(labelsIn(text));
    draft.labels.splice(0, draft.labels.length, ...draft.labels.filter((name) => !labels.has(name)));
    // In a table of several kinds the rows above were taken for what encloses those below.
    if (draft.enclosing !== null && own.has(draft.enclosing)) draft.enclosing = nearest(around, draft);
    draft.parentReference ??= last;
  }
}
