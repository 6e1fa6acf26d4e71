import type { DocumentWarning } from '../../domain/plan.ts';
import type { ParserNote } from '../blocks.ts';
import { cutText } from '../cut-text.ts';
import type { ItemDraft } from '../item-draft.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import { locationAt } from './item-fields.ts';

interface Read {
  readonly notes: readonly ParserNote[];
  readonly meanings: PrefixMeanings;
  /** Parents first. */
  readonly items: readonly ItemDraft[];
  /** Fields that name an item which is nowhere. */
  readonly lost: readonly ItemDraft[];
}

/** What a person should look at in the document as a whole. */
export function documentWarnings({ notes, meanings, items, lost }: Read): DocumentWarning[] {
  return [
    ...notes.map(({ code, message, anchor }) => ({
      code,
      message,
      location: locationAt([], anchor),
      itemId: null,
    })),
    ...prefixWarnings(meanings, items),
    ...lost.flatMap(lostWarning),
    ...orphanWarning(items),
  ];
}

function prefixWarnings({ guessed }: PrefixMeanings, items: readonly ItemDraft[]): DocumentWarning[] {
  return guessed.flatMap(({ prefix, work }) => {
    const first = items.find((item) => item.key?.startsWith(prefix) === true && item.work === work);
    if (first === undefined) return [];
    return {
      code: 'PREFIX_GUESSED',
      message: `Keys such as ${first.key} were taken for ${work.toLowerCase()} keys. Write the word once, such as “${work.charAt(0)}${work.slice(1).toLowerCase()} ${first.key}: …”, to say so.`,
      location: first.location,
      itemId: null,
    };
  });
}

function lostWarning({ key, ordinal, title, criteria, location }: ItemDraft): DocumentWarning[] {
  const name = [key ?? ordinal, title].filter((part) => part !== null && part !== '').join(' ');
  if (name === '') return [];
  const what = criteria.length > 0 ? 'Acceptance criteria are given' : 'Fields are given';
  const message = `${what} for “${cutText(name, 80)}”, and the document holds no such item, so they were left out. Write the item, or correct its name.`;
  return [{ code: 'ITEM_NOT_FOUND', message, location, itemId: null }];
}

function orphanWarning(items: readonly ItemDraft[]): DocumentWarning[] {
  // A plan without epics has nothing that its features could stand under.
  const hasEpic = items.some((item) => item.kind === 'EPIC');
  const orphans = items.filter(
    (item) =>
      item.parent === null &&
      // One that names a parent is told that no item has that name.
      item.parentReference === null &&
      item.kind !== 'EPIC' &&
      (hasEpic || item.kind !== 'FEATURE'),
  );
  if (orphans.length === 0 || items.length === 1) return [];
  const names = orphans
    .slice(0, 5)
    .map((item) => `“${cutText(item.title, 80)}”`)
    .join(', ');
  const one = orphans.length === 1;
  const message = `${orphans.length} ${one ? 'item stands' : 'items stand'} under no epic or feature: ${names}${orphans.length > 5 ? ' …' : ''}. Put ${one ? 'it' : 'them'} below a heading such as “Epic: …”, or name ${one ? 'its' : 'their'} parent in a column or field.`;
  return [{ code: 'ITEMS_WITHOUT_PARENT', message, location: orphans[0]?.location ?? null, itemId: null }];
}
