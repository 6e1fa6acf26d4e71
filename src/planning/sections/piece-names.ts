import { type Head, readText } from '../lines/heads.ts';
import { speaksOfPlan } from '../lines/matters.ts';
import { withoutBrackets } from '../lines/plain-text.ts';
import { withoutWork } from '../lines/spoken-work.ts';
import { sumsUp } from '../lines/sums.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { composed, fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import {
  anyNumbered,
  anyOf,
  belongsToWords,
  containerWords,
  fieldsOf,
  genericHeadings,
  otherMatters,
  priorityOfWord,
  productPartWords,
  statusWords,
  timeBoxWords,
  totalWords,
  wordsFor,
  workOf,
} from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import type { Section } from './sections.ts';
import { namesStories } from './story-headings.ts';

const countedPart = new RegExp(
  `^(?:${anyNumbered(wordsFor('parts', 'issues', 'tickets', 'themeColumns'))})\\s*(?:\\d{1,3}(?:\\.\\d{1,3})*|(?<!\\p{Script=Latin})\\p{L})\\s*[-:：.–—]\\s+(?=\\S)`,
  'u',
);
/** “Themes: …” names several. */
const partWords = new Set([...wordsFor('parts', 'themeColumns')].filter((word) => !namesSeveral(word)));
const namedPart = new RegExp(`^(?:${anyOf(partWords)})\\s*[:：]\\s*(?=\\S)`, 'u');
const isTheme = new RegExp(`^(?:${anyNumbered(wordsFor('themeColumns'))})`, 'u');
const belonging = new RegExp(`^(?:${anyOf(belongsToWords)})\\s`, 'u');

/** “Checkout” of “Module A: Checkout”, of “Module: Checkout” and of “Issue 3: Checkout”. */
export function pieceName(title: string): string {
  const folded = fold(title);
  const front = (countedPart.exec(folded) ?? namedPart.exec(folded))?.[0] ?? '';
  return composed(title).slice(front.length);
}

/** “Theme 1: Checkout” */
export function namesTheme(title: string): boolean {
  return isTheme.test(fold(title)) && pieceName(title) !== title;
}

/** “Module: Checkout” as a heading, which elsewhere is a field. */
export function namesPart({ form, head }: Section): boolean {
  return (
    form === 'heading' && head.kind === 'field' && head.value !== '' && partWords.has(fold(head.label).trim())
  );
}

/**
 * “Of the user” and “Functional” below “Requirements” go on with the heading above and name no piece of the product.
 */
export function goesOnWithHeading({ parent }: Section, title: string): boolean {
  if (parent?.head.kind !== 'container') return false;
  const below = fold(title);
  return belonging.test(below) || phraseOf(below, fold(parent.line.text)) !== null;
}

/** What a heading and the one above it call together: “Functional” below “Requirements”, «Funcionales» below «Requisitos». */
export function phraseOf(below: string, above: string): WorkWord | null {
  if (below === '') return null;
  return workOf(`${below} ${above}`) ?? workOf(`${above} ${below}`) ?? workOf(below + above);
}

const qualities = wordsFor('qualities');
const joint = new RegExp(`\\s*(?:[&/,]|${wordSearch(wordsFor('ands')).source})\\s*`, 'u');

/** “Usability & accessibility” says how the product is to work, and names no piece of it. */
export function namesQualities(title: string): boolean {
  const parts = title.length > 80 ? [] : fold(title).split(joint);
  return parts.length > 0 && parts.every((part) => qualities.has(part));
}

/** “Objective 2: Less waste” tells what for, as “Objective: less waste” does. */
const countedField = /^\P{L}*(\p{L}[\p{L} ]{0,20}?)\s*\d{1,2}(?:\.\d{1,2})?\s*(?:[:：.．]|\s[–—-])\s*\p{L}/u;
const question = /[?？؟]$/u;

const discipline = anyOf(wordsFor('disciplines'));
const isDiscipline = new RegExp(`^(?:${discipline})(?:[\\s-]*(?:${discipline}))*$`, 'u');
const jointTasks = new RegExp(`${joint.source}|\\s*[・·+]\\s*`, 'u');

/** “Backend”, “Infrastructure & DevOps”, “Features & improvements” say who does what, and name no piece of the product. */
export function namesDisciplines(title: string): boolean {
  const parts = title.length > 80 ? [] : bareName(title).split(jointTasks);
  const left = parts.map((part) => withoutWork(part).left.trim());
  return (
    left.some((part) => isDiscipline.test(part)) &&
    left.every((part) => part === '' || isDiscipline.test(part))
  );
}

/** Whether a heading names no piece of the product: a priority, a phase, a matter of the document itself, a question. */
export function namesNoPiece(title: string): boolean {
  const folded = bareName(title);
  if (namesProductPart(title, folded)) return false;
  if (
    question.test(title) ||
    sumsUp(title) ||
    otherMatters.has(folded) ||
    (documentWord.test(folded) && speaksOfPlan(folded))
  )
    return true;
  if (fieldsOf(countedField.exec(title)?.[1] ?? '').includes('description')) return true;
  const head = readText(title);
  return head.kind === 'other' || isNumberOnly(head) || arrangesPlan(title, head) || tellsStanding(folded);
}

/** “Waiting list”: no list of what waits, but what people see in the product. */
function namesProductPart(title: string, folded: string): boolean {
  return productPartWords.has(folded) && readText(title).kind === 'plain';
}

/** “Task 3”, “S1” */
function isNumberOnly(head: Head): boolean {
  if (head.kind !== 'mark' || head.mark.title !== '') return false;
  return head.mark.key === null || /^\p{Lu}\d{1,2}$/u.test(head.mark.key);
}

/** “TOP 2: New stories” */
export const agendaPoint = new RegExp(
  `^(?:${anyNumbered(wordsFor('agendaPoints'))})\\s*\\d+\\s*[-:.|]?\\s*`,
  'u',
);

/** Whether a heading arranges the plan. “Budget” does not: it names a story where points or a wish say so. */
export function arrangesPlan(title: string, known?: Head): boolean {
  const folded = bareName(title);
  if (namesProductPart(title, folded)) return false;
  if (totalWords.has(folded) || (genericHeadings.has(folded) && !otherMatters.has(folded))) return true;
  if (agendaPoint.test(folded) || namesStories(folded) || isFramedGeneric(folded) || isFramedStatus(folded))
    return true;
  if (isAddition.test(folded)) return true;
  const first = folded.split(/\s+[-|]\s+|:\s+/)[0] ?? '';
  if (first !== folded && (genericHeadings.has(first) || priorityAtAnEnd.test(first))) return true;
  const head = known ?? readText(title);
  if (head.kind === 'timeBox' || head.kind === 'generic' || head.kind === 'container') return true;
  const last = folded.split(/[\s/&,:\-–—]+/).findLast((word) => word !== '') ?? '';
  if (overviews.has(last)) return true;
  if (
    (planWord.test(folded) && !managing.test(folded)) ||
    speaksOfBacklog(folded) ||
    /(?<!\d)\d{1,2}[./]\d{1,2}(?![\d.])/.test(folded)
  )
    return true;
  return priorityAtAnEnd.test(folded);
}

/** “Detailed use cases”: a phrase for a section, between words that stand around what a document lists. */
function isFramedGeneric(folded: string): boolean {
  const words = folded.split(' ');
  const start = words.findIndex((word) => !containerWords.has(word));
  const end = words.findLastIndex((word) => !containerWords.has(word)) + 1;
  return (
    end - start > 1 && end - start < words.length && genericHeadings.has(words.slice(start, end).join(' '))
  );
}

/** “Completed items”, “In progress work”: how what is below stands. */
function isFramedStatus(folded: string): boolean {
  const words = folded.split(' ', longestStatus + 1);
  return words.some(
    (_word, at) =>
      at > 0 &&
      words.length <= longestStatus &&
      statusWords.has(words.slice(0, at).join(' ')) &&
      words.slice(at).every((word) => containerWords.has(word)),
  );
}

const longestStatus = 5;

function bareName(title: string): string {
  return withoutBrackets(fold(title)).trim();
}

/** “Added in March”, “Late additions”, but not “Added value”. */
const isAddition = new RegExp(
  `^(?:${anyOf(wordsFor('additions'))})(?:$|\\s*[:(\\d]|\\s+(?:${anyOf(wordsFor('prepositions', 'goesOn'))}))`,
  'u',
);
const isStanding = new RegExp(
  `^(?:${anyOf(wordsFor('standings'))})(?:$|\\s*[:(,/\\d–-]|\\s+(?:${anyOf([...wordsFor('prepositions', 'goesOn'), ...timeBoxWords])})(?![\\p{L}\\p{N}]))`,
  'u',
);

/** “Done in October”, “Deferred / later”, “Nice to have, if time permits”: how what is below stands or how much it is wanted, and more of it. */
function tellsStanding(folded: string): boolean {
  const [first = ''] = folded.split(/,\s/, 1);
  return isStanding.test(folded) || (first !== folded && priorityOfWord(first) !== null);
}

const overviews = wordsFor('overviews');
const planWord = wordSearch(wordsFor('planTerms'));
/** “Sprint management”, “Gestion des sprints” */
const managing = new RegExp(`^(?:${anyOf(wordsFor('managing'))})|(?:${anyOf(wordsFor('managing'))})$`, 'u');
const documentWord = wordSearch(wordsFor('documentTerms'));
const priorityWord = anyOf(wordsFor('priorityHeadings'));
const priorityAtAnEnd = new RegExp(`^(?:${priorityWord})|(?<!\\p{L})(?:${priorityWord})$`, 'u');
