import type { ItemDraft } from '../item-draft.ts';
import { prefixWork } from '../lines/keys.ts';
import type { Mark } from '../lines/marks.ts';
import type { WorkWord } from '../words/language.ts';

/**
 * “FR-1-01” under “Feature” below “Feature 1: Login”: what one feature consists of is no feature beside it, unless its
 * key says so.
 */
export function workInFeature(
  around: ItemDraft | null,
  keyMark: Mark | null,
  said: WorkWord | null,
): WorkWord | null {
  const isInFeature = around?.kind === 'FEATURE' && !around.provisional;
  const isOther = keyMark?.key != null && keyMark.prefix !== null && prefixWork(keyMark.prefix) !== 'FEATURE';
  return isInFeature && isOther && said === 'FEATURE' ? 'STORY' : said;
}
