import type { ItemDraft } from '../item-draft.ts';
import { isNumberKey } from '../lines/keys.ts';

const keyInFront = /^(\d{3,6}-\d{2,6})[\s:]+(?=\S)/;
const keyBehind = /\s+[([](\d{3,6}-\d{2,6})[)\]]$/;

/** “0017-001 Search” and “Search (0017-001)” elsewhere name the row that has this id. */
export function takeNumberKeys(drafts: readonly ItemDraft[]): void {
  const known = new Set(drafts.flatMap(({ key }) => (key !== null && isNumberKey(key) ? key : [])));
  if (known.size === 0) return;
  for (const draft of drafts) {
    if (draft.key !== null) continue;
    const [sign = '', key = ''] = keyInFront.exec(draft.title) ?? keyBehind.exec(draft.title) ?? [];
    if (!known.has(key)) continue;
    draft.key = key;
    draft.title = draft.title.replace(sign, '');
  }
}
