import type { PlanItemKind } from '../../domain/plan.ts';
import { type ItemDraft, kindOfWork, sectionOf } from '../item-draft.ts';
import { keyParts, looseKey, prefixWork, withoutZeros } from '../lines/keys.ts';
import { areSimilar, holdsOther } from '../lines/similar-titles.ts';
import { isStorySentence, tellApart } from '../lines/story-sentences.ts';
import { fold } from '../words/fold.ts';
import { isLeaf } from '../words/work-levels.ts';
import { enclosingOf } from './ancestry.ts';
import { isWithin, type RestartedKeys, restarts, sameItem, standApart } from './restarted-keys.ts';
import { areCountedApart } from './restarted-numbers.ts';

/** Items of one title, key or number that are compared; a document with more of them counts them and does not repeat them. */
export const mostNamesakes = 200;

/** What is known of the drafts of a document while those that speak of one item are found. */
export interface KnownDrafts {
  /** Items by their keys, however these are written: `US-001` and `US1`. */
  readonly byKey: Map<string, ItemDraft[]>;
  /** The same by what their numbers name. */
  readonly byOrdinal: Map<string, ItemDraft[]>;
  /** The same by kind and title. */
  readonly byTitle: Map<string, ItemDraft[]>;
  /** The title of each draft, normalized. */
  readonly titles: Map<ItemDraft, string>;
  readonly restarted: RestartedKeys;
  /** What stands over headings below which numbers start anew. */
  readonly restartedNumbers: ReadonlySet<object>;
  readonly miscounted: ReadonlySet<object>;
}

/** The item found before that a draft speaks of again. */
export function twinOf(draft: ItemDraft, known: KnownDrafts): ItemDraft | null {
  const { byKey, byOrdinal, byTitle, titles, restarted } = known;
  const title = titles.get(draft) ?? '';
  if (draft.key !== null) {
    const others = (byKey.get(looseKey(draft.key)) ?? [])
      .slice(0, mostNamesakes)
      .filter(
        (other) =>
          (other.kind === draft.kind || sameFamily(other, draft)) &&
          (draft.isLogged || !restarts(draft.key, restarted) || !standApart(draft, other, restarted)),
      );
    const alike = others.find((other) => {
      const name = titles.get(other) ?? '';
      const isSimilar = draft.inTable && draft.place === other.place ? holdsOther : areSimilar;
      return title === '' || name === '' || isSimilar(title, name);
    });
    const sameKey = others.filter(({ key }) => key === null || key === draft.key);
    const twin = alike ?? sameKey.find((other) => !areTwo(draft, other, known));
    if (twin !== undefined) return twin;
  }
  if (draft.ordinal !== null) {
    const numbered = byOrdinal.get(numberName(draft.kind, draft.ordinal)) ?? [];
    for (const other of numbered.slice(0, mostNamesakes)) {
      if (!countsAlike(draft, other)) continue;
      const name = titles.get(other) ?? '';
      const isBare = title === '' || name === '';
      // A key without a title may speak of anything.
      if (isBare && draft.key !== other.key) continue;
      if (isToldWithin(draft, other)) return other;
      if (!isBare && (!areSimilar(title, name) || tellApart(draft.title, other.title))) continue;
      if (
        title !== name &&
        (areCountedApart(draft, other, known.restartedNumbers) || areBothTold(draft, other))
      )
        continue;
      if (!apartBySure(draft, other, title, name, restarted)) return other;
    }
  }
  if (title !== '') {
    for (const other of (byTitle.get(`${draft.kind} ${title}`) ?? []).slice(0, mostNamesakes)) {
      if (draft.key !== null && other.key !== null && draft.key !== other.key) continue;
      if (draft.ordinal !== null && other.ordinal !== null && draft.ordinal !== other.ordinal) continue;
      if (compatible(draft, other, restarted)) return other;
    }
  }
  return null;
}

/** Tables, levels of headings, and lists of stories in which hardly a key comes back, or only over stories of their own. */
export function miscountedListings(drafts: readonly ItemDraft[]): ReadonlySet<object> {
  const miscounted = new Set<object>();
  const keyed = drafts.filter(({ key, title, provisional }) => key !== null && title !== '' && !provisional);
  for (const [listing, all] of Map.groupBy(keyed, listingOf)) {
    if (listing === null) continue;
    const again = [...Map.groupBy(all, ({ key }) => key).values()].filter(({ length }) => length > 1);
    const more = again.reduce((sum, { length }) => sum + length - 1, 0);
    const isSlip = more * 2 <= all.length - more || again.flat().every(tellsStory);
    if (more > 0 && isSlip) miscounted.add(listing);
  }
  return miscounted;
}

/** Whether a row or an entry tells a story in a sentence of its own. */
function tellsStory(draft: ItemDraft): boolean {
  const { kind, inTable, title, description } = draft;
  const isListed = inTable || sectionOf(draft)?.form === 'entry';
  return kind === 'STORY' && isListed && [title, ...description.slice(0, 1)].some(isStorySentence);
}

/** The table that a row stands in, or what a heading stands right below, or an entry that tells a story: others may only speak of one. */
function listingOf(draft: ItemDraft): object | null {
  if (draft.inTable) return draft.place;
  const section = sectionOf(draft);
  const tells = section?.form === 'heading' || (section?.form === 'entry' && tellsStory(draft));
  return tells ? section.parent : null;
}

/** What a numbered item is known by: “Epic 1”, “E1” and “EP-001” have one name. */
export function numberName(kind: PlanItemKind, ordinal: string): string {
  return `${kind} ${withoutZeros(ordinal)}`;
}

/** Whether two numbers are of one count: none is part of a key, or one is and its letters only say the kind. */
function countsAlike(a: ItemDraft, b: ItemDraft): boolean {
  if (a.key !== null && b.key !== null) return false;
  return hasPlainNumber(a.key === null ? b : a);
}

/** Whether the number of an item is no part of a key, or of one whose letters only say the kind. */
export function hasPlainNumber({ key, within, kind }: ItemDraft): boolean {
  if (key === null) return true;
  const prefix = keyParts(fold(key))?.prefix ?? null;
  const work = prefix === null ? null : prefixWork(prefix);
  return within === null && work !== null && kindOfWork(work) === kind;
}

/** Whether a sentence stands in the section of the item that it bears the number of: “(US01) As a guest, …” below “Story 1 – Log in”. */
function isToldWithin(draft: ItemDraft, { title, place }: ItemDraft): boolean {
  if (!isStorySentence(draft.title) || isStorySentence(title)) return false;
  for (let above = sectionOf(draft)?.parent ?? null; above !== null; above = above.parent)
    if (above === place) return true;
  return false;
}

/** Whether two headings side by side each have criteria of their own: one of them has the other's number by mistake. */
export function areBothTold(a: ItemDraft, b: ItemDraft): boolean {
  const [home, other] = [sectionOf(a), sectionOf(b)];
  const areBeside = home?.form === 'heading' && other?.form === 'heading' && home.parent === other.parent;
  return areBeside && asksMore(a, b) && asksMore(b, a);
}

function asksMore({ criteria }: ItemDraft, than: ItemDraft): boolean {
  const known = new Set(than.criteria);
  return criteria.some((criterion) => !known.has(criterion));
}

function sameFamily(a: ItemDraft, b: ItemDraft): boolean {
  return isLeaf(a.kind) && isLeaf(b.kind);
}

function apartBySure(
  a: ItemDraft,
  b: ItemDraft,
  titleA: string,
  titleB: string,
  restarted: RestartedKeys,
): boolean {
  if (titleA !== '' && titleA === titleB) return !compatible(a, b, restarted);
  return standApart(a, b, restarted);
}

/** Whether two places of one title can be one item: not two places of equal standing under different parents. */
function compatible(a: ItemDraft, b: ItemDraft, restarted: RestartedKeys): boolean {
  if (a.audience !== null && b.audience !== null && a.audience !== b.audience) return false;
  const above = enclosingOf(a);
  const other = enclosingOf(b);
  if (above === null || other === null || sameItem(above, other, restarted)) {
    // Two entries of one list, or two rows of one table, are two items even when they read the same.
    const areRows = a.place === b.place && a.inTable && b.inTable;
    return !(areRows && (isLeaf(a.kind) || areToldApart(a, b)));
  }
  // An epic in one place and its feature in another may both be named as the parent.
  return isWithin(above, other, restarted) || isWithin(other, above, restarted);
}

function areToldApart(a: ItemDraft, b: ItemDraft): boolean {
  const [text, other] = [a.description.join(' '), b.description.join(' ')];
  return text !== '' && other !== '' && text !== other;
}

/**
 * Whether two places of one key and unlike titles are two items: side by side where hardly another key comes back, as
 * headings that measure something each, “US-000: Set up” and “US-000: Docker”, or where they do so under two parents.
 */
function areTwo(a: ItemDraft, b: ItemDraft, { miscounted, restarted }: KnownDrafts): boolean {
  const listing = listingOf(a);
  const isBeside = listing !== null && listing === listingOf(b);
  if (isBeside && miscounted.has(listing)) return true;
  if (a.points === null || b.points === null || a.inTable !== b.inTable) return false;
  return (isBeside && !a.inTable) || (a.points !== b.points && standApart(a, b, restarted));
}
