import type { Line } from '../blocks.ts';
import { pointsIn, priorityIn, tellsBesidePriority } from '../lines/field-values.ts';
import { type Head, isOwnField } from '../lines/heads.ts';
import { listsReferences, namesReference } from '../lines/reference-lists.ts';
import { statusIn } from '../lines/tags.ts';
import type { Part, Section } from './sections.ts';

type FieldHead = Head & { readonly kind: 'field' };

export interface FieldEntry {
  readonly entry: Section;
  readonly head: FieldHead;
}

/**
 * The entries of a list of criteria that give the item a field: “**Priority:** High” at its end. One with a number is
 * counted among the criteria, and beside others with a bold name so is what may be a criterion: “**Status:** is shown”.
 */
export function fieldEntries({ block, entries }: Part & { type: 'list' }): readonly FieldEntry[] {
  if (block.ordered) return [];
  const open = entries.flatMap((entry) => fieldOf(entry) ?? []);
  const last = entries.at(-1);
  const referring = last === undefined || open.at(-1)?.entry === last ? null : referenceIn(last);
  const behind = referring === null ? [] : [referring];
  if (open.length === 0) return behind;
  const found = open.filter(({ head }) => meansField(head) !== 'NO');
  const rest = new Set<Section>(entries);
  for (const { entry } of [...found, ...behind]) rest.delete(entry);
  const areNamed = [...rest].some(({ line }) => beginsWithName(line));
  return [...(areNamed ? found.filter(({ head }) => meansField(head) === 'YES') : found), ...behind];
}

function fieldOf(entry: Section): FieldEntry | null {
  // Heads of criteria are not read before they are needed.
  if (entry.line.bold === 0 || entry.parts.length > 0) return null;
  const { head } = entry;
  return head.kind === 'field' && isOwnField(head) ? { entry, head } : null;
}

/** “**Related to RF:** RF-002”: a bold label of nothing but keys says where the criteria come from. */
function referenceIn(entry: Section): FieldEntry | null {
  const { line, parts } = entry;
  if (parts.length > 0 || !beginsWithLabel(line)) return null;
  const label = line.text.slice(0, line.bold).replace(labelInBold, '').trim();
  const value = line.text.slice(line.bold).replace(signInFront, '').trim();
  if (!namesReference(value) && !listsReferences(value)) return null;
  return { entry, head: { kind: 'field', fields: ['attribute'], label, value, about: null, of: null } };
}

/** “**Filter:** orders can be filtered” */
function beginsWithName({ text, bold }: Line): boolean {
  return (
    bold > 0 && (/[:：.]\s*$/u.test(text.slice(0, bold)) || /^\s*(?:[:：]|[-–—]\s)/u.test(text.slice(bold)))
  );
}

const labelInBold = /[:：]\s*$/u;
const signInFront = /^\s*[:：]/u;

/** “**Impact:** …”: a bold label with its sign within the bold part or right behind. */
function beginsWithLabel({ text, bold }: Line): boolean {
  return bold > 0 && (labelInBold.test(text.slice(0, bold)) || /^\s*[:：]/u.test(text.slice(bold)));
}

/**
 * Whether an entry ends the criteria that the bold label of an entry of the same list heads: “**Impact:** …” behind
 * “**Criteria:**” and entries without a label, in a list that gives the item other fields as well.
 */
export function endsLabelled(entries: readonly Section[], label: number, at: number): boolean {
  const [first, entry] = [entries[label], entries[at]];
  if (first === undefined || entry === undefined || at === label + 1) return false;
  if (!beginsWithLabel(first.line) || !beginsWithLabel(entry.line)) return false;
  if (entries.slice(label + 1, at).some(({ line }) => beginsWithName(line))) return false;
  return entries.some(
    ({ line, head }, place) =>
      (place < label || place >= at) &&
      head.kind === 'field' &&
      beginsWithLabel(line) &&
      (place < label || meansField(head) === 'YES'),
  );
}

const firstPart = /^[^,;(（.。]*?(?=\s[-–—]\s|[,;(（.。]|$)/u;
const mostWords = 4;

/** Whether a field has a value of its kind, or a sentence behind it that may as well be a criterion. */
export function meansField({ fields: [field], value }: FieldHead): 'YES' | 'MAYBE' | 'NO' {
  const first = firstPart.exec(value)?.[0] ?? value;
  const isShort = first.trim().split(/\s+/u).length <= mostWords;
  const short = isShort ? 'MAYBE' : 'NO';
  switch (field) {
    case 'points':
    case 'estimate':
      return pointsIn(value, true) === null ? short : 'YES';
    case 'priority':
      return isShort && priorityIn(first) !== null && !tellsBesidePriority(first) ? 'YES' : short;
    case 'status':
      return statusIn(first) === null ? short : 'YES';
    case 'dependencies':
    case 'parent':
    case 'key':
      return 'YES';
    default:
      return short;
  }
}
