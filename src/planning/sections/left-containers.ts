import type { Head } from '../lines/heads.ts';
import type { Mark } from '../lines/marks.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { rowNames } from '../tables/row-names.ts';
import { fold, normalizedTitle } from '../words/fold.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';
import { hasStoryFields } from './plain-sections.ts';
import { rememberingSections } from './section-memory.ts';
import type { Part, Section } from './sections.ts';

const fewestKeyed = 2;
interface Keyed {
  readonly keys: ReadonlySet<string>;
  readonly titles: ReadonlySet<string>;
}

/**
 * Whether a heading goes on with something else than the container around it: “Agreements” below “Features” and a table
 * of F-1 and F-2, over a list that names no other, or “Won't have” below “User stories”.
 */
export function leavesContainer(section: Section): boolean {
  const { form, head, line, parent, parts } = section;
  if (isUnwanted(section)) return true;
  if (form !== 'heading' || parent?.head.kind !== 'container' || parts.length === 0) return false;
  if (head.kind === 'mark' || head.kind === 'container') return false;
  if (!parts.some(({ type }) => type === 'list')) return false;
  const { keys, titles } = keyedIn(parent);
  const isApart = keys.size >= fewestKeyed && !titles.has(normalizedTitle(line.text));
  return isApart && !hasStoryFields(section) && parts.every((part) => speaksOnly(part, keys));
}

const unwanted = new RegExp(`^(?:${anyOf(wordsFor('unwanted'))})`, 'u');

/** “Won't have (this time)”: what is only named there is no work, whatever is listed around it. */
export function isUnwanted({ form, head, line }: Section): boolean {
  if (form === 'entry' || (head.kind !== 'generic' && head.kind !== 'plain')) return false;
  return namesUnwanted(line.text);
}

export function namesUnwanted(text: string): boolean {
  return text.length <= longestName && unwanted.test(fold(text));
}

const longestName = 60;

/** Whether a part is text that names no item but those of `keys`. */
function speaksOnly(part: Part, keys: ReadonlySet<string>): boolean {
  if (part.type === 'text') return true;
  return (
    part.type === 'list' &&
    part.entries.every(
      (entry) => isKnown(entry.head, keys) && !isStorySentence(entry.line.text) && !hasStoryFields(entry),
    )
  );
}

function isKnown(head: Head, keys: ReadonlySet<string>): boolean {
  if (head.kind === 'mark') return head.mark.key !== null && keys.has(head.mark.key);
  return head.kind !== 'plain' || head.decoration.points === null;
}

/** What the rows and entries right in a container are called, where they have keys. */
const keyedIn = rememberingSections(({ head, parts }): Keyed => {
  const work = head.kind === 'container' ? (head.works[0] ?? null) : null;
  const keys = new Set<string>();
  const titles = new Set<string>();
  const add = (mark: Mark | null, title: string): void => {
    if (mark?.key != null) keys.add(mark.key);
    titles.add(normalizedTitle(title));
  };
  for (const part of parts)
    if (part.type === 'table') for (const { mark, title } of rowNames(part.block, work)) add(mark, title);
    else if (part.type === 'list')
      for (const { head } of part.entries) if (head.kind === 'mark') add(head.mark, head.mark.title);
  return { keys, titles };
});
