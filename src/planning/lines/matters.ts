import { composed, fold } from '../words/fold.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
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
  labelBeginnings,
  otherMatters,
  statusWords,
  timeBoxWords,
  wordsFor,
  workOf,
  workWords,
} from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { announcedCriteria } from './announced-criteria.ts';
import { cleanTitle } from './head-decoration.ts';
import { readMark } from './marks.ts';
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

const allWork = [...workWords.keys()];
const latinWork = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${anyOf(allWork.filter((word) => !wideScript.test(word)))})`,
  'gu',
);
const wideWork = new RegExp(`(?:${anyOf(allWork.filter((word) => wideScript.test(word)))})`, 'gu');
const latinContainer = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${anyOf([...containerWords, ...timeBoxWords].filter((word) => !wideScript.test(word) && /\p{L}/u.test(word)))})`,
  'gu',
);
const wideContainer = new RegExp(
  `(?:${anyOf([...containerWords, ...timeBoxWords].filter((word) => wideScript.test(word)))})`,
  'gu',
);
const colonBehind = /[\s:]+$/u;
/** What joins two matters in one heading. */
const joins = new RegExp(`\\s*(?:[&/,]|${wordSearch(wordsFor('ands')).source})\\s*`, 'u');
const belongs = new RegExp(`(?<![\\p{L}\\p{N}])(?:${anyOf(belongsToWords)})(?![\\p{L}\\p{N}])`, 'u');
/** “(Ann, QA)”, though not “(1.2)” */
const nameBehind = /\([^()\d]*\)$/;
/** “Fase dos testes”: no two of them. */
const goesOn = wordsFor('goesOn');
const latinTimeBoxes = anyOf([...timeBoxWords].filter((word) => !wideScript.test(word)));
const wideTimeBoxes = anyOf([...timeBoxWords].filter((word) => wideScript.test(word)));
const latinNumerals = anyOf(
  [...wordsFor('numerals')].filter((word) => !wideScript.test(word) && !goesOn.has(word)),
);
const wideNumerals = [...wordsFor('numerals')].filter((word) => wideScript.test(word)).join('');
const timeBoxStart = new RegExp(
  `^(?:(?:${latinTimeBoxes})(?:$|[\\s#-]*(?:\\d|[ivx]+(?![\\p{L}])|${latinNumerals}|[a-c](?![\\p{L}]))|\\s*[:(-])|(?:${wideTimeBoxes})\\s*[\\d${wideNumerals}]|第\\s*[\\d${wideNumerals}]+\\s*(?:${wideTimeBoxes})|(?:[qt][1-4]|[hs][12])\\s*[-/']?\\s*\\d{2,4}|\\d{4}\\s*[-/]?\\s*[qt][1-4]|v?\\d+\\.\\d+(?:\\.\\d+)?\\s*(?:$|[:(]|-(?!\\p{L})))`,
  'u',
);
const firmOther = new RegExp(`(?:${anyOf(wordsFor('firmMatters'))})$`, 'u');
/** Fields whose labels are also what a list of items may be called. */
const softFields: ReadonlySet<FieldName> = new Set([
  'description',
  'parent',
  'title',
  'key',
  'notes',
  'role',
]);

const mayBeginTimeBox = mayBeginWithAny(timeBoxWords);
const phrases = [
  ...fieldLabels,
  ...allWork,
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
const maySpeakOfWork = mayHoldAny(allWork);
const mayJoin = mayHoldAny(belongsToWords);

const issues = wordsFor('issues');
const backlog = wordSearch(wordsFor('backlogs'));

/** “Issues backlog”: what lists pieces of work, and no more than that. */
export function listsIssues(folded: string): boolean {
  const words = folded.split(' ', 5);
  return (
    words.length < 5 &&
    words.some((word) => issues.has(word)) &&
    words.every((word) => issues.has(word) || containerWords.has(word) || backlog.test(word)) &&
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

/** Whether a text surely names no matter: the words by which it would are all known. */
function isRunningText(folded: string): boolean {
  // A time box or a number may stand before anything.
  return foreignWord(folded) !== null && !mayBeTimeBox(folded);
}

function mayBeTimeBox(folded: string): boolean {
  return mayBeginTimeBox(folded) || /^\P{L}*[vqhst]?\d/u.test(folded);
}

function withoutBrackets(folded: string): string {
  return folded.includes('(') ? folded.replace(/\s*\([^)]*\)\s*/g, ' ').trim() : folded;
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

/** The matter that a head names, or null. */
export function matterOf(text: string, whole: string = fold(text)): Matter | null {
  const trimmed = whole.trim();
  const folded = trimmed.endsWith(':') ? trimmed.replace(colonBehind, '') : trimmed;
  const ofItem = mayBeginWithField(folded) && /\d/.test(folded) ? fieldOfItem(text, folded) : null;
  if (ofItem !== null) return ofItem;
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
  if (ofWork[0] === 'criteria' && works[0] !== 'TEST')
    return { kind: 'field', fields: ofWork, label: text, value: '', about: null, of: works[0] ?? null };
  if (!otherMatters.has(folded) && tellsFormat(folded, spoken))
    return { kind: 'other', title: text, isClosed: false };
  const container = containerOf(text, folded, fields, spoken, joint);
  if (container !== null && (fields[0] === undefined || softFields.has(fields[0]))) return container;
  // “Criteria of satisfaction” is the name of a field.
  const isName = fields.length > 0 && !folded.includes('(');
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

/** What a document defines or lists of people and words. */
const framed = new Set([...closedMatters, ...wordsFor('actors')]);

/** “Persona definitions”, “Liste des personas” */
function isFramedMatter(plain: string): boolean {
  if (plain.length > longestFramed || !mayFrame(plain)) return false;
  const parts = [framingBehind.exec(plain)?.[1], framingBefore.exec(plain)?.[1]];
  return parts.some((matter) => matter !== undefined && framed.has(matter.trim()));
}

function containerOf(
  text: string,
  folded: string,
  fields: readonly FieldName[],
  { works, left }: Spoken,
  joint: RegExpExecArray | null,
): Matter | null {
  if (folded.length > 120) return null;
  if (works.length === 0) return null;
  if (isNothing(left)) return { kind: 'container', works, about: null, fields };
  if (joint !== null && joint.index > 0) {
    const before = withoutWork(folded.slice(0, joint.index));
    const about = withoutAside(cleanTitle(composed(text).slice(joint.index + joint[0].length)));
    if (before.works.length > 0 && isNothing(before.left) && about !== '') {
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
      isNothing(before.left) &&
      /\s|s$/.test(fold(parted[1])) &&
      workOf(parted[1]) !== null &&
      !parted[0].includes(':')
    ) {
      return { kind: 'container', works: before.works, about: parted[2], fields };
    }
  }
  return null;
}

/** The kind of work that a label speaks of anywhere in it: “Parent epic”, “所属史诗”. */
export function workWithin(label: string): WorkWord | null {
  return withoutWork(fold(label)).works[0] ?? null;
}

interface Spoken {
  readonly works: readonly WorkWord[];
  /** The text without its words for kinds of work. */
  readonly left: string;
}

function withoutWork(folded: string): Spoken {
  const works: WorkWord[] = [];
  if (!maySpeakOfWork(folded)) return { works, left: folded };
  const take = (found: string): string => {
    const work = workOf(found);
    if (work !== null && !works.includes(work)) works.push(work);
    return ' ';
  };
  return { works, left: folded.replace(latinWork, take).replace(wideWork, take) };
}

/** Whether the words of a folded text only arrange a plan: “planned”, “Sprint 2”, “features”. */
export function arrangesOnly(folded: string): boolean {
  return isNothing(withoutWork(folded).left);
}

function isNothing(left: string): boolean {
  return (
    left
      .replace(/\([^)]*\)/g, ' ')
      .replace(latinContainer, ' ')
      .replace(wideContainer, ' ')
      .replace(/[\d.]+/g, ' ')
      .replace(/[^\p{L}]+/gu, '') === ''
  );
}

/** “Acceptance criteria for checkout”, “Details for US-7”. */
function aboutOf(text: string, folded: string, joint: RegExpExecArray): Matter | null {
  if (joint.index === 0) return null;
  const label = folded.slice(0, joint.index).trim();
  const fields = fieldsOf(label);
  if (!mayBeOfItem(fields)) return null;
  const about = withoutAside(cleanTitle(composed(text).slice(joint.index + joint[0].length)));
  // Details are told of anything: of an item where it is named by its mark.
  const isOfItem = fields[0] === 'criteria' || isReference(about);
  return isOfItem ? { kind: 'field', fields, label, value: '', about, of: null } : null;
}

function mayBeOfItem(fields: readonly FieldName[]): boolean {
  return fields[0] === 'criteria' || fields.includes('description');
}

const criterionMarks = wordsFor('criterionMarks');
/** What stands between a label and what it is of, the surest first: in a label of several words a preposition may stand too. */
const linksInside = [
  /^([^-–—:：([]{2,40}?)(?:\s+[-–—]\s+|\s*[:：([]\s*)/u,
  /^([^-–—:：([]{2,40}?)\s+(?=\S*\d(?:\s+\(.*)?$)/u,
  new RegExp(`^([^-–—:：([]{2,40})\\s+(?:${anyOf(wordsFor('prepositions', 'belongsTo'))})\\s+`, 'u'),
];
const asideBehind = /\s+[(（][^()（）]*[)）]?$/u;

/** “US-7 (draft)” names US-7; a title keeps its brackets. */
function withoutAside(about: string): string {
  const bare = about.replace(asideBehind, '');
  return isReference(bare) ? bare : about;
}

const mayBeginWithField = mayBeginWithAny(labelBeginnings('criteria', 'description'));

/** “Acceptance criteria — US-7”, “Acceptance criteria (US-7)”, “Acceptance criteria US-7”, “Details on US-7”: a label in front of the mark of an item. */
function fieldOfItem(text: string, folded: string): Matter | null {
  for (const pattern of linksInside) {
    const [link, label] = pattern.exec(folded) ?? [];
    if (link === undefined || label === undefined) continue;
    const fields = fieldsOf(label);
    if (!mayBeOfItem(fields)) continue;
    const named = withoutAside(composed(text).slice(link.length));
    const about = cleanTitle(named.replace(/[)\]]$/, ''));
    // Behind a colon a criterion may begin with a key.
    const isMark = isReference(about) && (!/[:：([]\s*$/.test(link) || !/\s/.test(about));
    if (isMark) return { kind: 'field', fields, label, value: '', about, of: null };
  }
  return null;
}

const ownerInFront = new RegExp(`^([^:：]{2,30}?)\\s*(?:${anyOf(wordsFor('possessives'))})\\s*(?=\\S)`, 'u');
const longestOwned = 80;

/** “US-7's acceptance criteria”, “US-7 の受け入れ条件”: the criteria of an item behind its mark. */
export function criteriaOfOwner(text: string): Matter | null {
  if (text.length > longestOwned || !/^\D{0,20}\d/.test(text)) return null;
  const folded = fold(text);
  const [link, owner] = ownerInFront.exec(folded) ?? [];
  if (link === undefined || owner === undefined) return null;
  const label = composed(text).slice(link.length);
  const fields = fieldsOf(label);
  const about = composed(text).slice(0, owner.length);
  return fields[0] === 'criteria' && isReference(about)
    ? { kind: 'field', fields, label, value: '', about, of: null }
    : null;
}

/** Whether a text is the mark of an item, with or without its title: “US-7”, “Story 1.2: Pay”. */
export function isReference(text: string): boolean {
  const mark = readMark(text);
  if (mark === null || (mark.key === null && mark.ordinal === null)) return false;
  // “(v2)”, “(AC-1)”
  const isItem =
    mark.work === null
      ? /^\p{L}{2,}-\d+$/u.test(mark.key ?? '') && !criterionMarks.has(fold(mark.prefix ?? ''))
      : mark.work !== 'TEST';
  return isItem && !/^\p{Ll}/u.test(mark.title);
}
