import { kindOfWork, mayHold } from '../item-draft.ts';
import { openPrefixes, prefixWork } from '../lines/keys.ts';
import type { Mark } from '../lines/marks.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import type { WorkWord } from '../words/language.ts';
import { isGroup } from '../words/work-levels.ts';
import { mentionsIn } from './mentions.ts';
import {
  countsWith,
  groupsStories,
  isProjectKey,
  isShared,
  seriesOf,
  tellsRest,
  toldWork,
  type Use,
  useOf,
} from './prefix-uses.ts';
import { isProductPage, tellsReleases } from './product-pages.ts';
import { sentencesIn } from './section-evidence.ts';
import type { Section } from './sections.ts';
import { seenKeys } from './seen-keys.ts';
import { titleSection } from './title-section.ts';

/** What the letters of a document's keys mean, by how the document uses them. */
export interface PrefixMeanings {
  readonly workOf: (mark: Mark) => WorkWord | null;
  /** The same where the place says what it holds: a project's letters say nothing against that. */
  readonly workWithin: (mark: Mark, contained: WorkWord | null) => WorkWord | null;
  /** Whether a mark names the item that a container's heading speaks of. */
  readonly isNamed: (reference: string) => boolean;
  /** Whether some mark or row has a key. */
  readonly holdsKey: (key: string) => boolean;
  /** Whether an entry that begins with a key only speaks of an item. */
  readonly isMention: (entry: Section) => boolean;
  /** The mark as the document means it: a code that leads a title is a key only where its letters count. */
  readonly settled: (mark: Mark) => Mark;
  /** Whether the document has more keys with the letters of a mark's. */
  readonly isOfSeries: (mark: Mark) => boolean;
  /** Whether a text without the form of a key is the id of a row that other cells name. */
  readonly isRowId: (text: string) => boolean;
  /** Prefixes whose usual meaning was taken because nothing in the document says it. */
  readonly guessed: readonly { readonly prefix: string; readonly work: WorkWord }[];
  /** Whether requirements count as items: where no stories are told. */
  readonly requirementsCount: boolean;
  /** Whether requirements have a series of keys: what has none below their heading tells more of them. */
  readonly requirementsAreKeyed: boolean;
  /** Whether a plain list of tasks plans them: not beside the one story whose steps they are. */
  readonly tasksCount: boolean;
  /** Whether a plain list of features plans them. */
  readonly featureListsCount: boolean;
}

/** Looks at every mark of the document before any of them is believed; `said` is what a legend says of letters. */
export function settlePrefixes(root: Section, said: ReadonlyMap<string, WorkWord>): PrefixMeanings {
  const { uses, epics, named, holders, rowIds, stories: told } = seenKeys(root);
  const meanings = new Map<string, WorkWord | null>();
  const hasOtherSeries = [...uses.values()].some(countsStories);
  for (const [series, use] of uses)
    meanings.set(series, said.get(use.prefix) ?? meaningOf(use, uses, hasOtherSeries));
  const guessed: { prefix: string; work: WorkWord }[] = [];
  for (const [series, use] of uses) {
    const { prefix } = use;
    const work = meanings.get(series) ?? null;
    const usual = prefixWork(prefix);
    if (
      work === null ||
      (usual === null ? use.told + use.listed === 0 : !openPrefixes.has(prefix) || usual !== work)
    )
      continue;
    const isSaid =
      said.has(prefix) || use.byWord.size > 0 || use.works.has(work) || use.inSeries !== null || use.spelled;
    const isEachSaid = usual === null && [...use.keys].every((key) => use.byKey.has(key));
    if (!isSaid && !isEachSaid) guessed.push({ prefix, work });
  }
  const keyed = [...uses].flatMap(([series, { keys, byKey }]) =>
    meanings.get(series) === 'STORY' ? [...keys].filter((key) => !isNoStory(byKey.get(key))) : [],
  );
  const stories = told === 0 ? keyed.length : told;
  let listsCount: boolean | null = null;
  let tasksCount: boolean | null = null;
  const sentences = stories === 0 ? sentencesIn(root, 2) : 0;
  const meant = (mark: Mark): WorkWord | null => {
    const series = seriesOf(mark);
    if (mark.prefix === null || series === null) return mark.work;
    const byPrefix = prefixWork(mark.prefix);
    // A word beside the key outweighs its letters, and what they mean elsewhere.
    if (mark.work !== null && (mark.spelled || mark.work !== byPrefix)) return mark.work;
    const own = isProjectKey(mark) ? useOf(mark, uses)?.byKey.get(mark.key ?? '') : undefined;
    const meaning =
      own ?? (meanings.has(series) ? (meanings.get(series) ?? null) : byPrefix) ?? toldWork(mark, uses);
    const ofPrefix = uses.get(mark.prefix)?.keys;
    const isPart =
      meaning === 'EPIC'
        ? isPartOf(mark, [ofPrefix, holders], epics)
        : meaning === 'FEATURE' && isStorySentence(mark.title) && isPartOf(mark, [ofPrefix], noEpics);
    return isPart ? 'STORY' : meaning;
  };
  const settled = (mark: Mark): Mark =>
    mark.keyedTitle === null || mark.key === null || countsWith(mark, useOf(mark, uses))
      ? mark
      : {
          ...mark,
          work: mark.spelled ? mark.work : null,
          prefix: null,
          key: null,
          ordinal: null,
          within: null,
          title: mark.keyedTitle,
          // “Story: E2 tests” stands behind a sign; “chore: epic-5 add mocks” is what a commit is called.
          separated: mark.separated || (mark.spelled && /^\p{Lu}/u.test(mark.keyedTitle)),
        };
  const mentions = mentionsIn(root);
  const keys = new Set([...uses.values()].flatMap((use) => [...use.keys]));
  return {
    guessed,
    holdsKey: (key) => keys.has(key),
    isNamed: (reference) => named.has(reference),
    isMention: (entry) => mentions.has(entry),
    isRowId: (text) => rowIds.has(text),
    isOfSeries: (mark) => (useOf(mark, uses)?.keys.size ?? 0) > 1,
    workOf: (mark) => meant(settled(mark)),
    workWithin: (mark, contained) => {
      if (contained === null || !(isProjectKey(mark) || contained === mark.work)) return meant(mark);
      const use = useOf(mark, uses);
      if (contained === 'STORY' && use !== undefined && groupsStories(use)) return meant(mark);
      return contained === 'REQUIREMENT' ? (meant(mark) ?? contained) : contained;
    },
    settled,
    requirementsCount: stories === 0 && sentences === 0,
    requirementsAreKeyed: [...uses].some(
      ([series, { keys }]) => keys.size > 1 && meanings.get(series) === 'REQUIREMENT',
    ),
    get tasksCount() {
      tasksCount ??= stories === 1 ? sentencesIn(root, 2) > 1 : stories > 1 || sentences !== 1;
      return tasksCount;
    },
    get featureListsCount() {
      listsCount ??= !tellsReleases(titleSection(root)) && !isProductPage(root);
      return listsCount;
    },
  };
}

const noEpics: ReadonlySet<string> = new Set();

function isNoStory(work: WorkWord | undefined): boolean {
  return isGroup(work) || work === 'REQUIREMENT';
}

/** “E1.2” beside “E1” or “Epic 1”: what has a number within an epic's is no epic, and a sentence within “F1” no feature. */
function isPartOf(
  { key, ordinal }: Mark,
  keys: readonly (ReadonlySet<string> | undefined)[],
  epics: ReadonlySet<string>,
): boolean {
  const above = /^(.+)[-._]\d+$/.exec(key ?? '')?.[1];
  return (
    above !== undefined &&
    (keys.some((known) => known?.has(above)) || epics.has(ordinal?.replace(/\.\d+$/, '') ?? ''))
  );
}

function meaningOf(use: Use, uses: ReadonlyMap<string, Use>, hasOtherSeries: boolean): WorkWord | null {
  const { prefix } = use;
  if (isShared(use)) return null;
  const usual = prefixWork(prefix);
  const said = strongest(use.byWord);
  // “Epic CC-1” says what CC-1 is, and that the project's other keys name what stands below.
  if (said !== null) return usual === null && isGroup(said) ? 'STORY' : said;
  if (usual !== null && !openPrefixes.has(prefix)) return usual;
  // “Epics” over SCHED-1 and SCHED-2 says nothing of SCHED-11 in a sprint.
  if (tellsRest(use)) return 'STORY';
  const contained = strongest(use.works);
  // Where a document has a series of story keys, another series in a container of stories means something else.
  const spoken =
    contained !== null &&
    usual !== null &&
    usual !== contained &&
    [...uses.values()].some(
      (other) =>
        other.prefix !== prefix &&
        prefixWork(other.prefix) === contained &&
        (other.works.has(contained) || (other.keys.size >= 2 && !openPrefixes.has(other.prefix))),
    );
  // “Requirements” may head features with stories.
  const holdsStories = use.holding.size > 0 && usual !== null && mayHold(kindOfWork(usual), 'STORY');
  if (contained === 'REQUIREMENT' && holdsStories) return usual;
  // “Features” may head the epics E1 and E2 over E1-F1 and E2-F1.
  if (
    contained !== null &&
    usual !== null &&
    mayHold(kindOfWork(usual), kindOfWork(contained)) &&
    holdsKeys(use, uses)
  )
    return usual;
  if (contained !== null && !spoken && (use.works.get(contained) ?? 0) * 2 >= use.count) return contained;
  if (use.inOther * 2 > use.count) return null;
  if (usual === null) {
    const isTold = isToldSeries(use);
    // One alone counts beside another series, or where a row of items has it and a further place names that again.
    if (use.keys.size < 2) return isTold && hasOtherSeries ? 'STORY' : use.count > 1 ? use.inSeries : null;
    return use.inSeries ?? (isTold ? 'STORY' : null);
  }
  // One lone “E1” or “S3” proves nothing, unless other series speak for the same habit.
  const companions = [...uses.values()].some(
    (other) =>
      other !== use &&
      (other.prefix === prefix || (other.keys.size >= 2 && countsWork(prefixWork(other.prefix)))),
  );
  return use.keys.size >= 2 || companions || holdsStories ? usual : null;
}

/** Whether keys of another series go on from those of one: E1-F2 from E1, E1-F2-T3 from E1-F2. */
function holdsKeys(use: Use, uses: ReadonlyMap<string, Use>): boolean {
  return [...uses.values()].some(
    ({ keys }) =>
      keys !== use.keys &&
      [...keys].some((key) => use.keys.has(key.slice(0, Math.max(key.lastIndexOf('-'), 0)))),
  );
}

/** Whether letters count planned work: beside requirements or tests “S3” may be anything. */
function countsWork(work: WorkWord | null): boolean {
  return work !== null && work !== 'REQUIREMENT' && work !== 'TEST';
}

/** Keys of a project, such as CC-101, whose headings tell stories, or whose lists stand right below epics. */
function isToldSeries({ told, listed, count }: Use): boolean {
  return Math.max(told, listed) * 3 >= count * 2;
}

/** Whether letters that say no kind count stories: then one of other letters alone may be the first of its own. */
function countsStories(use: Use): boolean {
  return use.keys.size > 1 && prefixWork(use.prefix) === null && !isShared(use) && isToldSeries(use);
}

function strongest(counts: ReadonlyMap<WorkWord, number>): WorkWord | null {
  let best: WorkWord | null = null;
  for (const [work, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = work;
  return best;
}
