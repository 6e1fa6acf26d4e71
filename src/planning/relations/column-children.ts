import { cellText, type Row } from '../blocks.ts';
import { type ItemDraft, kindOfWork, mayHold, resolved } from '../item-draft.ts';
import { keyParts } from '../lines/keys.ts';
import { workWithin } from '../lines/spoken-work.ts';
import type { Column } from '../tables/column-contents.ts';
import { workOfKeys } from '../tables/keys-below.ts';
import { fold } from '../words/fold.ts';
import { wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import type { ReadTable } from './column-parents.ts';
import { withWholeRanges } from './key-ranges.ts';

/** What a row says that its item holds. */
interface Listing {
  readonly parent: ItemDraft;
  readonly children: readonly string[];
}

/**
 * Puts what stands under nothing below the epic or the feature whose row lists its key: “Epic | Related stories”. Of two
 * rows the one that lists less says more.
 */
export function takeColumnChildren(tables: readonly ReadTable[], items: readonly ItemDraft[]): void {
  const listings = tables.flatMap(listingsIn).sort((a, b) => a.children.length - b.children.length);
  if (listings.length === 0) return;
  const known = new Set(items);
  const byKey = new Map(items.flatMap((item) => (item.key === null ? [] : [[item.key, item]])));
  for (const listing of listings) {
    const parent = resolved(listing.parent);
    for (const key of known.has(parent) ? listing.children : []) {
      const child = byKey.get(key);
      if (child?.parent === null && mayHold(parent.kind, child.kind)) child.parent = parent;
    }
  }
}

function listingsIn({ drafts, plan }: ReadTable): readonly Listing[] {
  const taken = new Set([plan.key, plan.title, plan.type, ...plan.parents].map((column) => column?.index));
  const columns = plan.columns.filter(({ index }) => !taken.has(index));
  return [...drafts].flatMap(([row, parent]) =>
    columns
      .filter((column) => namesBelow(column, parent))
      .map((column) => ({ parent, children: keysIn(row, column) })),
  );
}

/** Whether a column is called after what may stand below an item: “Stories”, “Related user stories”. */
function namesBelow(column: Column, { kind }: ItemDraft): boolean {
  if (column.fields[0] !== undefined && column.fields[0] !== 'key') return false;
  const work = workOfKeys(column) ?? workWithin(column.label);
  return work !== null && mayHold(kind, kindOfWork(work));
}

const arrow = /\s*(?:=>|->|→|⇒)\s*/gu;
const between = new RegExp(`[,;、，；&+/\\n]|${wordSearch(wordsFor('ands')).source}`, 'u');
const longestList = 2000;

/** The keys that a cell lists; none where it says anything else. */
function keysIn({ cells }: Row, { index }: Column): readonly string[] {
  const text = cellText(cells[index]);
  if (text === '' || text.length > longestList) return [];
  const parts = withWholeRanges(text.replace(arrow, ' – '), () => false).split(between);
  const keys = parts.map((part) => keyParts(fold(part.trim()))?.key ?? null);
  return keys.includes(null) ? [] : keys.flatMap((key) => key ?? []);
}
