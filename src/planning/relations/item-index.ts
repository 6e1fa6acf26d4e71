import type { ItemDraft } from '../item-draft.ts';
import { keyLetter, keyParts, looseKey, wideLetters } from '../lines/keys.ts';
import { readMark } from '../lines/marks.ts';
import { bareOrdinal } from '../lines/outline-numbers.ts';
import { trackerNumberBehind } from '../lines/tracker-numbers.ts';
import { composed, fold, normalizedTitle } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { anyNumbered, anyOf, issueWords, wordsFor } from '../words/vocabulary.ts';
import { standsIn, upwards } from './ancestry.ts';
import { withWholeRanges } from './key-ranges.ts';

const code = new RegExp(
  `(?:${keyLetter}{1,14}(?:[-_]${keyLetter}{1,14}){0,2}[-_. ]?|${wideLetters}[-_])\\d+(?:[.\\-_]\\d+)*(?:[-_.:]?[a-z]{1,8}[-_.]?\\d+(?:\\.\\d+)*)*`,
  'g',
);

/** Looks items up by what a text calls them. Few documents ask in every way, so each index is made when it is asked. */
export class ItemIndex {
  readonly #items: readonly ItemDraft[];
  #byKey: ReadonlyMap<string, readonly ItemDraft[]> | null = null;
  #byOrdinal: ReadonlyMap<string, readonly ItemDraft[]> | null = null;
  #byOutline: ReadonlyMap<string, readonly ItemDraft[]> | null = null;
  #byTitle: ReadonlyMap<string, readonly ItemDraft[]> | null = null;
  #byTrackerNumber: ReadonlyMap<string, readonly ItemDraft[]> | null = null;
  #byBeginning: ReadonlyMap<string, readonly ItemDraft[]> | null = null;

  constructor(items: readonly ItemDraft[]) {
    this.#items = items;
  }

  /**
   * The one item that a reference names, of those that `fits` accepts; a title may be longer or shorter than it. Of
   * several with one key it is the nearest to the item that refers to it.
   */
  find(
    reference: string,
    fits: (item: ItemDraft) => boolean,
    from: ItemDraft | null = null,
  ): ItemDraft | null {
    const parts = partsOf(reference);
    const found = this.#named(parts, fits, from);
    if (found !== null) return found;
    return parts.key === null && parts.ordinal === null ? this.#beginningAlike(parts.title, fits) : null;
  }

  /** The same by no less than its whole title. */
  findExactly(
    reference: string,
    fits: (item: ItemDraft) => boolean,
    from: ItemDraft | null = null,
  ): ItemDraft | null {
    return this.#named(partsOf(reference), fits, from);
  }

  #named(
    { text, key, title, ordinal, work }: Reference,
    fits: (item: ItemDraft) => boolean,
    from: ItemDraft | null,
  ): ItemDraft | null {
    const keyed =
      key === null
        ? this.#keys().get(text.toUpperCase())
        : (this.#keys().get(key) ?? this.#keys().get(looseKey(key)));
    const found = nearestTo(from, (keyed ?? []).filter(fits));
    if (found !== undefined) return found;
    const titled = this.#titles().get(title)?.find(fits) ?? this.#tracked(text, fits);
    if (titled !== undefined) return titled;
    // The number of a key whose letters say no kind counts anything.
    if (ordinal === null || (key !== null && work === null)) return null;
    return (
      this.#numbered(ordinal).find((item) => fits(item) && (work === null || item.work === work)) ?? null
    );
  }

  /** “#100”, “Contacts #100”: by the number of a tracker, or by the title in front of it. */
  #tracked(text: string, fits: (item: ItemDraft) => boolean): ItemDraft | undefined {
    if (!text.includes('#')) return undefined;
    const tracked = trackerNumberBehind(text);
    if (tracked === null) return undefined;
    this.#byTrackerNumber ??= groupedBy(this.#items, ({ attributes }) => attributes.get('Reference') ?? null);
    return (
      this.#byTrackerNumber.get(tracked.number)?.find(fits) ??
      this.#titles().get(normalizedTitle(tracked.name))?.find(fits)
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

  #keys(): ReadonlyMap<string, readonly ItemDraft[]> {
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
      const item = this.find(match[0], (candidate) => candidate !== self, self);
      if (item !== null) found.add(item);
      else missing.push(whole.slice(match.index, match.index + match[0].length));
    }
    if (found.size === 0)
      for (const [, number] of folded.matchAll(issueNumber))
        for (const item of this.byOrdinal(`issue ${number}`)) if (item !== self) found.add(item);
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

/** “Issue #1”, “Issue 1”, “#1” */
const issueNumber = new RegExp(
  `(?:(?<![\\p{L}\\p{N}])(?:${anyNumbered(issueWords)})\\s*#?|#)\\s*(\\d{1,7})(?![\\p{L}\\p{N}])`,
  'gu',
);
const listed = new RegExp(`[,;]|\\s(?:${anyOf(wordsFor('ands'))})\\s`, 'iu');

interface Reference {
  readonly text: string;
  readonly key: string | null;
  readonly title: string;
  readonly ordinal: string | null;
  readonly work: WorkWord | null;
}

function partsOf(reference: string): Reference {
  const text = reference.replace(/[*_`]/g, '').trim();
  const mark = readMark(text);
  return {
    text,
    key: mark?.key ?? keyParts(fold(text.replace(/[[\]()]/g, '').trim()))?.key ?? null,
    title: normalizedTitle(mark?.title !== undefined && mark.title !== '' ? mark.title : text),
    ordinal: mark?.ordinal ?? bareOrdinal(text),
    work: mark?.work ?? null,
  };
}

const shortestAlike = 5;
const mostWords = 12;
/** Of the items whose titles begin alike, or that bear one key, and of those of one kind that bear one title or number, so many are looked at. */
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
  const counts = new Map<string, number>();
  for (const item of items) {
    const name = nameOf(item);
    if (name === null) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else if (group.length < mostAlike) group.push(item);
    else {
      const ofKind = `${item.kind} ${item.work} ${name}`;
      const count = counts.get(ofKind) ?? 0;
      counts.set(ofKind, count + 1);
      if (count < mostAlike) group.push(item);
    }
  }
  return groups;
}

/** By their keys as they are written, and as people write them. */
function keysOf(items: readonly ItemDraft[]): Map<string, ItemDraft[]> {
  const found = new Map<string, ItemDraft[]>();
  for (const item of items) {
    if (item.key === null) continue;
    for (const key of new Set([item.key, looseKey(item.key)])) {
      const known = found.get(key);
      if (known === undefined) found.set(key, [item]);
      else if (known.length < mostAlike) known.push(item);
    }
  }
  return found;
}

/** “S1” beside others of a feature is that feature's, where each counts its own. */
function nearestTo(from: ItemDraft | null, candidates: readonly ItemDraft[]): ItemDraft | undefined {
  if (from !== null && candidates.length > 1)
    for (const home of upwards(from).slice(1)) {
      const near = candidates.find((candidate) => standsIn(candidate, home));
      if (near !== undefined) return near;
    }
  return candidates[0];
}
