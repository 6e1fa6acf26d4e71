import { openPrefixes, prefixWork } from '../lines/keys.ts';
import type { Mark } from '../lines/marks.ts';
import { areSimilar } from '../lines/similar-titles.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { normalizedTitle } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { isGroup } from '../words/work-levels.ts';
import type { Section } from './sections.ts';

/** How the document uses one series of keys: `E1`, `E2`, or `E1.1`, `E1.2`, which may be another kind. */
export interface Use {
  readonly prefix: string;
  count: number;
  readonly works: Map<WorkWord, number>;
  readonly byWord: Map<WorkWord, number>;
  inOther: number;
  /** A word beside the key says the kind: “Epic E1”. */
  spelled: boolean;
  /** What a table whose key column counts with the prefix says its rows are. */
  inSeries: WorkWord | null;
  readonly keys: Set<string>;
  /** What words, columns and headings beside single keys say that these name. */
  readonly byKey: Map<string, WorkWord>;
  /** How often the key heads fields or the sentence of a story, and nothing else that is keyed. */
  told: number;
  readonly toldKeys: Set<string>;
  /** Keys of lines over nothing more than a priority, which tell stories where others of the series do. */
  readonly ranked: string[];
  /** How often the key begins an entry right below a marked epic or feature. */
  listed: number;
  /** Keys whose headings stand over stories that say so, or over “Stories”, and so name what holds them. */
  readonly holding: Set<string>;
  /** The levels of headings and entries with its keys that have nothing below them. */
  readonly bareRanks: number[];
  /** Keys that several headings side by side bear, with unlike titles. */
  readonly shared: Set<string>;
}

export function newUse(prefix: string): Use {
  return {
    prefix,
    count: 0,
    works: new Map(),
    byWord: new Map(),
    inOther: 0,
    spelled: false,
    inSeries: null,
    keys: new Set(),
    byKey: new Map(),
    told: 0,
    toldKeys: new Set(),
    ranked: [],
    listed: 0,
    holding: new Set(),
    bareRanks: [],
    shared: new Set(),
  };
}

/** Counts that something says of a series that it is of a kind. */
export function countKind(counts: Map<WorkWord, number>, work: WorkWord): void {
  counts.set(work, (counts.get(work) ?? 0) + 1);
}

/** Deeper numbers than these count as one series. */
const deepestSeries = 3;

function depthOf({ ordinal }: Mark): number {
  return Math.min((ordinal ?? '').split('.').length, deepestSeries);
}

/** The series that a key belongs to: its letters, and how many numbers it has. */
export function seriesOf(mark: Mark | null): string | null {
  if (mark === null || mark.prefix === null || mark.key === null) return null;
  return `${mark.prefix}${'.'.repeat(depthOf(mark) - 1)}`;
}

export function useOf(mark: Mark | null, uses: ReadonlyMap<string, Use>): Use | undefined {
  const series = seriesOf(mark);
  return series === null ? undefined : uses.get(series);
}

/** “LR-1 As a guest, I want to pay”: a story by its sentence, where nothing says what its letters mean. */
export function toldWork(mark: Mark, uses: ReadonlyMap<string, Use>): WorkWord | null {
  return useOf(mark, uses)?.inOther === 0 && isStorySentence(mark.title) ? 'STORY' : null;
}

/** Whether a code at the start of a title is a key: by its letters, or because the document has more of them. */
export function countsWith(mark: Mark, use: Use | undefined): boolean {
  const { prefix, work, spelled, key } = mark;
  if (prefix === null || key === null) return false;
  const usual = prefixWork(prefix);
  if (usual !== null && usual === work && (mark.inTitle || !openPrefixes.has(prefix))) return true;
  const count = use?.keys.size ?? 0;
  if (use !== undefined && isShared(use)) return false;
  // “MP3 export” and “MP4 export” count nothing.
  if (mayBeWord(mark)) return count > 2 || isStorySentence(mark.title);
  if (!spelled) return true;
  if (prefix.length === 1 && usual !== null && usual !== work) return false;
  return count >= 2 || (use?.count ?? 0) >= 2 || (mark.inTitle && isNoWord(mark, key));
}

function isNoWord({ keyedTitle }: Mark, key: string): boolean {
  return compoundKey.test(key) || boardsNumber.test(keyedTitle ?? '');
}

/** “AB#12 Story: …”, as Azure Boards has it. */
const boardsNumber = /^AB#\d/iu;

/** “FW-SP1 Spike: …”: letters of the project and of the kind are no word, though no other has them. */
const compoundKey = /^\p{Lu}+-\p{Lu}+-?\d+$/u;

/** “OAuth2 login”: letters that say no kind and a number, with nothing between them and no sign behind; and “i18n / texts”. */
export function mayBeWord({ prefix, key, separated, keyedTitle }: Mark): boolean {
  if (prefix === null || prefixWork(prefix) !== null || !/^\p{L}+[1-9]\d*\p{L}?$/u.test(key ?? ''))
    return false;
  return !separated || shortenedWord.test(keyedTitle ?? '');
}

const shortenedWord = /^\p{Ll}\d+\p{Ll}(?!\p{L})/u;

/** Whether most keys of a series stand for several things each: then they are none. */
export function isShared({ prefix, keys, shared }: Use): boolean {
  const isGuess = prefixWork(prefix) === null || openPrefixes.has(prefix);
  return isGuess && shared.size * 2 > keys.size;
}

/** Notes the keys that headings side by side below a section bear with unlike titles. */
export function noteShared({ parts }: Section, uses: ReadonlyMap<string, Use>): void {
  if (uses.size === 0) return;
  const titles = new Map<string, string>();
  for (const part of parts) {
    if (part.type !== 'section' || part.section.form !== 'heading') continue;
    const { head } = part.section;
    if (head.kind !== 'mark' || head.mark.key === null) continue;
    const { key } = head.mark;
    const title = normalizedTitle(head.mark.title);
    const known = titles.get(key);
    if (known === undefined) titles.set(key, title);
    else if (known !== '' && title !== '' && !areSimilar(known, title))
      useOf(head.mark, uses)?.shared.add(key);
  }
}

/** Whether a mark is the key of a project, whose letters all kinds share: CC-101. */
export function isProjectKey({ key, prefix, work }: Mark): boolean {
  return key !== null && prefix !== null && work === null && prefixWork(prefix) === null;
}

/** Whether letters that say no kind are mostly those of headings over stories with other keys. */
export function groupsStories({ prefix, holding, keys }: Use): boolean {
  return holding.size * 2 > keys.size && prefixWork(prefix) === null;
}

/** Whether some keys of a project name epics or features, and most of the others, with points or a sentence, stories. */
export function tellsRest({ prefix, keys, byKey, toldKeys }: Use): boolean {
  if (prefixWork(prefix) !== null || toldKeys.size === 0) return false;
  const rest = [...keys].filter((key) => !isGroup(byKey.get(key)));
  const told = rest.filter((key) => toldKeys.has(key));
  return rest.length < keys.size && told.length > 0 && told.length * 3 >= rest.length * 2;
}

/** “**RU-3** …” over a priority, beside “**RU-1** …” over a priority and criteria. */
export function tellRanked(use: Use): void {
  use.told += use.ranked.length;
  for (const key of use.ranked) use.toldKeys.add(key);
}
