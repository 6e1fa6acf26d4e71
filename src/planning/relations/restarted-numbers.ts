import { type ItemDraft, sectionOf } from '../item-draft.ts';
import type { Section } from '../sections/sections.ts';
import { normalizedTitle } from '../words/fold.ts';

const shortestTelling = 4;

/** What stands over headings below which numbers mostly count other things than the same ones below those before. */
export function restartedNumbers(drafts: readonly ItemDraft[]): ReadonlySet<object> {
  const first = new Map<string, ItemDraft>();
  const balances = new Map<object, number>();
  for (const draft of drafts) {
    if (draft.ordinal === null || draft.key !== null || draft.inTable || draft.provisional) continue;
    const home = homeOf(draft);
    if (home?.parent == null || draft.title === '') continue;
    const name = `${draft.kind} ${draft.ordinal}`;
    const other = first.get(name);
    if (other === undefined) first.set(name, draft);
    else if (areBeside(home, homeOf(other)))
      balances.set(home.parent, (balances.get(home.parent) ?? 0) + difference(draft, other));
  }
  return new Set([...balances].flatMap(([above, balance]) => (balance > 0 ? [above] : [])));
}

/** Whether two items stand below two headings side by side whose numbers start anew. */
export function areCountedApart(a: ItemDraft, b: ItemDraft, restarted: ReadonlySet<object>): boolean {
  if (restarted.size === 0) return false;
  const home = homeOf(a);
  return home?.parent != null && restarted.has(home.parent) && areBeside(home, homeOf(b));
}

/** The heading below which an item stands. */
function homeOf(draft: ItemDraft): Section | null {
  let above = sectionOf(draft)?.parent ?? null;
  while (above !== null && above.form !== 'heading') above = above.parent;
  return above;
}

function areBeside(one: Section, other: Section | null): boolean {
  return other !== null && one !== other && one.parent === other.parent && one.rank === other.rank;
}

/** One where two titles share no telling word, less than none where one holds the other. */
function difference(a: ItemDraft, b: ItemDraft): number {
  const [title, other] = [normalizedTitle(a.title), normalizedTitle(b.title)];
  if (title.includes(other) || other.includes(title)) return -1;
  const words = new Set(title.split(' '));
  const sharesWord = other.split(' ').some((word) => word.length >= shortestTelling && words.has(word));
  return sharesWord ? 0 : 1;
}
