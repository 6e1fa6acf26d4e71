import type { PlanItemKind } from '../../domain/plan.ts';
import { type ItemDraft, kindOfWork, mayHold } from '../item-draft.ts';
import { openPrefixes, prefixWork } from '../lines/keys.ts';
import { frontKeyOf, keyAlone, tailCodeOf, tailKeyOf } from '../lines/tail-keys.ts';
import { normalizedTitle } from '../words/fold.ts';
import { isGroup } from '../words/work-levels.ts';

/** A key in brackets at either end of an item's title, or the first that its text says where points stood beside it. */
interface TailKey {
  readonly draft: ItemDraft;
  readonly key: string;
  readonly prefix: string;
  /** What it has in common with others: its letters, or that it stands in front. */
  readonly series: string;
  /** The title without it. */
  readonly title: string;
  /** Whether it can hardly be anything but a key. */
  readonly isSure: boolean;
}

const sign = /^\p{L}+[-_.]\d/u;
const inFront = '[';
const trackerKey = /^\p{Lu}{2,}-\d+$/u;

/**
 * “Search (F-301)”, “[F-301] - Search”: a key at an end of a title is the item's own where it is nobody else's and most of its kind have theirs
 * there. Any other is a reference.
 */
export function takeTailKeys(drafts: readonly ItemDraft[]): void {
  const tails = drafts.flatMap((draft) => tailKey(draft) ?? []);
  if (tails.length === 0) return;
  const owned = new Map<string, Set<string>>();
  for (const { key, title, provisional } of drafts) {
    if (key === null || title === '' || provisional) continue;
    const titles = owned.get(key) ?? new Set();
    owned.set(key, titles.add(normalizedTitle(title)));
  }
  const keyless = new Map<PlanItemKind, number>();
  for (const { kind, key, provisional } of drafts)
    if (key === null && !provisional) keyless.set(kind, (keyless.get(kind) ?? 0) + 1);
  const owners: TailKey[] = [];
  for (const [key, named] of Map.groupBy(tails, (tail) => tail.key)) {
    const titles = owned.get(key);
    if (titles === undefined) owners.push(...ownersAmong(named));
    // “US-1 Pay” in another place is the same item.
    else for (const tail of named) if (titles.has(normalizedTitle(tail.title))) takeKey(tail);
  }
  const series = new Map<string, number>();
  const ofKind = new Map<PlanItemKind, number>();
  for (const { draft, series: name } of owners) {
    series.set(name, (series.get(name) ?? 0) + 1);
    ofKind.set(draft.kind, (ofKind.get(draft.kind) ?? 0) + 1);
  }
  for (const tail of owners) {
    const { kind } = tail.draft;
    const isUsual = (ofKind.get(kind) ?? 0) * 2 > (keyless.get(kind) ?? 0);
    if (isUsual && (tail.isSure || (series.get(tail.series) ?? 0) > 1)) takeKey(tail);
  }
}

/** Of two parts: letters alone may be short for the name before them. */
const seriesCode = /^\p{Lu}{2,}(?:[-_.]\p{Lu}{2,})+$/u;
const behindSeries = /[-_.]?\d.*$/;
/** “WL: Waiting list”, “WL – Waiting list” */
const seriesInFront = /^(\p{Lu}{2,8})(?:[:：]|\s[–—-])\s+(\S.*)$/su;

/**
 * “Accounts (FR-ACC)” over FR-ACC-01 and FR-ACC-02, “Epic WL: Waiting list” over WL-1: the letters of a series are the key of
 * what holds it.
 */
export function takeSeriesKeys(drafts: readonly ItemDraft[]): void {
  const known = new Set(drafts.flatMap(({ key }) => key ?? []));
  const held = new Map<ItemDraft, Set<string>>();
  for (const { enclosing, key } of drafts) {
    if (enclosing === null || key === null) continue;
    const series = held.get(enclosing) ?? new Set();
    held.set(enclosing, series.add(key.replace(behindSeries, '')));
  }
  const named = new Set<string>();
  for (const [draft, series] of held) {
    if (draft.key !== null || series.size !== 1) continue;
    const front = codeInFront(draft);
    if (front !== null && series.has(front.key) && !known.has(front.key)) named.add(nameOf(front));
    const tail = tailCodeOf(draft.title);
    if (tail === null || !seriesCode.test(tail.code) || known.has(tail.code)) continue;
    if (series.has(tail.code)) takeKey({ draft, key: tail.code, title: tail.title });
  }
  if (named.size === 0) return;
  for (const draft of drafts) {
    const front = codeInFront(draft);
    if (front !== null && named.has(nameOf(front))) takeKey(front);
  }
}

function codeInFront(draft: ItemDraft): Pick<TailKey, 'draft' | 'key' | 'title'> | null {
  if (draft.key !== null || draft.provisional || !isGroup(draft.kind)) return null;
  const [, key, title] = seriesInFront.exec(draft.title) ?? [];
  return key === undefined || title === undefined ? null : { draft, key, title };
}

function nameOf({ draft, key, title }: Pick<TailKey, 'draft' | 'key' | 'title'>): string {
  return `${draft.kind} ${key} ${normalizedTitle(title)}`;
}

function takeKey({ draft, key, title }: Pick<TailKey, 'draft' | 'key' | 'title'>): void {
  draft.key = key;
  if (draft.title === title) draft.description.shift();
  else draft.title = title;
}

/** Of the places that name one key those of the highest kind, where they are one item; the others refer to it. */
function ownersAmong(named: readonly TailKey[]): readonly TailKey[] {
  const kinds = new Set(named.map(({ draft }) => draft.kind));
  const highest = named.filter(({ draft }) => ![...kinds].some((kind) => mayHold(kind, draft.kind)));
  // “Epic: Search (US-1)” where no other item is called so: then one of a series of them.
  const isAlone = highest.length === named.length;
  const owners = highest.flatMap((tail) =>
    mayName(tail.prefix, tail.draft)
      ? [tail]
      : isAlone && namesLower(tail.prefix, tail.draft)
        ? [{ ...tail, isSure: false }]
        : [],
  );
  if (owners.length < highest.length) return [];
  if (new Set(highest.map(({ title }) => normalizedTitle(title))).size > 1) return [];
  return isAlone ? owners : owners.map((tail) => ({ ...tail, isSure: true }));
}

/** Whether the letters of a key may be those of an item: a story refers to “E1” and to “REQ-4”. */
function mayName(prefix: string, { kind, work }: ItemDraft): boolean {
  const named = prefixWork(prefix);
  return named === null || named === work || (named !== 'REQUIREMENT' && kindOfWork(named) === kind);
}

/** Whether the letters of a key are those of what an item may hold. */
function namesLower(prefix: string, { kind }: ItemDraft): boolean {
  const named = prefixWork(prefix);
  return named !== null && named !== 'REQUIREMENT' && mayHold(kind, kindOfWork(named));
}

function tailKey(draft: ItemDraft): TailKey | null {
  if (draft.key !== null || draft.provisional) return null;
  const first = draft.description[0] ?? '';
  const behind = tailKeyOf(draft.title);
  const front = behind === null ? frontKeyOf(draft.title) : null;
  const said = behind === null && front === null ? keyAlone(first) : null;
  const tail = behind ?? front ?? (said === null ? null : { ...said, code: first, title: draft.title });
  if (tail === null) return null;
  const work = prefixWork(tail.prefix);
  if (work === null && !trackerKey.test(tail.code)) return null;
  const isSure = work !== null && (!openPrefixes.has(tail.prefix) || sign.test(tail.code));
  const series = front === null ? tail.prefix : inFront;
  return { draft, key: tail.key, prefix: tail.prefix, series, title: tail.title, isSure };
}
