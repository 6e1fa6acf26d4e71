import { type Block, type Cell, cellText, linesOf, type Row } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import { isNone, isNoValue } from '../lines/field-values.ts';
import { readMark } from '../lines/marks.ts';
import { listsReferences } from '../lines/reference-lists.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import type { Section } from '../sections/sections.ts';
import { dayOf } from '../sections/told-times.ts';
import { isBareCount, isForeign } from '../tables/column-contents.ts';
import { columnFields, columnName, columnWork } from '../tables/column-names.ts';
import { fold } from '../words/fold.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { plannedFields } from '../words/planned-fields.ts';
import { estimateLabels, pointLabels, timeUnits, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { isGroup } from '../words/work-levels.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyField } from './item-fields.ts';
import { criteriaOfCell } from './pair-tables.ts';
import type { Place } from './walk-place.ts';

type Table = Block & { readonly type: 'table' };

interface NamedColumn {
  readonly index: number;
  readonly label: string;
  readonly fields: readonly FieldName[];
  readonly work: WorkWord | null;
}

const longestName = 200;
const given: ReadonlySet<FieldName> = new Set([...plannedFields, 'status']);

/** A table that names items of other places, by key or number, and gives them fields: “Story | Status | Points”. */
export function readNamedRows(table: Table, place: Place, collector: DraftCollector): boolean {
  const columns = withAgreedPoints(columnsOf(table), table, place);
  if (columns.some((column) => isForeign(column) && column.fields[0] !== 'points')) return false;
  // “Story | Depends on | Status” says how the other story stands.
  const needs = columns.filter(({ fields }) => fields[0] === 'dependencies');
  const told =
    needs.length > 0
      ? needs
      : columns.filter(({ fields: [field] }) => field !== undefined && given.has(field));
  // “Epic | Story | Points”: stories by their keys, and what they belong to by its name; by that of the feature where there is one.
  const epics = columns.filter(({ work }) => work === 'EPIC');
  const tellsStories = epics.length > 0 && columns.some(({ work }) => work === 'STORY');
  const above = [...(tellsStories ? columns.filter(({ work }) => work === 'FEATURE') : []), ...epics];
  for (const parents of above.length === 0 ? [above] : [above, []]) {
    const fields = [...told, ...parents.map((column): NamedColumn => ({ ...column, fields: ['parent'] }))];
    const others = columns.filter((column) => !told.includes(column) && !parents.includes(column));
    const name = fields.length === 0 ? null : nameColumn(table, others, collector.meanings);
    if (name !== null) return takeRows(table, name, fields, 'table', place, collector) > 0;
  }
  return false;
}

/** Whether the rows of a table name items of other places, whatever it says of them. */
export function namesItems(table: Table, meanings: PrefixMeanings): boolean {
  return nameColumn(table, columnsOf(table), meanings) !== null;
}

/** Rows of “Story | Criterion”, of which a story may have several; how many of them name or go on with an item. */
export function readCriteriaRows(table: Table, place: Place, collector: DraftCollector): number {
  const columns = columnsOf(table);
  const name = nameColumn(table, columns, collector.meanings, place.item !== null);
  const others = columns.filter((column) => column !== name);
  // Under “Acceptance criteria” a column of no known name gives them as well.
  const criteria =
    others.find(({ fields }) => fields[0] === 'criteria') ??
    others.find(({ fields }) => fields[0] === undefined || fields[0] === 'description');
  if (name === null || criteria === undefined) return 0;
  return takeRows(table, name, [{ ...criteria, fields: ['criteria'] }], 'field', place, collector);
}

function columnsOf({ rows: [header] }: Table): readonly NamedColumn[] {
  return (header?.cells ?? []).map((cell, index) => {
    const label = columnName(cellText(cell));
    return { index, label, fields: columnFields(label), work: columnWork(label) };
  });
}

const agreed = wordsFor('agreedColumns');
const durations = wordsFor('durations');
const estimates = wordSearch(
  [...estimateLabels, ...pointLabels, ...wordsFor('pointScales')].filter((word) => !durations.has(word)),
);

/** “Estimates”, “Planning poker”, and not “Estimates in hours”. */
function speaksOfPoints({ line }: Section): boolean {
  const folded = fold(line.text);
  return estimates.test(folded) && !folded.split(/[^\p{L}]+/u).some((word) => timeUnits.has(word));
}

/** “Story | Anna | Bo | Agreed” below “Estimates”: the points on which a team agreed. */
function withAgreedPoints(
  columns: readonly NamedColumn[],
  { rows }: Table,
  { section }: Place,
): readonly NamedColumn[] {
  if (columns.some(({ fields }) => fields[0] === 'points')) return columns;
  const areNumbers = ({ index }: NamedColumn): boolean => {
    const texts = rows.slice(1).map(({ cells }) => cellText(cells[index]));
    return texts.every((text) => text === '' || isBareCount(text) || isNone(text));
  };
  const points = columns.find((column) => agreed.has(fold(column.label).trim()) && areNumbers(column));
  if (points === undefined || !speaksOfPoints(section)) return columns;
  return columns.map((column) => (column === points ? { ...column, fields: ['points'] } : column));
}

/**
 * The first column of which most cells name an item; none where only one behind it names what has a title elsewhere: in
 * “AT001 | US001” something else of stories is counted. `surely` leaves out keys that say no kind, such as a criterion's.
 */
function nameColumn(
  { rows }: Table,
  columns: readonly NamedColumn[],
  meanings: PrefixMeanings,
  surely = false,
): NamedColumn | null {
  const body = rows.slice(1);
  const mostly = (column: NamedColumn, names: (reference: Reference) => boolean): boolean => {
    const filled = body.map(({ cells }) => cells[column.index]).filter((cell) => cellText(cell) !== '');
    const naming = filled.filter((cell) => {
      const reference = itemIn(cell, column, meanings);
      return reference !== null && names(reference);
    });
    return naming.length * 10 >= filled.length * 8 && naming.length > 0;
  };
  const naming = columns.filter(
    (column) => column.fields[0] !== 'criteria' && mostly(column, ({ work }) => !(surely && work === null)),
  );
  const isKnown = (column: NamedColumn): boolean =>
    mostly(column, ({ key }) => key !== null && meanings.isNamed(key));
  const [first = null, ...others] = naming;
  return first !== null && others.some(isKnown) && !isKnown(first) ? null : first;
}

const criterionMarks = wordsFor('criterionMarks');

interface Reference {
  readonly key: string | null;
  readonly ordinal: string | null;
  readonly work: WorkWord | null;
}

function itemIn(cell: Cell | undefined, column: NamedColumn, meanings: PrefixMeanings): Reference | null {
  const text = cellText(cell);
  if (column.work !== null && /^\d+(?:\.\d+)+$/.test(text))
    return { key: null, ordinal: text, work: column.work };
  const mark = text.length > longestName || listsReferences(text) ? null : readMark(text);
  if (mark === null || (mark.key === null && mark.ordinal === null)) return null;
  const work = meanings.workOf(mark);
  // “AC-01” counts criteria where no item is called so.
  if (work === null && criterionMarks.has(fold(mark.prefix ?? '')) && !meanings.isOfSeries(mark)) return null;
  return work === 'TEST' || (work === null && mark.key === null) ? null : { ...mark, work };
}

function takeRows(
  table: Table,
  name: NamedColumn,
  columns: readonly NamedColumn[],
  evidence: 'table' | 'field',
  place: Place,
  collector: DraftCollector,
): number {
  const known = new Map<string, ItemDraft>();
  let current: ItemDraft | null = null;
  let count = 0;
  for (const row of columns.length === 0 ? [] : table.rows.slice(1)) {
    const named = row.cells[name.index];
    const reference = itemIn(named, name, collector.meanings);
    if (reference !== null) {
      const { key, ordinal, work } = reference;
      const id = key ?? `${work} ${ordinal}`;
      current = known.get(id) ?? null;
      if (current === null) {
        const kind = isGroup(work) ? work : 'STORY';
        current = collector.add(kind, evidence, '', place.path, row.anchor, table);
        current.provisional = true;
        current.key = key;
        current.ordinal = ordinal;
        known.set(id, current);
      }
    } else if (cellText(named) !== '') current = null;
    if (current === null) continue;
    for (const column of columns) applyNamed(current, row, column);
    count += 1;
  }
  return count;
}

function applyNamed(draft: ItemDraft, row: Row, { index, fields, label }: NamedColumn): void {
  const cell = row.cells[index];
  const lines = cell === undefined ? [] : linesOf(cell.blocks);
  if (cell !== undefined && fields[0] === 'criteria') {
    draft.criteria.push(...criteriaOfCell(cell, lines));
    return;
  }
  const tags = lines.flatMap((line) => line.tags);
  const text = tags.length > 0 ? tags.join(', ') : cellText(cell);
  if (isNoValue(fields[0], text)) return;
  if (fields[0] === 'status') {
    const at = dayOf(row);
    const isOlder = at !== null && draft.told?.at != null && at < draft.told.at;
    if (draft.status !== null && isOlder) return;
    // A table that comes back to an item is a log.
    if (draft.status !== null || at !== null) draft.told = { at };
    draft.status = null;
  }
  applyField(draft, fields, label, text, []);
}
