import { cellText, type Row } from '../blocks.ts';
import { prefixWork } from '../lines/keys.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import { isDistinct, isMeasuredRow } from '../tables/column-contents.ts';
import { keyedWork, titledWork } from '../tables/column-names.ts';
import type { TablePlan } from '../tables/table-columns.ts';
import type { WorkWord } from '../words/language.ts';
import { seriesOf } from './prefix-uses.ts';

interface KeyedRow {
  readonly row: Row;
  readonly mark: Mark | null;
  readonly series: string | null;
}

/** What a table says that the rows of all its series are, whatever their letters usually mean. */
export function saidOfSeries(plan: TablePlan, rows: readonly Row[]): WorkWord | null {
  const { key, title, work, type, firstRow } = plan;
  if (key === null || title === null || type !== null) return null;
  const keyed = rows.slice(firstRow).flatMap((row): readonly KeyedRow[] => {
    const text = cellText(row.cells[key.index]);
    if (text === '') return [];
    const mark = readMark(text);
    return [{ row, mark, series: seriesOf(mark) }];
  });
  const series = new Set(keyed.map((each) => each.series));
  if (series.size === 0 || series.has(null)) return null;
  const kinds = new Set(keyed.filter(({ mark }) => usualOf(mark) !== null).map((each) => each.series));
  const saysWork = (title.work ?? titledWork(title.label) ?? keyedWork(key.label)) !== null;
  // The letters of no two series say a kind: “FE-3” beside “API-1” is of the front end.
  if (saysWork && (series.size === 1 || kinds.size === 1)) return work;
  // “E12-01 | Story” beside “S4-01 | Story”: the letter is that of the epic or the sprint in which the number counts.
  if (title.work === 'STORY' && keyed.every(({ mark }) => mark?.ordinal?.includes('.') === true)) return work;
  if (!isDistinct(rows.slice(firstRow), key)) return null;
  const others = keyed.filter(({ mark }) => usualOf(mark) !== null && usualOf(mark) !== work);
  if (others.length === 0) return null;
  // “E-1 | Extras | Show a map”: what stands beside the name of its epic is none.
  const standsBelow = ({ row, mark }: KeyedRow): boolean =>
    cellText(row.cells[title.index]) !== '' &&
    plan.parents.some(
      ({ work: above, index }) => above === usualOf(mark) && cellText(row.cells[index]) !== '',
    );
  if (saysWork && others.every(standsBelow)) return work;
  // “F-1 | 3 points” beside “B-1 | 5 points”: letters of areas, and all rows are work of one kind.
  const isOneKind =
    (work === null || work === 'STORY') &&
    plan.parents.length === 0 &&
    kinds.size < series.size &&
    keyed.every(({ row }) => isMeasuredRow(row, plan.columns));
  return isOneKind ? 'STORY' : null;
}

function usualOf(mark: Mark | null): WorkWord | null {
  return mark?.prefix == null ? null : prefixWork(mark.prefix);
}
