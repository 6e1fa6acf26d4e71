import { cutText } from '../cut-text.ts';
import { type ItemDraft, mayHold, resolved, warn } from '../item-draft.ts';
import { keyLetter, keyParts, wideLetters } from '../lines/keys.ts';
import { readMark } from '../lines/marks.ts';
import { composed, fold, normalizedTitle } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';
import { withWholeRanges } from './key-ranges.ts';
import { putBelowEarlier } from './order-parents.ts';

const code = new RegExp(
  `(?:${keyLetter}{1,14}(?:[-_]${keyLetter}{1,14}){0,2}[-_. ]?|${wideLetters}[-_])\\d+(?:[.\\-_]\\d+)*(?:[-_.:]?[a-z]{1,8}[-_.]?\\d+(?:\\.\\d+)*)*`,
  'g',
);

/** Looks items up by what a text calls them. Few documents ask in every way, so each index is made when it is asked. */
export class ItemIndex {
  readonly #items: readonly ItemDraft[];
  #byKey: ReadonlyMap<string, ItemDraft> | null = null;
  #byOrdinal: ReadonlyMap<string, readonly ItemDraft[]> | null = null;
  #byOutline: ReadonlyMap<string, readonly ItemDraft[]> | null = null;
  #byTitle: ReadonlyMap<string, readonly ItemDraft[]> | null = null;
  #byBeginning: ReadonlyMap<string, readonly ItemDraft[]> | null = null;

  constructor(items: readonly ItemDraft[]) {
    this.#items = items;
  }

  /** The one item that a reference names, of those that `fits` accepts; a title may be longer or shorter than it. */
  find(reference: string, fits: (item: ItemDraft) => boolean): ItemDraft | null {
    const parts = partsOf(reference);
    const found = this.#named(parts, fits);
    if (found !== null) return found;
    return parts.key === null && parts.ordinal === null ? this.#beginningAlike(parts.title, fits) : null;
  }

  /** The same by no less than its whole title. */
  findExactly(reference: string, fits: (item: ItemDraft) => boolean): ItemDraft | null {
    return this.#named(partsOf(reference), fits);
  }

  #named({ key, title, ordinal, work }: Reference, fits: (item: ItemDraft) => boolean): ItemDraft | null {
    if (key !== null) {
      const found = this.#keys().get(key) ?? this.#keys().get(looseKey(key));
      if (found !== undefined && fits(found)) return found;
    }
    const titled = this.#titles().get(title)?.find(fits);
    if (titled !== undefined) return titled;
    if (ordinal === null) return null;
    return (
      this.#numbered(ordinal).find((item) => fits(item) && (work === null || item.work === work)) ?? null
    );
  }

  /** The item whose title goes on where another ends, at a word: “Pay” and “Pay by card”. */
  #beginningAlike(title: string, fits: (item: ItemDraft) => boolean): ItemDraft | null {
    this.#byBeginning ??= beginningsOf(this.#titles());
    for (const known of [title, ...beginnings(title).reverse()]) {
      if (known.length < shortestAlike) break;
      const longer = known === title ? this.#byBeginning.get(title) : this.#titles().get(known);
      const found = longer?.find(fits);
      if (found !== undefined) return found;
    }
    return null;
  }

  byOrdinal(ordinal: string): readonly ItemDraft[] {
    this.#byOrdinal ??= groupedBy(this.#items, (item) => item.ordinal);
    return this.#byOrdinal.get(ordinal) ?? [];
  }

  /** By their own number, or else by the outline's. */
  #numbered(number: string): readonly ItemDraft[] {
    const numbered = this.byOrdinal(number);
    if (numbered.length > 0) return numbered;
    this.#byOutline ??= groupedBy(this.#items, (item) => (item.ordinal === null ? item.outline : null));
    return this.#byOutline.get(number) ?? [];
  }

  #keys(): ReadonlyMap<string, ItemDraft> {
    this.#byKey ??= keysOf(this.#items);
    return this.#byKey;
  }

  #titles(): ReadonlyMap<string, readonly ItemDraft[]> {
    this.#byTitle ??= groupedBy(this.#items, (item) => normalizedTitle(item.title) || null);
    return this.#byTitle;
  }

  /** Every item whose key or number a text mentions, and the codes in it that name none. */
  mentioned(said: string, self: ItemDraft | null): { found: ItemDraft[]; missing: string[] } {
    const text = withWholeRanges(said, (key) => this.#keys().has(key.toUpperCase()));
    const found = new Set<ItemDraft>();
    const missing: string[] = [];
    const folded = fold(text);
    const whole = composed(text);
    for (const match of folded.matchAll(code)) {
      const item = this.find(match[0], (candidate) => candidate !== self);
      if (item !== null) found.add(item);
      else missing.push(whole.slice(match.index, match.index + match[0].length));
    }
    if (found.size === 0) {
      for (const match of folded.matchAll(/(?<![\w.])\d+(?:\.\d+)+(?![\w.])/g)) {
        const item = this.byOrdinal(match[0]).find(
          (candidate) => candidate !== self && (self === null || candidate.kind === self.kind),
        );
        if (item !== undefined) found.add(item);
      }
    }
    if (found.size === 0) {
      for (const part of text.split(listed)) {
        const item = part.trim().length < 4 ? null : this.find(part, (candidate) => candidate !== self);
        if (item !== null) found.add(item);
      }
    }
    return { found: [...found], missing };
  }
}

const listed = new RegExp(`[,;]|\\s(?:${anyOf(wordsFor('ands'))})\\s`, 'iu');

interface Reference {
  readonly key: string | null;
  readonly title: string;
  readonly ordinal: string | null;
  readonly work: WorkWord | null;
}

function partsOf(reference: string): Reference {
  const text = reference.replace(/[*_`]/g, '').trim();
  const mark = readMark(text);
  return {
    key: mark?.key ?? keyParts(fold(text.replace(/[[\]()]/g, '').trim()))?.key ?? null,
    title: normalizedTitle(mark?.title !== undefined && mark.title !== '' ? mark.title : text),
    ordinal: mark?.ordinal ?? /^#?(\d+(?:\.\d+)*)$/.exec(text)?.[1] ?? null,
    work: mark?.work ?? null,
  };
}

const shortestAlike = 5;
const mostWords = 12;
/** Of the items whose titles begin alike so many are looked at. */
const mostAlike = 50;

/** What a title begins with, at its first words, the shortest first; not the whole title. */
function beginnings(title: string): string[] {
  const words = title.split(' ');
  return words
    .slice(0, Math.min(words.length - 1, mostWords))
    .map((_word, at) => words.slice(0, at + 1).join(' '));
}

function beginningsOf(titles: ReadonlyMap<string, readonly ItemDraft[]>): Map<string, ItemDraft[]> {
  const found = new Map<string, ItemDraft[]>();
  for (const [title, items] of titles)
    for (const beginning of beginnings(title)) {
      if (beginning.length < shortestAlike) continue;
      const known = found.get(beginning);
      if (known === undefined) found.set(beginning, [...items]);
      else if (known.length < mostAlike) known.push(...items.slice(0, mostAlike));
    }
  return found;
}

function groupedBy(
  items: readonly ItemDraft[],
  nameOf: (item: ItemDraft) => string | null,
): Map<string, ItemDraft[]> {
  const groups = new Map<string, ItemDraft[]>();
  for (const item of items) {
    const name = nameOf(item);
    if (name === null) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

/** By their keys as they are written, and as people write them. */
function keysOf(items: readonly ItemDraft[]): Map<string, ItemDraft> {
  const found = new Map<string, ItemDraft>();
  for (const item of items) {
    if (item.key === null) continue;
    for (const key of [item.key, looseKey(item.key)]) if (!found.has(key)) found.set(key, item);
  }
  return found;
}

/** `US-007`, `US7` and `us_7` are one key, and `E0-04` is not `E4`. */
function looseKey(key: string): string {
  return key
    .replace(/(?<!\d)[-_.]|[-_.](?!\d)/g, '')
    .replace(/[-_]/g, '.')
    .replace(/([A-Z.])0+(?=\d)/g, '$1');
}

/**
 * Gives every item its parent: what is named outright, then nesting and numbers, then the order of headings. `drafts` are
 * the places of all items in the order of the document.
 */
export function settleParents(items: readonly ItemDraft[], drafts: readonly ItemDraft[]): void {
  const index = new ItemIndex(items);
  const kept = new Set(items);
  const missing = new Set<string>();
  for (const item of items) {
    if (item.enclosing !== null) item.enclosing = resolved(item.enclosing);
    // What turned out to be no item hands its children on.
    while (item.enclosing !== null && !kept.has(item.enclosing))
      item.enclosing = item.enclosing.enclosing === null ? null : resolved(item.enclosing.enclosing);
  }
  for (const item of items) {
    item.parent = named(item, index, missing) ?? item.enclosing;
    if (item.parent === item) item.parent = null;
  }
  const numbered = numbersOfChildren(items, index);
  for (const item of items)
    if ((item.parentReference === null && item.looseReference === null) || item.parent === item.enclosing)
      byNumber(item, index, numbered);
  putBelowEarlier(items, drafts);
  for (const item of items) breakCycle(item);
}

/** Gives items the parent that they name outright, among all of them. */
export function settleNamed(naming: readonly ItemDraft[], items: readonly ItemDraft[]): void {
  const index = new ItemIndex(items);
  const missing = new Set<string>();
  for (const item of naming) item.parent = named(item, index, missing);
}

/** What an item names as its parent. What is `missing` is said once. */
function named(item: ItemDraft, index: ItemIndex, missing: Set<string>): ItemDraft | null {
  const reference = item.parentReference ?? item.looseReference;
  if (reference !== null) {
    const found = index.find(
      reference,
      (candidate) => candidate !== item && mayHold(candidate.kind, item.kind),
    );
    if (found !== null) {
      // A feature that stands inside the named epic is the closer parent.
      const enclosing = item.enclosing;
      return enclosing !== null && enclosing !== found && within(enclosing, found) ? enclosing : found;
    }
    const equal = index.findExactly(reference, (candidate) => candidate !== item);
    if (equal !== null) return equal.parent ?? equal.enclosing;
    if (item.parentReference !== null) tellMissing(item, item.parentReference, missing);
  }
  if (item.within !== null) {
    const found = index.find(
      item.within,
      (candidate) => candidate !== item && mayHold(candidate.kind, item.kind),
    );
    if (found !== null && (item.enclosing === null || !within(item.enclosing, found))) return found;
  }
  return null;
}

/** A name that no item has stays with its item, and is said once for the document. */
function tellMissing(item: ItemDraft, name: string, missing: Set<string>): void {
  if (!item.attributes.has('Parent')) item.attributes.set('Parent', name);
  if (missing.has(fold(name))) return;
  missing.add(fold(name));
  const instead = item.enclosing === null ? '' : `, so “${cutText(item.title, 80)}” stays where it stands`;
  warn(
    item,
    'PARENT_NOT_FOUND',
    `The parent “${cutText(name, 80)}” is not in this document${instead}. Add it, or correct the name.`,
  );
}

function within(inner: ItemDraft, outer: ItemDraft): boolean {
  let steps = 0;
  for (let at: ItemDraft | null = inner; at !== null && steps < 10; at = at.enclosing, steps += 1)
    if (at === outer) return true;
  return false;
}

interface Numbering {
  agree: number;
  differ: number;
}

/** For each item, whether its children carry its number: those that stand below it, and those that stand under nothing. */
function numbersOfChildren(items: readonly ItemDraft[], index: ItemIndex): Map<ItemDraft, Numbering> {
  const found = new Map<ItemDraft, Numbering>();
  for (const item of items) {
    if (item.ordinal === null || !item.ordinal.includes('.')) continue;
    const parent = item.enclosing ?? numberedParent(item, item.ordinal, index);
    if (parent === null || parent.ordinal === null) continue;
    const counts = found.get(parent) ?? { agree: 0, differ: 0 };
    if (item.ordinal.startsWith(`${parent.ordinal}.`)) counts.agree += 1;
    else counts.differ += 1;
    found.set(parent, counts);
  }
  return found;
}

/** The one item whose number an item's goes on with. */
function numberedParent(item: ItemDraft, ordinal: string, index: ItemIndex): ItemDraft | null {
  const [first, second] = index
    .byOrdinal(ordinal.slice(0, ordinal.lastIndexOf('.')))
    .filter((candidate) => mayHold(candidate.kind, item.kind));
  return second === undefined ? (first ?? null) : null;
}

function byNumber(item: ItemDraft, index: ItemIndex, numbered: ReadonlyMap<ItemDraft, Numbering>): void {
  if (item.ordinal === null || !item.ordinal.includes('.')) return;
  const candidates: ItemDraft[] = [];
  for (let prefix = item.ordinal; prefix.includes('.'); ) {
    prefix = prefix.slice(0, prefix.lastIndexOf('.'));
    for (const candidate of index.byOrdinal(prefix))
      if (candidate !== item && mayHold(candidate.kind, item.kind)) candidates.push(candidate);
    const loose = prefix.replace(/^0+(?=\d)/, '');
    if (candidates.length === 0 && loose !== prefix)
      for (const candidate of index.byOrdinal(loose))
        if (candidate !== item && mayHold(candidate.kind, item.kind)) candidates.push(candidate);
    if (candidates.length > 0) break;
  }
  if (candidates.length === 0) return;
  const current = item.parent;
  const inside =
    current === null
      ? []
      : candidates.filter((candidate) => candidate === current || within(candidate, current));
  if (current === null) {
    item.parent = closest(candidates, item);
    return;
  }
  if (inside.includes(current)) return;
  if (inside[0] !== undefined) {
    item.parent = inside[0];
    return;
  }
  if (candidates.some((candidate) => within(current, candidate))) return;
  const counts = numbered.get(current);
  // Children that all number otherwise have a series of their own under this parent.
  if (counts === undefined || counts.agree === 0) return;
  item.parent = closest(candidates, item);
}

/** Features before epics: the nearest kind above. */
function closest(candidates: readonly ItemDraft[], item: ItemDraft): ItemDraft | null {
  const order = { FEATURE: 0, EPIC: 1, ENABLER: 2, STORY: 3 } as const;
  return (
    [...candidates]
      .filter((candidate) => candidate !== item)
      .sort((a, b) => order[a.kind] - order[b.kind])[0] ?? null
  );
}

function breakCycle(item: ItemDraft): void {
  // Two levels make none.
  if (item.parent?.parent == null) return;
  const seen = new Set<ItemDraft>([item]);
  for (let at: ItemDraft | null = item.parent; at !== null; at = at.parent) {
    if (seen.has(at)) {
      item.parent = null;
      return;
    }
    seen.add(at);
  }
}
