import { type ItemDraft, warnOfGuess } from '../item-draft.ts';
import { isLeaf } from '../words/work-levels.ts';

/**
 * Where no item is known to which they belong, headings that are marked and have criteria, in a document without other stories, are stories themselves;
 * of those without a mark several with points or criteria, or one whose key is of a series.
 */
export function takeMeasured(
  known: readonly ItemDraft[],
  open: readonly ItemDraft[],
  drafts: readonly ItemDraft[],
): { items: ItemDraft[]; lost: readonly ItemDraft[] } {
  const titled = open.filter(({ title }) => title !== '');
  const isBare = !known.some(({ kind }) => isLeaf(kind));
  const marked = isBare ? titled.filter(({ evidence }) => evidence === 'mark') : [];
  const headings = titled.filter(({ evidence }) => evidence === 'heading');
  const bare = headings.length < 2 ? headings.filter(({ key }) => key !== null) : headings;
  if (marked.length + bare.length === 0) return { items: [...known], lost: open };
  for (const draft of marked) draft.provisional = false;
  for (const draft of bare) {
    draft.kind = 'STORY';
    draft.provisional = false;
    warnOfGuess(draft, 'story', 'it has points or criteria');
  }
  const items = new Set([...known, ...marked, ...bare]);
  return {
    items: drafts.filter((draft) => items.has(draft)),
    lost: open.filter((draft) => !items.has(draft)),
  };
}
