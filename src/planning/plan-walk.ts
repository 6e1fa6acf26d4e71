import type { Block } from './blocks.ts';
import { applyCode } from './code-fields.ts';
import { whatFieldTells, whyHeadingOnly, whyNoItem } from './coverage-reasons.ts';
import { isFieldEntry } from './criteria.ts';
import { type DraftCollector, type SectionNote, warn } from './draft-collector.ts';
import { EntryWalk } from './entry-walk.ts';
import { fold } from './fold.ts';
import { cleanTitle, undecorated } from './head-decoration.ts';
import type { Head } from './heads.ts';
import { type ItemDraft, kindOfWork } from './item-draft.ts';
import { applyDecoration, applyField } from './item-fields.ts';
import { readItemTable } from './item-tables.ts';
import { countsAsItem, markedItem } from './marked-items.ts';
import { readMark } from './marks.ts';
import { criteriaOfNamed } from './named-criteria.ts';
import { fieldWork, hasItemFields, namesPersona } from './plain-sections.ts';
import { holdsStoryEvidence, namesNoPiece, onlySentence } from './section-evidence.ts';
import type { Section } from './sections.ts';
import { walkText } from './told-stories.ts';
import { fieldsOf } from './vocabulary.ts';
import {
  describe,
  describeSection,
  headingMarkdown,
  isPlaceholder,
  isStoryLike,
  nearest,
  type Place,
  recurringHeadings,
  titleSection,
} from './walk-place.ts';
import type { WorkWord } from './words/language.ts';

const shortName = 160;

/** Walks over the sections of a document and collects everything that shows an item. */
export function walkPlan(root: Section, collector: DraftCollector, item: ItemDraft | null): void {
  const title = titleSection(root);
  new PlanWalk(collector, title, root).parts(root, {
    item,
    works: [],
    reference: null,
    other: false,
    path: [],
    section: root,
    headings: [],
  });
}

class PlanWalk {
  readonly #collector: DraftCollector;
  readonly #title: Section | null;
  readonly #entries: EntryWalk;
  /** Headings that come back under several others say what part of each they are. */
  readonly #recurring: ReadonlySet<string>;

  constructor(collector: DraftCollector, title: Section | null, root: Section) {
    this.#collector = collector;
    this.#title = title;
    this.#recurring = recurringHeadings(root);
    this.#entries = new EntryWalk(collector, (section, place) => this.parts(section, place));
  }

  parts(section: Section, place: Place): void {
    /** A story told in a sentence takes what follows it. */
    let told: ItemDraft | null = null;
    let lastStory: { draft: ItemDraft; rank: number } | null = null;
    const here = (): Place => (told === null ? place : { ...place, item: told, works: [] });
    for (const part of section.parts) {
      switch (part.type) {
        case 'text':
          told = walkText(part.lines, place, told, this.#collector);
          break;
        case 'code':
          if (place.item !== null || told !== null) applyToItem(here(), part.block);
          break;
        case 'list':
          this.#entries.list(
            part,
            told !== null && !part.entries.some((entry) => this.#entries.isStoryEntry(entry))
              ? here()
              : place,
          );
          break;
        case 'table': {
          const item = told ?? place.item;
          const used = readItemTable(part.block, { ...place, item }, this.#collector);
          if (!used && item !== null) describe(item, [part.block]);
          break;
        }
        case 'section': {
          const inner = part.section;
          const owner =
            inner.head.kind === 'field' && inner.form === 'heading'
              ? this.#ownerOnLevel(section, inner, lastStory, place)
              : null;
          if (inner.form === 'heading' || inner.form === 'lead') told = null;
          const before = this.#collector.drafts.length;
          this.section(
            inner,
            owner !== null ? { ...place, item: owner } : inner.form === 'label' ? here() : place,
          );
          const made = this.#collector.drafts[before];
          if (
            made !== undefined &&
            made.place === inner &&
            (made.kind === 'STORY' || made.kind === 'ENABLER')
          )
            lastStory = { draft: made, rank: inner.rank };
          else if (inner.head.kind !== 'field') lastStory = null;
          break;
        }
      }
    }
  }

  /** Criteria whose heading stands on the stories' own level belong to the story before, when each story has such. */
  #ownerOnLevel(
    parent: Section,
    field: Section,
    last: { draft: ItemDraft; rank: number } | null,
    place: Place,
  ): ItemDraft | null {
    if (
      last === null ||
      last.rank !== field.rank ||
      (field.head.kind === 'field' &&
        (field.head.about !== null || field.head.of === 'EPIC' || field.head.of === 'FEATURE'))
    )
      return null;
    if (place.item !== null && (place.item.kind === 'STORY' || place.item.kind === 'ENABLER')) return null;
    const level = parent.parts.flatMap((part) =>
      part.type === 'section' && part.section.rank === field.rank ? [part.section] : [],
    );
    const stories = level.filter(
      (section) =>
        section.head.kind === 'mark' &&
        this.#workOf(section.head) !== 'EPIC' &&
        this.#workOf(section.head) !== 'FEATURE',
    ).length;
    const label = field.head.kind === 'field' ? field.head.fields[0] : undefined;
    const fields = level.filter(
      (section) => section.head.kind === 'field' && section.head.fields[0] === label,
    ).length;
    return fields * 2 > stories ? last.draft : null;
  }

  section(section: Section, place: Place): void {
    const isHeading = section.form === 'heading' || section.form === 'panel';
    const title = section.line.text;
    const path = isHeading || section.form === 'lead' ? [...place.path, title] : place.path;
    const note: SectionNote = { section, path: place.path, draft: null, partOf: null, reason: null };
    if (isHeading) this.#collector.notes.push(note);
    const inner: Place = {
      ...place,
      path,
      section,
      headings: isHeading ? [...place.headings, note] : place.headings,
    };
    const { head } = section;
    switch (head.kind) {
      case 'mark':
        if (this.#markedSection(section, head, inner, note)) return;
        this.#plain(section, inner, note);
        return;
      case 'field':
        this.#field(section, head, inner, note);
        return;
      case 'container': {
        if (isStoryLike(place.item) && head.fields.length > 0) {
          this.#field(
            section,
            { kind: 'field', fields: head.fields, label: title, value: '', about: head.about, of: null },
            inner,
            note,
          );
          return;
        }
        if (head.works[0] === 'TASK' && isStoryLike(place.item)) {
          if (place.item !== null) describeSection(place.item, section);
          note.partOf = place.item;
          return;
        }
        const works = head.works.filter((work) => countsAsItem(work, this.#collector.meanings));
        note.reason = 'Contains items and is none itself.';
        this.parts(section, {
          ...inner,
          works,
          reference: section === this.#title ? null : head.about,
          other: false,
        });
        return;
      }
      case 'timeBox':
      case 'generic':
        note.reason = whyHeadingOnly(head.kind, title);
        this.#headed(section, inner, note);
        return;
      case 'other':
        note.reason = `“${title}” is a matter beside the plan, as risks, goals, reviews and templates are; nothing in it is planned work.`;
        if (place.item !== null) {
          note.partOf = place.item;
          describeSection(place.item, section);
        }
        this.parts(section, { ...inner, item: null, works: [], other: true });
        return;
      case 'empty':
      case 'plain':
        this.#plain(section, inner, note);
        return;
    }
  }

  #workOf(head: Head & { kind: 'mark' }): WorkWord | null {
    return this.#collector.meanings.workOf(head.mark);
  }

  #markedSection(section: Section, head: Head & { kind: 'mark' }, place: Place, note: SectionNote): boolean {
    const draft = markedItem(section, head, place, this.#collector);
    if (draft === null) return false;
    note.draft = draft;
    this.parts(section, { ...place, item: draft, works: [], reference: null, other: false });
    return true;
  }

  #field(section: Section, head: Head & { kind: 'field' }, place: Place, note: SectionNote): void {
    const { item } = place;
    if (head.about !== null) {
      const pending = this.#collector.add('STORY', 'field', '', place.path, section.line.anchor, section);
      const reference = readMark(head.about);
      pending.key = reference?.key ?? null;
      pending.ordinal = reference?.ordinal ?? /^#?\d+(?:\.\d+)*$/.exec(head.about)?.[0] ?? null;
      pending.title = reference?.title ?? (pending.ordinal === null ? head.about : '');
      applyField(pending, head.fields, head.label, head.value, section.parts);
      pending.provisional = true;
      return;
    }
    const holds =
      section.form === 'heading' &&
      !isStoryLike(item) &&
      head.fields[0] !== 'criteria' &&
      holdsStoryEvidence(section, this.#collector.meanings);
    if (
      head.fields[0] === 'criteria' &&
      !isStoryLike(item) &&
      criteriaOfNamed(section, place, this.#collector)
    ) {
      note.reason = 'Acceptance criteria of the items that are named below it.';
      return;
    }
    if (item === null || holds) {
      note.reason = holds
        ? 'Contains items and is none itself.'
        : `“${section.line.text}” ${whatFieldTells(head.fields[0] ?? 'notes')}, and no item stands above it that it could belong to.`;
      if (head.fields[0] !== 'criteria')
        this.parts(section, { ...place, item: holds ? item : null, works: [] });
      return;
    }
    note.partOf = item;
    if (head.fields[0] === 'criteria') {
      for (const part of section.parts) {
        if (part.type !== 'list') continue;
        for (const entry of part.entries)
          if (isFieldEntry(entry) && entry.head.kind === 'field')
            applyField(item, entry.head.fields, entry.head.label, entry.head.value, []);
      }
    }
    if (!applyField(item, head.fields, head.label, head.value, section.parts)) {
      const field = head.fields[0];
      if (head.fields.includes('description') && field !== 'notes' && field !== 'tasks') {
        // “Description” heads all of it; “Background” behind other text is a part with a name.
        if (item.description.length > 0 && section.form === 'heading')
          item.description.push(headingMarkdown(section));
        this.parts(section, { ...place, item, works: [] });
      } else describeSection(item, section);
    }
  }

  #plain(section: Section, around: Place, note: SectionNote): void {
    // What the title announces stands below it, and not below headings with names of their own.
    const titled =
      section.form === 'heading' &&
      section.parent !== null &&
      section.parent === this.#title &&
      !hasItemFields(section);
    const place = titled ? { ...around, works: [] } : around;
    const { item } = place;
    const { decoration } =
      section.head.kind === 'plain' ? section.head : { decoration: undecorated(section.line.text) };
    if (place.other) {
      note.reason = 'Stands in a section that is a matter beside the plan.';
      this.parts(section, place);
      return;
    }
    if (isStoryLike(item) && item !== null) {
      note.partOf = item;
      item.description.push(headingMarkdown(section));
      this.parts(section, place);
      return;
    }
    const title = cleanTitle(decoration.title);
    const isTitle = section === this.#title;
    const work = isTitle ? null : this.#workOfPlain(section, place, title);
    if (work !== null) {
      const draft = this.#collector.add(
        work.work,
        work.contained ? 'list' : 'field',
        title,
        place.path,
        section.line.anchor,
        section,
      );
      applyDecoration(draft, decoration);
      if (section.line.status !== null) draft.status ??= section.line.status;
      draft.enclosing = nearest(item, draft);
      draft.looseReference = place.reference;
      draft.ordinal = decoration.numbering;
      note.draft = draft;
      if (work.guessed)
        warn(
          draft,
          'STORY_GUESSED',
          `“${title}” was taken for a story because its text tells one. Write “Story: ${title}” to say so.`,
        );
      this.parts(section, { ...place, item: draft, works: [], reference: null });
      return;
    }
    const mayBeFeature =
      !isTitle &&
      (section.form === 'heading' || section.form === 'panel' || section.form === 'label') &&
      title !== '' &&
      title.length <= shortName &&
      (item === null || item.kind === 'EPIC') &&
      !this.#recurring.has(fold(title)) &&
      !namesNoPiece(title);
    if (!mayBeFeature) {
      note.reason = isTitle ? 'The title of the document.' : whyNoItem(section, title);
      if (isTitle) this.parts(section, place);
      else this.#headed(section, place, note);
      return;
    }
    if (section.form === 'label' && place.works.length > 0 && /[:：]$/.test(section.line.text)) {
      // What stands under a label of its own is not what the heading above announced.
      this.parts(section, { ...place, works: [] });
      return;
    }
    const feature = this.#collector.add(
      'FEATURE',
      'heading',
      title,
      place.path,
      section.line.anchor,
      section,
    );
    feature.provisional = true;
    feature.enclosing = item;
    feature.ordinal = decoration.numbering;
    applyDecoration(feature, decoration);
    const before = this.#collector.drafts.length;
    this.parts(section, { ...place, item: feature });
    const children = this.#collector.drafts
      .slice(before)
      .filter((draft) => draft.enclosing === feature && (draft.kind === 'STORY' || draft.kind === 'ENABLER'));
    const above = this.#collector.drafts.slice(before).some((draft) => draft.kind === 'EPIC');
    if (
      children.some(
        (child) => child.parentReference === null && child.looseReference === null && child.within === null,
      ) &&
      !above &&
      !namesPersona(title, children)
    ) {
      feature.provisional = false;
      note.draft = feature;
      warn(
        feature,
        'FEATURE_GUESSED',
        `“${title}” was taken for a feature because it holds stories. Write “Feature: ${title}” to say so, or “Epic: ${title}”.`,
      );
      return;
    }
    this.#collector.remove(feature);
    for (const draft of this.#collector.drafts)
      if (draft.enclosing === feature) draft.enclosing = nearest(item, draft);
    if (item !== null) {
      item.description.push(headingMarkdown(section), ...feature.description);
      item.criteria.push(...feature.criteria);
    }
    note.reason = whyNoItem(section, title);
    note.partOf = item;
  }

  /** Goes on with what stands under a heading; with text that an item takes, the heading goes along. */
  #headed(section: Section, place: Place, note: SectionNote): void {
    const { item } = place;
    const before = item?.description.length ?? 0;
    this.parts(section, place);
    if (item === null || (item.description.length === before && !isStoryLike(item))) return;
    note.partOf = item;
    if (before > 0 || !fieldsOf(section.line.text).includes('description'))
      item.description.splice(before, 0, headingMarkdown(section));
  }

  /** Whether a heading without a mark is an item: by the container above it, by its fields, by its sentence. */
  #workOfPlain(
    section: Section,
    place: Place,
    title: string,
  ): { work: WorkWord; contained: boolean; guessed: boolean } | null {
    if (title === '' || title.length > 300 || isPlaceholder(title)) return null;
    const holds = holdsStoryEvidence(section, this.#collector.meanings);
    const sentence = onlySentence(section);
    const [contained] = place.works.filter((work) => work !== 'REQUIREMENT');
    if (contained !== undefined && section.form !== 'label' && !namesNoPiece(title)) {
      const kind = kindOfWork(contained);
      if (kind === 'EPIC' || kind === 'FEATURE') return { work: contained, contained: true, guessed: false };
      if (!holds || sentence) return { work: contained, contained: true, guessed: false };
    }
    const named = fieldWork(section);
    if (named !== null) return { work: named, contained: false, guessed: false };
    if (sentence && !namesNoPiece(title) && section.form !== 'label')
      return { work: 'STORY', contained: false, guessed: true };
    return null;
  }
}

function applyToItem(place: Place, block: Block & { type: 'code' }): void {
  if (place.item === null) return;
  applyCode(place.item, block);
  describe(place.item, [block]);
}
