import { type ItemDraft, kindOfWork, mayHold, warn } from '../item-draft.ts';
import type { Head } from '../lines/heads.ts';
import { pairsOf } from '../lines/pairs.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { endsLabelled, meansField } from '../sections/criteria-fields.ts';
import { definesRoles, listsRoleNames } from '../sections/personas.ts';
import { isScaleLegend } from '../sections/scale-legends.ts';
import { tellScenarios } from '../sections/scenarios.ts';
import { holdsStoryEvidence, isMeasuredMatter } from '../sections/section-evidence.ts';
import type { Part, Section } from '../sections/sections.ts';
import { linksToStories } from '../sections/story-links.ts';
import { titledHead } from '../sections/titled-containers.ts';
import type { WorkWord } from '../words/language.ts';
import { boxesBeside } from './boxes-beside.ts';
import { describeEntry, withoutOwnCriteria, withoutTextLabels } from './described-sections.ts';
import type { DraftCollector } from './draft-collector.ts';
import { listsItsStories } from './enabler-stories.ts';
import { applyField, applyPairs, nameParent } from './item-fields.ts';
import { countsAsItem, markedItem } from './marked-items.ts';
import { namesStoriesAsOthers, storiesNamed } from './named-stories.ts';
import type { PlainEntries } from './plain-entries.ts';
import { namesTasks, plansTasks } from './task-lists.ts';
import { tellStories, tellStory } from './told-stories.ts';
import { describe, isInStory, isStoryLike, mayPlan, type Place } from './walk-place.ts';

type ListPart = Part & { readonly type: 'list' };

const none: ReadonlySet<Section> = new Set();
/** “version-history”, “Week-view of tides”: a word that begins with one for a time names none. */
const compound = /^\p{L}{2,12}-\p{L}{3}/u;

/** Reads lists: entries that are items, entries that are fields, and entries that are text. */
export class EntryWalk {
  readonly #collector: DraftCollector;
  readonly #root: Section;
  readonly #plain: PlainEntries;
  /** Goes on with what an entry holds. */
  readonly #parts: (section: Section, place: Place) => void;

  constructor(
    collector: DraftCollector,
    root: Section,
    plain: PlainEntries,
    parts: (section: Section, place: Place) => void,
  ) {
    this.#collector = collector;
    this.#root = root;
    this.#plain = plain;
    this.#parts = parts;
  }

  /**
   * Reads a list; `listed` is the story of the last entry in a list right before it. Answers the same for one right behind
   * it.
   */
  list(part: ListPart, around: Place, listed: ItemDraft | null): ItemDraft | null {
    const isOfListed = listed !== null && part.entries.every(({ head }) => head.kind === 'field');
    const place = isOfListed ? { ...around, item: listed, works: [] } : around;
    if (isInStory(place) && place.item !== null && tellScenarios(part.entries.map(({ line }) => line.text))) {
      applyField(place.item, ['criteria'], '', '', [part]);
      return null;
    }
    if (place.works.length > 0 && isScaleLegend(part.entries, place.section)) return null;
    const kept: number[] = [];
    let label: { head: Head & { kind: 'field' }; index: number; entries: Section[] } | null = null;
    const marked = part.entries.some(
      (entry) =>
        entry.head.kind === 'mark' &&
        this.#isMarked(entry) &&
        (entry.head.mark.key !== null || entry.head.mark.ordinal !== null),
    );
    const mayTell = place.works.length === 0 && place.other === null && !isInStory(place);
    const areAsOthers = mayTell && namesStoriesAsOthers(part, place, this.#root);
    const named = mayTell ? storiesNamed(part.entries, this.#collector.meanings) : none;
    const beside = mayTell ? boxesBeside(part, place, (entry) => this.#isMarked(entry)) : none;
    const said = mayTell ? (place.said?.entries ?? null) : null;
    const saidHere = said === null ? place.works : [said];
    const told: readonly WorkWord[] =
      mayTell && (areAsOthers || tellStories(part.entries) || linksToStories(part.entries))
        ? ['STORY']
        : saidHere;
    const namesRoles =
      definesRoles(part.entries, this.#root) ||
      (told[0] === 'STORY' && listsRoleNames(part.entries, this.#root));
    const here: Place = { ...place, works: marked || namesRoles ? [] : told };
    const closeLabel = (): void => {
      if (label !== null && here.item !== null && label.entries.length > 0) {
        const list: Part = { type: 'list', block: { ...part.block, entries: [] }, entries: label.entries };
        if (!applyField(here.item, label.head.fields, label.head.label, '', [list]))
          describe(here.item, [
            {
              ...part.block,
              entries: label.entries.map((entry) => ({
                checked: entry.checked,
                blocks: [{ type: 'paragraph', lines: [entry.line], anchor: entry.anchor }],
                anchor: entry.anchor,
              })),
            },
          ]);
      }
      // A label with nothing after it is an ordinary entry.
      else if (label !== null && here.item !== null) kept.push(label.index);
      label = null;
    };
    let lastStory: ItemDraft | null = null;
    for (let index = 0; index < part.entries.length; index += 1) {
      const entry = part.entries[index];
      if (entry === undefined) continue;
      const { head } = entry;
      const owner: Place =
        here.item === null && lastStory !== null && head.kind === 'field'
          ? { ...here, item: lastStory }
          : here;
      const bareLabel =
        head.kind === 'field' &&
        head.value === '' &&
        entry.parts.length === 0 &&
        !isMeasuredMatter(entry) &&
        owner.item !== null &&
        (owner.item.evidence !== 'heading' || isSetApart(entry)) &&
        (here.works.length === 0 || head.fields[0] === 'criteria');
      if (bareLabel && head.kind === 'field') {
        closeLabel();
        label = { head, index, entries: [] };
        if (lastStory !== null && !isInStory(here)) {
          const target = lastStory;
          const following: Section[] = label.entries;
          for (let next = index + 1; next < part.entries.length; next += 1) {
            const candidate = part.entries[next];
            if (candidate === undefined || candidate.head.kind === 'mark' || candidate.head.kind === 'field')
              break;
            following.push(candidate);
          }
          applyField(target, head.fields, head.label, '', [
            { type: 'list', block: { ...part.block, entries: [] }, entries: following },
          ]);
          label = null;
        }
        continue;
      }
      // “**Status:** the order's status is shown”
      const ofCriteria = label?.head.fields[0] === 'criteria';
      const goesOn =
        ofCriteria && label !== null && endsLabelled(part.entries, label.index, index)
          ? false
          : head.kind !== 'field' || (ofCriteria && meansField(head) === 'NO');
      if (label !== null && goesOn && !(this.#isMarked(entry) && !isInStory(here))) {
        label.entries.push(entry);
        continue;
      }
      closeLabel();
      const before = this.#collector.drafts.length;
      const within: Place = named.has(entry) || beside.has(entry) ? { ...owner, works: ['STORY'] } : owner;
      const isRead =
        this.#entry(entry, within, place.works[0] ?? null) ||
        (owner.item !== null && isInStory(owner) && describeEntry(owner.item, entry));
      if (!isRead) kept.push(index);
      const made = this.#collector.drafts[before];
      if (made !== undefined && made.place === entry && isStoryLike(made)) lastStory = made;
      if (areAsOthers && made?.evidence === 'list')
        warn(
          made,
          'STORY_GUESSED',
          `“${made.title}” was taken for a story because the entries below other epics are. Write “Story: ${made.title}” to say so.`,
        );
      else if (made?.evidence === 'list' && beside.has(entry))
        warn(
          made,
          'STORY_GUESSED',
          `“${made.title}” was taken for a story because it is listed with stories in a sprint. Write “Story: ${made.title}” to say so.`,
        );
    }
    closeLabel();
    const keptPlaces = new Set(kept);
    if (kept.length > 0 && mayPlan(place)) this.#collector.keptParts.push(keptOf(part, keptPlaces));
    const { item } = place;
    for (const index of kept) this.#leave(part.entries[index], place);
    if (kept.length > 0 && item !== null) {
      const entries = part.block.entries.flatMap((entry, index) => {
        if (!keptPlaces.has(index)) return [];
        const section = isInStory(place) ? part.entries[index] : undefined;
        return [section === undefined ? entry : withoutOwnCriteria(item, section, entry)];
      });
      describe(item, withoutTextLabels({ ...part.block, entries }));
      if (entries.length === part.entries.length) this.#collector.addList(item, part);
    }
    // Behind several bullets a list speaks of all of them.
    return part.block.ordered || part.entries.length === 1 ? lastStory : null;
  }

  /** Remembers an entry that no item takes; an outline may be read twice, and then for an item. */
  #leave(entry: Section | undefined, { item, section }: Place): void {
    if (entry === undefined) return;
    if (item !== null) this.#collector.leftEntries.delete(entry);
    else {
      this.#collector.leftEntries.add(entry);
      this.#collector.leave([entry.line], section);
    }
  }

  isStoryEntry(entry: Section): boolean {
    return this.#isMarked(entry) || isStorySentence(entry.line.text);
  }

  #isMarked(entry: Section): boolean {
    const { meanings } = this.#collector;
    return (
      entry.head.kind === 'mark' && meanings.workOf(entry.head.mark) !== null && !meanings.isMention(entry)
    );
  }

  /** Reads one entry; false when it is ordinary text. */
  #entry(entry: Section, place: Place, contained: WorkWord | null): boolean {
    const { head } = entry;
    const { item } = place;
    const inner = (over: Partial<Place>): Place => ({ ...place, section: entry, ...over });
    switch (head.kind) {
      case 'mark': {
        const { mark } = head;
        const isLabel = mark.labelled || (mark.key === null && mark.ordinal === null);
        if (isLabel && item !== null && !item.provisional && mark.work !== null) {
          const kind = kindOfWork(mark.work);
          if (mayHold(kind, item.kind) && !holdsStoryEvidence(entry, this.#collector.meanings)) {
            const pairs = pairsOf(entry.line) ?? [];
            if (pairs.length > 1) applyPairs(item, pairs);
            else nameParent(item, mark.key ?? mark.title, mark.work);
            this.#parts(entry, inner({ works: [] }));
            return true;
          }
          if (!mark.labelled && !mayHold(item.kind, kind)) return false;
        }
        const draft = markedItem(entry, head, place, this.#collector, contained);
        if (draft === null) return this.#plain.read(entry, place);
        this.#parts(entry, inner({ item: draft, works: [], reference: null, other: null }));
        return true;
      }
      case 'field': {
        if (namesTasks(head) && head.value === '' && plansTasks(entry, place, this.#collector.meanings)) {
          this.#parts(entry, inner({ works: ['TASK'] }));
          return true;
        }
        if (
          item === null ||
          isMeasuredMatter(entry) ||
          (place.works.length > 0 && !isInStory(place) && head.value === '' && entry.parts.length === 0)
        )
          return this.#plain.read(entry, place);
        const valueParts: Part[] =
          head.value === '' || entry.parts.length === 0 ? [...entry.parts] : entry.parts.slice();
        if (
          head.value !== '' &&
          head.fields.includes('description') &&
          isStorySentence(head.value) &&
          !isInStory(place) &&
          place.other === null
        ) {
          tellStory(head.value, entry.line, place, this.#collector);
          return true;
        }
        const pairs = entry.parts.length === 0 ? (pairsOf(entry.line) ?? []) : [];
        return pairs.length > 1
          ? applyPairs(item, pairs)
          : applyField(item, head.fields, head.label, head.value, valueParts);
      }
      case 'container': {
        const titled = titledHead(entry);
        const draft = titled === null ? null : markedItem(entry, titled, place, this.#collector, contained);
        if (draft !== null) {
          this.#parts(entry, inner({ item: draft, works: [], reference: null }));
          return true;
        }
        const works = head.works.filter((work) => countsAsItem(work, this.#collector.meanings));
        if (isInStory(place) && !listsItsStories(entry, head, item)) return false;
        if (entry.parts.length === 0) return place.works.length > 0 ? this.#plain.read(entry, place) : false;
        this.#parts(entry, inner({ works, reference: head.about ?? place.reference }));
        return true;
      }
      case 'other':
        return this.#plain.read(entry, place);
      case 'timeBox':
      case 'generic':
        if (place.works.length > 0 && compound.test(entry.line.text)) return this.#plain.read(entry, place);
        if (isInStory(place) || entry.parts.length === 0) return false;
        this.#parts(entry, inner({}));
        return true;
      case 'plain':
      case 'empty':
        return this.#plain.read(entry, place);
    }
  }
}

function keptOf(part: ListPart, kept: ReadonlySet<number>): ListPart {
  return { ...part, entries: part.entries.filter((_entry, index) => kept.has(index)) };
}

/** “Acceptance criteria” alone, in a list below a heading that nothing calls an item, is a thing among its like. */
function isSetApart({ line }: Section): boolean {
  return line.bold > 0 || endsInColon(line.text);
}
