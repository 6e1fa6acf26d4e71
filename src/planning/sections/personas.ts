import { type Block, cellText } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import { withoutBrackets } from '../lines/plain-text.ts';
import { beginsWithRole, continuesSentence, isStorySentence, roleOf } from '../lines/story-sentences.ts';
import { planOfTable } from '../tables/table-columns.ts';
import { fold } from '../words/fold.ts';
import { anyOf, wordsFor, workWords } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { linesOfPart } from './parts.ts';
import { rememberingSections } from './section-memory.ts';
import type { Part, Section } from './sections.ts';
import type { UnmarkedLevel } from './unmarked-levels.ts';

const story = [...workWords].flatMap(([word, work]) => (work === 'STORY' ? [word] : []));
const need = new RegExp(`\\s*(?:${wordSearch([...wordsFor('personNeeds'), ...story]).source})$`, 'u');
const personEnding = new RegExp(`(?<=\\p{L}{3})(?:${anyOf(wordsFor('personEndings'))})$`, 'u');
const joins = new RegExp(`\\s*(?:[&/,|+]|${wordSearch(wordsFor('ands', 'ors')).source})\\s*`, 'u');
const wish = new RegExp(`[,.]|(?<!\\p{L})(?:${anyOf(wordsFor('storyWants', 'wishes'))})`, 'u');
const longestName = 80;

/** “Users”, “Nutzerinnen” without what says that they are several. */
export function personStem(name: string): string {
  return name.replace(personEnding, '');
}

/** “Developer goals”, “Owner story”: the name without what the people of that name have. */
export function withoutNeed(folded: string): string {
  return folded.replace(need, '');
}

/** “Owner — “My boat earns while I sleep””: what somebody says of himself. */
const motto = /\s*(?:[:：]|\s[–—-])\s*["“„«].*$/u;

/** A test for whether a role, folded, is one of those that a title names: “Experts / Mediators”. */
function personaTest(title: string): (role: string) => boolean {
  const folded = fold(title.slice(0, longestName).replace(motto, '')).trim();
  const bare = withoutNeed(folded.replace(/[^\p{L} ]+/gu, ' ').trim());
  const name = personStem(bare);
  if (name.length < 2) return () => false;
  const names = withoutBrackets(folded).split(joins).map(wordsOf);
  return (role) =>
    role.includes(name) || names.some((words) => endsInWords(wordsOf(role.split(wish)[0] ?? ''), words));
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function endsInWords(role: readonly string[], words: readonly string[]): boolean {
  const end = role.slice(role.length - words.length);
  return (
    words.length > 0 &&
    words.length <= role.length &&
    words.every((word, place) => arePersonsAlike(word, end[place] ?? ''))
  );
}

function arePersonsAlike(a: string, b: string): boolean {
  // What ends many words in one language may be a part of the word in another: “seller”.
  const others = [b, personStem(b)];
  return [a, personStem(a)].some((word) => others.some((other) => areAlike(word, other)));
}

const leastAlike = 5;

/** Whether two words are one, or one letter apart: “respondent”, “respondant”. */
function areAlike(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.min(a.length, b.length) < leastAlike || Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (a.charAt(from) === b.charAt(from) && from < a.length) from += 1;
  let behind = 0;
  const most = Math.min(a.length, b.length) - from;
  while (behind < most && a.at(-1 - behind) === b.at(-1 - behind)) behind += 1;
  return Math.max(a.length, b.length) - from - behind <= 1;
}

/** “Developer” over stories that mostly begin “As a developer” names who wants them, not what. */
export function namesPersona(title: string, stories: readonly ItemDraft[]): boolean {
  const roles = stories.flatMap(({ evidence, title: own, description: [first = ''] }) => {
    const sentence = isStorySentence(own) || beginsWithRole(own) ? own : first;
    if (evidence === 'sentence' || isStorySentence(sentence)) return [roleOf(sentence)];
    return beginsWithRole(sentence) ? [fold(sentence.split(',', 1)[0] ?? '')] : [];
  });
  return areNamed(roles, title);
}

/** Whether a section is called as those are who want the stories right below it. */
export function namesRole({ line, parts }: Section): boolean {
  return areNamed(parts.flatMap(rolesIn), line.text);
}

/** Whether a title names most of some roles; what tells a story itself names none. */
function areNamed(roles: readonly string[], title: string): boolean {
  if (roles.length === 0 || isStorySentence(title)) return false;
  const isNamed = personaTest(title);
  return roles.filter(isNamed).length * 2 > roles.length;
}

/** Headings that stand for a role by another name, where most beside them name the one of the stories below. */
export function personaHeadings({ plain }: UnmarkedLevel): readonly Section[] {
  if (plain.length < 3) return [];
  const telling = plain
    .map((heading) => ({ heading, roles: heading.parts.flatMap(rolesIn) }))
    .filter(({ roles }) => roles.length > 0);
  const named = telling.filter(({ heading, roles }) => areNamed(roles, heading.line.text));
  if (named.length < 2 || named.length * 2 <= telling.length) return [];
  const known = new Set(named.flatMap(({ roles }) => roles));
  return telling.flatMap(({ heading, roles }) => {
    const [role = ''] = roles;
    if (new Set(roles).size > 1 || known.has(role)) return [];
    return roles.length > 1 || endsAsRole(heading.line.text, role) ? [heading] : [];
  });
}

/** “Project wrangler” over “As a wrangler” */
function endsAsRole(title: string, role: string): boolean {
  const name = wordsOf(fold(title.slice(0, longestName))).at(-1) ?? '';
  return name !== '' && arePersonsAlike(name, wordsOf(role.split(wish)[0] ?? '').at(-1) ?? '');
}

/** The roles of the stories that a part tells without headings of their own, in sentences or in a column. */
function rolesIn(part: Part): string[] {
  if (part.type === 'table') return rolesInTable(part.block);
  return linesOfPart(part).flatMap(({ text }) => (isStorySentence(text) ? [roleOf(text).trim()] : []));
}

function rolesInTable(table: Block & { readonly type: 'table' }): string[] {
  const plan = planOfTable(table, null);
  if (plan === null || !('columns' in plan)) return [];
  const column = plan.columns.find(({ fields }) => fields[0] === 'role');
  if (column === undefined) return [];
  const roles = table.rows
    .slice(plan.firstRow)
    .map(({ cells }) => fold(cellText(cells[column.index])).trim());
  return roles.filter((role) => role !== '');
}

const mostRoles = 200;

/** The roles for which stories are told anywhere in a section. */
const rolesOf = rememberingSections((root): ReadonlySet<string> => {
  const roles = new Set<string>();
  const visit = (part: Part): void => {
    if (roles.size >= mostRoles) return;
    for (const role of rolesIn(part)) roles.add(role);
    if (part.type === 'list') part.entries.forEach(told);
    if (part.type !== 'section') return;
    told(part.section);
    part.section.parts.forEach(visit);
  };
  // “US-1: As a guest, …”
  const told = ({ head, line }: Section): void => {
    const text = head.kind === 'mark' ? head.mark.title : line.text;
    if (isStorySentence(text)) roles.add(roleOf(text).trim());
  };
  root.parts.forEach(visit);
  return roles;
});

const definedName = /^([^:：]{2,60}?)\s*[:：]\s*(?=\S)/u;

/** “Guest” of “Guest: a person who …”; “Guest: I want to …” tells a story. */
function definedNameIn(text: string): string | undefined {
  const [whole = '', name] = definedName.exec(text) ?? [];
  return continuesSentence({ folded: fold(text.slice(whole.length)) }) ? undefined : name;
}

/**
 * Whether a list says who the roles of the stories are: “**Mediators:** people who …”. Of some no story may be told, “Guest: a
 * person who …”, but of most.
 */
export function definesRoles(entries: readonly Section[], root: Section): boolean {
  const names = entries.flatMap(({ head, line }) =>
    head.kind === 'mark' ? [] : (definedNameIn(line.text) ?? []),
  );
  const areNames = names.length > 1 && names.length <= mostRoles && new Set(names).size === entries.length;
  if (!areNames) return false;
  const roles = [...rolesOf(root)];
  const known = names.filter((name) => roles.some(personaTest(name)));
  return known.length > 1 && known.length * 2 > names.length;
}

const mostListed = 12;
const mostWords = 4;

/** Whether a short list gives nothing but names, most of which are those of roles for which stories are told. */
export function listsRoleNames(entries: readonly Section[], root: Section): boolean {
  const areNames =
    entries.length > 1 &&
    entries.length <= mostListed &&
    entries.every(
      ({ head, line, parts }) =>
        head.kind === 'plain' && parts.length === 0 && line.text.split(' ').length <= mostWords,
    );
  if (!areNames) return false;
  const roles = [...rolesOf(root)];
  return entries.filter(({ line }) => roles.some(personaTest(line.text))).length * 2 > entries.length;
}
