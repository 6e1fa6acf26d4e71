import { type ItemDraft, sectionOf } from '../item-draft.ts';
import { normalizedTitle } from '../words/fold.ts';

const named = /^([^:：]{3,60})[:：]\s*(\S.*)$/su;
const fewest = 4;
/** A shorter text behind a colon goes on with the name: “Cart: remove a dish”. */
const shortestText = 36;

/**
 * “A1 Margin alert: warn when …”: where every entry with a key says first what it is called and then, at length, what it is
 * to do, the name is the title.
 */
export function takeNamesInFront(drafts: readonly ItemDraft[]): void {
  const keyed = drafts.filter(
    (draft) =>
      draft.key !== null &&
      !draft.provisional &&
      draft.evidence === 'mark' &&
      sectionOf(draft)?.form === 'entry',
  );
  for (const group of Map.groupBy(keyed, ({ kind }) => kind).values()) {
    if (group.length < fewest) continue;
    const parted = group.flatMap((draft) => partsOf(draft) ?? []);
    if (parted.length < group.length) continue;
    const names = new Set(parted.map(({ name }) => normalizedTitle(name.replace(/\d+/g, ''))));
    const lengthOf = (part: 'name' | 'text'): number =>
      parted.reduce((sum, each) => sum + each[part].length, 0);
    const areTexts = lengthOf('text') >= Math.max(shortestText * parted.length, lengthOf('name') * 2);
    if (names.size < parted.length || !areTexts) continue;
    for (const { draft, name, text } of parted) {
      draft.title = name;
      draft.description.unshift(text);
    }
  }
}

function partsOf(draft: ItemDraft): { draft: ItemDraft; name: string; text: string } | null {
  const [, name, text] = named.exec(draft.title) ?? [];
  return name === undefined || text === undefined ? null : { draft, name: name.trim(), text };
}
