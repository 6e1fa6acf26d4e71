import type { SourceLocation } from '../../domain/plan.ts';
import { cutText } from '../cut-text.ts';
import { addAttribute, type ItemDraft, resolved, sectionOf, warn } from '../item-draft.ts';
import { looseKey } from '../lines/keys.ts';
import { areSimilar, differInOneWord } from '../lines/similar-titles.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { normalizedTitle } from '../words/fold.ts';
import { addTexts } from './added-texts.ts';
import { enclosingOf } from './ancestry.ts';
import { takeLists } from './handed-fields.ts';
import { isBareEntry, listedAgain } from './listed-again.ts';
import { takeCriteria } from './merged-criteria.ts';
import { Namesakes } from './namesakes.ts';
import { numberedRows } from './numbered-rows.ts';
import { otherNames } from './other-names.ts';
import { sharingKey, warnRepeated } from './repeated-keys.ts';
import { isWithin, restartedKeys } from './restarted-keys.ts';
import { restartedNumbers } from './restarted-numbers.ts';
import { isSummary, isTold, takePoints, takePriority, takeStatus } from './told-fields.ts';
import {
  areBothTold,
  hasPlainNumber,
  type KnownDrafts,
  miscountedListings,
  numberName,
  twinOf,
} from './twin-items.ts';

/** What speaks of one item is one item; `lost` are the fields of items that are nowhere. */
interface Merged {
  readonly items: ItemDraft[];
  readonly lost: ItemDraft[];
}

/** Finds the places that speak of one item and makes one item of them. */
export function mergeRepeated(drafts: readonly ItemDraft[]): Merged {
  const pending: ItemDraft[] = [];
  const kept: ItemDraft[] = [];
  const titles = new Map<ItemDraft, string>();
  const namesakes = new Namesakes(drafts);
  const holders = new Set(drafts.map(({ enclosing }) => enclosing));
  /** Items that bear the key of another. */
  const shared = new Map<ItemDraft, readonly ItemDraft[]>();
  for (const [name, item] of otherNames(drafts)) absorb(item, name, titles, holders);
  for (const [entry, item] of listedAgain(drafts)) absorb(item, entry, titles, holders);
  for (const [row, item] of numberedRows(drafts))
    if (row.same === null && item.same === null) absorb(item, row, titles, holders);
  const restarted = restartedKeys(drafts);
  const known: KnownDrafts = {
    byKey: new Map(),
    byOrdinal: new Map(),
    byTitle: new Map(),
    titles,
    restarted,
    restartedNumbers: restartedNumbers(drafts),
    miscounted: miscountedListings(drafts),
  };
  for (const draft of drafts) {
    if (draft.same !== null) continue;
    const title = normalizedTitle(draft.title);
    titles.set(draft, title);
    const namesake = namesakes.of(draft, title);
    if (namesake !== null && namesake.same === null && !isWithin(namesake, draft, restarted)) {
      // What was guessed to be a feature or a story is the epic or feature that is named so elsewhere.
      draft.warnings.length = 0;
      absorb(namesake, draft, titles, holders);
      continue;
    }
    if (draft.provisional) {
      // Its item may stand further down.
      pending.push(draft);
      continue;
    }
    const twin = twinOf(draft, known);
    if (twin !== null) {
      warnMerged(twin, draft);
      // From here on “Feature 1” is F1.
      if (twin.key === null && draft.key !== null) push(known.byKey, looseKey(draft.key), twin);
      absorb(twin, draft, titles, holders);
      continue;
    }
    kept.push(draft);
    if (draft.key !== null) {
      const other = sharingKey(draft, known.byKey.get(looseKey(draft.key)), restarted);
      if (other !== null) shared.set(other, [...(shared.get(other) ?? []), draft]);
      push(known.byKey, looseKey(draft.key), draft);
    }
    if (draft.ordinal !== null) {
      const name = numberName(draft.kind, draft.ordinal);
      const other = known.byOrdinal.get(name)?.find((numbered) => areBothTold(draft, numbered));
      if (other !== undefined && draft.key === null) shared.set(other, [...(shared.get(other) ?? []), draft]);
      push(known.byOrdinal, name, draft);
    }
    if (title !== '') push(known.byTitle, `${draft.kind} ${title}`, draft);
  }
  for (const [first, others] of shared) warnRepeated(first, others);
  const lost: ItemDraft[] = [];
  const told = new Set<object>();
  for (const draft of pending) {
    const owner = pendingOwner(draft, known);
    if (owner === null) lost.push(draft);
    else {
      told.add(draft.place);
      absorb(owner, draft, titles, holders);
    }
  }
  // A table that names no item of the document is not about its items.
  return { items: kept, lost: lost.filter(({ inTable, place }) => !inTable || told.has(place)) };
}

function push(map: Map<string, ItemDraft[]>, key: string, draft: ItemDraft): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [draft]);
  else list.push(draft);
}

/** Fields that name their item: “Acceptance criteria for US-7”. */
function pendingOwner(
  draft: ItemDraft,
  { byKey, byOrdinal, byTitle, titles }: KnownDrafts,
): ItemDraft | null {
  const title = titles.get(draft) ?? '';
  if (draft.key !== null) {
    const named = byKey.get(looseKey(draft.key)) ?? [];
    const owner = named.find(({ key }) => key === draft.key) ?? named[0] ?? null;
    // “US1” may be short for “User story 1”.
    if (owner !== null || draft.ordinal === null || !hasPlainNumber(draft)) return owner;
    const numbered = byOrdinal.get(numberName(draft.kind, draft.ordinal))?.[0] ?? null;
    return numbered?.key === null ? numbered : null;
  }
  if (draft.ordinal !== null) {
    const numbered =
      byOrdinal.get(numberName(draft.kind, draft.ordinal))?.[0] ??
      byOrdinal.get(numberName('STORY', draft.ordinal))?.[0] ??
      byOrdinal.get(numberName('ENABLER', draft.ordinal))?.[0] ??
      byOrdinal.get(numberName('FEATURE', draft.ordinal))?.[0] ??
      byOrdinal.get(numberName('EPIC', draft.ordinal))?.[0] ??
      // A tracker's numbers are keys.
      byKey.get(looseKey(draft.ordinal))?.[0] ??
      null;
    // “4 What we build”: the outline's number is not that of US-4.
    const isOutline = draft.evidence === 'heading' && numbered?.key != null;
    if (!isOutline) return numbered;
    if (areSimilar(title, normalizedTitle(numbered.title))) return numbered;
  }
  const owner = titled(title, byTitle);
  if (owner !== null || !/^\d{1,4} /.test(title)) return owner;
  // “3 Water levels”: the number is the row's, and the title is the rest.
  const numbered = titled(title.replace(/^\d+ /, ''), byTitle);
  if (numbered !== null) draft.title = '';
  return numbered;
}

function titled(title: string, byTitle: ReadonlyMap<string, readonly ItemDraft[]>): ItemDraft | null {
  return (
    byTitle.get(`STORY ${title}`)?.[0] ??
    byTitle.get(`ENABLER ${title}`)?.[0] ??
    byTitle.get(`FEATURE ${title}`)?.[0] ??
    byTitle.get(`EPIC ${title}`)?.[0] ??
    null
  );
}

/** How much a place tells of its item; not counted beyond what is `enough`. */
function fullness(draft: ItemDraft, enough = Number.POSITIVE_INFINITY): number {
  let told =
    draft.criteria.length * 40 +
    (draft.isLogged || isBare(draft) ? 0 : draft.inTable ? 1 : 60) +
    (draft.points === null ? 0 : 10);
  for (const part of draft.description) {
    if (told > enough) break;
    told += part.length;
  }
  return told;
}

/**
 * An overview beside the sections is normal. Two headings, or two entries, of one title under one parent may be two
 * items that somebody called the same.
 */
function warnMerged(into: ItemDraft, from: ItemDraft): void {
  const form = sectionOf(into)?.form;
  if (form === undefined || form !== sectionOf(from)?.form || into.isLogged || from.isLogged) return;
  if (into.key !== null || (into.ordinal !== null && into.ordinal === from.ordinal)) return;
  const above = enclosingOf(into);
  if (above !== enclosingOf(from) || normalizedTitle(into.title) !== normalizedTitle(from.title)) return;
  warn(
    into,
    'ITEMS_MERGED',
    `“${cutText(into.title, 80)}” stands in two places, ${placeName(into.location)} and ${placeName(from.location)}, and was read as one ${into.kind.toLowerCase()}. If it is two, write different titles, or a key before each; if it is one, write it once.`,
    from.location,
  );
}

/** Whether a line is all that a place is: a bold one over criteria heads them as a heading does. */
function isLine(draft: ItemDraft): boolean {
  const section = sectionOf(draft);
  if (section === null) return false;
  const isHead = draft.criteria.length > 0 && section.line.bold > 0;
  return !draft.inTable && (section.form === 'entry' || (section.form === 'lead' && !isHead));
}

/** Whether an entry gives nothing but a name, which tells no story itself. */
function isBare(draft: ItemDraft): boolean {
  return isBareEntry(draft) && !isStorySentence(draft.title);
}

function placeName({ line, elementPath }: SourceLocation): string {
  return line === null ? (elementPath ?? 'the page') : `line ${line}`;
}

function absorb(
  into: ItemDraft,
  from: ItemDraft,
  titles: Map<ItemDraft, string>,
  holders: ReadonlySet<ItemDraft | null>,
): void {
  from.same = into;
  if (from.isLogged) {
    // “US-3 – waiting for parts” in a log says how it stands, not what it is called.
    from.status ??= from.title === '' ? null : from.title;
    from.title = '';
  }
  const remark = remarkBehind(into.title, from);
  if (remark !== null) {
    from.title = into.title;
    from.description.push(remark);
  }
  const told = fullness(from);
  const fuller = told > fullness(into, told);
  if (fuller && !from.provisional && from.evidence !== 'heading') into.location = from.location;
  const known = normalizedTitle(into.title);
  const title = normalizedTitle(from.title);
  const isApart = !areSimilar(known, title);
  const pair = sentenceAndName(into, from);
  const spoken = isLine(into) || isLine(from) ? null : spokenOf(into, from);
  // What a story is called for short contradicts no sentence.
  if ((isApart && pair === null) || spoken !== null || differInOneWord(known, title))
    warn(
      into,
      'TITLE_CONTRADICTED',
      `Two places name this item differently: “${into.title}” and “${from.title}”. Write one title in both.`,
      from.location,
    );
  // A row or a heading is a name; a line that begins with a key may as well speak of its item.
  const isSpoken =
    isLine(into) !== isLine(from) &&
    (isApart || (holders.has(into) !== holders.has(from) && holders.has(into) === isLine(from)));
  const isName = spoken !== null ? spoken === into : isSpoken ? isLine(into) : fuller;
  const sentence = pair !== null && namesStory(pair) ? pair.told.title : null;
  const isNamedAnew =
    pair === null
      ? title !== '' && title !== known && (known === '' || isName)
      : from === (sentence === null ? pair.told : pair.named);
  if (isNamedAnew) {
    into.title = from.title;
    titles.set(into, title);
  }
  takePoints(into, from, fuller);
  takePriority(into, from, fuller);
  into.unknownPriority ??= from.unknownPriority;
  const isNewer = takeStatus(into, from, fuller);
  into.key ??= from.key;
  into.ordinal ??= from.ordinal;
  into.outline ??= from.outline;
  into.within ??= from.within;
  into.featureType ??= from.featureType;
  into.enablerType ??= from.enablerType;
  into.parentReference ??= from.parentReference;
  into.parentWork ??= from.parentWork;
  into.looseReference ??= from.looseReference;
  const guessedHome = (draft: ItemDraft): boolean => draft.enclosing?.evidence === 'heading';
  // A row that repeats a story or a row names no other parent, and neither does a key over its criteria.
  const repeats = isSummary(from) || (from.inTable && into.inTable);
  const isWhole = fuller && !repeats && !(from.provisional && from.title === '');
  if (guessedHome(into) && !guessedHome(from) && (from.enclosing !== null || isWhole))
    into.enclosing = from.enclosing;
  else if (
    into.enclosing === null
      ? fuller || !guessedHome(from)
      : from.enclosing !== null && deeper(from.enclosing, into.enclosing)
  )
    into.enclosing = from.enclosing;
  takeCriteria(into, from, fuller);
  addTexts(into.description, [...new Set(from.description)]);
  if (sentence !== null && !isTold(sentence, into.description)) into.description.unshift(sentence);
  takeLists(into, from);
  for (const [name, value] of from.attributes)
    if (isNewer) into.attributes.set(name, value);
    else addAttribute(into, name, value);
  for (const warning of from.warnings)
    if (!into.warnings.some((known) => known.code === warning.code)) into.warnings.push(warning);
}

/** Of a title and a few words without a capital, “Swap two bookings” and “swap bookings”, the place that only speaks of its item. */
function spokenOf(one: ItemDraft, other: ItemDraft): ItemDraft | null {
  const spoken = [one, other].find(({ title }) => /^\p{Ll}/u.test(title)) ?? null;
  const named = spoken === one ? other : one;
  const isOther = normalizedTitle(one.title) !== normalizedTitle(other.title);
  return /^\p{Lu}/u.test(named.title) && isOther ? spoken : null;
}

/** The place that tells an item in the sentence of a story, and the one that names it. */
interface SentenceAndName {
  readonly told: ItemDraft;
  readonly named: ItemDraft;
}

function sentenceAndName(one: ItemDraft, other: ItemDraft): SentenceAndName | null {
  if (one.title === '' || other.title === '') return null;
  const [isFirst, isSecond] = [isStorySentence(one.title), isStorySentence(other.title)];
  if (isFirst === isSecond) return null;
  return isFirst ? { told: one, named: other } : { told: other, named: one };
}

/**
 * Whether the name is the title, and the sentence belongs into the description. A line that begins with a key may only
 * speak of its item, and so may a row of a sprint beside one that tells it.
 */
function namesStory({ told, named }: SentenceAndName): boolean {
  if (isLine(named) && !isLine(told)) return false;
  return !told.inTable || !named.inTable || named.told === null;
}

/** “US-3 Pay – waits for the bank”, in a list that tells nothing else, says more of “US-3 Pay” and not its name. */
function remarkBehind(title: string, mention: ItemDraft): string | null {
  if (!isBare(mention) || title === '' || !mention.title.startsWith(title)) return null;
  return /^\s*(?:[:：;,]|\s[-–—])\s+(.+)$/su.exec(mention.title.slice(title.length))?.[1] ?? null;
}

function deeper(a: ItemDraft, b: ItemDraft): boolean {
  return resolved(a) !== resolved(b) && isWithin(resolved(a), resolved(b));
}
