import { type Block, cellText, type Row } from '../blocks.ts';
import { warn } from '../item-draft.ts';
import { openPrefixes } from '../lines/keys.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import { areMeasured, type Column, countsEach, filled, isForeign } from '../tables/column-contents.ts';
import { planOfTable, type TablePlan } from '../tables/table-columns.ts';
import type { DraftCollector } from './draft-collector.ts';
import { TableReader } from './table-reader.ts';
import type { Place } from './walk-place.ts';

type Table = Block & { readonly type: 'table' };

/** “US-01 | Reserve a boat” under “ID | Requirement”: the ids of stories that stand nowhere else. */
export function areKeyedStories(
  { rows }: Table,
  { key, firstRow }: TablePlan,
  meanings: PrefixMeanings,
): boolean {
  const marks = key === null ? [] : marksIn(rows.slice(firstRow), key);
  return marks.length > 0 && marks.every((mark) => tellsStory(mark, meanings) && !isNamed(mark, meanings));
}

/**
 * Reads rows with keys of stories that stand nowhere else, and points, a priority or criteria, where no column is known
 * to name them: “Ref | What we need | SP”. What stands beside the key does.
 */
export function readKeyedStories(table: Table, place: Place, collector: DraftCollector): boolean {
  const plan = planOfTable(table, 'STORY');
  if (plan === null || 'pairs' in plan || plan.columns.some(isForeign)) return false;
  const { key, title, columns } = plan;
  const body = table.rows.slice(plan.firstRow);
  if (key === null || title === null || title.fields.length > 0 || title.work !== null) return false;
  const { meanings } = collector;
  const marks = marksIn(body, key);
  // Rules, requirements and tests are ranked as well: “BR-1 | Close at ten | Must”.
  const areSure = marks.every((mark) => mark?.prefix != null && !openPrefixes.has(mark.prefix));
  if (!countsEach(body, key) || !(areMeasured(body, columns) || (areSure && arePlanned(body, columns))))
    return false;
  const named = marks.filter((mark) => isNamed(mark, meanings));
  if (!marks.every((mark) => tellsStory(mark, meanings)) || named.length * 2 >= marks.length) return false;
  const before = collector.drafts.length;
  new TableReader(table, plan, place, collector).read();
  const first = collector.drafts[before];
  if (first !== undefined)
    warn(
      first,
      'KIND_GUESSED',
      `The rows below “${title.label}” were taken for stories because of their keys. Call that column “User story” to say so.`,
    );
  return true;
}

function marksIn(rows: readonly Row[], key: Column): readonly (Mark | null)[] {
  return filled(rows, key).map(readMark);
}

function tellsStory(mark: Mark | null, meanings: PrefixMeanings): boolean {
  return mark?.key != null && meanings.workOf(mark) === 'STORY';
}

function isNamed(mark: Mark | null, meanings: PrefixMeanings): boolean {
  return mark?.key != null && meanings.isNamed(mark.key);
}

/** Whether the rows are ranked, or say when they are done. */
function arePlanned(body: readonly Row[], columns: readonly Column[]): boolean {
  const isFilled = (column: Column): boolean =>
    body.filter(({ cells }) => cellText(cells[column.index]) !== '').length * 2 > body.length;
  return columns.some(
    (column) => (column.fields[0] === 'priority' || column.fields[0] === 'criteria') && isFilled(column),
  );
}
