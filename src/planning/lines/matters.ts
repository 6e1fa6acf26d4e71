import { composed, fold } from '../words/fold.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import {
  foreignWordIn,
  holdsOtherThan,
  mayBeginWithAny,
  mayHoldAny,
  wideScript,
} from '../words/single-words.ts';
import {
  anyOf,
  articles,
  asksWhenDone,
  belongsToWords,
  closedMatters,
  containerWords,
  fieldLabels,
  fieldsOf,
  genericHeadings,
  issueWords,
  otherMatters,
  statusWords,
  timeBoxWords,
  wordsFor,
  workOf,
  workWords,
} from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { isGroup } from '../words/work-levels.ts';
import { announcedCriteria } from './announced-criteria.ts';
import { cleanTitle } from './head-decoration.ts';
import { aboutOf, fieldOfItem } from './item-labels.ts';
import { withoutBrackets } from './plain-text.ts';
import { withoutAside } from './references.ts';
import { looksBack } from './retrospectives.ts';
import { arrangesOnly, type Spoken, saysNothingMore, withoutWork } from './spoken-work.ts';
import { criteriaOfWhole, withoutLink } from './whole-criteria.ts';

/** What a head names when it names no item: a field, a container, a time box, something that is no plan. */
export type Matter =
  | {
      readonly kind: 'field';
      readonly fields: readonly FieldName[];
      readonly label: string;
      readonly value: string;
      /** The item that the label names: “Acceptance criteria for Story 1.2”. */
      readonly about: string | null;
      /** The kind that the label speaks of, or all that is planned: “Epic acceptance criteria”, “Criteria of the project”. */
      readonly of: WorkWord | 'WHOLE' | null;
    }
  | {
      readonly kind: 'container';
      readonly works: readonly WorkWord[];
      readonly about: string | null;
      readonly fields: readonly FieldName[];
    }
  | { readonly kind: 'timeBox' | 'generic'; readonly title: string }
  | {
      readonly kind: 'other';
      readonly title: string;
      /** Whether not even marked work below it is planned. */
      readonly isClosed: boolean;
    };

const colonBehind = /[\s:]+$/u;
/** What joins two matters in one heading. */
const joins = new RegExp(`\\s*(?:[&/,]|${wordSearch(wordsFor('ands')).source})\\s*`, 'u');
const belongs = new RegExp(`(?<![\\p{L}\\p{N}])(?:${anyOf(belongsToWords)})(?![\\p{L}\\p{N}])`, 'u');
/** “(Ann, QA)”, though not “(1.2)” */
const nameBehind = /\([^()\d]*\)$/;
/** “Fase dos testes”: no two of them. */
const goesOn = wordsFor('goesOn');
const relativeTimes = wordsFor('relativeTimes');
const latinTimeBoxes = anyOf(latin(timeBoxWords));
const days = wordsFor('days');
const wideTimeBoxes = anyOf(wide([...timeBoxWords, ...days]));
const latinDays = anyOf(latin(days));
const latinRelative = anyOf(latin(relativeTimes));
const latinNumerals = anyOf(latin(wordsFor('numerals')).filter((word) => !goesOn.has(word)));
const wideNumerals = wide(wordsFor('numerals')).join('');
/** “Current iteration: Pay”, “Fase actual” */
const relativeTime = `(?:(?:${latinRelative})\\s+(?:${latinTimeBoxes})|(?:${latinTimeBoxes})\\s+(?:${latinRelative})|(?:${anyOf(wide(relativeTimes))})\\s*(?:${wideTimeBoxes}))(?:$|\\s*[:(-])`;
const timeBoxStart = new RegExp(
  `^(?:${relativeTime}|(?:${latinDays})[\\s#-]*\\d|(?:${latinTimeBoxes})(?:$|[\\s#-]*(?:[a-z]?\\d|[ivx]+(?![\\p{L}])|${latinNumerals}|[a-c](?![\\p{L}]))|\\s*[:(-])|(?:${wideTimeBoxes})\\s*[\\d${wideNumerals}]|第\\s*[\\d${wideNumerals}]+\\s*(?:${wideTimeBoxes})|[\\d${wideNumerals}]+\\s*(?:${wideTimeBoxes})(?:$|\\s*[:(-])|(?:[qt][1-4]|[hs][12])\\s*[-/']?\\s*\\d{2,4}|\\d{4}\\s*[-/]?\\s*[qt][1-4]|v?\\d+\\.\\d+(?:\\.\\d+)?\\s*(?:$|[:(]|-(?!\\p{L})))`,
  'u',
);
const firmOther = new RegExp(
  `(?:${anyOf([...wordsFor('firmMatters', 'retrospectives')].filter((word) => !wideScript.test(word)))})$`,
  'u',
);
/** Fields whose labels are also what a list of items may be called. */
const softFields: ReadonlySet<FieldName> = new Set([
  'description',
  'parent',
  'title',
  'key',
  'notes',
  'role',
]);

const mayBeginTimeBox = mayBeginWithAny([...timeBoxWords, ...days, ...relativeTimes]);
const phrases = [
  ...fieldLabels,
  ...workWords.keys(),
  ...containerWords,
  ...otherMatters,
  ...genericHeadings,
  ...articles,
  ...wordsFor('actors', 'ands', 'alongWith', 'theirs'),
];
const framings = wordsFor('framings');
const framing = anyOf(framings);
const framingBehind = new RegExp(
  `^(.+?)(?:${anyOf([...articles].filter((word) => wideScript.test(word)))})?[\\s-]*(?:${framing})$`,
  'u',
);
const framingBefore = new RegExp(
  `^(?:${framing})(?:[\\s']+(?:${anyOf(belongsToWords)}))?(?:[\\s']+(?:${anyOf(articles)}))*[\\s-]*(\\S.*)$`,
  'u',
);
const longestFramed = 60;
const mayFrame = mayHoldAny(framings);
const formats = wordsFor('formats');
const foreignWord = foreignWordIn([...phrases, ...framings, ...formats], belongsToWords);
// “Waiting for customer” does not make “customer” a word of plans.
const holdsForeignWord = holdsOtherThan(
  phrases.filter((phrase) => !phrase.includes(' ') || !statusWords.has(phrase)),
);
const mayJoin = mayHoldAny(belongsToWords);

const mayListIssues = mayHoldAny(issueWords);
const backlog = wordSearch(wordsFor('backlogs'));

/** “Issues backlog”: what lists pieces of work, and no more than that. */
export function listsIssues(folded: string): boolean {
  if (!mayListIssues(folded)) return false;
  const words = folded.split(' ', 5);
  return (
    words.length < 5 &&
    words.some((word) => issueWords.has(word)) &&
    words.every((word) => issueWords.has(word) || containerWords.has(word) || backlog.test(word)) &&
    words.some((word) => backlog.test(word))
  );
}

const exclusions = wordsFor('exclusions');
const excluded = new RegExp(`^(?:${anyOf(exclusions)})`, 'u');
const mayExclude = mayBeginWithAny(exclusions);
const particles = new RegExp(
  wordSearch([...articles, ...belongsToWords, ...wordsFor('prepositions')]).source,
  'gu',
);

/** Whether a heading says that what stands below it is not to be done. */
export function isExclusion(title: string): boolean {
  return excluded.test(fold(title).replace(/^[^\p{L}]+/u, ''));
}

/** “Removed from scope”, “Not in this PI”, “Rejected stories”, “Withdrawn, for now” */
function exclusionIn(text: string, folded: string): Matter | null {
  const [found] = mayExclude(folded) ? (excluded.exec(folded) ?? []) : [];
  if (found === undefined) return null;
  const rest = folded.slice(found.length);
  const isName = /^\s*[,(–-]/u.test(rest) || arrangesOnly(rest.replace(particles, ' '));
  return isName ? { kind: 'other', title: text, isClosed: true } : null;
}

function latin(words: Iterable<string>): string[] {
  return [...words].filter((word) => !wideScript.test(word));
}

function wide(words: Iterable<string>): string[] {
  return [...words].filter((word) => wideScript.test(word));
}

/** Whether a text surely names no matter: the words by which it would are all known. */
function isRunningText(folded: string): boolean {
  // A time box or a number may stand before anything.
  return foreignWord(folded) !== null && !mayBeTimeBox(folded);
}

function mayBeTimeBox(folded: string): boolean {
  return mayBeginTimeBox(folded) || /^\P{L}*[vqhst]?\d/u.test(folded);
}

/** Whether each word of a folded text speaks of plans: “Risk list”, but not “Risk dashboard”. */
export function speaksOfPlan(folded: string): boolean {
  return !holdsForeignWord(folded);
}

/** Whether a text can be one of the known phrases; what stands in its brackets may be anything. */
function mayBePhrase(folded: string): boolean {
  return /[([]/.test(folded) || speaksOfPlan(folded);
}

const noFields: readonly FieldName[] = [];
const scenarios = wordsFor('scenarioExamples');

/** The matter that a head names, or null. */
export function matterOf(text: string, whole: string = fold(text)): Matter | null {
  const trimmed = whole.trim();
  const folded = trimmed.endsWith(':') ? trimmed.replace(colonBehind, '') : trimmed;
  const ofItem = fieldOfItem(text, folded);
  if (ofItem !== null) return ofItem;
  if (looksBack(folded)) return { kind: 'other', title: text, isClosed: true };
  if (asksWhenDone(folded))
    return { kind: 'field', fields: ['criteria'], label: text, value: '', about: null, of: null };
  const ofWhole = criteriaOfWhole(folded);
  if (ofWhole !== null)
    return { kind: 'field', fields: ofWhole, label: text, value: '', about: null, of: 'WHOLE' };
  if (isRunningText(folded)) return exclusionIn(text, folded);
  const criteria = announcedCriteria(folded);
  if (criteria !== null) {
    // “User stories & acceptance criteria” holds what “User stories” holds.
    const items = matterOf(composed(text).slice(0, criteria.from) + composed(text).slice(criteria.to));
    if (items?.kind === 'container') return items;
  }
  const isPhrase = mayBePhrase(folded);
  const fields = isPhrase ? fieldsOf(folded) : noFields;
  const spoken = withoutWork(folded);
  const { works, left } = spoken;
  const joint = mayJoin(folded) ? belongs.exec(folded) : null;
  const ofWork = works.length === 1 ? fieldsOf(withoutLink(left.replace(nameBehind, ''))) : [];
  // “Error scenarios” tell what may go wrong.
  const isOther = works[0] === 'TEST' || (works[0] === 'BUG' && scenarios.has(left.trim()));
  if (ofWork[0] === 'criteria' && !isOther)
    return { kind: 'field', fields: ofWork, label: text, value: '', about: null, of: works[0] ?? null };
  if (!otherMatters.has(folded) && tellsFormat(folded, spoken))
    return { kind: 'other', title: text, isClosed: false };
  const container = containerOf(text, folded, fields, spoken, joint);
  if (container !== null && (fields[0] === undefined || softFields.has(fields[0]))) return container;
  // “Criteria of satisfaction” is the name of a field.
  const isName = fields.length > 0 && !folded.slice(0, joint?.index).includes('(');
  const about = joint === null || isName ? null : aboutOf(text, folded, joint);
  if (about !== null) return about;
  const plain = withoutBrackets(folded);
  if (otherMatters.has(folded) || otherMatters.has(plain)) {
    return fields.length > 0 && fields[0] !== 'title' && fields[0] !== 'role'
      ? { kind: 'field', fields, label: text, value: '', about: null, of: null }
      : { kind: 'other', title: text, isClosed: closedMatters.has(folded) || closedMatters.has(plain) };
  }
  if (isFramedMatter(plain)) return { kind: 'other', title: text, isClosed: false };
  if (genericHeadings.has(folded) || genericHeadings.has(plain)) return { kind: 'generic', title: text };
  if (fields.length > 0) return { kind: 'field', fields, label: text, value: '', about: null, of: null };
  const before = folded.includes(':') ? /^([^:]{3,40}):/.exec(folded)?.[1]?.trim() : undefined;
  if (before !== undefined && otherMatters.has(before))
    return { kind: 'other', title: text, isClosed: closedMatters.has(before) };
  if (mayBeTimeBox(folded) && timeBoxStart.test(folded)) return { kind: 'timeBox', title: text };
  const parts = isPhrase ? plain.split(joins).filter((part) => part !== '') : [];
  if (parts.length > 1 && parts.every((part) => otherMatters.has(part)))
    return { kind: 'other', title: text, isClosed: parts.every((part) => closedMatters.has(part)) };
  if (parts.length > 1 && parts.every((part) => otherMatters.has(part) || genericHeadings.has(part)))
    return { kind: 'generic', title: text };
  // “Project risks”, but not “Shipping risks”: a word within a longer name is not the word for a section.
  const firm = isPhrase ? firmOther.exec(plain) : null;
  if (firm !== null && plain.split(' ').length <= 4)
    return { kind: 'other', title: text, isClosed: closedMatters.has(firm[0]) };
  return exclusionIn(text, folded);
}

/** “Structure of user stories”, “User story template”, but not “Epic structure”, below which they may stand. */
function tellsFormat(folded: string, { works, left }: Spoken): boolean {
  if (works.length === 0) return false;
  const word = withoutLink(left.replace(/^[\s-]+|[\s-]+$/g, ''));
  return formats.has(word) && (folded.startsWith(word) || !containerWords.has(word));
}

/** What a document defines or lists of people, words and screens. */
const framed = new Set([...closedMatters, ...wordsFor('actors', 'interfaces')]);

/** “Persona definitions”, “Liste des personas”, “Screen list” */
function isFramedMatter(plain: string): boolean {
  if (plain.length > longestFramed || !mayFrame(plain)) return false;
  const parts = [framingBehind.exec(plain)?.[1], framingBefore.exec(plain)?.[1]];
  return parts.some((matter) => matter !== undefined && framed.has(matter.trim()));
}

const behindSign = /(?::|\s-)\s+(\S.*)$/u;

/** “Sprint 3 – Core features, part 1” says what the time is for, where “Sprint 3: Features” says what is listed. */
function namesTheme(folded: string): boolean {
  const [, theme] = mayBeTimeBox(folded) && timeBoxStart.test(folded) ? (behindSign.exec(folded) ?? []) : [];
  return theme !== undefined && workOf(withoutBrackets(theme)) === null;
}

function containerOf(
  text: string,
  folded: string,
  fields: readonly FieldName[],
  { works, left }: Spoken,
  joint: RegExpExecArray | null,
): Matter | null {
  if (folded.length > 120) return null;
  if (works.length === 0 || (works.every((work) => work === 'FEATURE') && namesTheme(folded))) return null;
  if (saysNothingMore(left))
    // “Test the feature” says what to do.
    return works[0] === 'TEST' && works.length > 1 && !namesSeveral(folded)
      ? { kind: 'other', title: text, isClosed: false }
      : { kind: 'container', works, about: null, fields };
  if (joint !== null && joint.index > 0) {
    const before = withoutWork(folded.slice(0, joint.index));
    const about = withoutAside(cleanTitle(composed(text).slice(joint.index + joint[0].length)));
    if (before.works.length > 0 && saysNothingMore(before.left) && about !== '') {
      // “Features per epic”
      const group = workOf(withoutBrackets(fold(about)));
      if (isGroup(group)) return { kind: 'container', works: [...before.works, group], about: null, fields };
      return timeBoxStart.test(fold(about)) ||
        genericHeadings.has(fold(about)) ||
        otherMatters.has(fold(about))
        ? { kind: 'container', works: before.works, about: null, fields }
        : { kind: 'container', works: before.works, about, fields };
    }
  }
  const parted = /^(.{3,60}?)\s*[:\-–—|]\s+(.+)$/u.exec(composed(text));
  if (parted?.[1] !== undefined && parted[2] !== undefined) {
    const before = withoutWork(fold(parted[1]));
    if (
      before.works.length > 0 &&
      saysNothingMore(before.left) &&
      /\s|s$/.test(fold(parted[1])) &&
      workOf(parted[1]) !== null &&
      !parted[0].includes(':')
    ) {
      return { kind: 'container', works: before.works, about: parted[2], fields };
    }
  }
  return null;
}
