import { fold } from '../words/fold.ts';
import { fieldsOf, wordsFor } from '../words/vocabulary.ts';
import { undecorated } from './head-decoration.ts';
import { readText } from './heads.ts';

/** A link to an issue or a date within a line, and where in its text it stands. */
export interface Aside {
  readonly text: string;
  readonly at: number;
}

const links = wordsFor('belongsTo', 'articles', 'prepositions', 'ands', 'ors');

/** With more of them a line tells of issues and dates and of no item. */
const mostAsides = 4;

/** Takes what stands around the title of an item out of its line, “Story: Pay (3 SP) [AB-1]”: those are its tags. */
export function withoutAsides(
  whole: string,
  asides: readonly Aside[],
): { readonly text: string; readonly tags: readonly string[] } {
  let text = whole;
  const tags: string[] = [];
  if (asides.length > mostAsides) return { text, tags };
  for (const aside of asides.toReversed()) {
    const end = aside.at + aside.text.length;
    const [before, behind] = [text.slice(0, aside.at), text.slice(end)];
    if (text.slice(aside.at, end) !== aside.text || !standsAround(before, behind)) continue;
    text = `${before.trimEnd()} ${behind.trimStart()}`.trim();
    tags.unshift(aside.text);
  }
  return { text, tags };
}

function standsAround(before: string, behind: string): boolean {
  const rest = `${before.trimEnd()} ${behind.trimStart()}`.trim();
  const head = readText(rest);
  const title = head.kind === 'mark' ? head.mark.title : head.kind === 'plain' ? head.decoration.title : '';
  const isItem = head.kind === 'mark' || (head.kind === 'plain' && head.decoration.points !== null);
  if (!isItem || title === '') return false;
  if (before.trim() === '' || behind.trimStart().startsWith(title)) return true;
  const isLast = behind.trim() === '' || undecorated(`x ${behind.trim()}`).title === 'x';
  return isLast && !asksForMore(before);
}

/** “Pay, depends on”, “Pay by”: what follows belongs to these words. */
function asksForMore(before: string): boolean {
  const words = fold(before).trim().split(/\s+/u).slice(-3);
  return (
    /[:=]$/.test(before.trim()) ||
    links.has(words.at(-1) ?? '') ||
    words.some((_word, place) => fieldsOf(words.slice(place).join(' ')).length > 0)
  );
}

/** Whether a tag is the key of an issue: “AB-12”. */
export function isIssueKey(tag: string): boolean {
  return /^[A-Z][A-Z0-9_]+-\d+$/.test(tag);
}

/** Whether a tag is a date: “2026-02-03”. */
export function isDate(tag: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(tag);
}
