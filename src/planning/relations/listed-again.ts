import { type ItemDraft, sectionOf } from '../item-draft.ts';
import type { Section } from '../sections/sections.ts';
import { normalizedTitle } from '../words/fold.ts';
import { enclosingOf } from './ancestry.ts';
import { numberName } from './twin-items.ts';

/**
 * The sections that lists name by kind and number alone: “1. Epic 2: Racing”, “2. Story 1.1: Row”, in a list that says
 * what comes first. Such a list may shorten the titles, and names nothing that has no section.
 */
export function listedAgain(drafts: readonly ItemDraft[]): ReadonlyMap<ItemDraft, ItemDraft> {
  const found = listedByName(drafts);
  const listed = drafts.filter((draft) => isNumbered(draft) && isBareEntry(draft));
  if (listed.length === 0) return found;
  /** By kind and number; null where several sections bear one. */
  const sections = new Map<string, ItemDraft | null>();
  for (const draft of drafts) {
    if (!isNumbered(draft) || sectionOf(draft)?.form !== 'heading') continue;
    const name = nameOf(draft);
    sections.set(name, sections.has(name) ? null : draft);
  }
  const lists = Map.groupBy(listed, (draft) => sectionOf(draft)?.parent);
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

const fewestNamed = 2;

/**
 * The sections that a later list names by their titles, “Planned features” over the stories of the next sprint: what that
 * list is called makes them no second items of another kind.
 */
function listedByName(drafts: readonly ItemDraft[]): Map<ItemDraft, ItemDraft> {
  const found = new Map<ItemDraft, ItemDraft>();
  if (!drafts.some(({ evidence, provisional }) => evidence === 'list' && !provisional)) return found;
  const sections = new Map<string, ItemDraft>();
  const lists = new Map<
    Section | null | undefined,
    { readonly named: [ItemDraft, ItemDraft][]; entries: number }
  >();
  for (const draft of drafts) {
    if (draft.provisional) continue;
    if (draft.evidence !== 'list') {
      if (sectionOf(draft)?.form === 'heading') sections.set(normalizedTitle(draft.title), draft);
      continue;
    }
    const parent = sectionOf(draft)?.parent;
    const list = lists.get(parent) ?? { named: [], entries: 0 };
    lists.set(parent, list);
    list.entries += 1;
    const section = sections.get(normalizedTitle(draft.title));
    if (section === undefined || section.kind === draft.kind || !isBareEntry(draft)) continue;
    if (draft.key === null && draft.ordinal === null) list.named.push([draft, section]);
  }
  for (const { named, entries } of lists.values())
    if (named.length >= fewestNamed && named.length * 2 > entries)
      for (const [entry, section] of named) found.set(entry, section);
  const homes = found.size === 0 ? null : new Set(drafts.map(({ enclosing }) => enclosing));
  for (const entry of found.keys()) if (homes?.has(entry) === true) found.delete(entry);
  return found;
}

/** Whether an entry tells nothing but a name, with a kind and a number or without. */
export function isBareEntry(draft: ItemDraft): boolean {
  return (
    sectionOf(draft)?.form === 'entry' &&
    draft.criteria.length === 0 &&
    draft.description.length === 0 &&
    draft.points === null
  );
}

/** Whether an entry stands under an epic or a feature that is not the section's: there it may count anew. */
function isElsewhere(entry: ItemDraft | undefined, section: ItemDraft): boolean {
  const above = entry === undefined ? null : enclosingOf(entry);
  return above !== null && above.evidence !== 'heading' && above !== enclosingOf(section);
}

function nameOf({ kind, ordinal }: ItemDraft): string {
  return numberName(kind, ordinal ?? '');
}
