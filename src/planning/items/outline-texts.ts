import type { ItemDraft } from '../item-draft.ts';
import type { Part, Section } from '../sections/sections.ts';
import type { ReadInside } from './outline-stories.ts';

type ListPart = Part & { readonly type: 'list' };

/** The items that an outline groups others under, by their sections; null where a section is none. */
type Groups = ReadonlyMap<Section, ItemDraft | null>;

/**
 * Reads what stands right below the groups of an outline for them: all but what was read as an item. Headings and panels
 * are told of for themselves.
 */
export function takeRest(groups: Groups, read: ReadonlySet<object>, inside: ReadInside): void {
  for (const [section, group] of groups) {
    if (group === null || group.place !== section) continue;
    const parts = restOf(section, group, groups, read);
    if (parts.length > 0) inside({ ...section, parts }, group);
  }
}

/** A list with those of its entries alone that are left; none where no entry is. */
export function restOfList(part: ListPart, isLeft: (entry: Section) => boolean): ListPart[] {
  const left = part.entries.map(isLeft);
  const entries = part.entries.filter((_entry, at) => left[at]);
  const block = { ...part.block, entries: part.block.entries.filter((_entry, at) => left[at]) };
  return entries.length === 0 ? [] : [{ ...part, entries, block }];
}

function restOf(section: Section, group: ItemDraft, groups: Groups, read: ReadonlySet<object>): Part[] {
  return section.parts.flatMap((part): Part[] => {
    if (read.has(part)) return [];
    if (part.type === 'list') return restOfList(part, (entry) => !read.has(entry));
    if (part.type !== 'section') return [part];
    const inner = part.section;
    if (inner.form === 'heading' || inner.form === 'panel' || read.has(inner)) return [];
    if (!groups.has(inner)) return [part];
    return groups.get(inner) === group ? restOf(inner, group, groups, read) : [];
  });
}
