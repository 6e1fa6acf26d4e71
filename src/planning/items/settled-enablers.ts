import type { EnablerType } from '../../domain/plan.ts';
import { type ItemDraft, warn } from '../item-draft.ts';
import { readText } from '../lines/heads.ts';
import { workWithin } from '../lines/matters.ts';
import { enablerSubjectOf, enablerTypeOf, enablerTypesIn } from '../words/enabler-types.ts';

/** Says what kind of enabler an item is: by the heading that lists such, its own words, or a guess. */
export function settleEnablerType(item: ItemDraft): void {
  item.enablerType ??=
    typeAbove(item.location.headingPath) ??
    enablerTypeOf([item.title, ...item.labels].join(' ')) ??
    enablerSubjectOf(item.title) ??
    enablerTypeOf(item.description.slice(0, 2).join(' ').slice(0, 400));
  if (item.enablerType !== null) return;
  item.enablerType = 'ARCHITECTURE';
  warn(
    item,
    'ENABLER_TYPE_GUESSED',
    `Nothing says what kind of enabler “${item.title}” is; architecture was taken. Write “Infrastructure enabler: …”, “Technical debt enabler: …” or “Research enabler: …”.`,
  );
}

/** “Technical debt” over a list of enablers; a heading that speaks of several kinds says it of none. */
function typeAbove(headingPath: readonly string[]): EnablerType | null {
  const list = headingPath.findLast(
    (heading) => workWithin(heading) === 'ENABLER' && readText(heading).kind !== 'mark',
  );
  const types = list === undefined ? [] : enablerTypesIn(list);
  return types.length === 1 ? (types[0] ?? null) : null;
}
