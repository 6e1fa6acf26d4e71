import { cellText, type Row } from '../blocks.ts';
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
import { listedWork } from './listing-headings.ts';
import { fieldWork, labelledKeys } from './plain-sections.ts';
import {
  groupsStories,
  holdsStories,
  isProjectKey,
  noteShared,
  seriesOf,
  type Use,
  useOf,
} from './prefix-uses.ts';
import { onlySentence } from './section-evidence.ts';
import type { Part, Section } from './sections.ts';
import { saidOfSeries } from './table-series.ts';
import { tellsStory } from './told-keys.ts';

/** A key, and the kind that a column or a label says it is of. */
type Said = readonly [Mark, WorkWord | null];

/** The keys of a document, and what stands around them. */
interface SeenKeys {
  /** By series. */
  readonly uses: ReadonlyMap<string, Use>;
  /** How many marks surely tell stories. */
  readonly stories: number;
  /** Numbers of epics that have no key: “Epic 1”. */
  readonly epics: ReadonlySet<string>;
  /** What stands with a title of its own. */
  readonly named: ReadonlySet<string>;
  readonly rowIds: RowIds;
}

export function seenKeys(root: Section): SeenKeys {
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
        listed: 0,
        holding: new Set(),
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
      if (head.mark.key !== null && section.form === 'heading' && section.parts.some(listsStories))
        use?.holding.add(head.mark.key);
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
    // “Front-end tasks” over FE-1 and FE-2
    else if (head.kind === 'plain' && section.form !== 'entry')
      work = listedWork(section, head.decoration.title) ?? work;
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
      else if (part.type === 'list') {
        for (const entry of part.entries) visitEntry(entry, work, other);
        if (holdsWork(section)) noteListed(part.entries, uses);
      } else if (part.type === 'table') {
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
  for (const use of uses.values()) if (groupsStories(use)) forgetStories(use);
  for (const [mark, work] of said) {
    const use = useOf(mark, uses);
    if (use !== undefined && work === prefixWork(use.prefix)) use.spelled = true;
  }
  return { uses, stories, epics, named, rowIds };
}

/** What stands around “ES-1: …” over “US-1: …” says of the latter that they are stories. */
function forgetStories({ works, byKey }: Use): void {
  works.delete('STORY');
  for (const [key, work] of byKey) if (work === 'STORY') byKey.delete(key);
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

/** “### Epic: Checkout” */
function holdsWork({ form, head }: Section): boolean {
  return (
    form === 'heading' && head.kind === 'mark' && (head.mark.work === 'EPIC' || head.mark.work === 'FEATURE')
  );
}

/** Notes the keys that all entries of a list begin with. */
function noteListed(entries: readonly Section[], uses: ReadonlyMap<string, Use>): void {
  const named = entries.map(({ head }) =>
    head.kind === 'mark' && head.mark.title !== '' && isProjectKey(head.mark)
      ? useOf(head.mark, uses)
      : undefined,
  );
  if (named.every((use) => use !== undefined)) for (const use of named) use.listed += 1;
}

function listsStories(part: Part): boolean {
  if (part.type === 'list') return part.entries.some(({ head }) => isSureStory(head));
  if (part.type !== 'section') return false;
  const { head } = part.section;
  return isSureStory(head) || (head.kind === 'container' && head.works.includes('STORY'));
}

/** “Story F1.1: …” below “F1: …”, “US-1: …” below “ES-1: …” */
function isSureStory(head: Section['head']): boolean {
  if (head.kind !== 'mark' || head.mark.work !== 'STORY') return false;
  return head.mark.spelled || (head.mark.prefix !== null && !openPrefixes.has(head.mark.prefix));
}

/** “EXP-5a” below “EXP-5”: a step of what stands above it. */
function isStepOf(mark: Mark, around: Section | null): boolean {
  if (mark.key === null || !/\d\p{L}$/u.test(mark.key)) return false;
  const whole = mark.key.slice(0, -1);
  for (let above = around; above !== null; above = above.parent)
    if (above.head.kind === 'mark') return above.head.mark.key === whole;
  return false;
}
