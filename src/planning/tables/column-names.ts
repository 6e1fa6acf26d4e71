import { fold } from '../words/fold.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { anyOf, fieldsOf, wordsFor, workOf } from '../words/vocabulary.ts';

/** The highest kind first. */
export const workRank: Readonly<Record<WorkWord, number>> = {
  EPIC: 0,
  FEATURE: 1,
  ENABLER: 2,
  REQUIREMENT: 2.5,
  STORY: 3,
  SPIKE: 4,
  BUG: 4,
  TASK: 5,
  TEST: 6,
};

const customFields = wordsFor('customFields');

/** What a column is called: “Epic Link” of “Custom field (Epic Link)”. */
export function columnName(header: string): string {
  const wrapped = /^([^()]{3,40}?)\s*\(([^()]{1,60})\)$/.exec(header);
  return wrapped?.[1] !== undefined && wrapped[2] !== undefined && customFields.has(fold(wrapped[1]))
    ? wrapped[2]
    : header;
}

const keyNames = [...wordsFor('identifiers', 'numbers'), '#'];
const codeNames = anyOf([...keyNames, ...wordsFor('codes')]);
const links = anyOf([...wordsFor('belongsTo', 'articles', 'prepositions'), "d'"]);
const keyBehind = new RegExp(`^(.+?)[\\s_-]*(?:${codeNames})\\.?\\)?$`, 'u');
const keyBefore = new RegExp(`^(?:${codeNames})\\.?[\\s_-]+(?:(?:${links})\\s*)*(.+)$`, 'u');
const titleNames = anyOf(wordsFor('names'));
const nameBehind = new RegExp(`^(.+?)[\\s_-]*(?:${titleNames})$`, 'u');
const nameBefore = new RegExp(`^(?:${titleNames})[\\s_-]+(?:(?:${links})\\s*)*(.+)$`, 'u');
const keyAlone = new RegExp(`(?:^|[^\\p{L}])(?:${anyOf(keyNames)})\\.?\\)?$`, 'u');

/** “Epic ID”, “Story #”, “Código de historia”: the kind that a label for keys names. */
export function keyedWork(label: string): WorkWord | null {
  return workBeside(label, keyBehind, keyBefore);
}

/** “Story name”, “Título de la historia”: the kind that a label for titles names. */
export function titledWork(label: string): WorkWord | null {
  return workBeside(label, nameBehind, nameBefore);
}

function workBeside(label: string, behind: RegExp, before: RegExp): WorkWord | null {
  const folded = fold(label).trim();
  const first = behind.exec(folded)?.[1];
  const last = before.exec(folded)?.[1];
  return (first === undefined ? null : workOf(first)) ?? (last === undefined ? null : workOf(last));
}

/** The kind that a column is called after; of “Story / Enabler” the lowest, for its rows say which. */
export function columnWork(label: string): WorkWord | null {
  const name = label
    .replace(/\s*\([^)]*\)\s*$/, '')
    .replace(/[*:]/g, '')
    .trim();
  const own = workOf(name);
  if (own !== null) return own;
  const works = worksIn(name);
  return works.length > 1 ? works.reduce((low, work) => (workRank[work] > workRank[low] ? work : low)) : null;
}

const joins = new RegExp(`\\s*[/|&,+>→]\\s*|\\s+(?:${anyOf(wordsFor('ands', 'ors'))})\\s+`, 'u');

/** The kinds that a label names, if it names nothing else: “Epic / Story”. */
function worksIn(name: string): readonly WorkWord[] {
  const works = fold(name).split(joins).map(workOf);
  return works.every((work) => work !== null) ? works : [];
}

/** What a row is that has nothing but a name, in a column of two kinds: “Epic / Story”. */
export function dividerWork(label: string): WorkWord | null {
  const works = worksIn(label.replace(/[*:]/g, '').trim());
  const highest = works.reduce<WorkWord | null>(
    (high, work) => (high === null || workRank[work] < workRank[high] ? work : high),
    null,
  );
  return works.length > 1 && (highest === 'EPIC' || highest === 'FEATURE') ? highest : null;
}

export function columnFields(label: string): readonly FieldName[] {
  const fields = fieldsOf(label);
  if (fields.length > 0) return fields;
  return keyAlone.test(fold(label).trim()) ? ['key'] : titledWork(label) === null ? [] : ['title'];
}
