import { markdownOf } from '../blocks/markdown-text.ts';
import { type Anchor, type Block, type Cell, cellText, linesOf, type Row } from '../blocks.ts';
import { type ItemDraft, nearest } from '../item-draft.ts';
import { isNone } from '../lines/field-values.ts';
import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import { keyParts } from '../lines/keys.ts';
import { readMark } from '../lines/marks.ts';
import { numberedMark } from '../lines/numbered-names.ts';
import { outlineNumber } from '../lines/outline-numbers.ts';
import type { Column } from '../tables/column-contents.ts';
import { namesGroups } from '../tables/group-columns.ts';
import { listedNames } from '../tables/listed-rows.ts';
import type { TablePlan } from '../tables/table-columns.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import type { DraftCollector } from './draft-collector.ts';

type Table = Block & { readonly type: 'table' };

/** What encloses a row: an item, or what a later look-up shall find. */
export interface Enclosing {
  readonly draft: ItemDraft | null;
  readonly reference: string | null;
}

interface Named extends Enclosing {
  readonly text: string;
}

const longestName = 120;

/** Finds what the columns of a table name as enclosing its rows. */
export class RowParents {
  readonly #table: Table;
  readonly #columns: readonly Column[];
  readonly #path: readonly string[];
  readonly #collector: DraftCollector;
  /** Columns whose empty cells say again what stands above. */
  readonly #groups: ReadonlySet<number>;
  /** By columns, what they named last. */
  readonly #last = new Map<number, Named>();
  /** Whether a column names any: then a row for which none does has none. */
  readonly areNamed: boolean;

  /** `stairs` are the columns that rows without a name of their own fill, for those below them. */
  constructor(
    table: Table,
    plan: TablePlan,
    path: readonly string[],
    collector: DraftCollector,
    stairs: ReadonlySet<number>,
  ) {
    const body = table.rows.slice(plan.firstRow);
    this.#table = table;
    this.#columns = plan.parents;
    this.#path = path;
    this.#collector = collector;
    const indexes = plan.parents.map(({ index }) => index);
    const names = [plan.key, plan.title].flatMap((column) => column?.index ?? []);
    this.#groups = new Set(indexes.filter((index) => stairs.has(index) || namesGroups(body, index, names)));
    this.areNamed = indexes.some((index) => body.some((row) => !isNone(cellText(row.cells[index]))));
  }

  /** The items that the row's columns name as enclosing it, the nearest last, within what stands around the row. */
  of(row: Row, around: ItemDraft | null): Enclosing {
    let { draft, reference }: Enclosing = { draft: around, reference: null };
    let changed = false;
    let referred: WorkWord | null = null;
    for (const column of this.#columns) {
      const text = cellText(row.cells[column.index]);
      const last = this.#last.get(column.index);
      // Below another epic an empty cell does not say the feature of the one before.
      if (text === '' && changed) this.#last.delete(column.index);
      const isAgain: boolean = text === '' && !changed && this.#groups.has(column.index);
      if (isNone(text) && (!isAgain || last === undefined)) continue;
      const known: Named | undefined = isAgain || (text === last?.text && !changed) ? last : undefined;
      const found = known ?? { text, ...this.#found(column, row, draft) };
      changed ||= known === undefined;
      this.#last.set(column.index, found);
      draft = found.draft ?? draft;
      if (found.draft === null) {
        reference = found.reference ?? reference;
        referred = column.work;
      } else if (reference !== null && referred === column.work) {
        // “E1 | Payments” in columns of one kind is one item.
        found.draft.key ??= readMark(reference)?.key ?? null;
        reference = null;
      }
    }
    return { draft, reference };
  }

  /** A row that heads those below it ends what the columns named. */
  restart(): void {
    this.#last.clear();
  }

  #found(column: Column, row: Row, above: ItemDraft | null): Enclosing {
    const cell = row.cells[column.index];
    const names = column.work === null ? [] : listedNames(cell, column, true);
    if (names.length < 2) return this.#named(column, cell, above, row.anchor);
    // Of several that one cell names, none is above the row alone.
    for (const blocks of names)
      this.#enclosing(column, cellText({ blocks, header: false }), above, row.anchor);
    return { draft: null, reference: null };
  }

  /** “**Checkout**” over a paragraph that tells of it is called by its bold line alone. */
  #named(column: Column, cell: Cell | undefined, above: ItemDraft | null, anchor: Anchor): Enclosing {
    const [first, ...others] = cell?.blocks ?? [];
    const [line, ...more] = first?.type === 'paragraph' ? first.lines : [];
    const isName = line !== undefined && line.bold >= line.text.length && more.length === 0;
    const told = isName ? linesOf(others).filter(({ text }) => text !== '') : [];
    if (line === undefined || told.length === 0 || told.some(({ bold }) => bold > 0))
      return this.#enclosing(column, cellText(cell), above, anchor);
    const found = this.#enclosing(column, line.text, above, anchor);
    found.draft?.description.push(markdownOf(others));
    return found;
  }

  #enclosing({ work }: Column, text: string, above: ItemDraft | null, anchor: Anchor): Enclosing {
    if (work === null || this.#collector.meanings.isRowId(text)) return { draft: null, reference: text };
    const mark = readMark(text) ?? numberedMark(text, work);
    if (mark !== null) {
      if (mark.title === '') return { draft: null, reference: text };
      const marked = this.#collector.meanings.workWithin(mark, work) ?? work;
      const draft = this.#collector.addMarked(mark, marked, 'table', this.#path, anchor, this.#table);
      draft.enclosing = nearest(above, draft);
      return { draft, reference: null };
    }
    const isReference = /^[\d.]+$/.test(text) || (/^\S+$/.test(text) && keyParts(fold(text)) !== null);
    if (isReference || text.length > longestName)
      return { draft: null, reference: isReference ? text : null };
    const decoration = undecorated(text);
    const numbered = outlineNumber(text);
    const title = cleanTitle(decoration.title);
    const draft = this.#collector.add(work, 'table', title, this.#path, anchor, this.#table);
    draft.ordinal = decoration.numbering ?? numbered?.parts.join('.') ?? null;
    draft.enclosing = nearest(above, draft);
    return { draft, reference: null };
  }
}
