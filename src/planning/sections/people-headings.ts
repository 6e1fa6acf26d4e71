import { pairsOf } from '../lines/pairs.ts';
import { endsInColon, withoutBrackets } from '../lines/plain-text.ts';
import { fold } from '../words/fold.ts';
import { wideScript } from '../words/single-words.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import type { PrefixMeanings } from './key-prefixes.ts';
import { personStem, withoutNeed } from './personas.ts';
import { namesNoPiece } from './piece-names.ts';
import { holdsStoryEvidence } from './section-evidence.ts';
import type { Section } from './sections.ts';
import type { UnmarkedLevel } from './unmarked-levels.ts';

const groups = Map.groupBy(wordsFor('teams', 'roleNames'), (word) => wideScript.test(word));
const spacedGroup = anyOf(groups.get(false) ?? []);
const wideGroup = anyOf(groups.get(true) ?? []);
const group = new RegExp(`^(?:${spacedGroup})[\\s:-]|[\\s:-](?:${spacedGroup})$|.(?:${wideGroup})$`, 'u');
/** Several of them as well: “Teams”, “Equipos”. */
const ofGroups = wordSearch([...wordsFor('teams', 'roleNames')].map((word) => `${word}*`));
const people = Map.groupBy(wordsFor('people'), (word) => wideScript.test(word));
const person = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${anyOf(people.get(false) ?? [])})$|(?:${anyOf(people.get(true) ?? [])})$`,
  'u',
);
const mostWords = 4;
const longestName = 80;

/**
 * Headings that name who builds or wants what stands below them: two or more on one level, and no other name of what is
 * built. Where most that hold stories, or of all where none does, are called as people are, “Field crew” beside “Editor”
 * and “Admin” is as well.
 */
export function peopleHeadings(
  { parent, plain }: UnmarkedLevel,
  meanings: PrefixMeanings,
): readonly Section[] {
  const headings = plain.filter(({ form }) => form === 'heading');
  const named = headings.filter(({ line }) => namesGroup(line.text));
  const persons = new Set(headings.filter(({ line }) => namesPerson(line.text)));
  if (named.length < 2 && persons.size < 2) return [];
  const holding = headings.filter((heading) => holdsStoryEvidence(heading, meanings));
  const areGroups = named.length > 1 && !holding.some(isPiece);
  const told = holding.length === 0 ? headings : holding;
  const toldPersons = told.filter((heading) => persons.has(heading));
  const arePersons = toldPersons.length > 1 && toldPersons.length * 2 > told.length;
  return [
    ...(areGroups ? named : []),
    ...(areGroups && namesGroups(parent.line.text) ? [parent] : []),
    ...(arePersons ? told : []),
  ];
}

/**
 * Headings such as “Guests” and “Hosts” over plain lists, where no story is told: below “User stories” they say who wants
 * what is listed. “Block users” and “Invite users” may be stories.
 */
export function listingPeople(
  { plain }: UnmarkedLevel,
  { requirementsCount }: PrefixMeanings,
): readonly Section[] {
  if (!requirementsCount) return [];
  const listing = plain.filter((heading) => heading.form === 'heading' && listsPlain(heading));
  // “For passengers”, “For drivers” and “General”
  const fronts = listing.flatMap(({ line }) => wordInFront(line.text) ?? []);
  const areAlike = fronts.length > 1 && fronts.every((word) => word === fronts[0]);
  if (areAlike && fronts.length * 3 >= listing.length * 2) return listing;
  const people = listing.filter(({ line }) => personIn(line.text) !== null);
  const persons = new Set(people.map(({ line }) => personIn(line.text)?.word));
  return persons.size > 1 && people.length * 4 >= listing.length * 3 ? people : [];
}

/** Whether a heading holds nothing but lists of lines without a meaning of their own. */
function listsPlain({ parts }: Section): boolean {
  return (
    parts.length > 0 &&
    parts.every(
      (part) =>
        part.type === 'list' &&
        part.entries.every(({ head, line }) => head.kind === 'plain' && pairsOf(line) === null),
    )
  );
}

function isPiece({ line }: Section): boolean {
  return !namesGroup(line.text) && !namesNoPiece(line.text);
}

const actors = wordsFor('actors');

/** “Actors”: a word for all who want something. */
export function namesActors(title: string): boolean {
  return actors.has(shortName(title) ?? '');
}

/** “A student can:” over what those do for whom the stories are told elsewhere. */
export function tellsAbilities({ parts }: Section, { requirementsCount }: PrefixMeanings): boolean {
  return (
    !requirementsCount &&
    parts.some(
      (part, at) =>
        part.type === 'text' && parts[at + 1]?.type === 'list' && endsInColon(part.lines.at(-1)?.text ?? ''),
    )
  );
}

/** Whether a short name begins or ends with a word for a team or a role. */
function namesGroup(text: string): boolean {
  const name = shortName(text);
  return name !== null && group.test(name);
}

/** “Team plans”, “Plans of the teams”: what stands over the names of several. */
function namesGroups(text: string): boolean {
  return ofGroups.test(shortName(text) ?? '');
}

const prepositions = wordsFor('prepositions');
const number = /^[\d.\s)]+/u;

/** The word between numbers and a name that says for or of whom it is. */
function wordInFront(text: string): string | null {
  const [word = '', ...name] = (shortName(text) ?? '').replace(number, '').split(/\s+/u);
  return name.length > 0 && prepositions.has(word) ? word : null;
}

const count = /\s#?\d{1,2}$/;

interface Person {
  readonly word: string;
  readonly areSeveral: boolean;
}

/** The person that a short name ends with, whatever number counts them: “editor” of “Guest editors” and “Editor goals”. */
function personIn(text: string): Person | null {
  const name = withoutNeed(shortName(text) ?? '').replace(count, '');
  const one = person.exec(name)?.[0];
  if (one !== undefined) return { word: one, areSeveral: false };
  const word = person.exec(personStem(name))?.[0];
  return word === undefined ? null : { word, areSeveral: true };
}

/** “Field agent”; “Customers” over stories are a piece of what is built. */
function namesPerson(text: string): boolean {
  return personIn(text)?.areSeveral === false;
}

function shortName(text: string): string | null {
  if (text.length > longestName) return null;
  const name = withoutBrackets(fold(text)).replace(/[\s:]+$/, '');
  return name.split(/[\s:-]+/u).length <= mostWords ? name : null;
}
