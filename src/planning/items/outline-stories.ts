import type { PlanItemKind } from '../../domain/plan.ts';
import type { Line } from '../blocks.ts';
import { type ItemDraft, type ItemPlace, warn } from '../item-draft.ts';
import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import { boldLabelOf, pairsOf } from '../lines/pairs.ts';
import { endsInColon, withoutBrackets } from '../lines/plain-text.ts';
import { workWithin } from '../lines/spoken-work.ts';
import { isTime } from '../lines/tags.ts';
import { boldName, boldSentence } from '../lines/title-tags.ts';
import { mayBeWord } from '../sections/prefix-uses.ts';
import type { Part, Section } from '../sections/sections.ts';
import { mayHoldAny, wideScript } from '../words/single-words.ts';
import { anyOf, criteriaLabels, fieldsOf, genericHeadings, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyDecoration } from './item-fields.ts';

/** What a name of several words without spaces is stands at its end: “过滤规则实现” is no rule. */
const isHead = (word: string): boolean => wideScript.test(word) && !word.includes('*');
const noPlans = [...wordsFor('noPlans')];
const noPlan = wordSearch(noPlans.filter((word) => !isHead(word)));
const noPlanBehind = new RegExp(`(?:${anyOf(noPlans.filter(isHead))})$`, 'u');

/** Reads what stands in a section for the item that the section is. */
export type ReadInside = (section: Section, item: ItemDraft) => void;

/** Whether a folded text is called as a document whose lists plan nothing: “Goals”, but not “Stretch goals”. */
export function namesNoPlan(folded: string): boolean {
  if (listsCriteria(folded)) return true;
  const name = withoutBrackets(folded).trim();
  return (noPlan.test(folded) || noPlanBehind.test(name)) && !genericHeadings.has(name);
}

const mayListCriteria = mayHoldAny(criteriaLabels);
const criteriaBehind = new RegExp(`(?:${anyOf(criteriaLabels)})$`, 'u');
/** “Backlog with acceptance criteria” */
const withCriteria = new RegExp(
  `(?:[&/+,]|(?<!\\p{L})(?:${anyOf(wordsFor('ands', 'alongWith'))}))\\s*(?:(?:${anyOf(wordsFor('theirs'))})\\s*)?(?:${anyOf(criteriaLabels)})$`,
  'u',
);

/** “Acceptance criteria of the import”, “Import: acceptance criteria”, but not “Stories and acceptance criteria”. */
function listsCriteria(folded: string): boolean {
  if (!mayListCriteria(folded)) return false;
  const name = withoutBrackets(folded).trim();
  if (!criteriaBehind.test(name) && fieldsOf(name)[0] !== 'criteria') return false;
  const work = workWithin(name);
  return work !== 'STORY' && work !== 'EPIC' && !withCriteria.test(name);
}

/**
 * From which of its parts on a section is a text: “**Problem:** The lamps are dark.” before others such, or before
 * “**Causes:**” and “**Ways out:**”. Lists from there on belong to them, unless they are boxes to be ticked.
 */
export function textFrom({ parts }: Section): number {
  const labelled = parts.flatMap((part, place) => (isLabelled(part) ? [place] : []));
  const [first] = labelled;
  if (first === undefined) return parts.length;
  const isText = labelled.length > 1 || parts.slice(first).filter(isPlainLabel).length > 1;
  return isText ? first : parts.length;
}

function isLabelled(part: Part): boolean {
  return part.type === 'text' && part.lines[0] !== undefined && boldLabelOf(part.lines[0]) !== null;
}

export function isPlainLabel(part: Part): boolean {
  return part.type === 'section' && part.section.form === 'label' && part.section.head.kind === 'plain';
}

/** Takes a text, or an entry that is called after it, for a story. */
export function storyOf(
  text: string,
  place: ItemPlace,
  section: Section,
  collector: DraftCollector,
): ItemDraft {
  const decoration = undecorated(text);
  const title = cleanTitle(decoration.title);
  const story = collector.add('STORY', 'outline', title, pathOf(section), place.anchor, place);
  applyDecoration(story, decoration);
  if (decoration.numbering?.includes('.') === true) story.ordinal = decoration.numbering;
  return story;
}

const kinds = [
  ['EPIC', 'epics'],
  ['FEATURE', 'features'],
  ['STORY', 'stories'],
] as const;

/** Tells once, with the first of them, that some items are what they are by their place in the outline. */
export function warnOfOutline(drafts: readonly ItemDraft[]): void {
  const [first, ...others] = drafts;
  if (first === undefined) return;
  const taken = kinds.filter(([kind]) => drafts.some((draft) => draft.kind === kind));
  const what = others.length === 0 ? 'is; it was' : `and ${others.length} more are; they were`;
  const names = together(taken.map(([, name]) => name));
  const marks = together(taken.map(([kind]) => `“${wordOf(kind)}: …”`));
  warn(
    first,
    'KIND_FROM_OUTLINE',
    `Nothing says what “${first.title}” ${what} taken for ${names} by their place in the outline. Write ${marks} to say so.`,
  );
}

/** “epics, features and stories” */
function together(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function wordOf(kind: PlanItemKind): string {
  return `${kind.charAt(0)}${kind.slice(1).toLowerCase()}`;
}

/** Takes an entry of a list for a story. */
export function outlineStory(
  entry: Section,
  section: Section,
  collector: DraftCollector,
  inside: ReadInside,
): ItemDraft {
  const sentence = entry.form === 'entry' ? boldSentence(entry.line) : null;
  const story = storyOf(sentence?.name ?? entry.line.text, entry, section, collector);
  const named = sentence ?? (entry.form === 'entry' ? boldNameOf(entry.line, story.title) : null);
  if (sentence === null && named !== null) story.title = named.name;
  if (entry.checked === true) story.status ??= 'Done';
  inside(entry, story);
  if (named === null || named.behind === '') return story;
  const [below] = entry.parts;
  const [goesOn, ...others] = story.description;
  if (below?.type === 'text' && goesOn !== undefined)
    story.description.splice(0, 1 + others.length, `${named.behind}\n${goesOn}`, ...others);
  else story.description.unshift(named.behind);
  return story;
}

/** “**Waitlists** — `/desks` shows none”: the name in bold of an entry's whole title, and what is told of it behind a dash. */
function boldNameOf(line: Line, title: string): { readonly name: string; readonly behind: string } | null {
  if (!dashBehind.test(line.text.slice(line.bold))) return null;
  const name = boldName(line)?.name ?? '';
  return name !== '' && title.startsWith(name)
    ? { name, behind: title.slice(name.length).replace(dashBehind, '') }
    : null;
}

const dashBehind = /^\s+[–—-]\s+(?=\S)/u;

/** A longer entry tells more than what is to be done, unless that is to be ticked off. */
const longestSaid = 200;
const longestTicked = 480;

/** Whether an entry without a mark may be a thing to do: neither a field, an address, a time nor a text of its own. */
export function isDoable(entry: Section): boolean {
  const text = entry.line.text;
  return (
    text.length >= 4 &&
    text.length <= (entry.checked === null ? longestSaid : longestTicked) &&
    pairsOf(entry.line) === null &&
    !/^https?:/.test(text) &&
    ((entry.head.kind === 'plain' &&
      !isTime(entry.head.decoration.title) &&
      !namesDates(entry.head.decoration.title)) ||
      isBareNote(entry) ||
      beginsWithCode(entry) ||
      isBareListing(entry))
  );
}

/** “Changelog”, “Release v1.0.0”: among things to do a word for a matter or a time is one of them. */
export function isBareMatter({ head, line, parts }: Section): boolean {
  return (
    (head.kind === 'other' || head.kind === 'timeBox') &&
    parts.length === 0 &&
    line.text.length >= 4 &&
    !endsInColon(line.text)
  );
}

/** “OAuth2 login”, “F2 opens the search”: a code that counts nothing is a word of what it begins. */
function beginsWithCode({ head }: Section): boolean {
  if (head.kind !== 'mark' || head.mark.title === '') return false;
  const { key, spelled, separated } = head.mark;
  return mayBeWord(head.mark) || (key !== null && !spelled && !separated && functionKey.test(key));
}

const functionKey = /^[A-Z]\d{1,2}$/;

/** “Test cases for each rule” over nothing contains none. */
function isBareListing({ head, line, parts }: Section): boolean {
  return head.kind === 'container' && head.about !== null && parts.length === 0 && !endsInColon(line.text);
}

/** “API.” among things to do heads no notes, and “Acceptance tests” in a box to be ticked no criteria. */
function isBareNote({ head, line, parts, checked }: Section): boolean {
  return (
    head.kind === 'field' &&
    (head.fields[0] === 'notes' || (head.fields[0] === 'criteria' && checked !== null)) &&
    head.value === '' &&
    parts.length === 0 &&
    !endsInColon(line.text)
  );
}

/** “3 June 2026”, “June 3 – June 17”: as many numbers as words, in any language. */
function namesDates(title: string): boolean {
  const words = title.split(/\s+/u).filter((word) => /[\p{L}\d]/u.test(word));
  const numbers = words.filter((word) => !/\p{L}/u.test(word));
  return numbers.length > 1 && numbers.length * 2 >= words.length;
}

export function pathOf(from: Section | null): string[] {
  const path: string[] = [];
  for (let section = from; section !== null; section = section.parent)
    if (section.form === 'heading') path.unshift(section.line.text);
  return path;
}
