import type { ItemDraft } from '../item-draft.ts';
import { keyParts } from '../lines/keys.ts';
import { readMark } from '../lines/marks.ts';
import { fold, normalizedTitle } from '../words/fold.ts';
import { isGroup } from '../words/work-levels.ts';

/** Finds items by texts that are their key, their number or their title and nothing else. */
export class NamedItems {
  readonly #items: readonly ItemDraft[];
  /** Gathered when a text is looked up, which in most documents none is. */
  #names: Map<string, ItemDraft> | null = null;

  private constructor(items: readonly ItemDraft[]) {
    this.#items = items;
  }

  /** The epics and features among some drafts; null when there are none. */
  static above(drafts: readonly ItemDraft[]): NamedItems | null {
    const above = drafts.filter(({ kind, provisional }) => !provisional && isGroup(kind));
    return above.length === 0 ? null : new NamedItems(above);
  }

  /** The item that a text names; by its title alone only with `byTitle`. */
  find(text: string, byTitle: boolean): ItemDraft | null {
    const key = /^\S+$/.test(text) ? (keyParts(fold(text))?.key ?? null) : null;
    if (key !== null) return this.#named(`key ${key}`);
    const mark = readMark(text);
    if (mark === null) return byTitle ? this.#named(normalizedTitle(text)) : null;
    if (mark.title !== '') return this.#named(normalizedTitle(mark.title));
    return this.#named(mark.key === null ? `${mark.work} ${mark.ordinal}` : `key ${mark.key}`);
  }

  #named(name: string): ItemDraft | null {
    this.#names ??= namesOf(this.#items);
    return this.#names.get(name) ?? null;
  }
}

/** “EP1” of “SHOP-EP1”; nothing of a key without such a part. */
function shortKey(key: string): string {
  return /^\p{L}+-(\p{L}{1,6}-?\d+)$/u.exec(key)?.[1] ?? '';
}

function namesOf(items: readonly ItemDraft[]): Map<string, ItemDraft> {
  const names = new Map<string, ItemDraft>();
  const know = (name: string, item: ItemDraft): void => {
    if (name !== '' && !names.has(name)) names.set(name, item);
  };
  for (const item of items) {
    if (item.key !== null) know(`key ${item.key}`, item);
    if (item.ordinal !== null) know(`${item.work} ${item.ordinal}`, item);
    know(normalizedTitle(item.title), item);
  }
  // “EP1” is short for “SHOP-EP1”, where it is for no other.
  const short = Map.groupBy(items, ({ key }) => (key === null ? '' : shortKey(key)));
  for (const [key, those] of short) {
    const [only, ...others] = those;
    if (key !== '' && only !== undefined && others.length === 0) know(`key ${key}`, only);
  }
  return names;
}
