import type { PlanItemKind } from '../../domain/plan.ts';
import type { ItemDraft } from '../item-draft.ts';
import { seriesOf } from '../lines/keys.ts';
import { areSimilarBehind } from '../lines/similar-titles.ts';
import { normalizedTitle } from '../words/fold.ts';
import { enclosingOf, upwards } from './ancestry.ts';

/** Series of keys, `S#` of `S1` and `S2`, that count the items of one parent only: under another one a key is another item. */
export type RestartedKeys = ReadonlySet<string>;

export function restarts(key: string | null, restarted: RestartedKeys): boolean {
  return key !== null && restarted.size > 0 && restarted.has(seriesOf(key));
}

/** What is counted from one on may be so in each epic, and below that in each of its features. */
const levels: readonly (readonly PlanItemKind[])[] = [['FEATURE'], ['STORY', 'ENABLER']];

/** The series whose keys come back under other parents with other titles. */
export function restartedKeys(drafts: readonly ItemDraft[]): RestartedKeys {
  const restarted = new Set<string>();
  for (const kinds of levels) {
    const keyed = drafts.filter(
      ({ key, kind, provisional, isLogged }) =>
        key !== null && kinds.includes(kind) && !provisional && !isLogged,
    );
    for (const [series, members] of Map.groupBy(keyed, ({ key }) => seriesOf(key ?? '')))
      if (startsAnew(members, restarted)) restarted.add(series);
  }
  return restarted;
}

/** Whether the first key of a series is among those that come back, and these are most of those behind its first parent. */
function startsAnew(members: readonly ItemDraft[], restarted: RestartedKeys): boolean {
  const first = new Map<string, ItemDraft>();
  const later = new Set<string | null>();
  const repeated = new Set<string | null>();
  const [start] = members;
  for (const draft of members) {
    if (start !== undefined && standApart(draft, start, restarted)) later.add(draft.key);
    // A table beside the sections speaks of the same items.
    const place = `${draft.inTable} ${draft.key}`;
    const other = first.get(place);
    if (other === undefined) first.set(place, draft);
    else if (
      standApart(draft, other, restarted) &&
      !areSimilarBehind(normalizedTitle(draft.title), normalizedTitle(other.title))
    )
      repeated.add(draft.key);
  }
  return start !== undefined && repeated.has(start.key) && repeated.size * 2 >= later.size;
}

/** Whether two places stand under two items of which none holds the other, as an overview of an epic does. */
export function standApart(a: ItemDraft, b: ItemDraft, restarted: RestartedKeys): boolean {
  const [above, other] = [enclosingOf(a), enclosingOf(b)];
  if (above === null || other === null) return false;
  return !isWithin(above, other, restarted) && !isWithin(other, above, restarted);
}

export function sameItem(a: ItemDraft | null, b: ItemDraft | null, restarted: RestartedKeys): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const isNamedAlike =
    (a.key !== null && a.key === b.key) ||
    (a.kind === b.kind && normalizedTitle(a.title) === normalizedTitle(b.title));
  if (!isNamedAlike) return false;
  return !(restarts(a.key, restarted) && restarts(b.key, restarted) && standApart(a, b, restarted));
}

/** Whether an item is another one or stands somewhere below it. */
export function isWithin(inner: ItemDraft, outer: ItemDraft, restarted: RestartedKeys = new Set()): boolean {
  return upwards(inner).some((at) => sameItem(at, outer, restarted));
}
