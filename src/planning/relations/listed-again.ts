import type { ItemDraft } from '../item-draft.ts';
import type { Section } from '../sections/sections.ts';
import { parentOf } from './restarted-keys.ts';
import { numberName } from './twin-items.ts';

/**
 * The sections that lists name by kind and number alone: “1. Epic 2: Racing”, “2. Story 1.1: Row”, in a list that says
 * what comes first. Such a list may shorten the titles, and names nothing that has no section.
 */
export function listedAgain(drafts: readonly ItemDraft[]): ReadonlyMap<ItemDraft, ItemDraft> {
  const found = new Map<ItemDraft, ItemDraft>();
  const listed = drafts.filter(isListed);
  if (listed.length === 0) return found;
  /** By kind and number; null where several sections bear one. */
  const sections = new Map<string, ItemDraft | null>();
  for (const draft of drafts) {
    if (!isNumbered(draft) || formOf(draft) !== 'heading') continue;
    const name = nameOf(draft);
    sections.set(name, sections.has(name) ? null : draft);
  }
  const lists = Map.groupBy(listed, ({ place }) => (place as Partial<Section>).parent);
  for (const entries of lists.values()) {
    const named = entries.map((entry) => sections.get(nameOf(entry)) ?? null);
    if (!named.every((section, at) => section !== null && !isElsewhere(entries[at], section))) continue;
    for (const [at, section] of named.entries()) {
      const entry = entries[at];
      if (section !== null && entry !== undefined) found.set(entry, section);
    }
  }
  return found;
}

function isNumbered({ key, ordinal, evidence, provisional }: ItemDraft): boolean {
  return key === null && ordinal !== null && evidence === 'mark' && !provisional;
}

/** Whether an entry tells nothing but a kind, a number and a name. */
function isListed(draft: ItemDraft): boolean {
  return (
    isNumbered(draft) &&
    formOf(draft) === 'entry' &&
    draft.criteria.length === 0 &&
    draft.description.length === 0 &&
    draft.points === null
  );
}

/** Whether an entry stands under an epic or a feature that is not the section's: there it may count anew. */
function isElsewhere(entry: ItemDraft | undefined, section: ItemDraft): boolean {
  const above = entry === undefined ? null : parentOf(entry);
  return above !== null && above.evidence !== 'heading' && above !== parentOf(section);
}

function nameOf({ kind, ordinal }: ItemDraft): string {
  return numberName(kind, ordinal ?? '');
}

function formOf({ place }: ItemDraft): Section['form'] | undefined {
  return (place as Partial<Section>).form;
}
