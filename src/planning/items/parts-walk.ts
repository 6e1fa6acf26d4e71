import { type Block, type Line, linesOf } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { explainsKinds } from '../sections/explained-kinds.ts';
import { isFieldLegend } from '../sections/field-legends.ts';
import { headsCriteria } from '../sections/plain-sections.ts';
import { saidBehind } from '../sections/said-works.ts';
import type { Part, Section } from '../sections/sections.ts';
import { isLeaf } from '../words/work-levels.ts';
import { applyCodeTo } from './code-fields.ts';
import type { DraftCollector } from './draft-collector.ts';
import type { EntryWalk } from './entry-walk.ts';
import { readItemTable } from './item-tables.ts';
import { readList } from './list-walk.ts';
import { listsAmongOthers, standsApart } from './overview-tables.ts';
import type { PlainEntries } from './plain-entries.ts';
import type { PlainWalk } from './plain-walk.ts';
import { SectionLead } from './section-leads.ts';
import type { StoryLevels } from './story-levels.ts';
import { walkText } from './text-walk.ts';
import { headsSentence } from './told-stories.ts';
import { describe, mayPlan, onlyStory, type Place } from './walk-place.ts';

/** What reads the parts of a document, and goes on with a section among them. */
export interface PartReaders {
  readonly collector: DraftCollector;
  /** The heading that is the document's title. */
  readonly title: Section | null;
  readonly entries: EntryWalk;
  readonly plainEntries: PlainEntries;
  readonly plain: PlainWalk;
  readonly levels: StoryLevels;
  /** Headings that are columns of a board, and how the cards below them stand. */
  readonly columns: ReadonlyMap<Section, string>;
  readonly section: (section: Section, place: Place) => void;
}

type PartOf<Type extends Part['type']> = Part & { readonly type: Type };

/** Reads the parts of one section in their order: each may be of an item that one before it told. */
export class PartsWalk {
  readonly #readers: PartReaders;
  readonly #collector: DraftCollector;
  readonly #section: Section;
  readonly #lead: SectionLead;
  #place: Place;
  /** A story told in a sentence takes what follows it. */
  #told: ItemDraft | null = null;
  /** Criteria below a heading behind several stories are of all of them. */
  #known: number;
  #lastStory: { readonly draft: ItemDraft; readonly rank: number } | null = null;
  /** The story that the list or table before a part ends with, or is the only one of. */
  #listed: ItemDraft | null = null;
  /** A list of fields of the story that the sentence behind it tells. */
  #fields: PartOf<'list'> | null = null;
  /** The list whose entries a line before it began. */
  #completed: Part | null = null;

  constructor(readers: PartReaders, section: Section, around: Place) {
    this.#readers = readers;
    this.#collector = readers.collector;
    this.#section = section;
    this.#place = around;
    this.#known = readers.collector.drafts.length;
    this.#lead = new SectionLead(section, section === readers.title, around.item);
  }

  read(): void {
    const { parts } = this.#section;
    for (const [at, part] of parts.entries()) {
      const listed = this.#listed;
      this.#listed = null;
      if (part === this.#completed) continue;
      this.#read(part, parts[at - 1], parts[at + 1], listed);
      this.#hear(part);
    }
  }

  #read(part: Part, before: Part | undefined, next: Part | undefined, listed: ItemDraft | null): void {
    switch (part.type) {
      case 'text':
        if (headsOthers(part, before, next)) this.#place = { ...this.#place, works: [] };
        this.#readText(part, next);
        return;
      case 'code':
        this.#readCode(part);
        return;
      case 'list':
        this.#readList(part, before, next, listed);
        return;
      case 'table':
        this.#readTable(part);
        return;
      case 'section':
        this.#readSection(part.section, before, listed);
        return;
    }
  }

  /** Where what follows a told story stands. */
  get #here(): Place {
    return this.#told === null ? this.#place : { ...this.#place, item: this.#told, works: [] };
  }

  /** What a part says of those behind it. */
  #hear(part: Part): void {
    const place = this.#place;
    const said = mayPlan(place) ? saidBehind(part, this.#section, place.said) : place.said;
    if (said !== place.said) this.#place = { ...place, said };
  }

  #readText({ lines }: PartOf<'text'>, next: Part | undefined): void {
    const { entries, plainEntries } = this.#readers;
    const line = lines.length === 1 ? lines[0] : undefined;
    if (line !== undefined && next !== undefined && plainEntries.completed(line, [next], this.#place)) {
      this.#completed = next;
      this.#told = null;
      return;
    }
    this.#told = walkText(lines, this.#place, this.#told, this.#collector);
    if (this.#fields !== null) readList(this.#fields, this.#here, null, entries);
    this.#fields = null;
  }

  #readList(
    part: PartOf<'list'>,
    before: Part | undefined,
    next: Part | undefined,
    listed: ItemDraft | null,
  ): void {
    const { entries } = this.#readers;
    const { item } = this.#place;
    if (isFieldLegend(part, before) || explainsKinds(part.entries)) {
      this.#keep(item, part.block);
      return;
    }
    if (headsSentence(part, next)) {
      this.#fields = part;
      return;
    }
    const isOfTold = this.#told !== null && !part.entries.some((entry) => entries.isStoryEntry(entry));
    const place = isOfTold ? this.#here : this.#place;
    this.#listed = readList(part, place, before?.type === 'list' ? listed : null, entries);
  }

  #readTable(part: PartOf<'table'>): void {
    const story = this.#told ?? this.#place.item;
    const item = listsAmongOthers(part.block, story, this.#collector.meanings) ? null : story;
    const place = { ...this.#place, item };
    const first = this.#collector.drafts.length;
    const isRead = readItemTable(part.block, place, this.#collector);
    this.#listed = onlyStory(this.#collector.drafts.slice(first));
    if (isRead) return;
    if (mayPlan(place)) this.#collector.keptParts.push(part);
    this.#keep(item, part.block);
  }

  #readCode({ block }: PartOf<'code'>): void {
    const { item } = this.#here;
    this.#leave(item, block);
    applyCodeTo(item, block);
  }

  /** Text of the item, or of none. */
  #keep(item: ItemDraft | null, block: Block): void {
    this.#leave(item, block);
    if (item !== null) describe(item, [block]);
  }

  #leave(item: ItemDraft | null, block: Block): void {
    if (item === null || item.provisional) this.#collector.leave(leftOf(block), this.#section, item);
  }

  #readSection(section: Section, before: Part | undefined, listed: ItemDraft | null): void {
    const above = this.#lead.over(section);
    if (above !== null) this.#place = { ...this.#place, item: above };
    const owner = this.#ownerOf(section, before, listed);
    const isOfTold = this.#isOfTold(section);
    if ((section.form === 'heading' || section.form === 'lead' || listsStories(section)) && !isOfTold)
      this.#told = null;
    const around = isOfTold ? this.#here : this.#place;
    const isApart = standsApart(section, around.item, this.#collector.meanings);
    const first = this.#collector.drafts.length;
    this.#readers.section(section, { ...around, item: isApart ? null : (owner ?? around.item) });
    this.#known = this.#collector.drafts.length;
    this.#take(section, this.#collector.drafts.slice(first));
  }

  /** The story before a section that the section is of, though it does not stand below it. */
  #ownerOf(section: Section, before: Part | undefined, listed: ItemDraft | null): ItemDraft | null {
    const { levels, plain } = this.#readers;
    if (section.head.kind === 'field' && section.form === 'heading' && !plain.groups(section))
      return levels.ownerOf(this.#section, section, this.#lastStory, this.#place);
    return section.form === 'label' && headsCriteria(section) && listsOne(before) ? listed : null;
  }

  #isOfTold(section: Section): boolean {
    // “**Stories**” right below a sentence of their epic lists those of the epic.
    if (section.form === 'label')
      return !listsStories(section) || this.#told?.enclosing?.place !== this.#section;
    const isOnly = this.#collector.drafts.length === this.#known + 1;
    return isOnly && headsCriteria(section) && this.#place.item?.provisional !== false;
  }

  /** Remembers what a section made of itself and of what stands in it. */
  #take(section: Section, made: readonly ItemDraft[]): void {
    const column = this.#readers.columns.get(section);
    if (column !== undefined) for (const card of made) card.status ??= column;
    const own = made[0]?.place === section ? made[0] : undefined;
    this.#lead.take(section, own);
    // “User stories” over several sentences is the heading of none of them.
    const isNamed = own !== undefined && (own.evidence !== 'sentence' || made.length === 1);
    if (isNamed && isLeaf(own.kind)) this.#lastStory = { draft: own, rank: section.rank };
    else if (section.head.kind !== 'field') this.#lastStory = null;
  }
}

/** The lines that tell what is left: of code the first, and of a table the first of each row. */
function leftOf(block: Block): readonly Line[] {
  if (block.type !== 'table')
    return block.type === 'code' ? linesOf([block]).filter(isFilled).slice(0, 1) : linesOf([block]);
  return block.rows.flatMap(
    ({ cells }) => linesOf(cells.flatMap(({ blocks }) => blocks)).find(isFilled) ?? [],
  );
}

function isFilled({ text }: Line): boolean {
  return text !== '';
}

const longestName = 40;
const fewestTold = 3;

/** “Exceptions” between a list of nothing but stories' sentences and one without any: those stories have ended. */
function headsOthers({ lines }: PartOf<'text'>, before: Part | undefined, next: Part | undefined): boolean {
  const [line] = lines;
  if (before?.type !== 'list' || next?.type !== 'list' || line === undefined || lines.length > 1)
    return false;
  if (line.text.length > longestName || !/[\p{L}\p{N})]$/u.test(line.text)) return false;
  const tells = ({ line: { text }, head }: Section): boolean => isStorySentence(text) || head.kind === 'mark';
  return before.entries.length >= fewestTold && before.entries.every(tells) && !next.entries.some(tells);
}

/** “**Stories**” */
function listsStories({ form, head }: Section): boolean {
  return form === 'label' && head.kind === 'container' && head.works.includes('STORY');
}

/** “- **US-7** Sail” over a label, or a table of that row: it speaks of that story, as it would not of several. */
function listsOne(part: Part | undefined): boolean {
  return part?.type === 'table' || (part?.type === 'list' && part.entries.length === 1);
}
