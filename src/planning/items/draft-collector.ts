import type { SourceLocation } from '../../domain/plan.ts';
import type { Anchor, Line } from '../blocks.ts';
import {
  type Evidence,
  emptyDraft,
  type ItemDraft,
  type ItemPlace,
  kindOfWork,
  labelOfWork,
  nearest,
} from '../item-draft.ts';
import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import { inlineCriteria } from '../lines/inline-criteria.ts';
import type { Mark } from '../lines/marks.ts';
import type { ReadTable } from '../relations/column-parents.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import type { LevelLegend } from '../sections/level-legend.ts';
import type { Part, Section } from '../sections/sections.ts';
import type { KindColumn } from '../tables/kind-columns.ts';
import { enablerTypeOf, typedTitle } from '../words/enabler-types.ts';
import { normalizedTitle } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { isGroup } from '../words/work-levels.ts';
import { whyContainer } from './coverage-reasons.ts';
import { applyDecoration, locationAt, takeInline } from './item-fields.ts';

type ListPart = Part & { readonly type: 'list' };

/** What became of a section, while reading. */
export interface SectionNote {
  readonly section: Section;
  readonly path: readonly string[];
  draft: ItemDraft | null;
  /** The item that the section is a part of. */
  partOf: ItemDraft | null;
  reason: string | null;
  /** Whether items stand in it. */
  holdsItems: boolean;
}

/** A list or a table that was kept as text, or belongs to no item. */
export type KeptPart = Part & { readonly type: 'list' | 'table' };

/** A table that may be one of items, and was kept as text. */
export interface UnreadTable extends KindColumn {
  readonly location: SourceLocation;
}

/** A row among items that is none of them. */
export interface UnreadRow {
  readonly key: string | null;
  readonly text: string;
  readonly anchor: Anchor;
}

/** What a reading of an unmarked outline made of sections that the walk had left. */
interface Settled {
  readonly items?: ReadonlyMap<Section, ItemDraft | null>;
  readonly holding?: Iterable<Section>;
}

/** Of the drafts without a title so many, the last ones, may still be given one. */
const mostUntitled = 100;

/** Gathers what the walk over the document finds. */
export class DraftCollector {
  readonly drafts: ItemDraft[] = [];
  readonly notes: SectionNote[] = [];
  readonly readTables: ReadTable[] = [];
  readonly unreadTables: UnreadTable[] = [];
  /** Rows of requirements and tests in tables of other items. */
  readonly unreadRows: UnreadRow[] = [];
  /** Lists and tables of the plan that hold no items. */
  readonly keptParts: KeptPart[] = [];
  /** Entries of lists that no item takes. */
  readonly leftEntries = new Set<Section>();
  /** Lines that no item takes, and the sections that they stand in. */
  readonly left = new Map<Line, Section>();
  /** Texts about dependencies that stand in no item. */
  readonly dependencies: string[] = [];
  readonly meanings: PrefixMeanings;
  readonly legend: LevelLegend | null;
  /** Whether lists of requirements are the plan, because nothing else in the document is. */
  readonly listsRequirements: boolean;
  /** The heading whose word for features is read as a part of its name. */
  readonly loneList: Section | null;
  readonly #lists = new Map<ItemDraft, ListPart[]>();
  /** The drafts that `holds` has looked at, by their titles: a document may ask as often as it has headings. */
  readonly #titled = new Map<string, ItemDraft[]>();
  #untitled: ItemDraft[] = [];
  #looked = 0;

  constructor(
    meanings: PrefixMeanings,
    legend: LevelLegend | null,
    listsRequirements = false,
    loneList: Section | null = null,
  ) {
    this.meanings = meanings;
    this.legend = legend;
    this.listsRequirements = listsRequirements;
    this.loneList = loneList;
  }

  add(
    work: WorkWord,
    evidence: Evidence,
    title: string,
    path: readonly string[],
    anchor: Anchor,
    place: ItemPlace,
  ): ItemDraft {
    const kind = kindOfWork(work);
    const inline = inlineCriteria(title);
    const decoration = inline === null ? null : undecorated(inline.before.replace(/[.;,]$/, ''));
    const name = decoration === null ? title : cleanTitle(decoration.title);
    const typed = kind === 'ENABLER' ? typedTitle(name) : null;
    const draft = emptyDraft(kind, work, evidence, typed?.title ?? name, locationAt(path, anchor), place);
    if (decoration !== null) applyDecoration(draft, decoration);
    if (inline !== null) takeInline(draft, inline);
    if (typed !== null) draft.enablerType = enablerTypeOf(typed.type);
    const label = labelOfWork(work);
    if (label !== null) draft.labels.push(label);
    if (work === 'SPIKE') draft.enablerType = 'RESEARCH';
    this.drafts.push(draft);
    return draft;
  }

  addMarked(
    mark: Mark,
    work: WorkWord,
    evidence: Evidence,
    path: readonly string[],
    anchor: Anchor,
    place: ItemPlace,
  ): ItemDraft {
    const draft = this.add(work, evidence, mark.title, path, anchor, place);
    draft.key = mark.key;
    draft.ordinal = mark.ordinal;
    draft.within = mark.within;
    draft.featureType ??= mark.featureType;
    draft.enablerType ??= mark.enablerType;
    return draft;
  }

  /** Remembers a list that nothing names and that describes an item. */
  addList(draft: ItemDraft, list: ListPart): void {
    const known = this.#lists.get(draft);
    if (known === undefined) this.#lists.set(draft, [list]);
    else known.push(list);
  }

  listsOf(draft: ItemDraft): readonly ListPart[] {
    return this.#lists.get(draft) ?? [];
  }

  /** Remembers lines that no item takes, or one that may turn out to be none. */
  leave(lines: readonly Line[], within: Section, item: ItemDraft | null = null): void {
    if (item !== null && !item.provisional) return;
    for (const line of lines) if (line.text !== '') this.left.set(line, within);
  }

  /** Whether items were found from some place on. */
  foundItems(from: number): boolean {
    for (let at = from; at < this.drafts.length; at += 1)
      if (this.drafts[at]?.provisional === false) return true;
    return false;
  }

  /** Whether an item of some title was found. */
  holds(title: string): boolean {
    return this.#called(title).some((draft) => !draft.provisional);
  }

  /** The epic or the feature of some title that the document names as such. */
  groupCalled(title: string): ItemDraft | null {
    const found = this.#called(title).find(
      ({ kind, evidence, provisional }) =>
        !provisional && isGroup(kind) && evidence !== 'heading' && evidence !== 'title',
    );
    return found ?? null;
  }

  #called(title: string): readonly ItemDraft[] {
    const waiting = this.#untitled.slice(-mostUntitled);
    this.#untitled = [];
    for (const draft of waiting) this.#lookAt(draft);
    for (const draft of this.drafts.slice(this.#looked)) this.#lookAt(draft);
    this.#looked = this.drafts.length;
    const name = normalizedTitle(title);
    return name === '' ? this.#untitled : (this.#titled.get(name) ?? []);
  }

  #lookAt(draft: ItemDraft): void {
    const name = normalizedTitle(draft.title);
    const known = this.#titled.get(name);
    // A field may still give a title to what has none; no title that is there changes.
    if (name === '') this.#untitled.push(draft);
    else if (known === undefined) this.#titled.set(name, [draft]);
    else known.push(draft);
  }

  /** Says of sections that were read at last which items they are, and of which that they only hold some. */
  settleNotes({ items = new Map(), holding = [] }: Settled): void {
    const containers = new Set(holding);
    for (const note of this.notes) {
      note.draft ??= items.get(note.section) ?? null;
      if (containers.has(note.section)) note.reason = whyContainer(true);
    }
  }

  /** Takes back a draft behind which, from one place on, others were made: those belong to what is above it. */
  giveUp(draft: ItemDraft, from: number, above: ItemDraft | null): void {
    const at = this.drafts.lastIndexOf(draft);
    this.drafts.splice(at, 1);
    if (at < this.#looked) this.#looked -= 1;
    for (const inner of this.drafts.slice(Math.max(0, from - 1)))
      if (inner.enclosing === draft) inner.enclosing = nearest(above, inner);
  }
}
