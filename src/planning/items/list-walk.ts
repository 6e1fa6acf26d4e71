import { linesOf } from '../blocks.ts';
import { type ItemDraft, warnOfGuess } from '../item-draft.ts';
import type { Head } from '../lines/heads.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { endsLabelled, meansField } from '../sections/criteria-fields.ts';
import { explainsParts } from '../sections/explained-kinds.ts';
import { definesRoles, listsRoleNames } from '../sections/personas.ts';
import { isScaleLegend } from '../sections/scale-legends.ts';
import { tellScenarios } from '../sections/scenarios.ts';
import { isMeasuredMatter } from '../sections/section-evidence.ts';
import type { Part, Section } from '../sections/sections.ts';
import { linksToStories } from '../sections/story-links.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { boxesBeside } from './boxes-beside.ts';
import { describeEntry, withoutOwnCriteria, withoutTextLabels } from './described-sections.ts';
import type { EntryWalk } from './entry-walk.ts';
import { applyField } from './item-fields.ts';
import { namesStoriesAsOthers, storiesNamed } from './named-stories.ts';
import { tellStories } from './told-stories.ts';
import { describe, isInStory, isStoryLike, mayPlan, type Place } from './walk-place.ts';

type ListPart = Part & { readonly type: 'list' };
type FieldHead = Head & { readonly kind: 'field' };

/** “Acceptance criteria:” alone in an entry, and the entries behind it. */
interface OpenLabel {
  readonly head: FieldHead;
  readonly index: number;
  readonly entries: Section[];
}

/**
 * Reads a list: entries that are items, fields of one, or text. `listed` is the story of the last entry in a list right
 * before it; answers the same for one right behind it.
 */
export function readList(
  part: ListPart,
  around: Place,
  listed: ItemDraft | null,
  entries: EntryWalk,
): ItemDraft | null {
  const isOfListed = listed !== null && part.entries.every(({ head }) => head.kind === 'field');
  const place = isOfListed ? { ...around, item: listed, works: [] } : around;
  if (isInStory(place) && place.item !== null && tellScenarios(part.entries.map(({ line }) => line.text))) {
    applyField(place.item, ['criteria'], '', '', [part]);
    return null;
  }
  if (
    place.works.length > 0 &&
    (isScaleLegend(part.entries, place.section.line.text) || explainsParts(part.entries))
  ) {
    entries.collector.leave(linesOf([part.block]), place.section);
    return null;
  }
  if (place.item !== null && refersToOthers(part, place.section, entries)) {
    describe(place.item, [part.block]);
    return null;
  }
  return new ListWalk(part, place, entries).read();
}

const relates = wordSearch(wordsFor('parentLinks'));

/** “Related backlog items” over keys alone that nothing in the document names: what they are stands elsewhere. */
function refersToOthers({ entries }: ListPart, { line }: Section, { collector }: EntryWalk): boolean {
  return (
    relates.test(fold(line.text)) &&
    entries.every(({ head, parts }) => {
      if (head.kind !== 'mark' || parts.length > 0) return false;
      const { key, title } = head.mark;
      return key !== null && title === '' && !collector.meanings.isNamed(key);
    })
  );
}

/** What the entries of a list are besides what each of them says. */
interface Listing {
  /** What its unmarked entries are. */
  readonly works: readonly WorkWord[];
  /** Entries that are stories, as they have names like others that are. */
  readonly named: ReadonlySet<Section>;
  /** Entries that are stories, as they have boxes beside others that are. */
  readonly beside: ReadonlySet<Section>;
  /** Whether its entries are stories because those below other epics are. */
  readonly areAsOthers: boolean;
}

const none: ReadonlySet<Section> = new Set();

function listingOf(part: ListPart, place: Place, walk: EntryWalk): Listing {
  const { entries } = part;
  const { meanings } = walk.collector;
  const isCounted = entries.some(
    (entry) =>
      entry.head.kind === 'mark' &&
      walk.isMarked(entry) &&
      (entry.head.mark.key !== null || entry.head.mark.ordinal !== null),
  );
  const mayTell = place.works.length === 0 && place.other === null && !isInStory(place);
  const areAsOthers = mayTell && namesStoriesAsOthers(part, place, walk.root);
  const tellsStories = mayTell && (areAsOthers || tellStories(entries) || linksToStories(entries));
  const said = mayTell ? (place.said?.entries ?? null) : null;
  const told: readonly WorkWord[] = tellsStories ? ['STORY'] : said === null ? place.works : [said];
  const namesRoles =
    definesRoles(entries, walk.root) || (told[0] === 'STORY' && listsRoleNames(entries, walk.root));
  return {
    works: isCounted || namesRoles ? [] : told,
    named: mayTell ? storiesNamed(entries, meanings) : none,
    beside: mayTell ? boxesBeside(part, place, (entry) => walk.isMarked(entry)) : none,
    areAsOthers,
  };
}

class ListWalk {
  readonly #part: ListPart;
  /** Where the list stands, and where its entries do. */
  readonly #place: Place;
  readonly #here: Place;
  readonly #listing: Listing;
  readonly #areBoxes: boolean;
  readonly #walk: EntryWalk;
  /** The entries that turned out to be ordinary text. */
  readonly #kept: number[] = [];
  #label: OpenLabel | null = null;
  #lastStory: ItemDraft | null = null;

  constructor(part: ListPart, place: Place, walk: EntryWalk) {
    this.#part = part;
    this.#place = place;
    this.#walk = walk;
    this.#listing = listingOf(part, place, walk);
    this.#here = { ...place, works: this.#listing.works };
    this.#areBoxes = this.#here.works.length > 0 && part.entries.every(({ checked }) => checked !== null);
  }

  read(): ItemDraft | null {
    const { block, entries } = this.#part;
    for (const [index, entry] of entries.entries())
      if (!this.#opensLabel(entry, index) && !this.#isOfLabel(entry, index)) this.#read(entry, index);
    this.#closeLabel();
    if (this.#kept.length > 0) this.#keepText(new Set(this.#kept));
    // Behind several bullets a list speaks of all of them.
    return block.ordered || entries.length === 1 ? this.#lastStory : null;
  }

  /** Where an entry stands: a field behind a story of the list is that story's, but for a box of a list of work. */
  #placeOf({ head }: Section): Place {
    const isOfLast = this.#here.item === null && head.kind === 'field' && !this.#areBoxes;
    return isOfLast && this.#lastStory !== null ? { ...this.#here, item: this.#lastStory } : this.#here;
  }

  #opensLabel(entry: Section, index: number): boolean {
    const { head } = entry;
    if (head.kind !== 'field' || !this.#isBareLabel(entry, head)) return false;
    this.#closeLabel();
    if (this.#lastStory === null || isInStory(this.#here)) this.#label = { head, index, entries: [] };
    else applyField(this.#lastStory, head.fields, head.label, '', [this.#listOf(this.#plainBehind(index))]);
    return true;
  }

  #isBareLabel(entry: Section, head: FieldHead): boolean {
    if (head.value !== '' || entry.parts.length > 0 || isMeasuredMatter(entry)) return false;
    const { item } = this.#placeOf(entry);
    const { works } = this.#here;
    return (
      item !== null &&
      (item.evidence !== 'heading' || isSetApart(entry)) &&
      (works.length === 0 || head.fields[0] === 'criteria')
    );
  }

  #plainBehind(index: number): readonly Section[] {
    const behind = this.#part.entries.slice(index + 1);
    const end = behind.findIndex(({ head }) => head.kind === 'mark' || head.kind === 'field');
    return end === -1 ? behind : behind.slice(0, end);
  }

  /** Whether an entry stands below the open label: “**Status:** the order's status is shown” may be a criterion too. */
  #isOfLabel(entry: Section, index: number): boolean {
    const label = this.#label;
    if (label === null) return false;
    const { head } = entry;
    const ofCriteria = label.head.fields[0] === 'criteria';
    if (ofCriteria && endsLabelled(this.#part.entries, label.index, index)) return false;
    if (head.kind === 'field' && (!ofCriteria || meansField(head) !== 'NO')) return false;
    if (this.#walk.isMarked(entry) && !isInStory(this.#here)) return false;
    label.entries.push(entry);
    return true;
  }

  #closeLabel(): void {
    const label = this.#label;
    const { item } = this.#here;
    this.#label = null;
    if (label === null || item === null) return;
    // A label with nothing after it is an ordinary entry.
    if (label.entries.length === 0) this.#kept.push(label.index);
    else if (!applyField(item, label.head.fields, label.head.label, '', [this.#listOf(label.entries)]))
      describe(item, [{ ...this.#part.block, entries: label.entries.map(entryOf) }]);
  }

  #listOf(entries: readonly Section[]): ListPart {
    return { type: 'list', block: { ...this.#part.block, entries: [] }, entries };
  }

  #read(entry: Section, index: number): void {
    this.#closeLabel();
    const { collector } = this.#walk;
    const { named, beside } = this.#listing;
    const before = collector.drafts.length;
    const place = this.#placeOf(entry);
    const within: Place = named.has(entry) || beside.has(entry) ? { ...place, works: ['STORY'] } : place;
    const isRead =
      this.#walk.read(entry, within, this.#place.works[0] ?? null) ||
      (place.item !== null && isInStory(place) && describeEntry(place.item, entry));
    if (!isRead) this.#kept.push(index);
    const made = collector.drafts[before];
    if (made === undefined) return;
    if (made.place === entry && isStoryLike(made)) this.#lastStory = made;
    if (made.evidence === 'list') this.#warn(made, beside.has(entry));
  }

  #warn(made: ItemDraft, isBeside: boolean): void {
    const why = this.#listing.areAsOthers
      ? 'the entries below other epics are'
      : isBeside
        ? 'it is listed with stories in a sprint'
        : null;
    if (why !== null) warnOfGuess(made, 'story', why);
  }

  /** Keeps the entries that are ordinary text for the item around the list. */
  #keepText(kept: ReadonlySet<number>): void {
    const part = this.#part;
    const place = this.#place;
    const { collector } = this.#walk;
    const sections = part.entries.filter((_entry, index) => kept.has(index));
    if (mayPlan(place)) collector.keptParts.push({ ...part, entries: sections });
    for (const index of kept) this.#leave(index);
    const { item } = place;
    if (item === null) return;
    const entries = part.block.entries.flatMap((entry, index) => {
      if (!kept.has(index)) return [];
      const section = isInStory(place) ? part.entries[index] : undefined;
      return [section === undefined ? entry : withoutOwnCriteria(item, section, entry)];
    });
    describe(item, withoutTextLabels({ ...part.block, entries }));
    if (entries.length === part.entries.length) collector.addList(item, part);
  }

  /** Remembers an entry that no item takes; an outline may be read twice, and then for an item. */
  #leave(index: number): void {
    const { collector } = this.#walk;
    const { block, entries } = this.#part;
    const entry = entries[index];
    if (entry === undefined) return;
    const { item, section } = this.#place;
    if (item === null) collector.leftEntries.add(entry);
    else collector.leftEntries.delete(entry);
    collector.leave(linesOf(block.entries[index]?.blocks ?? []), section, item);
  }
}

function entryOf({ checked, line, anchor }: Section): ListPart['block']['entries'][number] {
  return { checked, blocks: [{ type: 'paragraph', lines: [line], anchor }], anchor };
}

/** “Acceptance criteria” alone, in a list below a heading that nothing calls an item, is a thing among its like. */
function isSetApart({ line }: Section): boolean {
  return line.bold > 0 || endsInColon(line.text);
}
