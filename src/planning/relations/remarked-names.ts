import { type ItemDraft, sectionOf } from '../item-draft.ts';
import { normalizedTitle } from '../words/fold.ts';
import { isGroup } from '../words/work-levels.ts';

const longestTitle = 300;
const divider = /\s+[-–—|]\s+|[:：]\s+|\s*(?=[([（])/gu;

/**
 * “Epic: Checkout — needed for spring” where a column or another place names Checkout is that epic, and what stands behind
 * the name a remark. Two such epics of one name, or both names among headings, are several epics.
 */
export function takeRemarks(drafts: readonly ItemDraft[]): void {
  const groups = drafts.filter(
    ({ kind, provisional, title }) => !provisional && title !== '' && isGroup(kind),
  );
  const named = Map.groupBy(groups, nameOf);
  if (named.size < 2) return;
  const remarked = groups.flatMap((draft) => namedPart(draft, named) ?? []);
  for (const [name, found] of Map.groupBy(remarked, (each) => each.name)) {
    const [only, ...others] = found;
    const called = named.get(name) ?? [];
    if (only === undefined || others.length > 0 || !called.every((draft) => areApart(draft, only.draft)))
      continue;
    // What stands in brackets may as well be a part of the name, unless a column of the row says it, or an entry that only calls it.
    if (
      /^[([（]/.test(only.remark) &&
      !called.some((draft) => holds(draft, only.remark) || isCalled(draft, only.draft))
    )
      for (const draft of called) draft.title = only.draft.title;
    else {
      only.draft.title = only.title;
      if (!/^[([（]/.test(only.remark)) only.draft.description.unshift(only.remark);
    }
  }
}

function holds({ attributes, labels }: ItemDraft, remark: string): boolean {
  const said = normalizedTitle(remark);
  return [...attributes.values(), ...labels].some((value) => normalizedTitle(value) === said);
}

/** Whether an entry that tells nothing else calls what a heading names: “F5: Search (later)” in the order of the work. */
function isCalled(named: ItemDraft, entry: ItemDraft): boolean {
  return (
    sectionOf(named)?.form === 'heading' &&
    sectionOf(entry)?.form === 'entry' &&
    entry.description.length === 0
  );
}

interface Remarked {
  readonly draft: ItemDraft;
  readonly name: string;
  readonly title: string;
  readonly remark: string;
}

function namedPart(draft: ItemDraft, named: ReadonlyMap<string, readonly ItemDraft[]>): Remarked | null {
  if (draft.title.length > longestTitle) return null;
  for (const found of draft.title.matchAll(divider)) {
    const title = draft.title.slice(0, found.index);
    const remark = draft.title.slice(found.index + found[0].length);
    const name = nameOf({ kind: draft.kind, title });
    if (title !== '' && remark !== '' && named.has(name)) return { draft, name, title, remark };
  }
  return null;
}

function nameOf({ kind, title }: Pick<ItemDraft, 'kind' | 'title'>): string {
  return `${kind} ${normalizedTitle(title)}`;
}

/** Whether two places are of unlike form, as a heading and a row are, and no keys or numbers tell them apart. */
function areApart(a: ItemDraft, b: ItemDraft): boolean {
  const agree = (one: string | null, other: string | null): boolean =>
    one === null || other === null || one === other;
  return sectionOf(a)?.form !== sectionOf(b)?.form && agree(a.key, b.key) && agree(a.ordinal, b.ordinal);
}
