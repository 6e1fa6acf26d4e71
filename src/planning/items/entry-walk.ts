import type { PlanItemKind } from '../../domain/plan.ts';
import { type ItemDraft, kindOfWork, mayHold } from '../item-draft.ts';
import type { Head } from '../lines/heads.ts';
import type { Mark } from '../lines/marks.ts';
import { pairsOf } from '../lines/pairs.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { namesTasks } from '../lines/task-labels.ts';
import { holdsStoryEvidence, isMeasuredMatter } from '../sections/section-evidence.ts';
import { rememberingSections } from '../sections/section-memory.ts';
import type { Section } from '../sections/sections.ts';
import { titledHead } from '../sections/titled-containers.ts';
import type { WorkWord } from '../words/language.ts';
import type { DraftCollector } from './draft-collector.ts';
import { listsItsStories } from './enabler-stories.ts';
import { applyField, applyPairs, nameParent } from './item-fields.ts';
import { countsAsItem, markedItem } from './marked-items.ts';
import type { PlainEntries } from './plain-entries.ts';
import { plansTasks } from './task-lists.ts';
import { tellStory } from './told-stories.ts';
import { isInStory, isStoryLike, type Place } from './walk-place.ts';

/** “version-history”, “Week-view of tides”: a word that begins with one for a time names none. */
const compound = /^\p{L}{2,12}-\p{L}{3}/u;

type HeadOf<Kind extends Head['kind']> = Head & { readonly kind: Kind };

/** Reads entries of lists: those that are items, those that are fields, and those that are text. */
export class EntryWalk {
  readonly collector: DraftCollector;
  readonly root: Section;
  readonly #plain: PlainEntries;
  /** Goes on with what an entry holds. */
  readonly #parts: (section: Section, place: Place) => void;

  constructor(
    collector: DraftCollector,
    root: Section,
    plain: PlainEntries,
    parts: (section: Section, place: Place) => void,
  ) {
    this.collector = collector;
    this.root = root;
    this.#plain = plain;
    this.#parts = parts;
  }

  isStoryEntry(entry: Section): boolean {
    return this.isMarked(entry) || isStorySentence(entry.line.text);
  }

  isMarked(entry: Section): boolean {
    const { meanings } = this.collector;
    return (
      entry.head.kind === 'mark' && meanings.workOf(entry.head.mark) !== null && !meanings.isMention(entry)
    );
  }

  /** Reads an entry, of a list of work of some kind; false when it is ordinary text. */
  read(entry: Section, place: Place, contained: WorkWord | null): boolean {
    const { head } = entry;
    switch (head.kind) {
      case 'mark':
        return this.#marked(entry, head, place, contained);
      case 'field':
        return this.#field(entry, head, place);
      case 'container':
        return this.#container(entry, head, place, contained);
      case 'timeBox':
      case 'generic':
        if (place.works.length > 0 && compound.test(entry.line.text)) return this.#plain.read(entry, place);
        if (isInStory(place) || entry.parts.length === 0) return false;
        this.#below(entry, place, {});
        return true;
      case 'other':
      case 'plain':
      case 'empty':
        return this.#plain.read(entry, place);
    }
  }

  #below(entry: Section, place: Place, over: Partial<Place>): void {
    this.#parts(entry, { ...place, section: entry, ...over });
  }

  #marked(entry: Section, head: HeadOf<'mark'>, place: Place, contained: WorkWord | null): boolean {
    const { item } = place;
    const { mark } = head;
    const isLabel = mark.labelled || (mark.key === null && mark.ordinal === null);
    if (isLabel && item !== null && !item.provisional && mark.work !== null) {
      const kind = kindOfWork(mark.work);
      if (mayHold(kind, item.kind) && !holdsStoryEvidence(entry, this.collector.meanings)) {
        this.#nameParent(entry, mark, item);
        this.#below(entry, place, { works: [] });
        return true;
      }
      if (!mark.labelled && !mayHold(item.kind, kind) && !isBesideItem(entry, kind, item)) return false;
    }
    const draft = markedItem(entry, head, place, this.collector, contained);
    if (draft === null) return this.#plain.read(entry, place);
    this.#below(entry, place, { item: draft, works: [], reference: null, other: null });
    return true;
  }

  /** “Epic: Checkout” below a story, and “Epic: Checkout | Points: 3” */
  #nameParent({ line }: Section, { key, title, work }: Mark, item: ItemDraft): void {
    const pairs = pairsOf(line) ?? [];
    if (pairs.length > 1) applyPairs(item, pairs);
    else nameParent(item, key ?? title, work);
  }

  #field(entry: Section, head: HeadOf<'field'>, place: Place): boolean {
    const { item, works } = place;
    const { line, parts } = entry;
    if (namesTasks(head) && head.value === '' && plansTasks(entry, place, this.collector.meanings)) {
      this.#below(entry, place, { works: ['TASK'] });
      return true;
    }
    const isListed = works.length > 0 && !isInStory(place) && head.value === '' && parts.length === 0;
    if (item === null || isListed || isMeasuredMatter(entry)) return this.#plain.read(entry, place);
    const tells = head.fields.includes('description') && isStorySentence(head.value);
    if (tells && !isInStory(place) && place.other === null) {
      tellStory(head.value, line, place, this.collector);
      return true;
    }
    const pairs = parts.length === 0 ? (pairsOf(line) ?? []) : [];
    return pairs.length > 1
      ? applyPairs(item, pairs)
      : applyField(item, head.fields, head.label, head.value, parts);
  }

  #container(entry: Section, head: HeadOf<'container'>, place: Place, contained: WorkWord | null): boolean {
    const titled = titledHead(entry);
    const draft = titled === null ? null : markedItem(entry, titled, place, this.collector, contained);
    if (draft !== null) {
      this.#below(entry, place, { item: draft, works: [], reference: null });
      return true;
    }
    if (isInStory(place) && !listsItsStories(entry, head, place.item)) return false;
    if (entry.parts.length === 0) return place.works.length > 0 ? this.#plain.read(entry, place) : false;
    const works = head.works.filter((work) => countsAsItem(work, this.collector.meanings));
    this.#below(entry, place, { works, reference: head.about ?? place.reference });
    return true;
  }
}

/** “Feature: Scan a card” beside “Story: Scan a book” below a feature is one beside that. */
function isBesideItem(entry: Section, kind: PlanItemKind, item: ItemDraft): boolean {
  if (kind !== item.kind || isStoryLike(item)) return false;
  return entry.parent !== null && namedAlone(entry.parent).has(entry);
}

/** Entries of lists right below a section that have several, each with a mark of its own. */
const namedAlone = rememberingSections(
  ({ parts }): ReadonlySet<Section> =>
    new Set(
      parts.flatMap((part) =>
        part.type === 'list' && part.entries.length > 1 && part.entries.every(isNamed) ? part.entries : [],
      ),
    ),
);

function isNamed({ head }: Section): boolean {
  return head.kind === 'mark' && head.mark.separated && head.mark.title !== '';
}
