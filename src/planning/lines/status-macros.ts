import type { FieldName } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { fieldsOf, workOf } from '../words/vocabulary.ts';

/** A status macro: what it says, and where in the text of its line it stands. */
export interface StatusMacro {
  readonly text: string;
  readonly at: number;
}

const valueFields: ReadonlySet<FieldName> = new Set([
  'priority',
  'status',
  'points',
  'estimate',
  'labels',
  'type',
  'enablerType',
  'key',
  'attribute',
]);
/** Fields that a macro gives even where no colon stands before it. */
const plainFields: ReadonlySet<FieldName> = new Set(['priority', 'status', 'points', 'estimate']);

const labelledText = /^\s*(\p{L}[^:：]{0,39}?)\s*[:：]/u;

const key = '\\p{L}[\\p{L}_-]{0,20}[-_.]?\\d[\\d.]{0,9}';
const onlyKey = new RegExp(`^\\s*(?:${key}\\s*[:.–—-]?\\s*)?$`, 'u');
const keyInFront = new RegExp(`^\\s*${key}[\\s:.–—-]`, 'u');
const explains = /^\s*(?:[-–—:=]\s*)?\p{Ll}/u;

/**
 * Puts status macros that are the value of a field into the text, “Priority: [HIGH]”, and those that name a kind in front
 * of a title or behind it, “[EPIC] Search”. What the others say is said of the line as a whole: its tags.
 */
export function readMacros(
  text: string,
  macros: readonly StatusMacro[],
  bold: number,
): {
  readonly text: string;
  readonly tags: readonly string[];
  /** By how much its bold part is longer. */
  readonly inBold: number;
} {
  const tags: string[] = [];
  let written = '';
  let from = 0;
  let isValue = false;
  let inBold = 0;
  for (const macro of macros) {
    const before = text.slice(from, macro.at);
    const follows: boolean = isValue && before.trim() === '';
    const named = endsAsLabel(before);
    written += isValue && beginsAsLabel(before, named) ? ` · ${before.trimStart()}` : before;
    isValue = named || follows;
    if (named) written = `${written.trimEnd().replace(/[:：]$/u, '')}: ${macro.text}`;
    else if (follows) written = `${written.trimEnd()}, ${macro.text}`;
    else if (marksTitle(macro, written, text.slice(macro.at))) {
      const marked = `${written.trimEnd()} [${macro.text}] `.trimStart();
      if (macro.at < bold) inBold += marked.length - written.length;
      written = marked;
    } else tags.push(macro.text);
    from = macro.at;
  }
  const rest = text.slice(from);
  written += isValue && beginsAsLabel(rest, false) ? ` · ${rest.trimStart()}` : rest;
  return { text: written.trimEnd(), tags, inBold };
}

/**
 * Whether a macro names the kind of what its line is called: “[STORY] Pay”, “US-7 [STORY] Pay”, “US-7 Pay [STORY]”. A
 * legend tells what a kind is: “[STORY] one piece of work”.
 */
function marksTitle({ text }: StatusMacro, before: string, behind: string): boolean {
  const work = workOf(text);
  // “TEST” says where something runs as well.
  if (work === null || work === 'TEST' || work === 'REQUIREMENT' || namesSeveral(text)) return false;
  if (behind.trim() === '') return keyInFront.test(before) && !onlyKey.test(before);
  return onlyKey.test(before) && !explains.test(behind);
}

function endsAsLabel(text: string): boolean {
  const last = text.split(/[|·•,;]|\s[–—-]\s/u).at(-1) ?? '';
  const label = last.trim().replace(/[:：]$/u, '');
  const [field] = label.length > 40 ? [] : fieldsOf(label);
  return field !== undefined && (label === last.trim() ? plainFields : valueFields).has(field);
}

function beginsAsLabel(text: string, isLabel: boolean): boolean {
  return isLabel ? /^\s*\p{L}/u.test(text) : fieldsOf(labelledText.exec(text)?.[1] ?? '').length > 0;
}
