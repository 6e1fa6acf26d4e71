import { linesOf } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import { namesDependencies } from '../lines/dependency-sentences.ts';
import type { Head } from '../lines/heads.ts';
import { sentenceOpening } from '../lines/story-sentences.ts';
import { boardColumns } from '../sections/board-columns.ts';
import { explainsKinds } from '../sections/explained-kinds.ts';
import { isFieldLegend } from '../sections/field-legends.ts';
import { keyedTitle } from '../sections/keyed-titles.ts';
import { leavesContainer } from '../sections/left-containers.ts';
import { headsCriteria } from '../sections/plain-sections.ts';
import { priorityTold } from '../sections/priority-headings.ts';
import { saidBehind, saidByOpening, saidIn } from '../sections/said-works.ts';
import { holdsMarked, holdsStoryEvidence, tellsLeads } from '../sections/section-evidence.ts';
import type { Part, Section } from '../sections/sections.ts';
import { titledHead } from '../sections/titled-containers.ts';
import { timeTold } from '../sections/told-times.ts';
import { unmarkedLevels } from '../sections/unmarked-levels.ts';
import { applyCodeTo } from './code-fields.ts';
import { ContainerWalk } from './container-walk.ts';
import { whyBeside, whyHeadingOnly, whyOpening } from './coverage-reasons.ts';
import { describeSection } from './described-sections.ts';
import type { DraftCollector, SectionNote } from './draft-collector.ts';
import { EntryWalk } from './entry-walk.ts';
import { FieldWalk } from './field-walk.ts';
import { nameParent, partsText } from './item-fields.ts';
import { readItemTable } from './item-tables.ts';
import { markedItem } from './marked-items.ts';
import { groupNamed } from './named-groups.ts';
import { openingNote } from './opening-text.ts';
import { listsAmongOthers, standsApart } from './overview-tables.ts';
import { PlainEntries } from './plain-entries.ts';
import { PlainWalk } from './plain-walk.ts';
import { SectionLead } from './section-leads.ts';
import { StoryLevels } from './story-levels.ts';
import { namesParent, warnOfTitle } from './title-item.ts';
import { headsSentence, walkText } from './told-stories.ts';
import { describe, mayPlan, onlyStory, type Place, titleSection } from './walk-place.ts';

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

class PlanWalk {
  readonly #collector: DraftCollector;
  readonly #title: Section | null;
  readonly #draftsAtStart: number;
  #openingNote: SectionNote | null;
  readonly #entries: EntryWalk;
  readonly #plainEntries: PlainEntries;
  readonly #plain: PlainWalk;
  readonly #fields: FieldWalk;
  readonly #containers: ContainerWalk;
  readonly #levels: StoryLevels;
  readonly #columns: ReadonlyMap<Section, string>;
  constructor(collector: DraftCollector, root: Section, item: ItemDraft | null) {
    this.#collector = collector;
    this.#draftsAtStart = collector.drafts.length;
    this.#openingNote = openingNote(root, item);
    this.#title = titleSection(root);
    const levels = unmarkedLevels(root);
    this.#columns = boardColumns(levels, (heading) => holdsStoryEvidence(heading, collector.meanings));
    this.#plain = new PlainWalk(collector, this.#title, levels, this.#columns, (section, place) =>
      this.parts(section, place),
    );
    const parts = (section: Section, place: Place) => this.parts(section, place);
    this.#plainEntries = new PlainEntries(collector, parts);
    this.#entries = new EntryWalk(collector, root, this.#plainEntries, parts);
    this.#fields = new FieldWalk(collector, parts);
    this.#containers = new ContainerWalk(collector, root, this.#fields, this.#plain, parts);
    this.#levels = new StoryLevels(collector.meanings);
  }

  parts(section: Section, around: Place): void {
    let place = around;
    /** A story told in a sentence takes what follows it. */
    let told: ItemDraft | null = null;
    /** Criteria below a heading behind several stories are of all of them. */
    let known = this.#collector.drafts.length;
    let lastStory: { draft: ItemDraft; rank: number } | null = null;
    /** The story that the list right before a part ends with, or the only one that the table there tells. */
    let listed: ItemDraft | null = null;
    let fields: (Part & { type: 'list' }) | null = null;
    const lead = new SectionLead(section, section === this.#title, around.item);
    const here = (): Place => (told === null ? place : { ...place, item: told, works: [] });
    /** The list whose entries a line before it began. */
    let completed: Part | null = null;
    for (const [at, part] of section.parts.entries()) {
      const justListed = listed;
      listed = null;
      if (part === completed) continue;
      switch (part.type) {
        case 'text': {
          const next = section.parts[at + 1];
          const [line] = part.lines;
          if (
            line !== undefined &&
            part.lines.length === 1 &&
            next !== undefined &&
            this.#plainEntries.completed(line, [next], place)
          ) {
            completed = next;
            told = null;
            break;
          }
          told = walkText(part.lines, place, told, this.#collector);
          if (fields !== null) this.#entries.list(fields, here(), null);
          fields = null;
          break;
        }
        case 'code':
          applyCodeTo(here().item, part.block);
          break;
        case 'list':
          if (isFieldLegend(part, section.parts[at - 1]) || explainsKinds(part.entries)) {
            if (place.item !== null) describe(place.item, [part.block]);
            break;
          }
          if (headsSentence(part, section.parts[at + 1])) {
            fields = part;
            break;
          }
          listed = this.#entries.list(
            part,
            told !== null && !part.entries.some((entry) => this.#entries.isStoryEntry(entry))
              ? here()
              : place,
            section.parts[at - 1]?.type === 'list' ? justListed : null,
          );
          break;
        case 'table': {
          const story = told ?? place.item;
          const item = listsAmongOthers(part.block, story, this.#collector.meanings) ? null : story;
          const first = this.#collector.drafts.length;
          const used = readItemTable(part.block, { ...place, item }, this.#collector);
          listed = onlyStory(this.#collector.drafts.slice(first));
          if (used) break;
          if (mayPlan({ ...place, item })) this.#collector.keptParts.push(part);
          if (item === null) this.#collector.leave(linesOf([part.block]), section);
          else describe(item, [part.block]);
          break;
        }
        case 'section': {
          const inner = part.section;
          const above = lead.over(inner);
          if (above !== null) place = { ...place, item: above };
          const owner =
            inner.head.kind === 'field' && inner.form === 'heading' && !this.#plain.groups(inner)
              ? this.#levels.ownerOf(section, inner, lastStory, place)
              : inner.form === 'label' && headsCriteria(inner) && listsOne(section.parts[at - 1])
                ? justListed
                : null;
          const isOfTold =
            inner.form === 'label' ||
            (headsCriteria(inner) &&
              place.item?.provisional !== false &&
              this.#collector.drafts.length === known + 1);
          if ((inner.form === 'heading' || inner.form === 'lead') && !isOfTold) told = null;
          const before = this.#collector.drafts.length;
          const surrounding = isOfTold ? here() : place;
          const isApart = standsApart(inner, surrounding.item, this.#collector.meanings);
          const item = isApart ? null : (owner ?? surrounding.item);
          this.section(inner, { ...surrounding, item });
          known = this.#collector.drafts.length;
          const column = this.#columns.get(inner);
          if (column !== undefined)
            for (const card of this.#collector.drafts.slice(before)) card.status ??= column;
          const made = this.#collector.drafts[before];
          lead.take(inner, made?.place === inner ? made : undefined);
          if (
            made !== undefined &&
            made.place === inner &&
            // “User stories” over several sentences is the heading of none of them.
            (made.evidence !== 'sentence' || this.#collector.drafts.length === before + 1) &&
            (made.kind === 'STORY' || made.kind === 'ENABLER')
          )
            lastStory = { draft: made, rank: inner.rank };
          else if (inner.head.kind !== 'field') lastStory = null;
          break;
        }
      }
      const said = mayPlan(place) ? saidBehind(part, section, place.said) : place.said;
      if (said !== place.said) place = { ...place, said };
    }
  }

  section(section: Section, place: Place): void {
    const before = this.#collector.drafts.length;
    this.#section(section, place);
    if (this.#collector.drafts.length === before) return;
    const made = this.#collector.drafts.slice(before);
    const told = timeTold(section);
    const priority = made[0]?.place === section ? null : priorityTold(section);
    for (const draft of made) {
      draft.told ??= told;
      draft.priority ??= priority;
    }
  }

  #section(section: Section, place: Place): void {
    const isHeading = section.form === 'heading' || section.form === 'panel';
    const title = section.line.text;
    const path = isHeading || section.form === 'lead' ? [...place.path, title] : place.path;
    const note: SectionNote = { section, path: place.path, draft: null, partOf: null, reason: null };
    if (isHeading) {
      this.#noteOpening();
      this.#collector.notes.push(note);
    }
    // A title such as “Meeting notes” says nothing of the headings below it.
    const isTitled = isHeading && section.parent === this.#title && place.other === 'MARKED';
    const works = leavesContainer(section) ? [] : place.works;
    const opening = sentenceOpening(title, section.form === 'heading');
    const isOpening = opening !== null && section.parts.every(({ type }) => type === 'section');
    const maySay = section.form === 'label' && mayPlan(place);
    const known = maySay ? saidIn(title, section, place.said) : place.said;
    const said = isOpening && mayPlan(place) ? saidByOpening(known) : known;
    const inner: Place = { ...place, path, section, works, said, other: isTitled ? null : place.other };
    const isCompleted = this.#plainEntries.completed(section.line, section.parts, inner, opening);
    if (isCompleted || isOpening) {
      note.reason = whyOpening;
      if (!isCompleted) this.parts(section, inner);
      return;
    }
    if (
      isHeading &&
      section.head.kind !== 'mark' &&
      section.head.kind !== 'field' &&
      namesDependencies(title)
    )
      this.#collector.dependencies.push(partsText(section.parts));
    const group = groupNamed(section, inner, this.#collector);
    if (group !== null) {
      note.partOf = group;
      this.parts(section, { ...inner, item: group, reference: null });
      return;
    }
    const { head } = section;
    switch (head.kind) {
      case 'mark': {
        if (place.item !== null && namesParent(section, place.item, this.#collector)) {
          nameParent(place.item, head.mark.key ?? head.mark.title, head.mark.work);
          this.parts(section, inner);
          return;
        }
        const titled = section === this.#title ? keyedTitle(section) : null;
        if (this.#markedSection(section, titled?.head ?? head, inner, note)) {
          if (titled?.isGuessed === true && note.draft !== null) warnOfTitle(note.draft);
          return;
        }
        this.#plain.read(section, inner, note);
        return;
      }
      case 'field':
        if (this.#plain.groups(section)) this.#plain.read(section, inner, note);
        else this.#fields.read(section, head, inner, note);
        return;
      case 'container': {
        const titled = titledHead(section);
        if (titled !== null && this.#markedSection(section, titled, inner, note)) return;
        this.#containers.read(section, head, inner, note);
        return;
      }
      case 'timeBox':
      case 'generic': {
        const before = this.#collector.drafts.length;
        this.#plain.headed(section, inner, note);
        note.reason = whyHeadingOnly(section, head.kind, title, this.#collector.drafts.length > before);
        return;
      }
      case 'other':
        if (this.#plain.holdsStories(section, head.isClosed, inner)) {
          this.#plain.read(section, inner, note);
          return;
        }
        this.#besidePlan(section, head, inner, note);
        return;
      case 'plain': {
        const titled = titledHead(section);
        if (titled !== null && this.#markedSection(section, titled, inner, note)) return;
        this.#plain.read(section, inner, note);
        return;
      }
      case 'empty':
        this.#plain.read(section, inner, note);
        return;
    }
  }

  #noteOpening(): void {
    if (this.#openingNote !== null && this.#collector.drafts.length === this.#draftsAtStart)
      this.#collector.notes.push(this.#openingNote);
    this.#openingNote = null;
  }

  /** What stands beside the plan is part of the item above it, unless marked work or told stories stand in it. */
  #besidePlan(section: Section, head: Head & { kind: 'other' }, place: Place, note: SectionNote): void {
    note.reason = whyBeside(section.line.text, head.isClosed);
    const other = head.isClosed ? 'NOTHING' : (place.other ?? 'MARKED');
    if (place.item !== null && (tellsLeads(section) || (other === 'MARKED' && holdsMarked(section)))) {
      this.#plain.headed(section, { ...place, works: [], other }, note);
      return;
    }
    if (place.item !== null) {
      note.partOf = place.item;
      describeSection(place.item, section);
    }
    this.parts(section, { ...place, item: null, works: [], other });
  }

  #markedSection(section: Section, head: Head & { kind: 'mark' }, place: Place, note: SectionNote): boolean {
    const draft = markedItem(section, head, place, this.#collector);
    if (draft === null) return false;
    note.draft = draft;
    this.parts(section, { ...place, item: draft, works: [], reference: null, other: null });
    return true;
  }
}

/** “- **US-7** Sail” over a label, or a table of that row: it speaks of that story, as it would not of several. */
function listsOne(part: Part | undefined): boolean {
  return part?.type === 'table' || (part?.type === 'list' && part.entries.length === 1);
}
