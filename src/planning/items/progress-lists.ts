import type { ItemDraft } from '../item-draft.ts';
import { leadingSigns, statusAtStart } from '../lines/tags.ts';
import type { Section } from '../sections/sections.ts';
import { normalizedTitle } from '../words/fold.ts';
import { isLeaf } from '../words/work-levels.ts';

/** “Search – waits for legal”, “Search: done” */
const remarkBehind = /\s[-–—]\s|[:：]\s/u;

/**
 * Outside of stories a list of boxes or signs most of whose entries name items by their keys or titles says how these
 * stand: “- [x] US-7 delivered”, “✅ Search”. `drafts` are the places of all items.
 */
export function takeProgress(root: Section, items: readonly ItemDraft[], drafts: readonly ItemDraft[]): void {
  const places = new Set(drafts.filter(({ kind }) => isLeaf(kind)).map(({ place }) => place));
  let known: ReadonlyMap<string, ItemDraft | null> | null = null;
  const named = (name: string): ItemDraft | null => {
    known ??= namesOf(items);
    return known.get(name) ?? null;
  };
  const visit = (section: Section): void => {
    for (const part of section.parts) {
      if (part.type === 'section' && !places.has(part.section)) visit(part.section);
      else if (part.type === 'list' && part.entries.every(hasSign)) read(part.entries);
    }
  };
  const read = (entries: readonly Section[]): void => {
    const told = entries.filter((entry) => !places.has(entry)).map(progressOf);
    const found = told.flatMap(({ names: called, status }) => {
      const item = called.map(named).find((each) => each !== null);
      return item === undefined ? [] : [{ item, status }];
    });
    if (found.length * 2 <= told.length) return;
    for (const { item, status } of found) item.status ??= status;
  };
  visit(root);
}

/** Items by their keys and titles; null where several share one. */
function namesOf(items: readonly ItemDraft[]): ReadonlyMap<string, ItemDraft | null> {
  const names = new Map<string, ItemDraft | null>();
  const name = (known: string, item: ItemDraft): void => {
    names.set(known, names.has(known) ? null : item);
  };
  for (const item of items) {
    if (item.key !== null) name(item.key, item);
    name(normalizedTitle(item.title), item);
  }
  return names;
}

function hasSign({ checked, line }: Section): boolean {
  return checked !== null || leadingSigns.test(line.text);
}

interface Progress {
  /** What the entry may call its item. */
  readonly names: readonly string[];
  readonly status: string | null;
}

function progressOf({ head, checked }: Section): Progress {
  if (head.kind !== 'mark' && head.kind !== 'plain') return { names: [], status: null };
  const { decoration } = head;
  const title = head.kind === 'mark' ? head.mark.title : decoration.title;
  const [name = '', ...remarks] = title.split(remarkBehind);
  const key = head.kind === 'mark' ? head.mark.key : null;
  // Behind a key the whole text may be the remark.
  const remark = [...remarks, ...(key === null ? [] : [title])]
    .map(statusAtStart)
    .find((each) => each !== null);
  const isDone = checked === true || decoration.checked === true;
  return {
    names: key === null ? [normalizedTitle(title), normalizedTitle(name)] : [key],
    status: decoration.status ?? remark ?? (isDone ? 'Done' : null),
  };
}
