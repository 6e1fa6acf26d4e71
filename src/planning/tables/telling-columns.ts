import type { Row } from '../blocks.ts';
import { isAnswer, isNone } from '../lines/field-values.ts';
import { namedSentence } from '../lines/named-sentences.ts';
import { listsReferences, namesReference } from '../lines/reference-lists.ts';
import { isStorySentence, roleOf } from '../lines/story-sentences.ts';
import { statusIn } from '../lines/tags.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { priorityOfWord, wordsFor, workOf } from '../words/vocabulary.ts';
import { type Column, filled, isDistinct, isKeyColumn } from './column-contents.ts';
import { namesIssues } from './work-columns.ts';

/** Columns whose cells may name items. */
const namingFields: ReadonlySet<FieldName> = new Set(['title', 'key', 'parent']);

const needs = wordsFor('needColumns');

/**
 * A column of no known name whose cells are words for kinds or priorities gives those; one whose cells answer a question
 * names nothing, whatever it is called: “Key story”, “Test”. “Needs” over keys says what must be done before.
 */
export function speakingColumns(columns: readonly Column[], body: readonly Row[]): readonly Column[] {
  const mostly = (column: Column, speaks: (text: string) => boolean): boolean => {
    const texts = filled(body, column);
    return texts.length > 1 && texts.filter(speaks).length * 10 >= texts.length * 8;
  };
  const has = (field: FieldName): boolean => columns.some((column) => column.fields[0] === field);
  return columns.map((column): Column => {
    const mayName = column.work !== null || namingFields.has(column.fields[0] ?? 'attribute');
    if (mayName && mostly(column, answers)) return { ...column, fields: ['attribute'], work: null };
    // “Issue | Type | Summary” over “OAR-3”: of two titles the one of keys is no name.
    const isTitled = (other: Column): boolean => other !== column && other.fields[0] === 'title';
    if (column.fields[0] === 'title' && !has('key') && columns.some(isTitled) && isKeyColumn(body, column))
      return { ...column, fields: ['key'] };
    // “Ticket” heads keys as well as names.
    if (namesIssues(column) && !has('title') && !isKeyColumn(body, column))
      return { ...column, fields: ['title'] };
    if (column.fields.length > 0 || column.work !== null) return column;
    if (!has('type') && mostly(column, (text) => workOf(text) !== null))
      return { ...column, fields: ['type'] };
    if (!has('priority') && mostly(column, (text) => priorityOfWord(fold(text).trim()) !== null))
      return { ...column, fields: ['priority'] };
    if (!has('dependencies') && needs.has(fold(column.label).trim()) && namesItems(body, column))
      return { ...column, fields: ['dependencies'] };
    return column;
  });
}

/** “Yes”, “✔”, “x”, “in progress” */
function answers(text: string): boolean {
  return isAnswer(text) || (/^[^\p{L}\p{N}]*x?$/iu.test(text) && !isNone(text)) || statusIn(text) !== null;
}

function namesItems(body: readonly Row[], column: Column): boolean {
  const named = filled(body, column).filter((text) => !isNone(text));
  return (
    named.length > 0 &&
    // “2” may be how many are needed.
    named.every((text) => /[\p{L}#.]/u.test(text) && (namesReference(text) || listsReferences(text)))
  );
}

/** A column whose cells tell stories is one of stories, whatever it is called; epics are told in the same sentences. */
export function tellingColumns(columns: readonly Column[], body: readonly Row[]): readonly Column[] {
  if (columns.some((column) => column.work === 'STORY')) return columns;
  const telling = tellingColumn(columns, body);
  return columns.map((column) =>
    column === telling && column.work !== 'EPIC' ? { ...column, work: 'STORY', fields: [] } : column,
  );
}

/** “Feature | Acceptance criteria | Test” over features: how each of them is tested. */
export function testedColumns(columns: readonly Column[], body: readonly Row[]): readonly Column[] {
  const criteria = columns.find(({ fields, work }) => fields[0] === 'criteria' && work === null);
  const names = columns.some(
    (column) =>
      (column.work === 'EPIC' || column.work === 'FEATURE' || column.work === 'STORY') &&
      column.index < (criteria?.index ?? 0) &&
      !isKeyColumn(body, column) &&
      isDistinct(body, column),
  );
  if (criteria === undefined || !names) return columns;
  return columns.map((column) =>
    column.work === 'TEST' && column.index > criteria.index ? { ...column, work: null } : column,
  );
}

/** The one column whose cells tell stories; where several do, the table is a board. */
export function tellingColumn(columns: readonly Column[], body: readonly Row[]): Column | null {
  const [first, ...others] = columns.filter((column) => {
    if (column.fields[0] === 'criteria') return false;
    const texts = filled(body, column);
    return texts.length > 0 && texts.filter(tellsStory).length * 2 > texts.length;
  });
  return first === undefined || others.length > 0 ? null : first;
}

/** “Task | Description”, “Task | User story” over names and what somebody wants: a row is the story, and the task is what it is called. */
export function namesTold(task: Column, telling: Column, body: readonly Row[]): boolean {
  const names = filled(body, task);
  return (
    task.work === 'TASK' &&
    task.index < telling.index &&
    names.length === body.length &&
    names.every((text) => !isNone(text)) &&
    isDistinct(body, task) &&
    isDistinct(body, telling)
  );
}

/** Whether a cell tells a story; behind a name it says who wants something: “Ann: I want to pay” is what Ann said. */
function tellsStory(text: string): boolean {
  return isStorySentence(text) || roleOf(namedSentence(text)?.sentence ?? '') !== '';
}
