import { type Block, type Cell, cellText, type Row } from '../blocks.ts';
import { type ItemDraft, mayHold, nearest, warn } from '../item-draft.ts';
import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import { rangeInFront } from '../lines/key-ranges.ts';
import { isNumberKey, keyParts } from '../lines/keys.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import { areNumbered, numberedMark } from '../lines/numbered-names.ts';
import { listsReferences } from '../lines/reference-lists.ts';
import { dayOf } from '../sections/told-times.ts';
import { distinctTexts, filled, holdsTrackerNumbers } from '../tables/column-contents.ts';
import { listedRows } from '../tables/listed-rows.ts';
import { withNamesParted } from '../tables/named-titles.ts';
import { stairRows } from '../tables/stair-rows.ts';
import type { TablePlan } from '../tables/table-columns.ts';
import { withToldTitles } from '../tables/told-titles.ts';
import { namesNoItem, totalRows } from '../tables/total-rows.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { isGroup } from '../words/work-levels.ts';
import { partedCriteria } from './cell-criteria.ts';
import { takeDetails } from './detail-rows.ts';
import { dividersIn, goesOn } from './divider-rows.ts';
import type { DraftCollector, UnreadRow } from './draft-collector.ts';
import { keepExcessCells } from './excess-cells.ts';
import { applyDecoration, applyField } from './item-fields.ts';
import { applyRow } from './item-rows.ts';
import { applyTags } from './item-tags.ts';
import { RowKinds } from './row-kinds.ts';
import { type Enclosing, RowParents } from './row-parents.ts';
import { rowName } from './row-titles.ts';
import { RowsAbove } from './rows-above.ts';
import { workInFeature } from './rows-in-features.ts';
import { isPlaceholder, type Place } from './walk-place.ts';

type Table = Block & { readonly type: 'table' };

const isNumber = /^#?[1-9]\d*$/;

/** Reads the rows of a table whose columns are known for the items that they are. */
export class TableReader {
  readonly #table: Table;
  readonly #plan: TablePlan;
  readonly #place: Place;
  readonly #collector: DraftCollector;
  readonly #body: readonly Row[];
  readonly #sums: ReadonlySet<Row>;
  readonly #isDivider: (row: Row, only: string) => boolean;
  readonly #parents: RowParents;
  /** Rows that name nothing but what encloses those below them. */
  readonly #stairs: ReadonlyMap<Row, number>;
  readonly #above: RowsAbove;
  #divider: ItemDraft | null = null;
  #last: ItemDraft | null = null;
  #lastTitleCell: Cell | null = null;
  #lastRaw = '';
  #lastKey = '';
  readonly #drafts = new Map<Row, ItemDraft>();
  /** Whether the numbers of its id column are a tracker's, and do not count the rows. */
  readonly #isNumberedByTracker: boolean;
  readonly #kinds: RowKinds;
  /** What its titles are where most have a number alone. */
  readonly #numberedWork: WorkWord | null;
  /** Rows by what their id column says, which may be a bare number. */
  readonly #byId = new Map<string, ItemDraft>();
  /** Rows that are requirements or tests. */
  readonly #left: UnreadRow[] = [];
  /** Whether it comes back to an item, to tell how that stands by then. */
  #isLog = false;

  constructor(table: Table, plan: TablePlan, place: Place, collector: DraftCollector) {
    this.#table = table;
    this.#plan = plan;
    this.#place = place;
    this.#collector = collector;
    this.#body = withNamesParted(withToldTitles(table.rows.slice(plan.firstRow), plan), plan);
    this.#sums = totalRows(this.#body, plan);
    this.#isDivider = dividersIn(plan, this.#body);
    const { key, title } = plan;
    this.#numberedWork = title !== null && areNumbered(filled(this.#body, title)) ? title.work : null;
    const numbers = (key === null ? [] : filled(this.#body, key)).filter((text) => isNumber.test(text));
    this.#isNumberedByTracker =
      (numbers.length > 0 && numbers.every((text) => text.replace('#', '').length > 2)) ||
      (key !== null && holdsTrackerNumbers(this.#body, key));
    this.#kinds = new RowKinds(table, plan, this.#body, collector.meanings);
    this.#stairs = stairRows(this.#body, plan);
    this.#parents = new RowParents(table, plan, place.path, collector, new Set(this.#stairs.values()));
    this.#above = new RowsAbove(plan);
  }

  read(): void {
    for (const [place, row] of this.#body.entries()) this.#row(row, this.#body[place + 1]);
    this.#above.settle();
    for (const draft of this.#above.drafts) {
      const parent = draft.parentReference === null ? undefined : this.#byId.get(draft.parentReference);
      if (parent !== undefined && mayHold(parent.kind, draft.kind)) {
        draft.enclosing = parent;
        draft.parentReference = null;
      }
      this.#takeNeeds(draft);
    }
    if (this.#isLog) for (const [row, draft] of this.#drafts) draft.told = { at: dayOf(row) };
    if (this.#drafts.size > 0) this.#collector.unreadRows.push(...this.#left);
    this.#collector.readTables.push({
      drafts: this.#drafts,
      plan: this.#plan,
      areParentsNamed: this.#parents.areNamed,
      around: this.#place.item,
    });
  }

  /** “3, 8” under “Depends on” are rows of this table where its id column counts them. */
  #takeNeeds(draft: ItemDraft): void {
    for (const text of draft.dependencies.splice(0)) {
      const rows = text
        .split(/[\s,;]+/)
        .map((part) =>
          /^#?\d+$/.test(part) || this.#collector.meanings.isRowId(part) ? this.#byId.get(part) : undefined,
        );
      if (rows.every((row) => row !== undefined)) draft.needs.push(...rows);
      else draft.dependencies.push(text);
    }
  }

  #row(row: Row, below: Row | undefined): void {
    const { title: titleColumn } = this.#plan;
    if (titleColumn === null) return;
    const distinct = [...new Set(row.cells)].map((cell) => cellText(cell)).filter((text) => text !== '');
    const [only] = distinct;
    if (only === undefined) return;
    if (distinct.length === 1 && takeDetails(row, this.#last)) return;
    if (this.#last !== null && goesOn(row, this.#plan)) {
      applyRow(this.#last, row, { table: this.#table, plan: this.#plan, more: true });
      return;
    }
    if (distinct.length === 1 && !this.#stairs.has(row) && this.#isDivider(row, only)) {
      this.#dividerRow(only, row);
      return;
    }
    const titleCell = row.cells[titleColumn.index];
    const raw = cellText(titleCell);
    if (titleCell !== undefined && titleCell === this.#lastTitleCell && this.#last !== null && raw !== '') {
      applyRow(this.#last, row, { table: this.#table, plan: this.#plan, more: true });
      return;
    }
    if (this.#sums.has(row) || namesNoItem(row, this.#plan) || listsReferences(raw)) return;
    // “US04–US06 Reports” sums up what other places name.
    const first = rangeInFront(raw);
    if (first !== null && this.#collector.meanings.isNamed(first)) return;
    const keyText = this.#plan.key === null ? '' : cellText(row.cells[this.#plan.key.index]);
    const before = this.#collector.drafts.length;
    const enclosing = this.#parents.of(row, this.#divider ?? this.#place.item);
    // Beside a list of items a row tells of what it alone names above them.
    const named = this.#collector.drafts.slice(before).find((draft) => draft === enclosing.draft) ?? null;
    const spans = this.#plan.parents.some(({ index }) => row.cells[index] === below?.cells[index]);
    const owner = spans ? null : named;
    const listed = listedRows(row, this.#plan, owner !== null);
    if (listed !== null) {
      if (owner !== null) applyRow(owner, listed.rest, { table: this.#table, plan: this.#plan, more: false });
      for (const each of listed.rows) this.#itemRow(each, enclosing);
      this.#lastTitleCell = titleCell ?? null;
      return;
    }
    if ((raw === '' && keyText === '') || this.#goesOnWithTasks(raw, keyText)) {
      // A row that only goes on with the one above: further criteria. What it alone names has its fields.
      if (owner !== null) applyRow(owner, row, { table: this.#table, plan: this.#plan, more: false });
      else if (this.#last !== null)
        applyRow(this.#last, row, { table: this.#table, plan: this.#plan, more: true });
      return;
    }
    this.#itemRow(row, enclosing);
  }

  /** Whether a row has another task of the story above it, whose id or name it says again. */
  #goesOnWithTasks(raw: string, keyText: string): boolean {
    return (
      this.#last !== null &&
      this.#plan.columns.some(({ fields }) => fields[0] === 'tasks') &&
      (raw === '' || raw === this.#lastRaw) &&
      (keyText === '' || keyText === this.#lastKey)
    );
  }

  #itemRow(row: Row, enclosing: Enclosing): void {
    const titleCell = row.cells[this.#plan.title?.index ?? 0];
    const keyText = this.#plan.key === null ? '' : cellText(row.cells[this.#plan.key.index]);
    const parted = titleCell === undefined ? null : partedCriteria(titleCell, true);
    const cells = row.cells.map((cell) => (parted !== null && cell === titleCell ? parted.rest : cell));
    const draft = this.#item({ ...row, cells }, cellText(parted?.rest ?? titleCell), keyText, enclosing);
    if (draft === null) return;
    draft.criteria.push(...(parted?.criteria ?? []));
    this.#last = draft;
    this.#lastTitleCell = titleCell ?? null;
    this.#lastRaw = cellText(titleCell);
    this.#lastKey = keyText;
  }

  #dividerRow(text: string, row: Row): void {
    this.#parents.restart();
    const mark = readMark(text);
    const marked = mark === null ? null : this.#collector.meanings.workWithin(mark, this.#plan.dividerWork);
    if (mark === null || marked === null) {
      this.#divider =
        this.#plan.dividerWork === null ? null : this.#plainDivider(this.#plan.dividerWork, text, row);
      return;
    }
    const work = marked;
    const draft = this.#collector.addMarked(mark, work, 'table', this.#place.path, row.anchor, this.#table);
    applyDecoration(draft, undecorated(text));
    draft.enclosing = nearest(this.#place.item, draft);
    if (work === 'FEATURE' && this.#divider !== null && this.#divider.kind === 'EPIC')
      draft.enclosing = this.#divider;
    this.#divider = draft;
    this.#last = draft;
  }

  #plainDivider(work: WorkWord, text: string, row: Row): ItemDraft {
    const decoration = undecorated(text);
    const title = cleanTitle(decoration.title);
    const draft = this.#collector.add(work, 'table', title, this.#place.path, row.anchor, this.#table);
    applyDecoration(draft, decoration);
    draft.ordinal = decoration.numbering;
    draft.enclosing = nearest(this.#place.item, draft);
    return draft;
  }

  #item(row: Row, raw: string, keyText: string, enclosing: Enclosing): ItemDraft | null {
    const keyMark = keyText === '' ? null : readMark(keyText);
    const own = this.#ownMark(raw, keyMark);
    const marked =
      own === null ? null : { mark: own, work: this.#collector.meanings.workWithin(own, this.#plan.work) };
    const typeText = this.#kinds.typeOf(row);
    const saidByTable = this.#kinds.of({ type: typeText, key: keyMark, title: marked });
    const said = typeText === '' ? workInFeature(this.#place.item, keyMark, saidByTable) : saidByTable;
    const work = said ?? 'STORY';
    if (!this.#kinds.plans(work, typeText)) {
      const key = (keyMark ?? own)?.key ?? null;
      this.#left.push({ key, text: `${keyText} ${raw}`.trim(), anchor: row.anchor });
      return null;
    }
    const name = rowName(row, raw, this.#plan, marked);
    const decoration = undecorated(name.text);
    const title = cleanTitle(decoration.title);
    if (title === '' && keyMark?.key == null) return null;
    if (isPlaceholder(title) || (title === '' && distinctTexts(row) <= 1)) return null;
    const draft = this.#collector.add(work, 'table', title, this.#place.path, row.anchor, this.#table);
    this.#identify(draft, name.isMarked ? own : keyMark, keyText, decoration.numbering);
    applyDecoration(draft, decoration);
    if (name.isMarked) applyDecoration(draft, undecorated(name.head));
    for (const { tags } of name.lines) applyTags(draft, tags);
    if (name.behind.length > 0)
      draft.description.push(name.behind.map(({ markdown }) => markdown).join('\n'));
    if (said === null)
      warn(
        draft,
        'KIND_GUESSED',
        `Nothing says what “${title}” is; it was taken for a story. Add a column “Type” or name the column “User story”.`,
      );
    if (typeText !== '') applyField(draft, ['enablerType'], 'Type', typeText, []);
    applyRow(draft, row, { table: this.#table, plan: this.#plan, more: false });
    keepExcessCells(draft, row, this.#table.rows[this.#plan.firstRow - 1]);
    this.#stand(draft, row, enclosing);
    this.#know(draft, row, keyText);
    return draft;
  }

  /** The mark in front of a row's title. */
  #ownMark(raw: string, keyMark: Mark | null): Mark | null {
    const titleMark = readMark(raw);
    // “F-019 | E2E tests”: the id column names the row, and a code in front of the title is a word of it.
    const isWord =
      titleMark?.key != null &&
      keyMark?.key != null &&
      titleMark.key !== keyMark.key &&
      !titleMark.spelled &&
      !titleMark.separated;
    const mark =
      (isWord ? null : titleMark) ??
      (this.#numberedWork === null ? null : numberedMark(raw, this.#numberedWork));
    return mark === null ? null : this.#collector.meanings.settled(mark);
  }

  /** Gives an item the key and the numbers by which others know it. */
  #identify(draft: ItemDraft, mark: Mark | null, keyText: string, numbering: string | null): void {
    draft.key = mark?.key ?? null;
    draft.ordinal = mark?.ordinal ?? [keyText, numbering ?? ''].find(isPartedNumber) ?? null;
    draft.within = mark?.within ?? null;
    draft.enablerType ??= mark?.enablerType ?? null;
    const number = isNumber.test(keyText) ? keyText.replace('#', '') : null;
    if (draft.key === null && number !== null && this.#isNumberedByTracker) draft.key = number;
    else if (isGroup(draft.kind)) draft.outline = numbering ?? number;
    if (draft.key === null && this.#collector.meanings.isRowId(keyText)) draft.key = keyText.toUpperCase();
    if (draft.key === null && isNumberKey(keyText)) draft.key = keyText;
    if (draft.key === null && keyText !== '' && /\p{L}/u.test(keyText) && /^\S{2,20}$/.test(keyText))
      draft.key = keyParts(fold(keyText))?.key ?? null;
  }

  /** Puts the item of a row below what is above it. */
  #stand(draft: ItemDraft, row: Row, enclosing: Enclosing): void {
    const above = this.#parents.areNamed ? null : this.#above.of(draft, row.level);
    draft.enclosing = nearest(above ?? enclosing.draft, draft) ?? nearest(this.#place.item, draft);
    draft.parentReference ??= enclosing.reference;
    draft.looseReference = this.#place.reference;
    this.#above.add(draft);
  }

  /** Remembers the item of a row by what its id columns say. */
  #know(draft: ItemDraft, row: Row, keyText: string): void {
    this.#drafts.set(row, draft);
    if (this.#byId.has(keyText)) this.#isLog = true;
    else if (keyText !== '') this.#byId.set(keyText, draft);
    for (const { index, fields } of this.#plan.columns) {
      // A tracker may give each row a key and an id besides, by which others name it.
      const id = fields[0] === 'key' && index !== this.#plan.key?.index ? cellText(row.cells[index]) : '';
      if (id !== '' && !this.#byId.has(id)) this.#byId.set(id, draft);
    }
  }
}

/** “1.2” */
function isPartedNumber(text: string): boolean {
  return /^\d+(?:\.\d+)+$/.test(text);
}
