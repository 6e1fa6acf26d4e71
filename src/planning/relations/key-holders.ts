import { type ItemDraft, kindOfWork, sectionOf, warn } from '../item-draft.ts';
import { goesOnWith } from '../sections/keyed-rows.ts';

/**
 * “US-1 Checkout” above “US-1-1 Pay”: what holds stories whose keys go on with its own is the feature of them. The walk
 * has made one of a heading above a table of such rows.
 */
export function takeKeyHolders(drafts: readonly ItemDraft[]): void {
  const bySection = new Map<object, ItemDraft>();
  for (const draft of drafts) if (isOpen(draft)) bySection.set(draft.place, draft);
  const holders = new Map<string, ItemDraft>();
  for (const draft of drafts) {
    if (draft.key !== null && draft.kind === 'FEATURE' && kindOfWork(draft.work) === 'STORY')
      holders.set(draft.key, draft);
    const holder = holderOf(draft, bySection);
    if (holder === null) continue;
    if (holder.key !== null) holders.set(holder.key, holder);
    draft.enclosing = holder;
  }
  for (const holder of holders.values())
    warn(
      holder,
      'FEATURE_GUESSED',
      `“${holder.title}” was taken for a feature because it holds stories whose keys begin with ${holder.key}. Write “Feature ${holder.key}: ${holder.title}” to say so.`,
    );
  // An overview may name it as well.
  for (const draft of drafts)
    if (draft.key !== null && holders.has(draft.key) && draft.kind === 'STORY') draft.kind = 'FEATURE';
}

/** Whether a key alone says that a heading is a story, and nothing below it does. */
function isOpen(draft: ItemDraft): boolean {
  const { kind, key, points, criteria } = draft;
  const section = sectionOf(draft);
  return (
    kind === 'STORY' &&
    key !== null &&
    section?.form === 'heading' &&
    section.head.kind === 'mark' &&
    !section.head.mark.spelled &&
    points === null &&
    criteria.length === 0
  );
}

/** The nearest open item around a story whose key is the beginning of the story's. */
function holderOf(draft: ItemDraft, bySection: ReadonlyMap<object, ItemDraft>): ItemDraft | null {
  const { key, kind, inTable } = draft;
  if (key === null || kind !== 'STORY' || inTable) return null;
  for (let at = sectionOf(draft)?.parent ?? null; at !== null; at = at.parent) {
    const around = bySection.get(at);
    if (around?.key == null) continue;
    return goesOnWith(key, around.key) ? around : null;
  }
  return null;
}
