import { cellText, type Row } from '../blocks.ts';
import { type ItemDraft, mayHold, nearest } from '../item-draft.ts';
import { isNone, labelsIn } from '../lines/field-values.ts';
import type { Column } from '../tables/column-contents.ts';
import { namesGroups } from '../tables/group-columns.ts';
import { fold } from '../words/fold.ts';
import { wordsFor } from '../words/vocabulary.ts';
import { NamedItems } from './named-items.ts';

/** A table of items of which no column is known to name parents. */
export interface OpenTable {
  readonly drafts: ReadonlyMap<Row, ItemDraft>;
  /** Columns of no meaning of their own, which may yet name parents. */
  readonly open: readonly Column[];
  /** The columns by which the rows are called. */
  readonly names: readonly number[];
  /** What stands around the table. */
  readonly around: ItemDraft | null;
}

/**
 * A column whose cells name known epics or features is one of parents, whatever it is called; so is “Theme” beside
 * features that share its cells.
 */
export function takeColumnParents(tables: readonly OpenTable[], drafts: readonly ItemDraft[]): void {
  const known = tables.length === 0 ? null : NamedItems.above(drafts);
  if (known === null) return;
  for (const table of tables) {
    const column =
      table.open.find((open) => namesParents(table, open, known)) ??
      table.open.find((open) => namesThemes(table, open));
    if (column !== undefined) takeParents(table, column);
  }
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
