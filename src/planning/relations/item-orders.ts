import type { ItemDraft } from '../item-draft.ts';
import { composed, fold } from '../words/fold.ts';
import { blockLabels, dependencyLabels } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { standsBelow } from './ancestry.ts';
import type { ItemIndex } from './item-index.ts';

/** “A → B”, “B depends on A”: the second comes after the first. */
export interface ItemOrder {
  readonly before: ItemDraft;
  readonly after: ItemDraft;
}

interface ToldOrders {
  readonly orders: readonly ItemOrder[];
  /** Codes in it that name no item. */
  readonly missing: readonly string[];
  /** What of the text tells no order. */
  readonly rest: string;
}

/** What comes before and what comes after may each be a list: with more than so many pairs in a text nobody meant them all. */
const mostOrders = 10_000;

const arrow = /\s*(?:[→⇒➔➜]|[-=]>)\s*/u;
/** “(search → favourites)” behind the keys says the same in words. */
const inWords = /\([^()]*(?:[→⇒➔➜]|[-=]>)[^()]*\)/gu;

/** The orders that the parts of a text tell, of items that stand below `above` or, for a text of no item, of any. */
export function ordersIn(text: string, above: ItemDraft | null, index: ItemIndex): ToldOrders {
  const orders: ItemOrder[] = [];
  const missing: string[] = [];
  const rest: string[] = [];
  for (const part of text.split(';')) {
    const sentence = sidesOf(part);
    const named = (sentence ?? part.replace(inWords, ' ').split(arrow)).map((end) =>
      index.mentioned(end, above),
    );
    const names = ({ found }: { readonly found: readonly ItemDraft[] }): boolean => found.length > 0;
    const pairs = named.reduce(
      (sum, { found }, at) => sum + found.length * (named[at + 1]?.found.length ?? 0),
      0,
    );
    const isOrder =
      named.length > 1 &&
      (sentence === null ? named.some(names) : named.every(names)) &&
      orders.length + pairs <= mostOrders &&
      named.every(({ found }) => found.every((item) => above === null || standsBelow(item, above)));
    if (!isOrder) {
      rest.push(part);
      continue;
    }
    for (const [place, { found, missing: unknown }] of named.entries()) {
      missing.push(...unknown);
      for (const before of place === 0 ? [] : (named[place - 1]?.found ?? []))
        for (const after of found) if (before !== after) orders.push({ before, after });
    }
  }
  return { orders, missing, rest: rest.join(';').trim() };
}

const depends = wordSearch(dependencyLabels);
const blocks = wordSearch(blockLabels);
const longestSentence = 300;

/** “US-7 depends on US-8”, “US-8 blocks US-7”: what comes first, and what comes after it. */
function sidesOf(part: string): readonly string[] | null {
  if (part.length > longestSentence || arrow.test(part)) return null;
  const text = composed(part);
  const folded = fold(text);
  const waits = depends.exec(folded);
  const label = waits ?? blocks.exec(folded);
  if (label === null) return null;
  const sides = [text.slice(0, label.index), text.slice(label.index + label[0].length)];
  return waits === null ? sides : sides.reverse();
}
