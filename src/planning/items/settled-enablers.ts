import type { EnablerType } from '../../domain/plan.ts';
import { type ItemDraft, warn } from '../item-draft.ts';
import { readText } from '../lines/heads.ts';
import { workWithin } from '../lines/spoken-work.ts';
import { mayHoldEnabler } from '../words/enabler-phrases.ts';
import { enablerSubjectOf, enablerTypeOf, enablerTypesIn } from '../words/enabler-types.ts';
import { fold } from '../words/fold.ts';
import { workOf } from '../words/vocabulary.ts';

/** Says what kind of enabler an item is: by the heading that lists such, its own words, or a guess. */
export function settleEnablerType(item: ItemDraft): void {
  const list = listAbove(item.location.headingPath);
  if (list !== null && isLoose(item) && !mayHoldEnabler(fold(list)))
    warn(
      item,
      'KIND_GUESSED',
      `“${item.title}” was taken for an enabler because it stands below “${list}”. Write “Enabler: ${item.title}” to say so, or a paragraph where it only says how things stand.`,
    );
  item.enablerType ??=
    typeOf(list) ??
    enablerTypeOf([item.title, ...item.labels].join(' ')) ??
    typeAbove(item) ??
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

/** The heading “Technical debt” or “Enablers” over a list of them. */
function listAbove(headingPath: readonly string[]): string | null {
  const list = headingPath.findLast(
    (heading) => workWithin(heading) === 'ENABLER' && readText(heading).kind !== 'mark',
  );
  return list ?? null;
}

/** A heading that speaks of several kinds says it of none. */
function typeOf(list: string | null): EnablerType | null {
  const types = list === null ? [] : enablerTypesIn(list);
  return types.length === 1 ? (types[0] ?? null) : null;
}

/** “Technical debt” as the title of what an enabler stands under. */
function typeAbove({ parent }: ItemDraft): EnablerType | null {
  if (parent === null) return null;
  return workOf(parent.title) === 'ENABLER' ? typeOf(parent.title) : typeAbove(parent);
}

/** Whether nothing but the heading above says that an entry is planned. */
function isLoose({ evidence, key, points, criteria, priority }: ItemDraft): boolean {
  return evidence === 'list' && key === null && points === null && criteria.length === 0 && priority === null;
}
