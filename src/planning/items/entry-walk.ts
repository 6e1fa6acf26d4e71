import type { Line } from '../blocks.ts';
import { type ItemDraft, kindOfWork, mayHold, nearest, warn } from '../item-draft.ts';
import { barePoints } from '../lines/field-values.ts';
import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import type { Head } from '../lines/heads.ts';
import { pairsOf } from '../lines/pairs.ts';
import { isStorySentence, sentenceOpening } from '../lines/story-sentences.ts';
import { boldName, taggedTitle } from '../lines/title-tags.ts';
import { definesRoles, namesPersona } from '../sections/personas.ts';
import { hasStoryFields } from '../sections/plain-sections.ts';
import { isPriorityLegend } from '../sections/priority-legends.ts';
import { tellScenarios } from '../sections/scenarios.ts';
import {
  arrangesPlan,
  holdsStoryEvidence,
  isMeasuredMatter,
  namesNoPiece,
} from '../sections/section-evidence.ts';
import type { Part, Section } from '../sections/sections.ts';
import { titledHead } from '../sections/titled-containers.ts';
import type { WorkWord } from '../words/language.ts';
import type { DraftCollector } from './draft-collector.ts';
import {
  applyDecoration,
  applyField,
  applyPairs,
  applyTags,
  areOfOne,
  nameParent,
  takeRemark,
} from './item-fields.ts';
import { leveledItem } from './leveled-items.ts';
import { countsAsItem, markedItem } from './marked-items.ts';
import { listsPlainRequirements, warnOfRequirement } from './requirement-lists.ts';
import { namesTasks, plansTasks } from './task-lists.ts';
import { completedBy, tellStories, tellStory } from './told-stories.ts';
import { describe, isPlaceholder, isStoryLike, type Place } from './walk-place.ts';

type ListPart = Part & { readonly type: 'list' };

const longestName = 160;

/** Reads lists: entries that are items, entries that are fields, and entries that are text. */
export class EntryWalk {
  readonly #collector: DraftCollector;
  readonly #root: Section;
  /** Goes on with what an entry holds. */
  readonly #parts: (section: Section, place: Place) => void;

  constructor(collector: DraftCollector, root: Section, parts: (section: Section, place: Place) => void) {
    this.#collector = collector;
    this.#root = root;
    this.#parts = parts;
  }

  /**
   * Reads a list; `listed` is the story of the last entry in a list right before it. Answers the same for one right behind
   * it.
   */
  list(part: ListPart, around: Place, listed: ItemDraft | null): ItemDraft | null {
    const isOfListed = listed !== null && part.entries.every(({ head }) => head.kind === 'field');
    const place = isOfListed ? { ...around, item: listed, works: [] } : around;
    if (
      isStoryLike(place.item) &&
      place.item !== null &&
      tellScenarios(part.entries.map(({ line }) => line.text))
    ) {
      applyField(place.item, ['criteria'], '', '', [part]);
      return null;
    }
    if (place.works.length > 0 && isPriorityLegend(part.entries, place.section)) return null;
    const kept: number[] = [];
    let label: { head: Head & { kind: 'field' }; index: number; entries: Section[] } | null = null;
    const marked = part.entries.some(
      (entry) =>
        entry.head.kind === 'mark' &&
        this.#isMarked(entry) &&
        (entry.head.mark.key !== null || entry.head.mark.ordinal !== null),
    );
    const told: readonly WorkWord[] =
      place.works.length === 0 &&
      place.other === null &&
      !isStoryLike(place.item) &&
      tellStories(part.entries)
        ? ['STORY']
        : place.works;
    const here: Place = { ...place, works: marked || definesRoles(part.entries, this.#root) ? [] : told };
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
        (here.works.length === 0 || head.fields[0] === 'criteria');
      if (bareLabel && head.kind === 'field') {
        closeLabel();
        label = { head, index, entries: [] };
        if (lastStory !== null && !isStoryLike(here.item)) {
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
      if (label !== null && head.kind !== 'field' && !(this.#isMarked(entry) && !isStoryLike(here.item))) {
        label.entries.push(entry);
        continue;
      }
      closeLabel();
      const before = this.#collector.drafts.length;
      if (!this.#entry(entry, owner, place.works[0] ?? null)) kept.push(index);
      const made = this.#collector.drafts[before];
      if (made !== undefined && made.place === entry && isStoryLike(made)) lastStory = made;
    }
    closeLabel();
    const keptPlaces = new Set(kept);
    if (kept.length > 0 && place.item !== null) {
      const entries = part.block.entries.filter((_entry, index) => keptPlaces.has(index));
      describe(place.item, [{ ...part.block, entries }]);
      if (entries.length === part.entries.length) this.#collector.addList(place.item, part);
    }
    // Behind several bullets a list speaks of all of them.
    return part.block.ordered || part.entries.length === 1 ? lastStory : null;
  }

  /** Reads the stories whose sentences a line begins: “As a guest, I would like to:” over what. False where it begins none. */
  completed(line: Line, below: readonly Part[], place: Place): boolean {
    if (isStoryLike(place.item) || place.other !== null) return false;
    const opening = sentenceOpening(line.text);
    const entries = completedBy(opening, below);
    for (const entry of entries) {
      const draft = tellStory(
        `${opening} ${entry.line.text}`,
        entry.line,
        { ...place, section: entry },
        this.#collector,
      );
      applyTags(draft, entry.line.tags);
      if (entry.checked === true) draft.status ??= 'Done';
      this.#parts(entry, { ...place, section: entry, item: draft, works: [], reference: null });
    }
    return entries.length > 0;
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
        if (draft === null) return this.#plainEntry(entry, place);
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
          (place.works.length > 0 && !isStoryLike(item) && head.value === '' && entry.parts.length === 0)
        )
          return this.#plainEntry(entry, place);
        const valueParts: Part[] =
          head.value === '' || entry.parts.length === 0 ? [...entry.parts] : entry.parts.slice();
        if (
          head.value !== '' &&
          head.fields.includes('description') &&
          isStorySentence(head.value) &&
          !isStoryLike(item) &&
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
        if (isStoryLike(item)) return false;
        if (entry.parts.length === 0) return place.works.length > 0 ? this.#plainEntry(entry, place) : false;
        this.#parts(entry, inner({ works, reference: head.about ?? place.reference }));
        return true;
      }
      case 'other':
        return this.#plainEntry(entry, place);
      case 'timeBox':
      case 'generic':
        if (isStoryLike(item) || entry.parts.length === 0) return false;
        this.#parts(entry, inner({}));
        return true;
      case 'plain':
      case 'empty':
        return this.#plainEntry(entry, place);
    }
  }

  #plainEntry(entry: Section, place: Place): boolean {
    const { item } = place;
    if (item !== null && entry.line.text === '' && entry.parts.length === 0 && areOfOne(entry.line.tags)) {
      applyTags(item, entry.line.tags);
      return true;
    }
    if (isStoryLike(item) && item !== null) {
      const points = barePoints(entry.line.text);
      if (points === null || entry.parts.length > 0) {
        const pairs = entry.parts.length === 0 ? pairsOf(entry.line) : null;
        return pairs !== null && applyPairs(item, pairs);
      }
      item.points ??= points;
      return true;
    }
    if (place.other === 'NOTHING' || (place.other === 'MARKED' && !isStorySentence(entry.line.text)))
      return false;
    if (this.completed(entry.line, entry.parts, place)) return true;
    const leveled = leveledItem(entry, place, this.#collector);
    if (leveled !== null) {
      this.#parts(entry, leveled.inner);
      return true;
    }
    const wholeText = [
      entry.line.text,
      ...entry.parts
        .slice(0, 1)
        .flatMap((part) => (part.type === 'text' ? part.lines.map((line) => line.text) : [])),
    ].join(' ');
    const decoration =
      entry.head.kind === 'plain' ? entry.head.decoration : undecorated(taggedTitle(entry.line));
    const title = cleanTitle(decoration.title);
    const titled = /^(.{3,80}?)(?:\s*[:–—]|\s-)\s+(.+)$/su.exec(decoration.title);
    const bold = boldName(entry.line);
    const tells =
      isStorySentence(wholeText) ||
      (titled?.[2] !== undefined &&
        isStorySentence(`${titled[2]} ${wholeText.slice(entry.line.text.length)}`));
    const [work, ...deeper] = place.works.filter(
      (contained) => contained !== 'REQUIREMENT' || listsPlainRequirements(place, entry, this.#collector),
    );
    const namesItem =
      work !== undefined &&
      (work !== 'FEATURE' || this.#collector.meanings.featureListsCount) &&
      title !== '' &&
      !isPlaceholder(title);
    const isMeasured =
      !tells && !namesItem && this.#isMeasured(entry, place, title, decoration.points !== null);
    if (tells || namesItem || isMeasured) {
      const whole =
        isStorySentence(wholeText) &&
        !(titled?.[1] !== undefined && titled[2] !== undefined && !isStorySentence(decoration.title));
      const name = tells
        ? whole
          ? undecorated(wholeText).title
          : cleanTitle(titled?.[1] ?? title)
        : bold === null
          ? title
          : bold.name;
      const draft = this.#collector.add(
        work ?? 'STORY',
        tells ? 'sentence' : 'list',
        name,
        place.path,
        entry.anchor,
        entry,
      );
      applyDecoration(draft, decoration);
      if (isMeasured)
        warn(
          draft,
          'STORY_GUESSED',
          `“${name}” was taken for a story because it has points or criteria. Write “Story: ${name}” to say so.`,
        );
      else if (work === 'REQUIREMENT' && !tells) warnOfRequirement(draft);
      applyTags(draft, entry.line.tags);
      if (entry.checked === true) draft.status ??= 'Done';
      draft.ordinal =
        decoration.numbering !== null && /\./.test(decoration.numbering) ? decoration.numbering : null;
      if (tells && !whole) draft.description.push(titled?.[2] ?? '');
      else if (!tells && bold !== null) {
        const isLeft = decoration.title.startsWith(bold.name);
        const behind = isLeft ? cleanTitle(decoration.title.slice(bold.name.length)) : bold.behind;
        if (behind !== '') takeRemark(draft, behind);
      }
      draft.enclosing = nearest(item, draft);
      draft.looseReference = place.reference;
      this.#parts(entry, {
        ...place,
        section: entry,
        item: draft,
        works: deeper,
        reference: null,
        other: null,
      });
      return true;
    }
    const hasInner = entry.parts.some((part) => part.type === 'list' || part.type === 'section');
    if (!hasInner || !holdsStoryEvidence(entry, this.#collector.meanings)) return false;
    const feature = this.#collector.add('FEATURE', 'heading', title, place.path, entry.anchor, entry);
    feature.provisional = true;
    feature.enclosing = item;
    const before = this.#collector.drafts.length;
    this.#parts(entry, {
      ...place,
      section: entry,
      item: item === null || item.kind === 'EPIC' ? feature : item,
    });
    const told = this.#collector.drafts
      .slice(before)
      .filter((draft) => draft.enclosing === feature && isStoryLike(draft));
    const holds =
      !namesPersona(title, told) &&
      (item === null || item.kind === 'EPIC') &&
      title !== '' &&
      title.length <= longestName &&
      !namesNoPiece(title) &&
      told.length > 0;
    if (holds) {
      feature.provisional = false;
      warn(
        feature,
        'FEATURE_GUESSED',
        `“${title}” was taken for a feature because it holds stories. Write “Feature: ${title}” to say so.`,
      );
    } else this.#collector.giveUp(feature, before, item);
    return true;
  }

  /** Whether an entry below an epic or a feature has what only a story has. */
  #isMeasured(entry: Section, { item, works }: Place, title: string, hasPoints: boolean): boolean {
    return (
      item !== null &&
      (!item.provisional || item.enclosing !== null) &&
      (item.kind === 'EPIC' || item.kind === 'FEATURE') &&
      works.length === 0 &&
      title.length >= 3 &&
      title.length <= longestName &&
      (entry.head.kind === 'plain' || entry.head.kind === 'other' || isMeasuredMatter(entry)) &&
      (hasPoints || hasStoryFields(entry)) &&
      !arrangesPlan(title)
    );
  }
}
