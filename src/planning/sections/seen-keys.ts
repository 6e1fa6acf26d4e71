import { type Block, cellText, type Row } from '../blocks.ts';
import { isUnmarked } from '../lines/heads.ts';
import { openPrefixes, prefixWork } from '../lines/keys.ts';
import { type Mark, readMark, referenceOf } from '../lines/marks.ts';
import { namesTasks } from '../lines/task-labels.ts';
import { namesTimeBox } from '../tables/column-names.ts';
import { RowIds } from '../tables/row-ids.ts';
import { planOfTable, type TablePlan } from '../tables/table-columns.ts';
import { backlogAbove } from '../tables/work-columns.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { otherMatters, timeBoxWords, workOf } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import { listedWork } from './listing-headings.ts';
import { fieldWork, labelledKeys, ranksItself } from './plain-sections.ts';
import {
  countKind,
  groupsStories,
  isProjectKey,
  mayBeWord,
  newUse,
  noteShared,
  seriesOf,
  tellRanked,
  type Use,
  useOf,
} from './prefix-uses.ts';
import { onlySentence } from './section-evidence.ts';
import type { Part, Section } from './sections.ts';
import { saidOfSeries } from './table-series.ts';
import { titleSection } from './title-section.ts';
import { requiredAbove, tellsStory } from './told-keys.ts';

/** A key, and the kind that a column or a label says it is of. */
type Said = readonly [Mark, WorkWord | null];

type Table = Block & { readonly type: 'table' };

/** What the sections around a place say of the keys there. */
interface Around {
  readonly work: WorkWord | null;
  /** They are of another matter than the plan. */
  readonly isOther: boolean;
  /** The letter that counts the time boxes that are listed here: “R2” below “Releases”. */
  readonly boxes?: string | null;
}

/** Longer cells begin with no key. */
const longestMarked = 120;

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
  /** Keys of what “Stories of EP-1” speaks of. */
  readonly holders: ReadonlySet<string>;
  readonly rowIds: RowIds;
}

export function seenKeys(root: Section): SeenKeys {
  return new KeyWalk(root).read();
}

class KeyWalk {
  readonly #root: Section;
  readonly #title: Section | null;
  readonly #uses = new Map<string, Use>();
  readonly #epics = new Set<string>();
  readonly #named = new Set<string>();
  readonly #holders = new Set<string>();
  readonly #rowIds = new RowIds();
  #stories = 0;
  /** Keys of a project, of which fields say what they name: that counts where there are several. */
  readonly #typedKeys: (readonly [Use, string, WorkWord])[] = [];
  readonly #said: Said[] = [];
  /** Levels of headings and entries whose keys tell stories: what has nothing below it there is one that is still to be told. */
  readonly #toldRanks = new Set<number>();

  constructor(root: Section) {
    this.#root = root;
    this.#title = titleSection(root);
  }

  read(): SeenKeys {
    this.#section(this.#root, { work: null, isOther: false });
    this.#settle();
    const [uses, stories, epics, named, rowIds] = [
      this.#uses,
      this.#stories,
      this.#epics,
      this.#named,
      this.#rowIds,
    ];
    return { uses, stories, epics, named, holders: this.#holders, rowIds };
  }

  #section(section: Section, around: Around): void {
    const { head } = section;
    if (head.kind === 'mark') this.#marked(section, head.mark, around);
    else if (head.kind === 'container' && head.about !== null && head.works.includes('STORY')) {
      const key = readMark(head.about)?.key ?? null;
      if (key !== null) this.#holders.add(key);
    }
    const below = this.#below(section, around);
    // “Business rules” over “BR1: …”, “BR2: …”; entries below “Dependencies” speak of items that stand elsewhere.
    const headsMatter =
      section.form === 'heading' &&
      section !== this.#title &&
      head.kind === 'field' &&
      otherMatters.has(fold(head.label));
    for (const part of section.parts) {
      if (part.type === 'section') {
        const isBeside = headsMatter && part.section.form === 'heading';
        this.#section(part.section, isBeside ? { ...below, isOther: true } : below);
      } else if (part.type === 'list') {
        for (const entry of part.entries)
          if (entry.parts.length > 0 || !isUnmarked(entry.line)) this.#section(entry, below);
        if (holdsWork(section)) noteListed(part.entries, this.#uses);
      } else if (part.type === 'table') {
        this.#table(part.block, section, headsMatter ? { ...below, isOther: true } : below);
      }
    }
    noteShared(section, this.#uses);
    if (head.kind === 'plain' && section.form !== 'entry') this.#said.push(...labelledKeys(section));
  }

  /** What a section says of the keys below it. */
  #below(section: Section, outer: Around): Around {
    const { form, head } = section;
    const around: Around = { ...outer, boxes: listedBoxes(section) };
    switch (head.kind) {
      case 'mark':
        return { ...around, work: null };
      case 'container':
        return { work: head.works.length === 1 ? (head.works[0] ?? null) : null, isOther: false };
      case 'other':
        return { ...around, isOther: head.isClosed || section !== this.#title };
      case 'plain':
        // “Front-end tasks” over FE-1 and FE-2
        if (form === 'entry') return around;
        return { ...around, work: listedWork(section, head.decoration.title) ?? around.work };
      case 'timeBox':
      case 'generic':
        return around;
      case 'field':
        // “Technical tasks” over FE-1 and BE-1
        return form === 'heading' ? { ...around, work: namesTasks(head) ? 'TASK' : null } : around;
      case 'empty':
        return form === 'heading' ? { ...around, work: null } : around;
    }
  }

  #marked(section: Section, mark: Mark, { work, isOther: isBeside, boxes }: Around): void {
    const isOther = isBeside || (boxes != null && mark.prefix === boxes);
    const isHeading = section.form === 'heading';
    // A story that is told is one wherever it stands, and no requirement.
    const isTold = isHeading && (isOther || work === 'REQUIREMENT') && onlySentence(section);
    const said = isTold && work === 'REQUIREMENT' ? null : (work ?? requiredAbove(mark, section.parent));
    if (!isStepOf(mark, section.parent)) this.#see(mark, { work: said, isOther: isOther && !isTold });
    const use = useOf(mark, this.#uses);
    if (use === undefined || mark.key === null) return;
    if (isHeading && section.parts.some(listsStories)) use.holding.add(mark.key);
    if (tellsStory(section, use)) {
      use.told += 1;
      use.toldKeys.add(mark.key);
      if (isHeading || section.form === 'entry') this.#toldRanks.add(section.rank);
    } else if ((isHeading || section.form === 'entry') && section.parts.length === 0)
      use.bareRanks.push(section.rank);
    else if (section.form === 'lead' && ranksItself(section)) use.ranked.push(mark.key);
    const typed = fieldWork(section);
    if (typed === null) return;
    // “Type: Enabler” below “EN-9: …” says what its letters mean.
    if (typed === prefixWork(use.prefix)) countKind(use.byWord, typed);
    if (isProjectKey(mark)) this.#typedKeys.push([use, mark.key, typed]);
  }

  #see(mark: Mark, { work, isOther }: Around): void {
    const series = seriesOf(mark);
    if (mark.title !== '') this.#named.add(referenceOf(mark) ?? '');
    if (mark.prefix === null || mark.key === null || series === null) {
      if (mark.work === 'STORY') this.#stories += 1;
      if (mark.work === 'EPIC' && mark.ordinal !== null) this.#epics.add(mark.ordinal);
      return;
    }
    const use = this.#uses.get(series) ?? newUse(mark.prefix);
    this.#uses.set(series, use);
    const usual = prefixWork(mark.prefix);
    use.count += 1;
    use.keys.add(mark.key);
    if (mark.spelled && (!mark.inTitle || mark.work === usual)) use.spelled = true;
    if (isOther) use.inOther += 1;
    if (work !== null) countKind(use.works, work);
    const kind = mark.work ?? work;
    if (kind !== null && !use.byKey.has(mark.key)) use.byKey.set(mark.key, kind);
    // “Epic E1: …” says itself what the letter means; of “CC-1 [Epic] …” that holds for a project's letters.
    const speaksOfAll = !mark.inTitle || (usual === null && isGroup(mark.work));
    if (mark.work !== null && speaksOfAll && mark.work !== usual) countKind(use.byWord, mark.work);
    if (mark.work === 'STORY' && !openPrefixes.has(mark.prefix)) this.#stories += 1;
  }

  #table(block: Table, section: Section, { work, isOther }: Around): void {
    const { rows } = block;
    const read = isOther ? null : planOfTable(block, work, backlogAbove(section));
    const plan = read !== null && 'columns' in read ? read : null;
    const firstWork = (plan === null ? null : workOfFirst(plan)) ?? work;
    const isTimed = namesTimeBox(cellText(rows[0]?.cells[0]));
    if (plan !== null) this.#rowIds.see(plan, rows);
    const oneSeries = plan === null ? null : saidOfSeries(plan, rows);
    for (const row of rows) {
      const text = cellText(row.cells[0]);
      const mark = text.length < longestMarked && !isTimed ? readMark(text) : null;
      if (mark !== null) this.#see(mark, { work: firstWork, isOther });
      if (plan !== null) this.#row(row, plan, oneSeries);
    }
  }

  #row(row: Row, plan: TablePlan, oneSeries: WorkWord | null): void {
    const { key, title, work } = plan;
    // “Berths | Story | QUAY-11 Reserve a berth”
    const titled =
      key === null && title !== null && title.index > 0 ? readMark(cellText(row.cells[title.index])) : null;
    if (titled !== null && isProjectKey(titled) && !mayBeWord(titled))
      this.#see(titled, { work: null, isOther: false });
    const mark = key === null ? null : readMark(cellText(row.cells[key.index]));
    if (mark !== null && key?.index !== 0) this.#see(mark, { work: null, isOther: false });
    const use = useOf(mark, this.#uses);
    if (use !== undefined) {
      if (oneSeries !== null && openPrefixes.has(use.prefix)) countKind(use.byWord, oneSeries);
      use.inSeries ??= work ?? 'STORY';
    }
    this.#said.push(...noteKinds(plan, row, this.#uses));
    if (mark?.key != null && namesRow(plan, row)) this.#named.add(mark.key);
  }

  /** What can be said of a series only when all of it has been seen. */
  #settle(): void {
    const uses = [...this.#uses.values()];
    for (const use of uses) use.told += use.bareRanks.filter((rank) => this.#toldRanks.has(rank)).length;
    for (const use of uses) if (use.told > 0) tellRanked(use);
    for (const [{ keys, byKey }, key, typed] of this.#typedKeys) if (keys.size > 1) byKey.set(key, typed);
    for (const use of uses) if (groupsStories(use)) forgetStories(use);
    for (const [mark, work] of this.#said) {
      const use = useOf(mark, this.#uses);
      if (use !== undefined && work === prefixWork(use.prefix)) use.spelled = true;
    }
  }
}

/** What a key begins with that counts the time boxes of a heading: “Releases”, “Meilensteine”. */
function listedBoxes({ form, head, line }: Section): string | null {
  if (form !== 'heading' || (head.kind !== 'plain' && head.kind !== 'generic')) return null;
  const name = fold(line.text);
  const isOfBoxes =
    /^\p{L}+$/u.test(name) &&
    timeBoxEndings.some((end) => timeBoxWords.has(name.slice(0, name.length - end)));
  return isOfBoxes ? name.slice(0, 1).toUpperCase() : null;
}

/** How many letters make several of one: “Releases”, “Versiones”, “Meilensteine”. */
const timeBoxEndings = [0, 1, 2];

/** What stands around “ES-1: …” over “US-1: …” says of the latter that they are stories. */
function forgetStories({ works, byKey }: Use): void {
  works.delete('STORY');
  for (const [key, work] of byKey) if (work === 'STORY') byKey.delete(key);
}

/** Whether a row of items has a title beside its key. */
function namesRow({ title, work }: TablePlan, { cells }: Row): boolean {
  return title !== null && work !== 'REQUIREMENT' && cellText(cells[title.index]) !== '';
}

/** Notes what a row's columns say that its keys name; answers what they say of the letters as well. */
function noteKinds(
  { type, key, title, work, parents }: TablePlan,
  row: Row,
  uses: ReadonlyMap<string, Use>,
): readonly Said[] {
  const said: Said[] = [];
  const typed = type === null ? null : workOf(cellText(row.cells[type.index]));
  for (const column of [key, title, ...parents]) {
    const text = column === null ? '' : cellText(row.cells[column.index]);
    const mark = text === '' || text.length >= longestMarked ? null : readMark(text);
    const named = column !== null && column !== key && column !== title ? column.work : (typed ?? work);
    // “ST-1 Pay” in a column “Story”
    if (mark?.key != null && column !== null) said.push([mark, column.work]);
    const use = useOf(mark, uses);
    if (mark?.key == null || use === undefined) continue;
    if (named !== null && !use.byKey.has(mark.key)) use.byKey.set(mark.key, named);
    // “F-101 | Feature” says what its letters mean, wherever it stands.
    if (column === key && typed !== null && typed === prefixWork(use.prefix)) countKind(use.byWord, typed);
  }
  return said;
}

/** What the first column says that its cells name; a key column says nothing of its own. */
function workOfFirst({ parents, title, work }: TablePlan): WorkWord | null {
  return parents.find((parent) => parent.index === 0)?.work ?? (title?.index === 0 ? work : null);
}

/** “### Epic: Checkout” */
function holdsWork({ form, head }: Section): boolean {
  return form === 'heading' && head.kind === 'mark' && isGroup(head.mark.work);
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
