import { type ItemDraft, sectionOf } from '../item-draft.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { normalizedTitle } from '../words/fold.ts';

/** A sentence that tells an epic or a feature which has stories of its own is its description. */
export function dropNarratives(items: readonly ItemDraft[]): readonly ItemDraft[] {
  if (items.every((item) => item.evidence !== 'sentence')) return items;
  const withChildren = new Set<ItemDraft>();
  for (const item of items)
    if (item.evidence !== 'sentence' && item.enclosing !== null)
      withChildren.add(item.enclosing.same ?? item.enclosing);
  const told = new Map<ItemDraft, number>();
  for (const item of items)
    if (item.evidence === 'sentence' && item.enclosing !== null)
      told.set(item.enclosing, (told.get(item.enclosing) ?? 0) + 1);
  const titles = new Set(
    items
      .filter((item) => item.evidence !== 'sentence')
      .flatMap((item) => [item.title, ...item.description].map(normalizedTitle)),
  );
  return items.filter((item) => {
    if (item.evidence !== 'sentence') return true;
    const above = item.enclosing;
    if (
      above !== null &&
      (above.evidence === 'mark' || above.evidence === 'title' || above.evidence === 'heading') &&
      withChildren.has(above) &&
      told.get(above) === 1 &&
      sectionOf(item)?.form !== 'entry'
    ) {
      above.description.push(...item.description);
      return false;
    }
    // A name before the sentence may be that of the feature above.
    const isNamed = !isStorySentence(item.title) && item.description.length > 0;
    return isNamed || !titles.has(normalizedTitle(item.title)) || item.criteria.length > 0;
  });
}
