import type { ItemDraft } from '../item-draft.ts';
import { normalizedTitle } from '../words/fold.ts';
import { isGroup } from '../words/work-levels.ts';
import { enclosingOf } from './ancestry.ts';

/**
 * What the columns of tables call epics and features that stand elsewhere under another name: rows with known keys say
 * which they mean.
 */
export function otherNames(drafts: readonly ItemDraft[]): ReadonlyMap<ItemDraft, ItemDraft> {
  const found = new Map<ItemDraft, ItemDraft>();
  if (!drafts.some(isColumnName)) return found;
  const [homes, titles] = [new Map<string, ItemDraft>(), new Set<string>()];
  for (const draft of drafts) {
    if (draft.inTable || draft.provisional) continue;
    titles.add(nameOf(draft));
    if (draft.key !== null && !homes.has(draft.key)) homes.set(draft.key, draft);
  }
  /** By names of columns, what they stand for; null where their rows disagree. */
  const meant = new Map<string, ItemDraft | null>();
  /** Names of which some row is told by no heading with a title: a plain heading over the others only tells of them. */
  const partly = new Set<string>();
  for (const { inTable, key, enclosing } of drafts) {
    if (!inTable || key === null || enclosing === null || !isColumnName(enclosing)) continue;
    const home = homes.get(key);
    const name = nameOf(enclosing);
    if (home === undefined || home.title === '') partly.add(name);
    if (home === undefined || titles.has(name)) continue;
    const above = aboveOf(home, enclosing.kind);
    meant.set(name, !meant.has(name) || meant.get(name) === above ? above : null);
  }
  // Two names for one epic part it, and do not name it.
  const counts = Map.groupBy(meant.values(), (item) => item);
  for (const draft of drafts) {
    const item = isColumnName(draft) ? (meant.get(nameOf(draft)) ?? null) : null;
    const isGuess = item?.evidence === 'heading' && partly.has(nameOf(draft));
    if (item !== null && !isGuess && counts.get(item)?.length === 1) found.set(draft, item);
  }
  return found;
}

function isColumnName({ evidence, key, ordinal, kind }: ItemDraft): boolean {
  return evidence === 'table' && key === null && ordinal === null && isGroup(kind);
}

function nameOf({ kind, title }: ItemDraft): string {
  return `${kind} ${normalizedTitle(title)}`;
}

function aboveOf(item: ItemDraft, kind: ItemDraft['kind']): ItemDraft | null {
  let above = enclosingOf(item);
  while (above !== null && above.kind !== kind) above = enclosingOf(above);
  return above?.provisional === true ? null : above;
}
