import { cutText } from '../cut-text.ts';
import { type ItemDraft, warn } from '../item-draft.ts';
import { areSimilar } from '../lines/similar-titles.ts';
import { normalizedTitle } from '../words/fold.ts';
import { addTexts } from './added-texts.ts';

/** Adds the criteria that another place gives an item: the fullest list counts, unless one of them only tells more. */
export function takeCriteria(into: ItemDraft, from: ItemDraft, fuller: boolean): void {
  const tellsMore = (isAddressed(from) || isAddressed(into)) && !areRetold(into, from);
  if (into.criteria.length === 0 || tellsMore) {
    addTexts(into.criteria, from.criteria);
    return;
  }
  const isFuller = fuller && from.criteria.length > into.criteria.length;
  const [kept, others] = isFuller ? [from.criteria, [...into.criteria]] : [into.criteria, from.criteria];
  if (isFuller) into.criteria.splice(0, into.criteria.length, ...kept);
  const lost = firstUntold(others, kept);
  if (lost !== null)
    warn(
      into,
      'CRITERIA_CONTRADICTED',
      `Two places list different acceptance criteria. The fuller list counts, and “${cutText(lost, 80)}” of the other is not in it. Write all of them in one place.`,
      from.location,
    );
}

/** The first of some criteria that others tell neither in these words nor in like ones. */
function firstUntold(criteria: readonly string[], others: readonly string[]): string | null {
  if (criteria.length === 0) return null;
  const titles = others.slice(0, mostCompared).map(normalizedTitle);
  const told = normalizedTitle(others.join(' '));
  const isTold = (title: string): boolean =>
    told.includes(title) || titles.some((other) => areSimilar(other, title));
  return criteria.slice(0, mostCompared).find((criterion) => !isTold(normalizedTitle(criterion))) ?? null;
}

/** Whether a place gives an item that it names nothing but criteria: “Acceptance criteria for US-7”. */
function isAddressed({ evidence, provisional, criteria, description, place }: ItemDraft): boolean {
  const isSection = 'head' in place;
  return isSection && evidence === 'field' && provisional && criteria.length > 0 && description.length === 0;
}

/** So many of each list are compared: one that tells another again does so from its beginning. */
const mostCompared = 20;

/** Whether one list tells something of the other in words that are only like its own. */
function areRetold(one: ItemDraft, other: ItemDraft): boolean {
  const [known, said] = [one, other].map(({ criteria }) =>
    criteria.slice(0, mostCompared).map(normalizedTitle),
  ) as [string[], string[]];
  return said.some((text) => known.some((title) => title !== text && areSimilar(title, text)));
}
