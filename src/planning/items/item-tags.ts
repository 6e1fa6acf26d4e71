import { struckThrough } from '../blocks/line-writer.ts';
import { cutText } from '../cut-text.ts';
import { type ItemDraft, warn } from '../item-draft.ts';
import { tagDecoration } from '../lines/head-decoration.ts';
import { isDate, isIssueKey } from '../lines/line-asides.ts';
import { isTag, statusIn } from '../lines/tags.ts';
import { enablerTypeOf } from '../words/enabler-types.ts';
import { applyDecoration } from './item-fields.ts';

/** Adds what status macros beside a title say: points, a priority, a type, and else the status. */
export function applyTags(draft: ItemDraft, tags: readonly string[]): void {
  for (const tag of tags) {
    const type = draft.kind === 'ENABLER' ? enablerTypeOf(tag) : null;
    if (tag === struckThrough) warnOfStruck(draft);
    if (isIssueKey(tag)) draft.key ??= tag;
    else if (isDate(tag)) draft.attributes.set('Due', tag);
    else if (type !== null) draft.enablerType ??= type;
    else {
      const said = tagDecoration(tag);
      if (said === null) draft.status ??= tag;
      else applyDecoration(draft, said);
    }
  }
}

function warnOfStruck(draft: ItemDraft): void {
  warn(
    draft,
    'STRUCK_THROUGH',
    `“${cutText(draft.title, 80)}” is struck through, and was read as an item all the same. Delete it, or put it below “Out of scope”, if it is not to be done.`,
  );
}

/** Whether tags that stand alone can be of one item, and are no legend of its states. */
export function areOfOne(tags: readonly string[]): boolean {
  return tags.length > 0 && tags.filter((tag) => statusIn(tag) !== null || !isTag(tag)).length <= 1;
}
