import type { PlanItemKind } from '../../domain/plan.ts';
import { type ItemDraft, kindOfWork } from '../item-draft.ts';
import { keyParts, prefixWork } from '../lines/keys.ts';
import { areSimilar } from '../lines/similar-titles.ts';
import type { Section } from '../sections/sections.ts';
import { fold } from '../words/fold.ts';
import { isWithin, parentOf, type RestartedKeys, restarts, sameItem, standApart } from './restarted-keys.ts';

/** Items of one title or key that are compared; a document with more of them counts them and does not repeat them. */
export const mostNamesakes = 200;

/** The item found before that a draft speaks of again. */
export function twinOf(
  draft: ItemDraft,
  title: string,
  titles: ReadonlyMap<ItemDraft, string>,
  restarted: RestartedKeys,
  miscounted: ReadonlySet<object>,
  byKey: Map<string, ItemDraft[]>,
  byOrdinal: Map<string, ItemDraft[]>,
  byTitle: Map<string, ItemDraft[]>,
): ItemDraft | null {
  if (draft.key !== null) {
    const others = (byKey.get(draft.key) ?? [])
      .slice(0, mostNamesakes)
      .filter(
        (other) =>
          (other.kind === draft.kind || sameFamily(other, draft)) &&
          (draft.isLogged || !restarts(draft.key, restarted) || !standApart(draft, other, restarted)),
      );
    const alike = others.find((other) => {
      const known = titles.get(other) ?? '';
      return title === '' || known === '' || areSimilar(title, known);
    });
    const twin =
      alike ??
      others.find(
        (other) =>
          !areMeasuredApart(draft, other, restarted) &&
          !(draft.inTable && draft.place === other.place && miscounted.has(draft.place)),
      );
    if (twin !== undefined) return twin;
  }
  if (draft.ordinal !== null) {
    for (const other of byOrdinal.get(numberName(draft.kind, draft.ordinal)) ?? []) {
      if (!countsAlike(draft, other)) continue;
      const known = titles.get(other) ?? '';
      const isBare = title === '' || known === '';
      // A key without a title may speak of anything.
      if (isBare && draft.key !== other.key) continue;
      if ((isBare || areSimilar(title, known)) && !apartBySure(draft, other, title, known, restarted))
        return other;
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

/** Tables in which hardly a key comes back, so that two rows of one key and unlike titles are two items. */
export function miscountedTables(drafts: readonly ItemDraft[]): ReadonlySet<object> {
  const rows = drafts.filter(
    ({ inTable, key, title, provisional }) => inTable && key !== null && title !== '' && !provisional,
  );
  const tables = [...Map.groupBy(rows, ({ place }) => place)].filter(([, all]) => {
    const keys = new Set(all.map(({ key }) => key)).size;
    return keys < all.length && (all.length - keys) * 2 <= keys;
  });
  return new Set(tables.map(([place]) => place));
}

/** What a numbered item is known by: “Epic 1”, “E1” and “EP-001” have one name. */
export function numberName(kind: PlanItemKind, ordinal: string): string {
  return `${kind} ${ordinal.includes('0') ? ordinal.replace(/(?<!\d)0+(?=\d)/g, '') : ordinal}`;
}

/** Whether two numbers are of one count: none is part of a key, or one is and its letters only say the kind. */
function countsAlike(a: ItemDraft, b: ItemDraft): boolean {
  if (a.key !== null && b.key !== null) return false;
  const { key, within, kind } = a.key === null ? b : a;
  if (key === null) return true;
  const prefix = keyParts(fold(key))?.prefix ?? null;
  const work = prefix === null ? null : prefixWork(prefix);
  return within === null && work !== null && kindOfWork(work) === kind;
}

function sameFamily(a: ItemDraft, b: ItemDraft): boolean {
  const leaf = (draft: ItemDraft): boolean => draft.kind === 'STORY' || draft.kind === 'ENABLER';
  return leaf(a) && leaf(b);
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
  const above = parentOf(a);
  const other = parentOf(b);
  if (above === null || other === null || sameItem(above, other, restarted)) {
    // Two entries of one list, or two rows of one table, are two items even when they read the same.
    const areRows = a.place === b.place && a.inTable && b.inTable;
    return !(areRows && (a.kind === 'STORY' || a.kind === 'ENABLER' || areToldApart(a, b)));
  }
  // An epic in one place and its feature in another may both be named as the parent.
  return isWithin(above, other, restarted) || isWithin(other, above, restarted);
}

function areToldApart(a: ItemDraft, b: ItemDraft): boolean {
  const [text, other] = [a.description.join(' '), b.description.join(' ')];
  return text !== '' && other !== '' && text !== other;
}

/**
 * Two headings side by side that measure something each, “US-000: Set up” and “US-000: Docker”, bear a key that says
 * nothing, and so do two such places under two parents.
 */
function areMeasuredApart(a: ItemDraft, b: ItemDraft, restarted: RestartedKeys): boolean {
  if (a.points === null || b.points === null || a.inTable !== b.inTable) return false;
  const [place, other] = [a.place as Partial<Section>, b.place as Partial<Section>];
  const isBeside =
    place.form === 'heading' &&
    other.form === 'heading' &&
    place.rank === other.rank &&
    place.parent === other.parent;
  return isBeside || (a.points !== b.points && standApart(a, b, restarted));
}
