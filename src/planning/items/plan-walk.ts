import type { ItemDraft } from '../item-draft.ts';
import { namesDependencies } from '../lines/dependency-sentences.ts';
import type { Head } from '../lines/heads.ts';
import { sentenceOpening } from '../lines/story-sentences.ts';
import { boardColumns } from '../sections/board-columns.ts';
import { isGroupLead } from '../sections/group-leads.ts';
import { keyedTitle } from '../sections/keyed-titles.ts';
import { isUnwanted, leavesContainer } from '../sections/left-containers.ts';
import { worksWithin } from '../sections/listing-groups.ts';
import { priorityTold } from '../sections/priority-headings.ts';
import { saidByOpening, saidIn } from '../sections/said-works.ts';
import { holdsMarked, holdsStoryEvidence, tellsLeads } from '../sections/section-evidence.ts';
import type { Section } from '../sections/sections.ts';
import { titleSection } from '../sections/title-section.ts';
import { titledHead } from '../sections/titled-containers.ts';
import { timeTold } from '../sections/told-times.ts';
import { unmarkedLevels } from '../sections/unmarked-levels.ts';
import { ContainerWalk } from './container-walk.ts';
import { whyBeside, whyHeadingOnly, whyOpening } from './coverage-reasons.ts';
import { describeSection } from './described-sections.ts';
import type { DraftCollector, SectionNote } from './draft-collector.ts';
import { EntryWalk } from './entry-walk.ts';
import { FieldWalk } from './field-walk.ts';
import { nameParent, partsText } from './item-fields.ts';
import { markedItem } from './marked-items.ts';
import { groupNamed } from './named-groups.ts';
import { openingNote } from './opening-text.ts';
import { type PartReaders, PartsWalk } from './parts-walk.ts';
import { PlainEntries } from './plain-entries.ts';
import { PlainWalk } from './plain-walk.ts';
import { StoryLevels } from './story-levels.ts';
import { namesParent, warnOfTitle } from './title-item.ts';
import { mayPlan, type Place } from './walk-place.ts';

/**
 * Walks over the sections of a document and collects everything that shows an item. Answers how to read what a
 * section holds for an item that is found later.
 */
export function walkPlan(
  root: Section,
  collector: DraftCollector,
  item: ItemDraft | null,
): (section: Section, item: ItemDraft) => void {
  const walk = new PlanWalk(collector, root, item);
  const start: Place = {
    item,
    works: [],
    said: null,
    reference: null,
    other: null,
    path: [],
    section: root,
  };
  walk.parts(root, start);
  return (section, found) =>
    walk.parts(section, { ...start, item: found, path: found.location.headingPath, section });
}

class PlanWalk implements PartReaders {
  readonly collector: DraftCollector;
  readonly title: Section | null;
  readonly entries: EntryWalk;
  readonly plainEntries: PlainEntries;
  readonly plain: PlainWalk;
  readonly levels: StoryLevels;
  readonly columns: ReadonlyMap<Section, string>;
  readonly #fields: FieldWalk;
  readonly #containers: ContainerWalk;
  readonly #draftsAtStart: number;
  #openingNote: SectionNote | null;

  constructor(collector: DraftCollector, root: Section, item: ItemDraft | null) {
    this.collector = collector;
    this.#draftsAtStart = collector.drafts.length;
    this.#openingNote = openingNote(root, item);
    this.title = titleSection(root);
    const levels = unmarkedLevels(root);
    this.columns = boardColumns(levels, (heading) => holdsStoryEvidence(heading, collector.meanings));
    this.plain = new PlainWalk(collector, this.title, levels, this.columns, this.parts);
    this.plainEntries = new PlainEntries(collector, this.parts);
    this.entries = new EntryWalk(collector, root, this.plainEntries, this.parts);
    this.#fields = new FieldWalk(collector, this.parts);
    this.#containers = new ContainerWalk(collector, root, this.#fields, this.plain, this.parts);
    this.levels = new StoryLevels(collector.meanings);
  }

  readonly parts = (section: Section, around: Place): void => {
    new PartsWalk(this, section, around).read();
  };

  readonly section = (section: Section, place: Place): void => {
    const before = this.collector.drafts.length;
    const noted = this.collector.notes.length;
    const { path } = place;
    const note: SectionNote = { section, path, draft: null, partOf: null, reason: null, holdsItems: false };
    if (isLabelOfText(section)) this.collector.leave([section.line], section.parent ?? section, place.item);
    this.#section(section, place, note);
    const made = this.collector.drafts.slice(before);
    const isNoted = this.collector.notes[noted]?.section === section;
    if (isNoted || made[0]?.place === section) this.collector.left.delete(section.line);
    if (made.length === 0) return;
    note.holdsItems = true;
    const told = timeTold(section);
    const priority = made[0]?.place === section ? null : priorityTold(section);
    for (const draft of made) {
      draft.told ??= told;
      draft.priority ??= priority;
    }
  };

  #section(section: Section, place: Place, note: SectionNote): void {
    const { form, head, line } = section;
    const isHeading = form === 'heading' || form === 'panel' || isGroupLead(section);
    if (isHeading) {
      this.#noteOpening();
      this.collector.notes.push(note);
    }
    const opening = sentenceOpening(line, form === 'heading');
    const isOpening = opening !== null && section.parts.every(({ type }) => type === 'section');
    const inner = this.#placeIn(section, place, isOpening);
    const isCompleted = this.plainEntries.completed(line, section.parts, inner, opening);
    if (isCompleted || isOpening) {
      note.reason = whyOpening;
      if (!isCompleted) this.parts(section, inner);
      return;
    }
    if (isHeading && head.kind !== 'mark' && head.kind !== 'field' && namesDependencies(line.text))
      this.collector.dependencies.push(partsText(section.parts));
    const group = groupNamed(section, inner, this.collector);
    if (group === null) {
      this.#headed(section, inner, note);
      return;
    }
    note.partOf = group;
    this.parts(section, { ...inner, item: group, reference: null });
  }

  /** Where what a section holds stands. */
  #placeIn(section: Section, place: Place, isOpening: boolean): Place {
    const { form, line } = section;
    const isHeading = form === 'heading' || form === 'panel';
    // A title such as “Meeting notes” says nothing of the headings below it.
    const isTitled = isHeading && section.parent === this.title && place.other === 'MARKED';
    const known = form === 'label' && mayPlan(place) ? saidIn(line.text, section, place.said) : place.said;
    return {
      ...place,
      path: isHeading || form === 'lead' ? [...place.path, line.text] : place.path,
      section,
      works: leavesContainer(section) ? [] : place.works,
      said: isOpening && mayPlan(place) ? saidByOpening(known) : known,
      other: isTitled ? null : place.other,
    };
  }

  /** Reads a section by what its head says. */
  #headed(section: Section, inner: Place, note: SectionNote): void {
    const { head } = section;
    switch (head.kind) {
      case 'mark':
        this.#marked(section, head, inner, note);
        return;
      case 'field':
        if (this.plain.groups(section)) this.plain.read(section, inner, note);
        else this.#fields.read(section, head, inner, note);
        return;
      case 'container':
        if (!this.#titled(section, inner, note)) this.#containers.read(section, head, inner, note);
        return;
      case 'timeBox':
      case 'generic': {
        const before = this.collector.drafts.length;
        this.plain.headed(section, inner, note);
        const holdsItems = this.collector.drafts.length > before;
        note.reason = whyHeadingOnly(section, head.kind, section.line.text, holdsItems);
        // A label has no note of its own.
        if (!holdsItems && section.form === 'label' && isUnwanted(section)) this.collector.notes.push(note);
        return;
      }
      case 'other':
        if (this.plain.holdsStories(section, head.isClosed, inner)) this.plain.read(section, inner, note);
        else this.#besidePlan(section, head, inner, note);
        return;
      case 'plain':
        if (!this.#titled(section, inner, note)) this.plain.read(section, inner, note);
        return;
      case 'empty':
        this.plain.read(section, inner, note);
        return;
    }
  }

  #marked(section: Section, head: Head & { kind: 'mark' }, inner: Place, note: SectionNote): void {
    const { item } = inner;
    if (item !== null && namesParent(section, item, this.collector)) {
      nameParent(item, head.mark.key ?? head.mark.title, head.mark.work);
      this.parts(section, inner);
      return;
    }
    const titled = section === this.title ? keyedTitle(section) : null;
    if (!this.#markedSection(section, titled?.head ?? head, inner, note))
      this.plain.read(section, inner, note);
    else if (titled?.isGuessed === true && note.draft !== null) warnOfTitle(note.draft);
  }

  /** Reads a section whose title is the name of an item; false where it is not. */
  #titled(section: Section, inner: Place, note: SectionNote): boolean {
    const titled = titledHead(section);
    return titled !== null && this.#markedSection(section, titled, inner, note);
  }

  #noteOpening(): void {
    if (this.#openingNote !== null && this.collector.drafts.length === this.#draftsAtStart)
      this.collector.notes.push(this.#openingNote);
    this.#openingNote = null;
  }

  /** What stands beside the plan is part of the item above it, unless marked work or told stories stand in it. */
  #besidePlan(section: Section, head: Head & { kind: 'other' }, place: Place, note: SectionNote): void {
    note.reason = whyBeside(section.line.text, head.isClosed);
    const other = head.isClosed ? 'NOTHING' : (place.other ?? 'MARKED');
    if (place.item !== null && (tellsLeads(section) || (other === 'MARKED' && holdsMarked(section)))) {
      this.plain.headed(section, { ...place, works: [], other }, note);
      return;
    }
    if (place.item !== null) {
      note.partOf = place.item;
      describeSection(place.item, section);
    }
    this.parts(section, { ...place, item: null, works: [], other });
  }

  #markedSection(section: Section, head: Head & { kind: 'mark' }, place: Place, note: SectionNote): boolean {
    const draft = markedItem(section, head, place, this.collector);
    if (draft === null) return false;
    note.draft = draft;
    const works = worksWithin(section, draft.kind, place.works);
    this.parts(section, { ...place, item: draft, works, reference: null, other: null });
    return true;
  }
}

/** Whether a label names what stands below it: “Stories:” and “Criteria:” are told by that. */
function isLabelOfText({ form, head }: Section): boolean {
  if (form !== 'lead' && form !== 'label') return false;
  return head.kind === 'field' ? head.value !== '' : head.kind !== 'container';
}
