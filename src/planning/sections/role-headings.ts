import { isStorySentence } from '../lines/story-sentences.ts';
import { fold } from '../words/fold.ts';
import { anyOf, articles, wordsFor } from '../words/vocabulary.ts';
import { entriesIn } from './parts.ts';
import { personStem } from './personas.ts';
import type { Section } from './sections.ts';
import type { UnmarkedLevel } from './unmarked-levels.ts';

/** “As a guest, I open the app”: the role stands before the comma, or right behind “as”. */
const roleStart = new RegExp(`^(?:${anyOf(wordsFor('storyRoles'))})\\s*([^,.:]{2,60})`, 'u');
const noRoles: ReadonlySet<string> = new Set([...articles, ...wordsFor('indefiniteArticles')]);
const longestRole = 100;

function roleOf(text: string): string | null {
  return roleStart.exec(fold(text.slice(0, longestRole)))?.[1] ?? null;
}

/** Whether each entry of the lists right below a heading begins with who wants it. */
export function listsRoles(section: Section): boolean {
  const entries = entriesIn(section);
  return entries.length > 0 && beginWithRoles(entries);
}

export function beginWithRoles(entries: readonly Section[]): boolean {
  return entries.every(({ line }) => roleOf(line.text) !== null);
}

/**
 * Headings that only say who wants what stands below them: each on a level names the role with which all entries of its
 * lists begin, and no two the same.
 */
export function roleHeadings({ plain }: UnmarkedLevel): readonly Section[] {
  const listing = plain.filter((heading) => entriesIn(heading).length > 0);
  const roles = listing.map(namedRole);
  return new Set(roles).size === roles.length && !roles.includes(null) ? listing : [];
}

/** The word of a heading that is in the role of each entry below it; what tells a story itself names no role. */
function namedRole(section: Section): string | null {
  if (isStorySentence(section.line.text)) return null;
  const roles = entriesIn(section).map(({ line }) => roleOf(line.text));
  const names = fold(section.line.text.slice(0, longestRole)).match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  const name = names
    .filter((word) => !noRoles.has(word))
    .map(personStem)
    .find((stem) => roles.every((role) => role?.includes(stem)));
  return name ?? null;
}
