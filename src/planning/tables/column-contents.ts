import { cellText, type Row } from '../blocks.ts';
import { isNone, pointsIn } from '../lines/field-values.ts';
import { keyParts, prefixWork } from '../lines/keys.ts';
import { listsReferences, namesReference } from '../lines/reference-lists.ts';
import { isTime } from '../lines/tags.ts';
import { fold } from '../words/fold.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { wordsFor, workOf } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import { namesRows } from './column-names.ts';

export interface Column {
  readonly index: number;
  readonly label: string;
  readonly fields: readonly FieldName[];
  readonly work: WorkWord | null;
}

const foreign = wordsFor('foreignColumns');

/** Whether a column's name says that its table plans nothing. */
export function isForeign(column: Column): boolean {
  return foreign.has(fold(column.label).trim());
}

export function distinctColumns(columns: readonly Column[], row: Row): Column[] {
  return columns.filter((_column, place) => place === 0 || row.cells[place] !== row.cells[place - 1]);
}

export function filled(rows: readonly Row[], column: Column): string[] {
  return rows.map((row) => cellText(row.cells[column.index])).filter((text) => text !== '');
}

/** “9”, “66 %”, “4,5” */
export function isBareCount(text: string): boolean {
  return /^[~±+-]?\d+(?:[.,]\d+)?\s*%?$/u.test(text);
}

export function isCount(rows: readonly Row[], column: Column): boolean {
  const all = filled(rows, column);
  if (all.length === 0 || numbersWork(rows, column)) return false;
  // “–” beside the stories of another row says that there are none.
  const said = column.work === null ? all : all.filter((text) => !isNone(text));
  const texts = said.length === 0 ? all : said;
  const lists = texts.filter(listsReferences).length;
  // “#94 Search, #100 Pay” over “#93 Walk”
  if (lists * 2 >= texts.length) return true;
  // Beside “2” under “Stories” another cell may say “2 + enabler”.
  const counted = column.work !== null && texts.some(isBareCount);
  const counts = texts.filter(
    (text) =>
      /^[\d\s,;.\-–/+%()xX✓✔✅~]+$/u.test(text) ||
      listsReferences(text) ||
      isTime(text) ||
      // Beside “US-1, US-2” a single “US-3” is mentioned as well.
      (lists > 0 && namesReference(text)) ||
      (counted && /^\d+(?![\d.)])/u.test(text)) ||
      workOf(/^\d+\s+(\S.*)$/u.exec(text)?.[1] ?? '') !== null,
  );
  return counts.length * 2 > texts.length;
}

/** “Story” over “1.1”, “1.2”: each row's own number, which counts nothing. */
function numbersWork(rows: readonly Row[], column: Column): boolean {
  return (
    column.work !== null &&
    !namesSeveral(column.label) &&
    isDistinct(rows, column) &&
    filled(rows, column).every((text) => /^\d+(?:\.\d+)+$/.test(text))
  );
}

export function isKeyColumn(rows: readonly Row[], column: Column): boolean {
  const texts = filled(rows, column);
  return texts.length > 0 && texts.filter((text) => isKeyText(text)).length * 2 > texts.length;
}

/** Whether cells name several items by their keys. */
export function listsKeys(rows: readonly Row[], column: Column): boolean {
  return filled(rows, column).some((text) => {
    const keys = text.split(/[,;]/);
    return keys.length > 1 && keys.every((each) => isKeyText(each.trim()));
  });
}

/**
 * Stories stand under no requirement: beside them, a column of requirements' keys tells where they come from. So do several
 * keys in a cell behind the row's own.
 */
export function withoutRequirementKeys(columns: readonly Column[], rows: readonly Row[]): readonly Column[] {
  if (!columns.some(({ work }) => work === 'REQUIREMENT')) return columns;
  const hasStories = columns.some(({ work }) => work === 'STORY');
  const key = columns.find((column) => column.work !== 'REQUIREMENT' && isSeries(rows, column));
  return columns.map((column) => {
    if (column.work !== 'REQUIREMENT' || !holdsReferences(rows, column)) return column;
    const isBehindKey = key !== undefined && key.index < column.index && listsKeys(rows, column);
    return hasStories || isBehindKey ? { ...column, work: null } : column;
  });
}

function holdsReferences(rows: readonly Row[], column: Column): boolean {
  const texts = filled(rows, column);
  const refers = (text: string): boolean => text.split(/[,;/&]/).every(isKeyText);
  return texts.length > 0 && texts.filter(refers).length * 2 > texts.length;
}

function isKeyText(text: string): boolean {
  if (!/\d/.test(text)) return false;
  const spaced = /^(\p{L}+) #?\d+(?:\.\d+)*$/u.exec(text.trim())?.[1];
  if (spaced !== undefined && workOf(spaced) === null && prefixWork(spaced.toUpperCase()) === null)
    return false;
  if (spaced === undefined && /\s/.test(text.trim())) return false;
  return keyParts(fold(text.trim())) !== null || /^[\d.]+$/.test(text.trim());
}

/** Whether a key column counts its rows: one prefix or plain numbers, all different. */
export function isSeries(rows: readonly Row[], key: Column): boolean {
  const texts = filled(rows, key);
  const keys = texts.filter((text) => isKeyText(text));
  if (keys.length < 1 || keys.length * 10 < texts.length * 6) return false;
  return keys.some((text) => /\p{L}/u.test(text));
}

/** Whether each of several rows has a key with letters of its own: “CORE-001”, “CORE-002”. */
export function countsEach(rows: readonly Row[], key: Column): boolean {
  return (
    rows.length > 1 &&
    isDistinct(rows, key) &&
    rows.every(({ cells }) => {
      const text = cellText(cells[key.index]);
      return /\p{L}/u.test(text) && isKeyText(text);
    })
  );
}

const trackerNumber = /^#[1-9]\d*$/;

/** Whether a column holds a tracker's numbers, “#35”, “#61”, and does not count its rows. */
export function holdsTrackerNumbers(rows: readonly Row[], column: Column): boolean {
  const texts = filled(rows, column);
  return (
    texts.length > 0 &&
    texts.every((text) => trackerNumber.test(text)) &&
    texts.some((text, place) => text !== `#${place + 1}`)
  );
}

const fewestNumbered = 3;

/** Whether a column gives each row a tracker's number of its own: a parent has that of several. */
export function numbersEach(rows: readonly Row[], column: Column): boolean {
  return (
    rows.length >= fewestNumbered &&
    holdsTrackerNumbers(rows, column) &&
    filled(rows, column).length === rows.length &&
    isDistinct(rows, column)
  );
}

/** Whether a column holds nothing but numbers: “2”, “1.1”. */
export function holdsNumbers(rows: readonly Row[], column: Column): boolean {
  const texts = filled(rows, column);
  return texts.length > 0 && texts.every((text) => /^\d+(?:\.\d+)*\.?$/.test(text));
}

/** Whether no two cells of a column say the same. */
export function isDistinct(rows: readonly Row[], column: Column): boolean {
  const texts = filled(rows, column);
  return new Set(texts).size === texts.length;
}

const fewestOrdered = 5;

/** “1”, “2” … “14”: where each of many rows has a number of its own, they say in which order the rows come. */
export function ordersRows(rows: readonly Row[], column: Column): boolean {
  const texts = filled(rows, column);
  return (
    texts.length >= fewestOrdered && texts.every((text) => /^\d{1,5}$/.test(text)) && isDistinct(rows, column)
  );
}

/** Whether most rows have points: what is estimated is planned, whatever else its columns tell. */
export function areMeasured(body: readonly Row[], columns: readonly Column[]): boolean {
  return body.filter((row) => isMeasuredRow(row, columns)).length * 2 > body.length;
}

export function isMeasuredRow(row: Row, columns: readonly Column[]): boolean {
  const points = columns.find(({ fields }) => fields[0] === 'points');
  return points !== undefined && pointsIn(cellText(row.cells[points.index]), true) !== null;
}

/** Beside “Stories | 5” the points of an epic add up those of its stories: “Epic | Stories | Points”. */
export function withoutSums(
  columns: readonly Column[],
  work: WorkWord | null,
  rows: readonly Row[],
): readonly Column[] {
  const counts =
    isGroup(work) &&
    columns.some((column) => column.work !== null && column.work !== work && isCount(rows, column));
  return counts
    ? columns.map((column) => (column.fields[0] === 'points' ? { ...column, fields: ['attribute'] } : column))
    : columns;
}

export function titleByContent(
  columns: readonly Column[],
  rows: readonly Row[],
  except: readonly (Column | null)[],
): Column | null {
  const open = columns.filter(
    (column) => !except.some((other) => other?.index === column.index) && !isCount(rows, column),
  );
  const behindKey = ({ index }: Column): boolean => index - 1 === except[0]?.index;
  const description = open.find((column) => column.fields.includes('description'));
  const called = open.find(
    (column) =>
      behindKey(column) &&
      isUnknown(column) &&
      isDistinct(rows, column) &&
      (namesRows(column.label) || (description !== undefined && namesDescribed(rows, column, description))),
  );
  const described = called ?? description;
  if (described !== undefined) return described;
  const named = open.filter(
    (column) =>
      (column.fields.length === 0 || column.fields[0] === 'notes') &&
      column.work === null &&
      !isForeign(column) &&
      // A second id names nothing either.
      !isKeyColumn(rows, column),
  );
  const telling = named
    .map((column) => {
      const texts = filled(rows, column);
      return {
        column,
        distinct: new Set(texts).size / Math.max(texts.length, 1),
        length: texts.join('').length / Math.max(texts.length, 1),
      };
    })
    .filter(({ distinct, length }) => distinct >= 0.7 && length >= 4)
    .sort((a, b) => b.length - a.length);
  // What stands right behind the key names the row, and a longer text tells more of it.
  const first = telling.find(({ column }) => behindKey(column)) ?? telling[0];
  return first?.column ?? open.find((column) => column.fields[0] === 'role') ?? null;
}

/** “PB-1 | Item | What it is for”: short names for all rows, and behind them longer texts that tell more. */
export function namesDescribed(rows: readonly Row[], column: Column, description: Column): boolean {
  if (column.index > description.index || isForeign(column) || isKeyColumn(rows, column)) return false;
  const names = filled(rows, column);
  return (
    names.length === rows.length &&
    names.every((name) => /\p{L}/u.test(name) && !isNone(name)) &&
    names.join('').length < filled(rows, description).join('').length
  );
}

function isUnknown({ fields, work }: Column): boolean {
  return fields.length === 0 && work === null;
}

/** “ID | Screen | Description”: rows that have keys are what stands between, where a column of no known name says it. */
export function describesOthers(
  columns: readonly Column[],
  title: Column,
  key: Column,
  rows: readonly Row[],
): boolean {
  const [field] = title.fields;
  return (
    (field === 'description' || field === 'notes') &&
    columns.some(
      (column) =>
        column.index > key.index &&
        column.index < title.index &&
        isUnknown(column) &&
        isDistinct(rows, column) &&
        !isCount(rows, column),
    )
  );
}

export function distinctTexts(row: Row): number {
  return new Set(row.cells.map((cell) => cellText(cell)).filter((text) => text !== '')).size;
}
