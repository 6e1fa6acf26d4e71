import { type ItemDraft, sectionOf } from '../item-draft.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { normalizedTitle } from '../words/fold.ts';
import { enclosingOf } from './ancestry.ts';
import { handOver } from './handed-fields.ts';

/** A sentence that tells an epic or a feature which has stories of its own is its description. */
export function dropNarratives(items: readonly ItemDraft[]): readonly ItemDraft[] {
  if (items.every((item) => item.evidence !== 'sentence')) return items;
  const withChildren = new Set<ItemDraft | null>();
  const told = new Map<ItemDraft | null, number>();
  const named = new Map<string, ItemDraft>();
  for (const item of items) {
    const above = enclosingOf(item);
    if (item.evidence === 'sentence') told.set(above, (told.get(above) ?? 0) + 1);
    else {
      withChildren.add(above);
      for (const text of [item.title, ...item.description].map(normalizedTitle))
        if (!named.has(text)) named.set(text, item);
    }
  }
  return items.filter((item) => {
    if (item.evidence !== 'sentence') return true;
    const above = enclosingOf(item);
    const isNarrative =
      above !== null &&
      mayBeTold(above) &&
      withChildren.has(above) &&
      told.get(above) === 1 &&
      sectionOf(item)?.form !== 'entry';
    if (isNarrative) {
      handOver(item, above);
      return false;
    }
    const known = named.get(normalizedTitle(item.title));
    // A name before the sentence may be that of the feature above.
    const isNamed = !isStorySentence(item.title) && item.description.length > 0;
    if (isNamed || known === undefined || item.criteria.length > 0) return true;
    handOver(item, known);
    return false;
  });
}

/** Whether an item has a name of its own. */
function mayBeTold({ evidence, inTable }: ItemDraft): boolean {
  return evidence === 'mark' || evidence === 'title' || evidence === 'heading' || inTable;
}
