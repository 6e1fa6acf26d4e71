import { opensSentence } from '../lines/story-sentences.ts';
import { fold } from '../words/fold.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { wideScript } from '../words/single-words.ts';
import { anyOf, fieldsOf, timeBoxWords, wordsFor, workOf, workRank } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { isGroup } from '../words/work-levels.ts';

const customFields = wordsFor('customFields');

/** What a column is called: “Epic Link” of “Custom field (Epic Link)”. */
export function columnName(header: string): string {
  const wrapped = /^([^()]{3,40}?)\s*\(([^()]{1,60})\)$/.exec(header);
  return wrapped?.[1] !== undefined && wrapped[2] !== undefined && customFields.has(fold(wrapped[1]))
    ? wrapped[2]
    : header;
}

const stages = [...wordsFor('stages')];
const shortestEnd = 5;
const mostWords = 4;

/** “Sprint”, “Target sprint”, “Zielsprint”: what stands below says when, whatever letters it has. */
export function namesTimeBox(label: string): boolean {
  const folded = fold(label).trim();
  if (timeBoxWords.has(folded)) return true;
  const words = folded.split(/[\s_-]+/u);
  if (words.length > mostWords || keyAlone.test(folded)) return false;
  return [words[0] ?? '', words.at(-1) ?? ''].some((word) =>
    stages.some((stage) => word === stage || (stage.length >= shortestEnd && word.endsWith(stage))),
  );
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
  const work = workBeside(label, keyBehind, keyBefore);
  return work === 'BUG' && codes.test(fold(label)) ? null : work;
}

/** An “error code” is what a product answers with, and no bug. */
const codes = wordSearch(wordsFor('codes'));

/** “Story name”, “Título de la historia”: the kind that a label for titles names. */
export function titledWork(label: string): WorkWord | null {
  return workBeside(label, nameBehind, nameBefore);
}

/** “Screen name”, “Nome da tela”: a label for the names of whatever the rows are. */
export function namesRows(label: string): boolean {
  const folded = fold(label).trim();
  return nameBehind.test(folded) || nameBefore.test(folded);
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
    .replace(/\s*\([^()]*\)\s*$/, '')
    .replace(/[*:]/g, '')
    .trim();
  const own = workOf(name);
  if (own !== null) return own;
  const works = worksIn(name);
  const named = works.length > 1 ? works : worksAmong(namesIn(name));
  if (named.length === 0) return workInBrackets(label, name);
  return named.reduce<WorkWord | null>(
    (low, work) => (low === null || workRank[work] > workRank[low] ? work : low),
    null,
  );
}

/** “Workstream (Epic)”: what a name that says nothing by itself is in the plan; several in brackets are counted. */
function workInBrackets(label: string, name: string): WorkWord | null {
  const bracket = /\(([^()]+)\)\s*$/.exec(label)?.[1] ?? '';
  const work = bracket === '' || namesSeveral(bracket) ? null : workOf(bracket);
  return work === null || work === 'TEST' || foreign.has(fold(name)) || fieldsOf(name).length > 0
    ? null
    : work;
}

const joining = wordsFor('ands', 'ors');
const joins = new RegExp(
  `\\s*[/|&,+>→]\\s*|\\s+(?:${anyOf(joining)})\\s+|(?:${anyOf([...joining].filter((word) => wideScript.test(word)))})`,
  'u',
);
const foreign = wordsFor('foreignColumns');
/** What the other name of a column of items may be: it tells of them, and gives them no field. */
const tellingFields: ReadonlySet<FieldName> = new Set(['title', 'description', 'notes', 'want', 'benefit']);

/** What may stand beside anything: “Acceptance criteria and notes”, “Priority / phase”. */
const looseFields: ReadonlySet<FieldName> = new Set(['attribute', 'description', 'notes']);

/** The names that a label joins: “User story / outcome”, “Title and description”. */
function namesIn(label: string): readonly string[] {
  const names = fold(label).split(joins);
  return names.length > 1 && names.every((name) => name !== '') ? names : [];
}

/** The kinds among the names of one column, where none of the others says that it holds something else. */
function worksAmong(names: readonly string[]): readonly WorkWord[] {
  const works: WorkWord[] = [];
  for (const name of names) {
    const work = workOf(name);
    if (work === 'TEST' || foreign.has(name)) return [];
    if (work !== null) works.push(work);
    else if (fieldsOf(name).some((field) => !tellingFields.has(field))) return [];
  }
  return works;
}

/** The field that one name of a column is called after, or several of them alike. */
function fieldsAmong(names: readonly string[]): readonly FieldName[] {
  if (names.some((name) => workOf(name) !== null || foreign.has(name))) return [];
  const known = names.map(fieldsOf).filter((fields) => fields.length > 0);
  const saying = known.filter(([field]) => field !== undefined && !looseFields.has(field));
  const [first = [], ...others] = saying.length > 0 ? saying : known;
  return others.every((fields) => fields[0] === first[0]) ? first : [];
}

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
  return works.length > 1 && isGroup(highest) ? highest : null;
}

/** “I want …”: what goes on in the cells. */
const goesOn = /\s*(?:\.{2,}|…)$/u;
const sumSign = /^(?:\u03c3\s+|∑\s*)/u;

/** “Σ SP”, as trackers call what a row has together with those below it. */
export function addsUp(label: string): boolean {
  return sumSign.test(fold(label));
}

const works = wordsFor('workColumns');

export function columnFields(label: string): readonly FieldName[] {
  // “[SP]”
  const name = label.replace(goesOn, '').replace(/^[[(](.+)[\])]$/, '$1');
  const fields = fieldsOf(addsUp(name) ? fold(name).replace(sumSign, '') : name);
  if (fields.length > 0) return fields;
  if (opensSentence(label)) return ['want'];
  if (keyAlone.test(fold(label).trim()) || keyedWork(label) !== null) return ['key'];
  if (titledWork(label) !== null || works.has(fold(name).trim())) return ['title'];
  return fieldsAmong(namesIn(label));
}

/**
 * The columns of ids of which one may be the row's own. Beside a requirement's text and its id, a story's id says where
 * the requirement comes from.
 */
export function ownIds<
  Named extends {
    readonly label: string;
    readonly fields: readonly FieldName[];
    readonly work: WorkWord | null;
  },
>(columns: readonly Named[]): readonly Named[] {
  const ids = columns.filter(({ label, fields }) => fields[0] !== 'attribute' && keyedWork(label) !== null);
  const tells = (work: WorkWord): boolean => columns.some((column) => column.work === work);
  const isOfRequirements =
    tells('REQUIREMENT') && !tells('STORY') && ids.some(({ label }) => keyedWork(label) === 'REQUIREMENT');
  return isOfRequirements ? ids.filter(({ label }) => keyedWork(label) !== 'STORY') : ids;
}
