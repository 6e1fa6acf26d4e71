import { type Block, cellText } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import { readMark } from '../lines/marks.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import type { Section } from '../sections/sections.ts';
import { planOfTable } from '../tables/table-columns.ts';
import { isStoryLike } from './walk-place.ts';

type Table = Block & { readonly type: 'table' };

/** Whether a section is no part of the item around it, as one with a table that lists a story among others is none of it. */
export function standsApart(section: Section, item: ItemDraft | null, meanings: PrefixMeanings): boolean {
  // A page below the first gives nothing to the item that the first page's title names.
  if (section.rank < 1 && section.parent?.form === 'document') return true;
  return section.parts.some((part) => part.type === 'table' && listsAmongOthers(part.block, item, meanings));
}

/** Whether a table of items names a story among others of the document. */
export function listsAmongOthers(table: Table, story: ItemDraft | null, meanings: PrefixMeanings): boolean {
  if (story === null || !isStoryLike(story) || story.key === null) return false;
  const body = table.rows.slice(1);
  for (const column of table.rows[0]?.cells.keys() ?? []) {
    const keys = body.map(({ cells }) => readMark(cellText(cells[column]))?.key ?? null);
    if (!keys.includes(story.key)) continue;
    const plan = planOfTable(table, null);
    return (
      new Set(keys).size > 1 &&
      keys.every((key) => key !== null && meanings.holdsKey(key)) &&
      plan !== null &&
      !('pairs' in plan)
    );
  }
  return false;
}
