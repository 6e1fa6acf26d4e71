import { markdownOf } from '../blocks/markdown-text.ts';
import { type Block, type Cell, cellText, type Line, linesOf, type Row } from '../blocks.ts';
import { addAttribute, type ItemDraft } from '../item-draft.ts';
import { isNoValue } from '../lines/field-values.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import type { Column } from '../tables/column-contents.ts';
import { addsUp } from '../tables/column-names.ts';
import type { TablePlan } from '../tables/table-columns.ts';
import { isGroup } from '../words/work-levels.ts';
import { partedCriteria } from './cell-criteria.ts';
import { applyField } from './item-fields.ts';
import { criteriaOfCell, describeLabelled, takePairs } from './pair-tables.ts';
import { tellStory } from './row-words.ts';

type Telling = Map<'role' | 'want' | 'benefit', { readonly label: string; readonly text: string }>;

interface RowOptions {
  readonly table: Block & { readonly type: 'table' };
  readonly plan: TablePlan;
  readonly more: boolean;
}

/** Gives an item what the other columns of its row say; with `more` a further row that the title spans. */
export function applyRow(draft: ItemDraft, row: Row, { table, plan, more }: RowOptions): void {
  const told: Telling = new Map();
  for (const column of plan.columns) {
    if (column === plan.title || column === plan.key || column.index === plan.type?.index) continue;
    if (plan.parents.some((parent) => parent.index === column.index)) continue;
    const whole = row.cells[column.index];
    if (whole === undefined || (more && whole === table.rows[0]?.cells[column.index])) continue;
    const cell = column.fields[0] === 'criteria' ? whole : takePairs(draft, whole);
    const lines = linesOf(cell.blocks).filter((line) => line.text !== '' || line.tags.length > 0);
    if (lines.length === 0) continue;
    applyCell(draft, column, lines, cell, told, { table, plan, more });
  }
  if (told.size === 0 || more) return;
  const wanted = plan.title?.fields[0] === 'want' ? cellText(row.cells[plan.title.index]) : '';
  if (wanted !== '' && plan.title !== null) told.set('want', { label: plan.title.label, text: wanted });
  const role = told.get('role');
  // Who it is for makes no sentence alone.
  if (role !== undefined && told.size === 1 && draft.title !== '' && draft.title !== role.text)
    draft.attributes.set(role.label, role.text);
  else tellStory(draft, told);
}

function applyCell(
  draft: ItemDraft,
  column: Column,
  lines: readonly Line[],
  cell: Cell,
  told: Telling,
  { plan, more }: RowOptions,
): void {
  const text = lines
    .map((line) => line.text)
    .join('\n')
    .trim();
  const field = column.fields[0];
  const tags = field === 'status' || field === 'priority' || field === 'points' ? lines.flatMap(tagsOf) : [];
  const flat = tags.length > 0 ? tags.join(', ') : text.replace(/\n/g, ' ');
  const repeated = more && (field !== 'criteria' || draft.description.includes(text));
  const tellsMore =
    field === 'tasks' ||
    ((field === undefined || field === 'attribute' || field === 'notes') && tellsText.test(flat));
  if (repeated && field !== 'description' && !tellsMore) return;
  if (field === 'criteria') {
    addCriteria(draft, criteriaOfCell(cell, lines));
    return;
  }
  if (isNoValue(field, flat)) return;
  if (column.fields.includes('role') || column.fields.includes('want') || column.fields.includes('benefit')) {
    const slot = column.fields.find((one) => one === 'role' || one === 'want' || one === 'benefit');
    // “Goal” and “Value” may stand above any text of a story.
    const plainLabel = column.fields.includes('description');
    const hasRole = plan.columns.some((other) => other.fields[0] === 'role');
    if (slot !== undefined && (!plainLabel || hasRole)) {
      told.set(slot, { label: column.label, text: flat });
      return;
    }
  }
  const tells = column.work !== null || column.fields.includes('description');
  const parted = tells && !more ? partedCriteria(cell, false) : null;
  if (parted !== null) {
    addCriteria(draft, parted.criteria);
    const rest = markdownOf(parted.rest.blocks);
    if (rest !== '') draft.description.push(rest);
    return;
  }
  if (column.work !== null && isStorySentence(flat)) {
    draft.description.push(text);
    return;
  }
  const mayHoldMore = isGroup(draft.kind);
  if (
    field !== undefined &&
    !(mayHoldMore && addsUp(column.label)) &&
    field !== 'title' &&
    field !== 'key' &&
    field !== 'done' &&
    // The columns that name parents are read with the table; another tells of something else.
    field !== 'parent' &&
    column.index !== plan.order?.index &&
    applyField(draft, column.fields, column.label, flat, [])
  )
    return;
  // “Stories | 3” beside an epic counts what stands below it, as “3 + enabler” does.
  if (column.work !== null && /^[\d\s,.\-–]+$/u.test(flat)) return;
  const names = column.work !== null && !(mayHoldMore && /^\d+(?![\d.)])/u.test(flat));
  if (column.fields.includes('description') || field === 'title' || names)
    draft.description.push(markdownOf(cell.blocks));
  else if (field === 'notes' || field === 'done' || field === 'tasks')
    describeLabelled(draft, column.label, cell);
  else if (column.label !== '') addAttribute(draft, column.label, flat);
  else if (tellsText.test(flat)) draft.description.push(markdownOf(cell.blocks));
}

/** A column without a name may hold numbers or signs as well. */
const tellsText = /\p{L}{3}/u;

function tagsOf({ tags }: Line): readonly string[] {
  return tags;
}

const knownCriteria = new WeakMap<ItemDraft, Set<string>>();

/** Adds the criteria that an item does not have yet; its title may span thousands of rows of them. */
function addCriteria(draft: ItemDraft, criteria: readonly string[]): void {
  let known = knownCriteria.get(draft);
  if (known === undefined || known.size !== draft.criteria.length) {
    known = new Set(draft.criteria);
    knownCriteria.set(draft, known);
  }
  for (const criterion of criteria) {
    if (known.has(criterion)) continue;
    known.add(criterion);
    draft.criteria.push(criterion);
  }
}
