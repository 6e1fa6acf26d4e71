import { type ItemDraft, nearest, sectionOf } from '../item-draft.ts';
import { normalizedTitle } from '../words/fold.ts';
import { isGroup, isLeaf } from '../words/work-levels.ts';
import { enclosingOf } from './ancestry.ts';
import { isWithin } from './restarted-keys.ts';
import { isSummary } from './told-fields.ts';
import { mostNamesakes } from './twin-items.ts';

function isGuess({ evidence, kind }: ItemDraft): boolean {
  return evidence === 'heading' && kind === 'FEATURE';
}

/**
 * Leaves out headings over tables and lists whose rows nearly all tell again what stands under named epics or features, or under
 * several headings before it. So is the only one whose rows tell again what stands before it under no other heading: two
 * such part it.
 */
export function dropRepeating(drafts: readonly ItemDraft[]): readonly ItemDraft[] {
  if (!drafts.some(isGuess)) return drafts;
  const below = Map.groupBy(drafts, ({ enclosing }) => enclosing);
  const named = new Set(drafts.filter((draft) => isGroup(draft.kind) && !isGuess(draft)).map(nameOf));
  const isOpen = (draft: ItemDraft): boolean => isGuess(draft) && !named.has(nameOf(draft));
  const headings = drafts.filter((draft) => {
    const rows = isOpen(draft) && !draft.provisional ? below.get(draft) : undefined;
    return rows?.every(tellsLittle) === true;
  });
  if (headings.length === 0) return drafts;
  const places = new Map(drafts.map((draft, place) => [draft, place]));
  const isBefore = (one: ItemDraft, other: ItemDraft): boolean =>
    (places.get(one) ?? 0) < (places.get(other) ?? 0);
  const stories = drafts.filter((draft) => !draft.provisional && !isGroup(draft.kind));
  const called = Map.groupBy(stories, nameOf);
  const keyed = Map.groupBy(stories, ({ key }) => key);
  /** What the rows below a heading stand under elsewhere; null where not nearly all of them do. */
  const homesOf = (
    heading: ItemDraft,
    isElsewhere: (twin: ItemDraft) => boolean,
  ): ReadonlySet<ItemDraft | null> | null => {
    const rows = below.get(heading) ?? [];
    const twins = rows.flatMap(
      (row) =>
        [called.get(nameOf(row)), row.key === null ? undefined : keyed.get(row.key)]
          .flatMap((twins = []) => twins.slice(0, mostNamesakes))
          .find((twin) => isElsewhere(twin) && mayBeOne(row, twin)) ?? [],
    );
    return twins.length * 10 < rows.length * 8 ? null : new Set(twins.map(({ enclosing }) => enclosing));
  };
  const isRepeated = (heading: ItemDraft): boolean => {
    const homes = homesOf(
      heading,
      ({ enclosing: home }) =>
        home !== null && !isWithin(heading, home) && (!isOpen(home) || isBefore(home, heading)),
    );
    // Two headings over the same names, “Android” and “iOS”, may well be two features.
    return homes !== null && (homes.size > 1 || [...homes].some((home) => home !== null && !isOpen(home)));
  };
  const isToldBefore = (heading: ItemDraft): boolean =>
    homesOf(
      heading,
      (twin) => isBefore(twin, heading) && (twin.enclosing === null || isWithin(heading, twin.enclosing)),
    ) !== null;
  const dropped = new Set(headings.filter(isRepeated));
  const others = headings.filter((heading) => !dropped.has(heading) && isToldBefore(heading));
  if (others.length === 1) for (const heading of others) dropped.add(heading);
  for (const draft of drafts)
    if (draft.enclosing !== null && dropped.has(draft.enclosing))
      draft.enclosing = nearest(draft.enclosing.enclosing, draft);
  return drafts.filter((draft) => !dropped.has(draft));
}

/** Whether a place has nothing but the name of an item and values beside it: a row of a table, or an entry of a list. */
function tellsLittle(draft: ItemDraft): boolean {
  const isEntry = sectionOf(draft)?.form === 'entry';
  return isSummary(draft) || (isEntry && draft.criteria.length === 0 && draft.description.length === 0);
}

/** Whether no key and no points tell two places of one title apart. */
function mayBeOne(one: ItemDraft, other: ItemDraft): boolean {
  const agree = <Value>(a: Value | null, b: Value | null): boolean => a === null || b === null || a === b;
  return agree(one.key, other.key) && agree(one.points, other.points);
}

function nameOf({ title }: ItemDraft): string {
  return normalizedTitle(title);
}

/** A heading guessed to be a feature is none when its stories turned out to live elsewhere. */
export function dropEmptyGuesses(items: readonly ItemDraft[]): ItemDraft[] {
  const homes = new Set<ItemDraft>();
  for (const item of items) {
    const above = enclosingOf(item);
    if (above !== null) homes.add(above);
  }
  return items.filter((item) => !isGuess(item) || homes.has(item));
}

/** The same where all of its stories name a parent of their own. */
export function dropLeftGuesses(items: readonly ItemDraft[]): ItemDraft[] {
  const parents = new Set(items.map((item) => item.parent));
  return items.filter((item) => !isGuess(item) || parents.has(item));
}

/** Up to so many stories may be all that somebody wrote down of one feature. */
const fewStories = 2;

/**
 * A feature tells its stories from others. A guessed one below whose heading all of them stand is a section of the
 * document, unless it has a priority or points of its own.
 */
export function dropSections(items: readonly ItemDraft[]): ItemDraft[] {
  const stories = new Map<ItemDraft | null, number>();
  const count = (above: ItemDraft | null): void => {
    stories.set(above, (stories.get(above) ?? 0) + 1);
  };
  for (const item of items) {
    if (!isLeaf(item.kind)) continue;
    for (let above = item.parent; above !== null; above = above.parent) count(above);
    count(null);
  }
  const sections = new Set(
    items.filter((item) => {
      const below = stories.get(item) ?? 0;
      const isEntry = sectionOf(item)?.form === 'entry';
      return (
        isGuess(item) &&
        !isEntry &&
        !isPlanned(item) &&
        below > fewStories &&
        below === stories.get(item.parent)
      );
    }),
  );
  for (const section of sections) section.parent?.description.push(...section.description);
  for (const item of items)
    if (item.parent !== null && sections.has(item.parent)) item.parent = item.parent.parent;
  return items.filter((item) => !sections.has(item));
}

function isPlanned({ priority, points }: ItemDraft): boolean {
  return priority !== null || points !== null;
}
