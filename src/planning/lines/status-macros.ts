import type { FieldName } from '../words/language.ts';
import { fieldsOf } from '../words/vocabulary.ts';

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

/**
 * Puts status macros that are the value of a field into the text, “Priority: [HIGH]”. What the others say is said of
 * the line as a whole: its tags.
 */
export function readMacros(
  text: string,
  macros: readonly StatusMacro[],
): { readonly text: string; readonly tags: readonly string[] } {
  const tags: string[] = [];
  let written = '';
  let from = 0;
  let isValue = false;
  for (const macro of macros) {
    const before = text.slice(from, macro.at);
    const follows: boolean = isValue && before.trim() === '';
    const named = endsAsLabel(before);
    written += isValue && beginsAsLabel(before, named) ? ` · ${before.trimStart()}` : before;
    isValue = named || follows;
    if (named) written = `${written.trimEnd().replace(/[:：]$/u, '')}: ${macro.text}`;
    else if (follows) written = `${written.trimEnd()}, ${macro.text}`;
    else tags.push(macro.text);
    from = macro.at;
  }
  const rest = text.slice(from);
  written += isValue && beginsAsLabel(rest, false) ? ` · ${rest.trimStart()}` : rest;
  return { text: written, tags };
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
