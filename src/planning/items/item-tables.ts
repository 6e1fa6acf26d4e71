import { type Block, cellText, linesOf, type Row } from '../blocks.ts';
import { tellsDuty } from '../lines/statements.ts';
import { criteriaIn } from '../sections/criteria.ts';
import { tabulatesCriteria } from '../sections/criteria-tables.ts';
import { filled, holdsNumbers } from '../tables/column-contents.ts';
import { kindColumn } from '../tables/kind-columns.ts';
import { measuredStories } from '../tables/measured-stories.ts';
import { propertyTable } from '../tables/pair-rows.ts';
import { planOfTable, type TablePlan } from '../tables/table-columns.ts';
import { itemColumns } from '../tables/turned-tables.ts';
import { typesItems } from '../tables/type-columns.ts';
import { backlogAbove } from '../tables/work-columns.ts';
import type { DraftCollector, UnreadTable } from './draft-collector.ts';
import { tabulatesItsStories } from './enabler-stories.ts';
import { locationAt } from './item-fields.ts';
import { areKeyedStories, readKeyedStories } from './keyed-stories.ts';
import { readNamedRows } from './named-rows.ts';
import { readFieldRow, readPairs } from './pair-tables.ts';
import { TableReader } from './table-reader.ts';
import { isMeasuredTable } from './task-lists.ts';
import { isInStory, type Place } from './walk-place.ts';

type Table = Block & { readonly type: 'table' };

/** Reads a table for items, or for the fields of the item that it stands under. False when it is neither. */
export function readItemTable(table: Table, place: Place, collector: DraftCollector): boolean {
  // “Budget” over “User story | Points” is no plan, and its rows are.
  if (place.other !== null && !(place.other === 'MARKED' && areMeasuredStories(table, collector)))
    return false;
  const headingWork = place.works[0] ?? place.said?.rows;
  if (place.item !== null && tabulatesCriteria(table)) {
    place.item.criteria.push(...criteriaIn([{ type: 'table', block: table }]));
    return true;
  }
  const plan = planOfTable(
    table,
    isInStory(place) ? null : (headingWork ?? null),
    backlogAbove(place.section),
    collector.meanings.requirementsCount && place.item?.provisional !== false ? 'TASKS' : null,
  );
  if (plan !== null && 'pairs' in plan) return readPairs(plan, place, collector);
  const properties = plan === null && place.item !== null ? propertyTable(table) : null;
  if (properties !== null) return readPairs(properties, place, collector);
  const isFields = isInStory(place) && (plan === null || !tabulatesItsStories(plan, place.item));
  if (isFields && place.item !== null) return readFieldRow(table, place.item);
  if (plan === null || tellsNumbered(table, plan, collector)) {
    if (readKeyedStories(table, place, collector)) return true;
    if (readNamedRows(table, place, collector)) return true;
    const column = kindColumn(table) ?? itemColumns(table);
    if (column !== null)
      collector.unreadTables.push({ ...column, location: locationAt(place.path, table.anchor) });
    return false;
  }
  const isSteps =
    plan.work === 'TASK' &&
    !collector.meanings.requirementsCount &&
    headingWork !== 'TASK' &&
    plan.key === null &&
    !isMeasuredTable(plan, table.rows);
  if (isSteps) return false;
  if (plan.work === 'TEST') return false;
  if (
    plan.work === 'REQUIREMENT' &&
    !collector.meanings.requirementsCount &&
    !typesItems(plan, table.rows) &&
    !areKeyedStories(table, plan, collector.meanings)
  )
    return false;
  if (plan.work === 'REQUIREMENT' && describesThings(table, plan)) return false;
  collector.unreadTables.push(...tablesWithin(table, plan, place));
  new TableReader(table, plan, place, collector).read();
  return true;
}

/** “Story | Description” over “1.1”, which has its title elsewhere: the row tells of it. */
function tellsNumbered(
  table: Table,
  { key, title, firstRow }: TablePlan,
  collector: DraftCollector,
): boolean {
  if (key === null || key.work === null || title === null || title.work !== null) return false;
  if (title.fields[0] === 'title') return false;
  const { work } = key;
  const rows = table.rows.slice(firstRow);
  return holdsNumbers(rows, key) && filled(rows, key).some((n) => collector.meanings.isNamed(`${work} ${n}`));
}

/** Tables in the cells for the titles, which are read as the text of these. */
function tablesWithin(table: Table, { title, firstRow }: TablePlan, place: Place): readonly UnreadTable[] {
  if (title === null) return [];
  const inner = table.rows
    .slice(firstRow)
    .flatMap(({ cells }) => cells[title.index]?.blocks.filter((block) => block.type === 'table') ?? []);
  const rows = inner.flatMap((each) => each.rows.slice(1));
  return rows.length === 0
    ? []
    : [
        {
          label: title.label,
          names: rows.map(({ cells }) => cellText(cells[0])),
          holds: 'rows',
          location: locationAt(place.path, table.anchor),
        },
      ];
}

/** “**Browser** | a new one”: below “Requirement” each row says what the thing in bold at its head has to be. */
function describesThings({ rows }: Table, { title, columns, firstRow }: TablePlan): boolean {
  if (columns.length !== 2 || title?.index !== 1) return false;
  const body = rows.slice(firstRow);
  const isBold = ({ cells: [name] }: Row): boolean => {
    const [line] = linesOf(name?.blocks ?? []);
    return line !== undefined && line.bold > 0 && line.bold >= line.text.length;
  };
  return body.every(isBold) && !filled(body, title).some(tellsDuty);
}

/** Two measured stories or more, or one below the same header as others of the document. */
function areMeasuredStories(table: Table, collector: DraftCollector): boolean {
  const count = measuredStories(table);
  if (count !== 1) return count > 1;
  const header = (table.rows[0]?.cells ?? []).map(cellText).join('|');
  return collector.readTables.some(
    ({ plan, drafts }) => drafts.size > 1 && plan.columns.map(({ label }) => label).join('|') === header,
  );
}
