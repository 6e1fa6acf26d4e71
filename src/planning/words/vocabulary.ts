import type { EnablerType } from '../../domain/plan.ts';
import { fold } from './fold.ts';
import { rememberingLabels } from './label-memory.ts';
import { countsLabour } from './labour-units.ts';
import type { FieldName, LanguageWords, WorkWord } from './language.ts';
import { wideScript } from './single-words.ts';
import { spelledPattern, spellingsOf } from './spellings.ts';
import { words } from './words.ts';
import { isGroup } from './work-levels.ts';

const fieldOrder: readonly FieldName[] = [
  'criteria',
  'points',
  'priority',
  'status',
  'dependencies',
  'blocks',
  'labels',
  'enablerType',
  'title',
  'key',
  'type',
  'parent',
  'role',
  'want',
  'benefit',
  'tasks',
  'estimate',
  'description',
  'done',
  'notes',
  'attribute',
];

/** The words of a list, folded, in each of their spellings. */
function split(list: string, language: LanguageWords): string[] {
  return list
    .split(';')
    .flatMap((word) => spellingsOf(word, language))
    .map((word) => fold(word).trim())
    .filter((word) => word !== '');
}

function gather(pick: (language: LanguageWords) => string): Set<string> {
  return new Set(words.flatMap((language) => split(pick(language), language)));
}

type WordList = {
  [Name in keyof LanguageWords]: LanguageWords[Name] extends string ? Name : never;
}[keyof LanguageWords];

/** The words of all languages for one thing. */
export function wordsFor(...lists: readonly WordList[]): ReadonlySet<string> {
  return gather((language) => lists.map((list) => language[list]).join(';'));
}

export function enablerTypeWords(type: EnablerType): ReadonlySet<string> {
  return gather((language) => language.enablerTypes[type]);
}

export function enablerSubjectWords(type: keyof LanguageWords['enablerSubjects']): ReadonlySet<string> {
  return gather((language) => language.enablerSubjects[type]);
}

/** What each word for a number counts; what two languages share counts the same in both. */
export const numerals: ReadonlyMap<string, number> = new Map(
  words.flatMap((language) =>
    language.numerals
      .split(';')
      .flatMap((each, place) => split(each, language).map((word) => [word, place + 1] as const)),
  ),
);

const workByWord = new Map<string, WorkWord>();
const workByPrefix = new Map<string, WorkWord>();
const fieldsByWord = new Map<string, FieldName[]>();
const priorityByWord = new Map<string, 1 | 2 | 3 | 4>();
for (const language of words) {
  for (const [work, list] of Object.entries(language.work) as [WorkWord, string][]) {
    const packages = work === 'TASK' ? language.workPackages : '';
    for (const word of split(`${list};${packages}`, language))
      if (!workByWord.has(word)) workByWord.set(word, work);
  }
  for (const [work, list] of Object.entries(language.keyPrefixes) as [WorkWord, string][]) {
    for (const prefix of split(list, language)) if (!workByPrefix.has(prefix)) workByPrefix.set(prefix, work);
  }
  for (const field of fieldOrder) {
    // “Épico: …” below a card names what it belongs to, in any language.
    const named =
      field === 'parent' ? language.work.EPIC : field === 'attribute' ? language.difficulties : '';
    for (const word of split(`${language.fields[field] ?? ''};${named ?? ''}`, language)) {
      const known = fieldsByWord.get(word) ?? [];
      if (!known.includes(field)) known.push(field);
      fieldsByWord.set(word, known);
    }
  }
  for (const level of [1, 2, 3, 4] as const) {
    for (const word of split(language.priorities[level] ?? '', language))
      if (!priorityByWord.has(word)) priorityByWord.set(word, level);
  }
}
for (const known of fieldsByWord.values())
  known.sort((a, b) => fieldOrder.indexOf(a) - fieldOrder.indexOf(b));

export const containerWords = wordsFor('containers');
export const timeBoxWords = wordsFor('timeBoxes');
export const closedMatters = wordsFor('closedMatters', 'contents', 'retrospectives');
export const otherMatters = new Set([...closedMatters, ...wordsFor('otherMatters', 'interfaces')]);
export const statusWords = wordsFor('statuses');
export const statusNouns = wordsFor('statusNouns');
/** A word for how work stands heads a column of a board, unless it names a field or a thing as well. */
export const genericHeadings = new Set([
  ...wordsFor('genericHeadings'),
  ...[...statusWords].filter((word) => !fieldsByWord.has(word) && !statusNouns.has(word)),
]);
export const belongsToWords = wordsFor('belongsTo');
export const articles = wordsFor('articles');
export const noneWords = wordsFor('none');
export const ticketWords = wordsFor('tickets');
export const issueWords = new Set([...wordsFor('issues'), ...ticketWords]);
export const problemWords = wordsFor('problemColumns');
export const difficultyWords = wordsFor('difficulties');
export const productPartWords = wordsFor('productParts');
export const totalWords = wordsFor('totals');
export const dependencyLabels = gather((language) => language.fields.dependencies ?? '');
export const blockLabels = gather((language) => language.fields.blocks ?? '');
export const criteriaLabels = gather((language) => language.fields.criteria ?? '');
export const pointLabels = gather((language) => language.fields.points ?? '');
export const estimateLabels = gather((language) => language.fields.estimate ?? '');
export const priorityLabels = gather((language) => language.fields.priority ?? '');
export const pointUnits = wordsFor('pointUnits');
export const timeUnits = wordsFor('timeUnits');
export const givenWords = wordsFor('given');
export const scenarioWords = wordsFor('scenario');
export const workWords: ReadonlyMap<string, WorkWord> = workByWord;
export const keyPrefixes: ReadonlyMap<string, WorkWord> = workByPrefix;

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

/** Words for work behind which its area stands in all their languages. */
export const workWordsBeforeAreas: ReadonlySet<string> = wordsOnlyIn(
  workWordsWhere(true),
  new Set(workWordsWhere(false)),
);

function wordsOnlyIn(list: readonly string[], others: ReadonlySet<string>): Set<string> {
  return new Set(list.filter((word) => !others.has(word)));
}

function workWordsWhere(areasFollow: boolean): string[] {
  return words
    .filter((language) => language.areasFollow === areasFollow)
    .flatMap((language) => Object.values(language.work).flatMap((list) => split(list, language)));
}

/** An alternation of whole words for a regular expression over folded text, longest first; `risk*` may go on. */
export function anyOf(list: Iterable<string>): string {
  const runs: { readonly ends: boolean; readonly words: string[] }[] = [];
  for (const word of [...list].sort((a, b) => b.length - a.length)) {
    const escaped = word.replace(/\*$/, '').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    const ends = /[\p{L}\p{N}]$/u.test(word) && !wideScript.test(word);
    const last = runs.at(-1);
    if (last?.ends === ends) last.words.push(escaped);
    else runs.push({ ends, words: [escaped] });
  }
  // One look ahead for many words: each costs milliseconds to compile.
  return runs
    .map(({ ends, words: names }) => (ends ? `(?:${names.join('|')})(?![\\p{L}\\p{N}])` : names.join('|')))
    .join('|');
}

/** The same for words that a number may follow at once: “H2”. */
export function anyNumbered(list: Iterable<string>): string {
  return anyOf([...list].map((word) => `${word}*`));
}

/** What a word for a piece of work means, singular or plural, in any language. */
export function workOf(text: string): WorkWord | null {
  return workByWord.get(fold(text).trim()) ?? null;
}

/** Words with nothing around or between them that a label may be written with or without. */
const plainLabel = /^[a-z\d](?:[a-z\d,'-]| (?! ))*[a-z\d]$/;

/** By what stories are checked, in every language. */
export const storyChecks: ReadonlySet<string> = new Set(['invest', 'smart']);

/** “Effort, SP” says what “Effort (SP)” does. */
const unitBehindComma = /^([^,]+),\s*([^,]+)$/;

/** The fields that a label could name, the likeliest first. */
export const fieldsOf = rememberingLabels((label: string): readonly FieldName[] => {
  if (label.length > 120) return [];
  const plain = fold(label);
  const [, before, unit] = plain.includes(',') ? (unitBehindComma.exec(plain) ?? []) : [];
  if (before !== undefined && unit !== undefined && pointUnits.has(unit))
    return fieldsOf(`${before} (${unit})`);
  if (plainLabel.test(plain)) return fieldsByWord.get(plain) ?? fieldBeside(plain);
  const folded = plain
    .replace(/[:*_`?!]+/g, ' ')
    .replace(/\s*(?:\.{2,}|…)/g, ' ')
    .replace(/^[^\p{L}\p{N}#]+|[^\p{L}\p{N})\].#]+$/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  const exact = fieldsByWord.get(folded) ?? fieldsByWord.get(folded.replace(/\.$/, ''));
  if (exact !== undefined) return exact;
  const withoutBrackets = folded.replace(/\s*[([][^)\]]*[)\]]\s*/g, ' ').trim();
  const found = withoutBrackets === folded ? undefined : fieldsByWord.get(withoutBrackets);
  if (found !== undefined) {
    // “Effort (SP)” says more in its brackets than before them.
    const unit = /[([]([^)\]]*)[)\]]/.exec(folded)?.[1]?.trim() ?? '';
    // “Criteria (INVEST)” tell how well a story is cut.
    if (found[0] === 'criteria' && storyChecks.has(unit)) return [];
    if (found[0] === 'estimate' && pointUnits.has(unit) && !countsLabour(withoutBrackets, unit))
      return ['points'];
    return found;
  }
  const inTwo = fieldsInTwoLanguages(folded);
  return inTwo.length > 0 ? inTwo : fieldBeside(folded);
});

const qualifiers = wordsFor('qualifiers');
const anyQualifier = anyOf(qualifiers);
const qualifier = new RegExp(`^(?:${anyQualifier})\\s*|\\s+(?:${anyQualifier})$`, 'u');
const longestQualified = 60;

const criteriaQuestion = new RegExp(
  `^¿?(?:${words.map((language) => spelledPattern(language.criteriaQuestion, language)).join('|')})\\s?\\??$`,
  'u',
);

/** Whether a folded label asks when work is done: “how we know it is done”. */
export function asksWhenDone(folded: string): boolean {
  return criteriaQuestion.test(folded);
}

const criteria: readonly FieldName[] = ['criteria'];

/** “Main acceptance criteria” and “How we know it is done” are acceptance criteria; else what a tie names. */
function fieldBeside(folded: string): readonly FieldName[] {
  if (asksWhenDone(folded)) return criteria;
  const bare = folded.length > longestQualified ? folded : folded.replace(qualifier, '');
  const fields = bare === folded ? undefined : fieldsByWord.get(bare);
  return fields?.[0] === 'criteria' ? fields : fieldOfTie(folded);
}

const links = wordsFor('parentLinks');
const particles = new Set([...articles, ...belongsToWords, ...wordsFor('prepositions')]);
const longestTie = 40;

/** “Epic link”, “Lien d'épopée”, “Vínculo con la épica”: a tie to one epic or feature names the parent. */
function fieldOfTie(folded: string): readonly FieldName[] {
  if (folded.length > longestTie) return [];
  const tokens = folded.split(/[\s'_-]+/).filter((token) => token.length > 1);
  const kinds = tokens.filter((token) => isGroup(workByWord.get(token)));
  const ties = tokens.filter((token) => links.has(token));
  const isTie =
    kinds.length === 1 &&
    ties.length > 0 &&
    tokens.every((token) => kinds.includes(token) || links.has(token) || particles.has(token));
  return isTie ? ['parent'] : [];
}

/** “Akzeptanzkriterien / Acceptance criteria” names one field twice, and “Name/Description” a title with more behind it. */
function fieldsInTwoLanguages(folded: string): readonly FieldName[] {
  const [first, ...others] = folded.split(/\s*[/|·]\s*/u).map((part) => fieldsByWord.get(part.trim()) ?? []);
  if (first === undefined || others.length === 0) return [];
  const shared = first.filter((field) => others.every((fields) => fields.includes(field)));
  const isDescribed = first[0] === 'title' && others.every(([field]) => field === 'description');
  return shared.length === 0 && isDescribed ? titled : shared;
}

const titled: readonly FieldName[] = ['title'];

/** What a label begins with that may name one of some fields. */
export function labelBeginnings(...fields: readonly FieldName[]): Iterable<string> {
  const labels = [...fieldsByWord].filter(([, known]) => known.some((field) => fields.includes(field)));
  return [...labels.map(([label]) => label), ...qualifiers];
}

/** Labels of all fields, in all languages. */
export const fieldLabels: Iterable<string> = fieldsByWord.keys();

export function priorityOfWord(word: string): 1 | 2 | 3 | 4 | null {
  return priorityByWord.get(word) ?? null;
}

const roles = words.flatMap((language) => language.roles.map((source) => spelledPattern(source, language)));
const sentences = Map.groupBy(
  words.flatMap((language) => language.sentences.map((source) => spelledPattern(source, language))),
  (source) => wideScript.test(source),
);
// A comma behind the role says that its wish follows.
const sentence = beginningWith([...(sentences.get(false) ?? []), `(?:${roles.join('|')}),$`]);
const wideSentence = beginningWith(sentences.get(true) ?? []);
const role = beginningWith([`(?:${roles.join('|')})[.,]?$`]);

const roleInFront = beginningWith(roles);

function beginningWith(sources: readonly string[]): RegExp {
  return new RegExp(`^(?:${sources.map((source) => `(?:${source})`).join('|')})`, 'u');
}

/** Whether a folded text begins as a story does in any language. */
export function beginsAsStory(folded: string): boolean {
  return sentence.test(folded) || (wideScript.test(folded) && wideSentence.test(folded));
}

/** What a folded story says before it says what is wanted. */
export function storyBeginning(folded: string): string {
  return (sentence.exec(folded) ?? (wideScript.test(folded) ? wideSentence.exec(folded) : null))?.[0] ?? '';
}

/** Whether a folded text begins with a role, whatever stands behind it. */
export function startsWithRole(folded: string): boolean {
  return roleInFront.test(folded);
}

/** Whether a folded text may be the beginning of a story, up to the role: “as a guest”. */
export function endsWithRole(folded: string): boolean {
  return role.test(folded);
}
