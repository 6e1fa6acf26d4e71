import type { ItemDraft } from '../item-draft.ts';
import { areSimilar } from '../lines/similar-titles.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { normalizedTitle } from '../words/fold.ts';
import { hasPlainNumber, numberName } from './twin-items.ts';

/**
 * The items that the rows of an overview mean by their numbers: each row counts one that stands elsewhere, or that a row before
 * it tells in a sentence, and most call it alike.
 */
export function numberedRows(drafts: readonly ItemDraft[]): ReadonlyMap<ItemDraft, ItemDraft> {
  const found = new Map<ItemDraft, ItemDraft>();
  const rows = drafts.filter((draft) => draft.inTable && numberOf(draft) !== null);
  if (rows.length === 0) return found;
  const numbered = Map.groupBy(
    drafts.filter(
      ({ inTable, provisional, ordinal, title }) =>
        !provisional && ordinal !== null && (!inTable || isStorySentence(title)),
    ),
    numberOf,
  );
  for (const table of Map.groupBy(rows, ({ place }) => place).values()) {
    const pairs = table.flatMap((row) => {
      const [home, ...others] = numbered.get(numberOf(row)) ?? [];
      return home === undefined ||
        home.place === row.place ||
        (row.key !== null && home.key !== null) ||
        others.some((other) => !isAlike(other, home))
        ? []
        : [[row, home] as const];
    });
    const alike = pairs.filter(([row, home]) => isAlike(row, home));
    if (pairs.length === table.length && alike.length * 2 > pairs.length)
      // A row with a key is found by its title as well, where that is alike.
      for (const [row, home] of pairs)
        if ((row.key === null && home.key === null) || !isAlike(row, home)) found.set(row, home);
  }
  return found;
}

function isAlike(one: ItemDraft, other: ItemDraft): boolean {
  return areSimilar(normalizedTitle(one.title), normalizedTitle(other.title));
}

function numberOf(draft: ItemDraft): string | null {
  const number = draft.ordinal ?? draft.outline;
  return number !== null && hasPlainNumber(draft) ? numberName(draft.kind, number) : null;
}
