import { markdownOf } from '../blocks/markdown-text.ts';
import { type Block, type Cell, cellText, type Line, linesOf } from '../blocks.ts';
import { addAttribute, type ItemDraft, kindOfWork, mayHold, nearest } from '../item-draft.ts';
import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { criteriaIn, criteriaInText } from '../sections/criteria.ts';
import { type PairTable, pairTable, propertyTable } from '../tables/pair-rows.ts';
import { fieldsOfTable } from '../tables/table-fields.ts';
import { fieldsOf } from '../words/vocabulary.ts';
import { cardOf, labelledWork, mayBeOfAnyKind } from './cards.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyField } from './item-fields.ts';
import { isPlaceholder, isStoryLike, type Place } from './walk-place.ts';

/**
 * The criteria in a cell: the rows of its table, its list's entries, its lines, or the parts of its only line. An expand
 * around all of them is none.
 */
export function criteriaOfCell(cell: Cell, lines: readonly Line[]): string[] {
  const [cover, ...others] = cell.blocks;
  if (cover?.type === 'panel' && others.length === 0 && cover.blocks.length > 0)
    return criteriaOfCell({ ...cell, blocks: cover.blocks }, linesOf(cover.blocks));
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

/** The keys that cards gave to items, so that a card with another key is another item. */
const cardKeys = new WeakMap<ItemDraft, string>();

/** A table that gives one item's fields row by row. */
export function readPairs(table: PairTable, place: Place, collector: DraftCollector): boolean {
  const card = cardOf(table, place.item, collector);
  const { mark, work } = card;
  const key = mark?.key ?? null;
  const known = place.item === null ? undefined : cardKeys.get(place.item);
  const isNext = key !== null && known !== undefined && known !== key;
  let item = isNext ? null : place.item;
  if ((isNext || !isStoryLike(item)) && work !== null && card.title !== undefined) {
    const title = cleanTitle(undecorated(card.titleText).title);
    // “User story | As a … I want …”: the fields are explained, or a form is still open.
    if (isPlaceholder(title)) return false;
    const anchor = (card.key ?? card.title).row.anchor;
    const draft = collector.add(work, 'table', title, place.path, anchor, { anchor });
    draft.key = key;
    draft.ordinal = mark?.ordinal ?? null;
    draft.enclosing = nearest(place.item, draft);
    draft.looseReference = place.reference;
    item = draft;
  }
  // Nor does a card of a story tell of the epic above it.
  const isOfOther = key !== null && work !== null && !mayBeOfAnyKind(table, card);
  if (item === null || (isOfOther && mayHold(item.kind, kindOfWork(work)))) return false;
  if (key !== null) cardKeys.set(item, key);
  const isNew = item !== place.item;
  for (const pair of table.pairs) {
    const fields = fieldsOf(pair.label);
    const text = textOf(pair);
    if (text === '' || (pair === card.title && isNew)) continue;
    if (pair === card.type) applyField(item, ['enablerType'], pair.label, text, []);
    else if (pair === card.key) {
      if (!isNew) item.key ??= key;
    } else if (!isNew && pair === card.title && fields[0] === 'title') {
      if (item.title === '') item.title = text;
    } else applyPair(item, pair, text);
  }
  return true;
}

function applyPair(item: ItemDraft, pair: PairTable['pairs'][number], text: string): void {
  const fields = fieldsOf(pair.label);
  if (fields[0] === 'criteria') item.criteria.push(...criteriaOfCell(pair.cell, pair.lines));
  else if (fields.length === 0) {
    const named = labelledWork(pair);
    if (named !== null && mayHold(kindOfWork(named), item.kind)) item.parentReference ??= text;
    else if (isStorySentence(text)) item.description.push(markdownOf(pair.cell.blocks));
    else if (named === 'REQUIREMENT') describeLabelled(item, pair.label, pair.cell);
    else addAttribute(item, pair.label, text.replace(/\n/g, ' '));
  } else if (!applyField(item, fields, pair.label, text.replace(/\n/g, ' '), []))
    describeField(item, pair.label, pair.cell);
}

/** Gives an item the fields that tables in a cell tell of it, and answers what else the cell holds. */
export function takePairs(item: ItemDraft, cell: Cell): Cell {
  const blocks = cell.blocks.filter((block) => {
    const table = block.type === 'table' ? (pairTable(block) ?? propertyTable(block)) : null;
    for (const pair of table?.pairs ?? []) {
      const text = textOf(pair);
      if (text !== '') applyPair(item, pair, text);
    }
    return table === null;
  });
  return blocks.length === cell.blocks.length ? cell : { ...cell, blocks };
}

function textOf({ lines }: PairTable['pairs'][number]): string {
  return lines
    .map(({ text, tags }) => (text === '' ? tags.join(', ') : text))
    .join('\n')
    .trim();
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
  const text = `**${label}**${gap}${markdownOf(cell.blocks)}`;
  // A cell may stand beside several rows.
  if (item.description.at(-1) !== text) item.description.push(text);
}

/** A table of one row below an item: its header names fields, and the row gives them. */
export function readFieldRow(table: Block & { readonly type: 'table' }, item: ItemDraft): boolean {
  const fields = fieldsOfTable(table);
  for (const { label, cell } of fields) {
    const [names, text] = [fieldsOf(label), cellText(cell)];
    if (text === '') continue;
    if (names[0] === 'criteria') item.criteria.push(...criteriaOfCell(cell, linesOf(cell.blocks)));
    else if (names.length === 0) addAttribute(item, label, text);
    else if (!applyField(item, names, label, text, [])) describeField(item, label, cell);
  }
  return fields.length > 0;
}
