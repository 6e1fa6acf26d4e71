import { cellText, type Row } from '../blocks.ts';
import { kindOfWork, mayHold } from '../item-draft.ts';
import { titleSection } from '../items/walk-place.ts';
import { isUnmarked } from '../lines/heads.ts';
import { openPrefixes, prefixWork } from '../lines/keys.ts';
import { type Mark, readMark, referenceOf } from '../lines/marks.ts';
import { namesTimeBox } from '../tables/column-names.ts';
import { RowIds } from '../tables/row-ids.ts';
import { planOfTable, type TablePlan } from '../tables/table-columns.ts';
import { backlogAbove } from '../tables/work-columns.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { otherMatters, workOf } from '../words/vocabulary.ts';
import { mentionsIn } from './mentions.ts';
import { fieldWork, labelledKeys } from './plain-sections.ts';
import {
  countsWith,
  isProjectKey,
  isShared,
  noteShared,
  seriesOf,
  toldWork,
  type Use,
  useOf,
} from './prefix-uses.ts';
import { isProductPage } from './product-pages.ts';
import { onlySentence, sentencesIn } from './section-evidence.ts';
import type { Part, Section } from './sections.ts';
import { saidOfSeries } from './table-series.ts';
import { tellsStory } from './told-keys.ts';

/** A key, and the kind that a column or a label says it is of. */
type Said = readonly [Mark, WorkWord | null];

/** What the letters of a document's keys mean, by how the document uses them. */
export interface PrefixMeanings {
  readonly workOf: (mark: Mark) => WorkWord | null;
  /** The same where the place says what it holds: a project's letters say nothing against that. */
  readonly workWithin: (mark: Mark, contained: WorkWord | null) => WorkWord | null;
  /** Whether a mark names the item that a container's heading speaks of. */
  readonly isNamed: (reference: string) => boolean;
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

/** Looks at every mark of the document before any of them is believed. */
export function settlePrefixes(root: Section): PrefixMeanings {
  const uses = new Map<string, Use>();
  let stories = 0;
  /** Numbers of epics that have no key: “Epic 1”. */
  const epics = new Set<string>();
  const named = new Set<string>();
  const rowIds = new RowIds();
  /** Keys of a project, of which fields say what they name: that counts where there are several. */
  const typedKeys: (readonly [Use, Mark, WorkWord])[] = [];
  const said: Said[] = [];
  /** Levels of headings whose keys tell stories: what has nothing below it there is one that is still to be told. */
  const toldRanks = new Set<number>();
  const see = (mark: Mark, containerWork: WorkWord | null, inOther: boolean): void => {
    const series = seriesOf(mark);
    if (mark.title !== '') named.add(referenceOf(mark) ?? '');
    if (mark.prefix === null || mark.key === null || series === null) {
      if (mark.work === 'STORY') stories += 1;
      if (mark.work === 'EPIC' && mark.ordinal !== null) epics.add(mark.ordinal);
      return;
    }
    let use = uses.get(series);
    if (use === undefined) {
      use = {
        prefix: mark.prefix,
        count: 0,
        works: new Map(),
        byWord: new Map(),
        inOther: 0,
        spelled: false,
        inSeries: null,
        keys: new Set(),
        byKey: new Map(),
        told: 0,
        holdsStories: false,
        bareRanks: [],
        shared: new Set(),
      };
      uses.set(series, use);
    }
    use.count += 1;
    use.keys.add(mark.key);
    if (mark.spelled && (!mark.inTitle || mark.work === prefixWork(mark.prefix))) use.spelled = true;
    if (inOther) use.inOther += 1;
    if (containerWork !== null) use.works.set(containerWork, (use.works.get(containerWork) ?? 0) + 1);
    const kind = mark.work ?? containerWork;
    if (kind !== null && !use.byKey.has(mark.key)) use.byKey.set(mark.key, kind);
    // “Epic E1: …” says itself what the letter means; of “CC-1 [Epic] …” that holds for a project's letters.
    const speaksOfAll = !mark.inTitle || (prefixWork(mark.prefix) === null && holdsStories(mark.work));
    if (mark.work !== null && speaksOfAll && mark.work !== prefixWork(mark.prefix))
      use.byWord.set(mark.work, (use.byWord.get(mark.work) ?? 0) + 1);
    if (mark.work === 'STORY' && !openPrefixes.has(mark.prefix)) stories += 1;
  };
  const visit = (section: Section, containerWork: WorkWord | null, inOther: boolean): void => {
    let work = containerWork;
    let other = inOther;
    const { head } = section;
    if (head.kind === 'mark') {
      // A story that is told is one wherever it stands, and no requirement.
      const isTold =
        section.form === 'heading' && (inOther || work === 'REQUIREMENT') && onlySentence(section);
      if (!isStepOf(head.mark, section.parent))
        see(head.mark, isTold && work === 'REQUIREMENT' ? null : work, inOther && !isTold);
      const use = useOf(head.mark, uses);
      if (use !== undefined && section.form === 'heading' && section.parts.some(listsStories))
        use.holdsStories = true;
      if (use !== undefined && tellsStory(section, use)) {
        use.told += 1;
        if (section.form === 'heading') toldRanks.add(section.rank);
      } else if (section.form === 'heading' && section.parts.length === 0) use?.bareRanks.push(section.rank);
      // “Type: Enabler” below “EN-9: …” says what its letters mean.
      const typed = use === undefined ? null : fieldWork(section);
      if (use !== undefined && typed !== null && typed === prefixWork(use.prefix))
        use.byWord.set(typed, (use.byWord.get(typed) ?? 0) + 1);
      if (use !== undefined && typed !== null && isProjectKey(head.mark))
        typedKeys.push([use, head.mark, typed]);
      work = null;
    } else if (head.kind === 'container') {
      work = head.works.length === 1 ? (head.works[0] ?? null) : null;
      other = false;
    } else if (head.kind === 'other') other = head.isClosed || section !== title;
    else if (
      section.form === 'heading' &&
      head.kind !== 'timeBox' &&
      head.kind !== 'generic' &&
      head.kind !== 'plain'
    )
      work = null;
    // “Business rules” over “BR1: …”, “BR2: …”; entries below “Dependencies” speak of items that stand elsewhere.
    const headsMatter =
      section.form === 'heading' &&
      section !== title &&
      head.kind === 'field' &&
      otherMatters.has(fold(head.label));
    const isBeside = (inner: Section): boolean => inner.form === 'heading' && headsMatter;
    for (const part of section.parts) {
      if (part.type === 'section') visit(part.section, work, other || isBeside(part.section));
      else if (part.type === 'list') for (const entry of part.entries) visitEntry(entry, work, other);
      else if (part.type === 'table') {
        const beside = other || headsMatter;
        const plan = beside ? null : planOfTable(part.block, work, backlogAbove(section));
        const column = plan !== null && 'columns' in plan ? plan.key : null;
        const firstWork = plan !== null && 'columns' in plan ? workOfFirst(plan) : null;
        const oneSeries = plan !== null && 'columns' in plan ? saidOfSeries(plan, part.block.rows) : null;
        const isTimed = namesTimeBox(cellText(part.block.rows[0]?.cells[0]));
        if (plan !== null && 'columns' in plan) rowIds.see(plan, part.block.rows);
        for (const row of part.block.rows) {
          const text = cellText(row.cells[0]);
          const mark = text.length < 120 && !isTimed ? readMark(text) : null;
          if (mark !== null) see(mark, firstWork ?? work, beside);
          const keyMark = column === null ? null : readMark(cellText(row.cells[column.index]));
          if (keyMark !== null && column?.index !== 0) see(keyMark, null, beside);
          const use = useOf(keyMark, uses);
          if (use !== undefined && oneSeries !== null && openPrefixes.has(use.prefix))
            use.byWord.set(oneSeries, (use.byWord.get(oneSeries) ?? 0) + 1);
          if (use !== undefined && plan !== null && 'columns' in plan) use.inSeries ??= plan.work ?? 'STORY';
          if (plan !== null && 'columns' in plan) noteKinds(plan, row, uses, said);
          if (keyMark?.key != null && plan !== null && 'columns' in plan && namesRow(plan, row))
            named.add(keyMark.key);
        }
      }
    }
    noteShared(section, uses);
    if (head.kind === 'plain' && section.form !== 'entry') said.push(...labelledKeys(section));
  };
  const visitEntry = (entry: Section, work: WorkWord | null, other: boolean): void => {
    if (entry.parts.length > 0 || !isUnmarked(entry.line)) visit(entry, work, other);
  };
  const title = titleSection(root);
  visit(root, null, false);
  for (const use of uses.values()) use.told += use.bareRanks.filter((rank) => toldRanks.has(rank)).length;
  for (const [{ keys, byKey }, { key }, typed] of typedKeys)
    if (keys.size > 1 && key !== null) byKey.set(key, typed);
  for (const [mark, work] of said) {
    const use = useOf(mark, uses);
    if (use !== undefined && work === prefixWork(use.prefix)) use.spelled = true;
  }
  const meanings = new Map<string, WorkWord | null>();
  const hasOtherSeries = [...uses.values()].some(countsStories);
  for (const [series, use] of uses) meanings.set(series, meaningOf(use, uses, hasOtherSeries));
  const guessed: { prefix: string; work: WorkWord }[] = [];
  for (const [series, use] of uses) {
    const { prefix } = use;
    const work = meanings.get(series) ?? null;
    const usual = prefixWork(prefix);
    if (work === null || (usual === null ? use.told === 0 : !openPrefixes.has(prefix) || usual !== work))
      continue;
    const isSaid = use.byWord.size > 0 || use.works.size > 0 || use.inSeries !== null || use.spelled;
    const isEachSaid = usual === null && [...use.keys].every((key) => use.byKey.has(key));
    if (!isSaid && !isEachSaid) guessed.push({ prefix, work });
  }
  if (stories === 0)
    for (const [series, use] of uses) if (meanings.get(series) === 'STORY') stories += use.keys.size;
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
    return meaning === 'EPIC' && isPartOf(mark, uses.get(mark.prefix)?.keys, epics) ? 'STORY' : meaning;
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
        };
  const mentions = mentionsIn(root);
  return {
    guessed,
    isNamed: (reference) => named.has(reference),
    isMention: (entry) => mentions.has(entry),
    isRowId: (text) => rowIds.has(text),
    isOfSeries: (mark) => (useOf(mark, uses)?.keys.size ?? 0) > 1,
    workOf: (mark) => meant(settled(mark)),
    workWithin: (mark, contained) => {
      if (contained === null || !(isProjectKey(mark) || contained === mark.work)) return meant(mark);
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
      listsCount ??= !isProductPage(root);
      return listsCount;
    },
  };
}

/** “E1.2” beside “E1” or “Epic 1”: what has a number within an epic's is no epic. */
function isPartOf(
  { key, ordinal }: Mark,
  keys: ReadonlySet<string> | undefined,
  epics: ReadonlySet<string>,
): boolean {
  const above = /^(.+)[-._]\d+$/.exec(key ?? '')?.[1];
  return (
    above !== undefined && (keys?.has(above) === true || epics.has(ordinal?.replace(/\.\d+$/, '') ?? ''))
  );
}

/** Whether a row of items has a title beside its key. */
function namesRow({ title, work }: TablePlan, { cells }: Row): boolean {
  return title !== null && work !== 'REQUIREMENT' && cellText(cells[title.index]) !== '';
}

/** Notes what a row's columns say that its keys name. */
function noteKinds(
  { type, key, title, work, parents }: TablePlan,
  row: Row,
  uses: ReadonlyMap<string, Use>,
  said: Said[],
): void {
  const typed = type === null ? null : workOf(cellText(row.cells[type.index]));
  for (const column of [key, title, ...parents]) {
    const text = column === null ? '' : cellText(row.cells[column.index]);
    const mark = text === '' || text.length >= 120 ? null : readMark(text);
    const named = column !== null && column !== key && column !== title ? column.work : (typed ?? work);
    // “ST-1 Pay” in a column “Story”
    if (mark?.key != null && column !== null) said.push([mark, column.work]);
    const use = useOf(mark, uses);
    if (mark?.key == null || use === undefined) continue;
    if (named !== null && !use.byKey.has(mark.key)) use.byKey.set(mark.key, named);
    // “F-101 | Feature” says what its letters mean, wherever it stands.
    if (column === key && typed !== null && typed === prefixWork(use.prefix))
      use.byWord.set(typed, (use.byWord.get(typed) ?? 0) + 1);
  }
}

/** What the first column says that its cells name; a key column says nothing of its own. */
function workOfFirst({ parents, title, work }: TablePlan): WorkWord | null {
  return parents.find((parent) => parent.index === 0)?.work ?? (title?.index === 0 ? work : null);
}

function meaningOf(use: Use, uses: ReadonlyMap<string, Use>, hasOtherSeries: boolean): WorkWord | null {
  const { prefix } = use;
  if (isShared(use)) return null;
  const usual = prefixWork(prefix);
  const said = strongest(use.byWord);
  // “Epic CC-1” says what CC-1 is, and that the project's other keys name what stands below.
  if (said !== null) return usual === null && holdsStories(said) ? 'STORY' : said;
  if (usual !== null && !openPrefixes.has(prefix)) return usual;
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
  const isGroup = use.holdsStories && usual !== null && mayHold(kindOfWork(usual), 'STORY');
  if (contained === 'REQUIREMENT' && isGroup) return usual;
  if (contained !== null && !spoken && (use.works.get(contained) ?? 0) * 2 >= use.count) return contained;
  if (use.inOther * 2 > use.count) return null;
  if (usual === null) {
    if (use.keys.size < 2) return isToldSeries(use) && hasOtherSeries ? 'STORY' : null;
    return use.inSeries ?? (isToldSeries(use) ? 'STORY' : null);
  }
  // One lone “E1” or “S3” proves nothing, unless other series speak for the same habit.
  const companions = [...uses.values()].some(
    (other) =>
      other !== use && (other.prefix === prefix || other.keys.size >= 2) && prefixWork(other.prefix) !== null,
  );
  return use.keys.size >= 2 || companions || isGroup ? usual : null;
}

function listsStories(part: Part): boolean {
  if (part.type === 'list') return part.entries.some(({ head }) => isSpelledStory(head));
  if (part.type !== 'section') return false;
  const { head } = part.section;
  return isSpelledStory(head) || (head.kind === 'container' && head.works.includes('STORY'));
}

/** “Story F1.1: …” below “F1: …” */
function isSpelledStory(head: Section['head']): boolean {
  return head.kind === 'mark' && head.mark.spelled && head.mark.work === 'STORY';
}

function holdsStories(work: WorkWord | null): boolean {
  return work === 'EPIC' || work === 'FEATURE';
}

/** Keys of a project, such as CC-101, whose headings tell stories. */
function isToldSeries({ told, count }: Use): boolean {
  return told * 3 >= count * 2;
}

/** Whether letters that say no kind count stories: then one of other letters alone may be the first of its own. */
function countsStories(use: Use): boolean {
  return use.keys.size > 1 && prefixWork(use.prefix) === null && !isShared(use) && isToldSeries(use);
}

/** “EXP-5a” below “EXP-5”: a step of what stands above it. */
function isStepOf(mark: Mark, around: Section | null): boolean {
  if (mark.key === null || !/\d\p{L}$/u.test(mark.key)) return false;
  const whole = mark.key.slice(0, -1);
  for (let above = around; above !== null; above = above.parent)
    if (above.head.kind === 'mark') return above.head.mark.key === whole;
  return false;
}

function strongest(counts: ReadonlyMap<WorkWord, number>): WorkWord | null {
  let best: WorkWord | null = null;
  for (const [work, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = work;
  return best;
}
