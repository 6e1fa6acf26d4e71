import { type ItemDraft, resolved } from '../item-draft.ts';
import { rangeInFront } from '../lines/key-ranges.ts';
import { listsReferences } from '../lines/reference-lists.ts';
import { sumsUp } from '../lines/sums.ts';
import { isTotal } from '../lines/totals.ts';
import type { Section } from '../sections/sections.ts';
import type { KeptPart } from './draft-collector.ts';
import { isPlaceholder } from './walk-place.ts';

interface Read {
  readonly kept: readonly KeptPart[];
  /** Entries that no item took. */
  readonly left: ReadonlySet<Section>;
  readonly drafts: readonly ItemDraft[];
  readonly items: readonly ItemDraft[];
}

/** In a list of fewer items the others are rather what the list is about. */
const fewestItems = 2;

/** The entries that stand in no item, in lists of which at least half are items. */
export function entriesBeside({ kept, left, drafts, items }: Read): ReadonlySet<Section> {
  const lists = kept.flatMap((part) =>
    part.type === 'list' && part.entries.some((entry) => left.has(entry)) ? [part] : [],
  );
  const found = new Set<Section>();
  if (lists.length === 0) return found;
  const made = new Set(items);
  const read = new Set(drafts.flatMap((draft) => (made.has(resolved(draft)) ? [draft.place] : [])));
  const whole = wholeLists(new Set(lists.flatMap(({ entries: [entry] }) => entry?.parent ?? [])));
  for (const { block, entries } of lists) {
    const open = entries.filter((entry) => left.has(entry) && !read.has(entry) && mayBeItem(entry));
    const count = (whole.get(block) ?? []).filter((entry) => read.has(entry)).length;
    if (count >= fewestItems && open.length <= count) for (const entry of open) found.add(entry);
  }
  return found;
}

function wholeLists(holders: ReadonlySet<Section>): ReadonlyMap<object, readonly Section[]> {
  const lists = [...holders].flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'list' ? [[part.block, part.entries] as const] : [])),
  );
  return new Map(lists);
}

/** Sums, references and placeholders are no items, and fields tell of one. */
export function mayBeItem({ head, line: { text } }: Section): boolean {
  const name = text.split(/[:：(（]/u, 1)[0] ?? '';
  return (
    (head.kind === 'plain' || head.kind === 'mark') &&
    !isPlaceholder(text) &&
    !isTotal(name) &&
    !sumsUp(text) &&
    !listsReferences(name) &&
    rangeInFront(text) === null
  );
}
