import { markdownOf } from '../blocks/markdown-text.ts';
import { type Block, type Cell, cellText, type Line, linesOf } from '../blocks.ts';
import { type ItemDraft, kindOfWork, mayHold, nearest } from '../item-draft.ts';
import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import { readMark } from '../lines/marks.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { criteriaIn, criteriaInText } from '../sections/criteria.ts';
import { keyedWork } from '../tables/column-names.ts';
import type { PairTable } from '../tables/pair-rows.ts';
import { planOfTable } from '../tables/table-columns.ts';
import type { WorkWord } from '../words/language.ts';
import { fieldsOf, workOf } from '../words/vocabulary.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyField } from './item-fields.ts';
import { isPlaceholder, isStoryLike, type Place } from './walk-place.ts';

/** The criteria in a cell: the rows of its table, its list's entries, its lines, or the parts of its only line. */
export function criteriaOfCell(cell: Cell, lines: readonly Line[]): string[] {
  const tables = cell.blocks.filter((block) => block.type === 'table');
  if (tables.length > 0) return criteriaIn(tables.map((block) => ({ type: 'table', block })));
  const lists = cell.blocks.filter((block) => block.type === 'list');
  if (lists.length > 0) {
    return lists.flatMap((list) =>
      criteriaInText(
        list.entries.map(
          (entry) =>
            `- ${linesOf(entry.blocks)
              .map((line) => line.text)
              .join(' ')}`,
        ),
      ),
    );
  }
  return criteriaInText(lines.map((line) => line.text));
}

/** A table that gives one item's fields row by row. */
export function readPairs(table: PairTable, place: Place, collector: DraftCollector): boolean {
  let item = place.item;
  const first = table.pairs.find(
    (pair) =>
      fieldsOf(pair.label)[0] === 'key' || workOf(pair.label) !== null || fieldsOf(pair.label)[0] === 'title',
  );
  const keyPair =
    table.pairs.find((pair) => fieldsOf(pair.label).includes('key')) ??
    table.pairs.find((pair) => namesKeyOf(keyedWork(pair.label), item));
  const keyText =
    keyPair === undefined
      ? ''
      : keyPair.lines
          .map((line) => line.text)
          .join(' ')
          .trim();
  const titlePair = table.pairs.find((pair) => fieldsOf(pair.label)[0] === 'title');
  const typePair = table.pairs.find((pair) => fieldsOf(pair.label)[0] === 'type');
  const mark = keyText === '' ? null : readMark(keyText);
  const typeWork = typePair === undefined ? null : workOf(typePair.lines.map((line) => line.text).join(' '));
  const labelWork = keyPair === undefined ? null : (keyedWork(keyPair.label) ?? workOf(keyPair.label));
  // “Story | See my place”: the label says the kind, the value is the title.
  const kindPair = table.pairs.find((pair) => {
    const named = workOf(pair.label.replace(/[:#]/g, ''));
    return (
      named !== null &&
      kindOfWork(named) !== 'EPIC' &&
      pair.lines.some((line) => /\p{L}{2}.*\p{L}/u.test(line.text))
    );
  });
  const telling = table.pairs.some((pair) =>
    ['criteria', 'points', 'priority'].includes(fieldsOf(pair.label)[0] ?? ''),
  );
  const named =
    kindPair === undefined || !telling || titlePair !== undefined
      ? null
      : workOf(kindPair.label.replace(/[:#]/g, ''));
  const work = typeWork ?? (mark === null ? null : collector.meanings.workOf(mark)) ?? labelWork ?? named;
  if (
    !isStoryLike(item) &&
    first !== undefined &&
    work !== null &&
    (titlePair !== undefined || named !== null || (mark !== null && mark.title !== ''))
  ) {
    const titleText =
      titlePair === undefined && named === null
        ? (mark?.title ?? '')
        : (titlePair ?? kindPair ?? first).lines.map((line) => line.text).join(' ');
    const title = cleanTitle(undecorated(titleText).title);
    // “User story | As a … I want …”: the fields are explained, or a form is still open.
    if (isPlaceholder(title)) return false;
    const draft = collector.add(work, 'table', title, place.path, first.row.anchor, table);
    draft.key = mark?.key ?? null;
    draft.ordinal = mark?.ordinal ?? null;
    draft.enclosing = nearest(item, draft);
    draft.looseReference = place.reference;
    item = draft;
  }
  if (item === null) return false;
  for (const pair of table.pairs) {
    const fields = fieldsOf(pair.label);
    const text = pair.lines
      .map((line) => line.text)
      .join('\n')
      .trim();
    if (
      text === '' ||
      pair === keyPair ||
      (pair === titlePair && item !== place.item) ||
      pair === typePair ||
      (pair === kindPair && named !== null && item !== place.item)
    ) {
      if (pair === keyPair && item === place.item && mark?.key != null) item.key ??= mark.key;
      if (pair === titlePair && item === place.item && item.title === '') item.title = text;
      continue;
    }
    if (fields[0] === 'criteria') item.criteria.push(...criteriaOfCell(pair.cell, pair.lines));
    else if (fields.length === 0) {
      const named = workOf(pair.label.replace(/[:#]/g, ''));
      if (named !== null && mayHold(kindOfWork(named), item.kind)) item.parentReference ??= text;
      else if (isStorySentence(text)) item.description.push(markdownOf(pair.cell.blocks));
      else if (named === 'REQUIREMENT') describeLabelled(item, pair.label, pair.cell);
      else item.attributes.set(pair.label, text.replace(/\n/g, ' '));
    } else if (!applyField(item, fields, pair.label, text.replace(/\n/g, ' '), []))
      describeField(item, pair.label, pair.cell);
  }
  return true;
}

function namesKeyOf(work: WorkWord | null, item: ItemDraft | null): boolean {
  return work !== null && (item === null || kindOfWork(work) === item.kind);
}

/** What a cell tells of an item, under its label where that is no mere “Description”. */
function describeField(item: ItemDraft, label: string, cell: Cell): void {
  if (fieldsOf(label).includes('description')) item.description.push(markdownOf(cell.blocks));
  else describeLabelled(item, label, cell);
}

export function describeLabelled(item: ItemDraft, label: string, cell: Cell): void {
  const [first] = cell.blocks;
  // A list or a table begins a block of its own.
  const gap = first === undefined || first.type === 'paragraph' ? '\n' : '\n\n';
  item.description.push(`**${label}**${gap}${markdownOf(cell.blocks)}`);
}

interface TableField {
  readonly label: string;
  readonly cell: Cell;
}

/** The fields that a table gives to one item: a row for each, or all in one row below a header of their names. */
export function fieldsOfTable(table: Block & { readonly type: 'table' }): readonly TableField[] {
  const plan = planOfTable(table, null);
  if (plan !== null && 'pairs' in plan) return plan.pairs;
  const [header, row, ...others] = table.rows;
  if (header === undefined || row === undefined || others.length > 0 || header.cells.length < 2) return [];
  const found = header.cells.flatMap((name, place) => {
    const cell = row.cells[place];
    const label = cellText(name);
    return cell === undefined || label === '' ? [] : [{ label, cell }];
  });
  const known = found.filter(({ label }) => label.length <= 40 && fieldsOf(label).length > 0).length;
  return known < 2 || known * 3 < found.length * 2 ? [] : found;
}

/** A table of one row below an item: its header names fields, and the row gives them. */
export function readFieldRow(table: Block & { readonly type: 'table' }, item: ItemDraft): boolean {
  const fields = fieldsOfTable(table);
  for (const { label, cell } of fields) {
    const [names, text] = [fieldsOf(label), cellText(cell)];
    if (text === '') continue;
    if (names[0] === 'criteria') item.criteria.push(...criteriaOfCell(cell, linesOf(cell.blocks)));
    else if (names.length === 0) item.attributes.set(label, text);
    else if (!applyField(item, names, label, text, [])) describeField(item, label, cell);
  }
  return fields.length > 0;
}
