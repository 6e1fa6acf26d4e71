import type { Block, Line } from './blocks.ts';
import { applyCode } from './code-fields.ts';
import { isFieldEntry } from './criteria.ts';
import { type DraftCollector, type SectionNote, warn } from './draft-collector.ts';
import { pointsIn } from './field-values.ts';
import { fold } from './fold.ts';
import { cleanTitle, undecorated } from './head-decoration.ts';
import type { Head } from './heads.ts';
import { type ItemDraft, kindOfWork, mayHold } from './item-draft.ts';
import { applyDecoration, applyField, isStorySentence, pairsOf } from './item-fields.ts';
import { readItemTable } from './item-tables.ts';
import { markdownOf } from './markdown-text.ts';
import { keyParts, prefixWork, readMark } from './marks.ts';
import { holdsStoryEvidence, namesNoPiece, onlySentence } from './section-evidence.ts';
import type { Part, Section } from './sections.ts';
import { fieldsOf, workOf } from './vocabulary.ts';
import type { WorkWord } from './words/language.ts';

/** Where the walk stands. */
export interface Place {
  /** The item that fields and text belong to. */
  readonly item: ItemDraft | null;
  /** What unmarked entries are, by depth: a heading or label said so. */
  readonly works: readonly WorkWord[];
  readonly reference: string | null;
  /** Inside a part of the document that is no plan. */
  readonly other: boolean;
  readonly path: readonly string[];
  readonly section: Section;
  readonly headings: readonly SectionNote[];
}

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

/** The heading that is the document's title: the only one of the highest level, before all others. */
export function titleSection(root: Section): Section | null {
  const headings = root.parts.filter((part) => part.type === 'section' && part.section.form === 'heading');
  const [first] = headings;
  if (first?.type !== 'section') return null;
  return headings.length === 1 ||
    (first.section.rank === 1 &&
      headings.filter((part) => part.type === 'section' && part.section.rank === 1).length === 1)
    ? first.section
    : null;
}

class PlanWalk {
  readonly #collector: DraftCollector;
  readonly #title: Section | null;
  /** Headings that come back under several others say what part of each they are. */
  readonly #recurring: ReadonlySet<string>;

  constructor(collector: DraftCollector, title: Section | null, root: Section) {
    this.#collector = collector;
    this.#title = title;
    this.#recurring = recurringHeadings(root);
  }

  parts(section: Section, place: Place): void {
    /** A story told in a sentence takes what follows it. */
    let told: ItemDraft | null = null;
    let lastStory: { draft: ItemDraft; rank: number } | null = null;
    const here = (): Place => (told === null ? place : { ...place, item: told, works: [] });
    for (const part of section.parts) {
      switch (part.type) {
        case 'text':
          told = this.#text(part.lines, place, told);
          break;
        case 'code':
          if (place.item !== null || told !== null) this.#code(part.block, here());
          break;
        case 'list':
          this.#list(
            part,
            told !== null && !part.entries.some((entry) => this.#isStoryEntry(entry)) ? here() : place,
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
        const works = head.works.filter((work) => this.#counts(work));
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
        note.reason = head.kind === 'timeBox' ? 'A time box is no item.' : 'A general heading is no item.';
        if (place.item !== null && isStoryLike(place.item)) note.partOf = place.item;
        this.parts(section, inner);
        return;
      case 'other':
        note.reason = 'No part of the plan.';
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

  #counts(work: WorkWord): boolean {
    if (work === 'REQUIREMENT') return this.#collector.meanings.requirementsCount;
    if (work === 'TASK') return this.#collector.meanings.requirementsCount;
    return work !== 'TEST';
  }

  #markedSection(section: Section, head: Head & { kind: 'mark' }, place: Place, note: SectionNote): boolean {
    const draft = this.#marked(section, head, place);
    if (draft === null) return false;
    note.draft = draft;
    this.parts(section, { ...place, item: draft, works: [], reference: null, other: false });
    return true;
  }

  /** The item that a mark names, or null when the mark is something else here. */
  #marked(section: Section, head: Head & { kind: 'mark' }, place: Place): ItemDraft | null {
    const { mark } = head;
    const settled = this.#workOf(head);
    const work =
      settled ??
      (mark.key !== null && mark.prefix !== null && prefixWork(mark.prefix) === null
        ? (place.works[0] ?? null)
        : null);
    if (
      work === null ||
      work === 'TEST' ||
      (work === 'REQUIREMENT' && !this.#collector.meanings.requirementsCount)
    )
      return null;
    const numbered = mark.key !== null || mark.ordinal !== null;
    if (place.other && (section.form === 'entry' || !numbered)) return null;
    const within = place.item;
    if (isStoryLike(within) && within !== null) {
      if (work === 'TASK' || work === 'BUG' || work === 'SPIKE' || work === 'REQUIREMENT') return null;
      if (section.form === 'entry' && !mayHold(within.kind, kindOfWork(work))) return null;
      if (!numbered && section.form !== 'heading') return null;
    }
    if (isPlaceholder(mark.title)) return null;
    if (section.form === 'entry' && !mark.separated && !numbered) return null;
    // “**Epic 1** establishes …” speaks of the epic; “Epic 1 Status: …” gives it a field.
    if (!mark.separated && mark.key === null && section.form !== 'heading' && /^\p{Ll}/u.test(mark.title))
      return null;
    if (
      !mark.separated &&
      mark.key === null &&
      fieldsOf(/^([^:：]{2,30})[:：]/u.exec(mark.title)?.[1] ?? '').length > 0
    )
      return null;
    const draft = this.#collector.addMarked(mark, work, 'mark', place.path, section.line.anchor, section);
    applyDecoration(draft, head.decoration);
    if (section.line.status !== null) draft.status ??= section.line.status;
    if (section.checked === true || head.decoration.checked === true) draft.status ??= 'Done';
    draft.enclosing = nearest(within, draft);
    draft.parentReference = place.reference;
    if (mark.aside !== null) this.#aside(draft, mark.aside);
    if (head.more !== '') draft.description.push(head.more);
    return draft;
  }

  /** What stands in brackets behind the mark may be a key of its own. */
  #aside(draft: ItemDraft, aside: string): void {
    const parts = keyParts(fold(aside.trim()));
    if (
      draft.key === null &&
      parts !== null &&
      parts.prefix !== null &&
      /^\S+$/.test(aside.trim()) &&
      prefixWork(parts.prefix) !== null
    )
      draft.key = parts.key;
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
    if (item === null || holds) {
      note.reason = holds ? 'Contains items and is none itself.' : 'A field without an item above it.';
      if (head.fields[0] === 'criteria') note.reason = 'Acceptance criteria without an item above them.';
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
      if (head.fields.includes('description') && field !== 'notes' && field !== 'tasks')
        this.parts(section, { ...place, item, works: [] });
      else describeSection(item, section);
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
      note.reason = 'No part of the plan.';
      this.parts(section, place);
      return;
    }
    if (isStoryLike(item) && item !== null) {
      note.partOf = item;
      item.description.push(
        section.form === 'heading'
          ? `${'#'.repeat(Math.min(section.rank, 6))} ${section.line.markdown}`
          : section.line.markdown,
      );
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
      draft.parentReference = place.reference;
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
      note.reason = isTitle
        ? 'The title of the document.'
        : 'Read, and held nothing that is an item of its own.';
      if (item !== null) note.partOf = item;
      this.parts(section, place);
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
      children.some((child) => child.parentReference === null && child.within === null) &&
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
      item.description.push(section.line.markdown, ...feature.description);
      item.criteria.push(...feature.criteria);
    }
    note.reason = 'Read, and held nothing that is an item of its own.';
    note.partOf = item;
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

  #text(lines: readonly Line[], place: Place, told: ItemDraft | null): ItemDraft | null {
    let current = told;
    let kept: Line[] = [];
    const flush = (): void => {
      const item = current ?? place.item;
      if (kept.length > 0 && item !== null)
        item.description.push(kept.map((line) => line.markdown).join('\n'));
      kept = [];
    };
    for (const [index, line] of lines.entries()) {
      const item = current ?? place.item;
      const pairs = item === null ? null : pairsOf(line);
      if (item !== null && pairs !== null && !isStorySentence(line.text)) {
        let used = true;
        for (const pair of pairs)
          if (!applyField(item, pair.fields, pair.label, pair.value, [])) used = false;
        if (line.status !== null && pairs.some((pair) => pair.fields[0] === 'status'))
          item.status ??= line.status;
        if (!used) kept.push(line);
        else if (pairs.some((pair) => pair.fields[0] === 'role' || pair.fields[0] === 'want'))
          kept = kept.slice();
        const told2 = pairs.find(
          (pair) => pair.fields.includes('description') && isStorySentence(pair.value),
        );
        if (told2 !== undefined && !isStoryLike(item) && !place.other)
          current = this.#tell(told2.value, line, place, item);
        continue;
      }
      const points =
        item === null || !isStoryLike(item)
          ? null
          : /^[^\p{L}]*\d+(?:[.,]\d+)?\s*\p{L}+(?:\s\p{L}+)?$/u.test(line.text)
            ? pointsIn(line.text, false)
            : null;
      if (points !== null && item !== null) {
        item.points ??= points;
        continue;
      }
      const startsSentence =
        !place.other &&
        (!isStoryLike(place.item) || place.item?.provisional === true) &&
        isStorySentence(
          lines
            .slice(index, index + 3)
            .map((next) => next.text)
            .join(' '),
        ) &&
        isStorySentence(
          line.text.length < 80
            ? `${line.text} ${lines
                .slice(index + 1, index + 3)
                .map((next) => next.text)
                .join(' ')}`
            : line.text,
        );
      if (startsSentence && !continuesSentence(line.text)) {
        flush();
        const rest = sentenceLines(lines, index);
        current = this.#tell(rest.map((next) => next.text).join(' '), line, place, null);
      }
      kept.push(line);
    }
    flush();
    return current;
  }

  #tell(sentence: string, line: Line, place: Place, _item: ItemDraft | null): ItemDraft {
    const draft = this.#collector.add(
      'STORY',
      'sentence',
      undecorated(sentence).title,
      place.path,
      line.anchor,
      place.section,
    );
    draft.enclosing = nearest(place.item, draft);
    draft.parentReference = place.reference;
    return draft;
  }

  #code(block: Block & { type: 'code' }, place: Place): void {
    if (place.item === null) return;
    applyCode(place.item, block);
    describe(place.item, [block]);
  }

  #isStoryEntry(entry: Section): boolean {
    return (
      (entry.head.kind === 'mark' && this.#workOf(entry.head) !== null) || isStorySentence(entry.line.text)
    );
  }

  #list(part: Part & { type: 'list' }, place: Place): void {
    const kept: number[] = [];
    let label: { head: Head & { kind: 'field' }; index: number; entries: Section[] } | null = null;
    const marked = part.entries.some(
      (entry) =>
        entry.head.kind === 'mark' &&
        this.#workOf(entry.head) !== null &&
        (entry.head.mark.key !== null || entry.head.mark.ordinal !== null),
    );
    const here = marked ? { ...place, works: [] } : place;
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
    for (const [index, entry] of part.entries.entries()) {
      const { head } = entry;
      const owner: Place =
        here.item === null && lastStory !== null && head.kind === 'field'
          ? { ...here, item: lastStory }
          : here;
      const bareLabel =
        head.kind === 'field' &&
        head.value === '' &&
        entry.parts.length === 0 &&
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
      if (
        label !== null &&
        head.kind !== 'field' &&
        !(head.kind === 'mark' && this.#workOf(head) !== null && !isStoryLike(here.item))
      ) {
        label.entries.push(entry);
        continue;
      }
      closeLabel();
      const before = this.#collector.drafts.length;
      if (!this.#entry(entry, owner)) kept.push(index);
      const made = this.#collector.drafts[before];
      if (made !== undefined && made.place === entry && isStoryLike(made)) lastStory = made;
    }
    closeLabel();
    if (kept.length > 0 && place.item !== null) {
      const entries = part.block.entries.filter((_entry, index) => kept.includes(index));
      describe(place.item, [{ ...part.block, entries }]);
    }
  }

  /** Reads one entry; false when it is ordinary text. */
  #entry(entry: Section, place: Place): boolean {
    const { head } = entry;
    const { item } = place;
    const inner = (over: Partial<Place>): Place => ({ ...place, section: entry, ...over });
    switch (head.kind) {
      case 'mark': {
        const unnumbered = head.mark.key === null && head.mark.ordinal === null;
        if (
          unnumbered &&
          item !== null &&
          !item.provisional &&
          head.mark.work !== null &&
          !mayHold(item.kind, kindOfWork(head.mark.work))
        ) {
          if (mayHold(kindOfWork(head.mark.work), item.kind)) {
            item.parentReference ??= head.mark.title;
            return true;
          }
          return false;
        }
        const draft = this.#marked(entry, head, place);
        if (draft === null) return this.#plainEntry(entry, place);
        this.parts(entry, inner({ item: draft, works: [], reference: null }));
        return true;
      }
      case 'field': {
        if (
          item === null ||
          (place.works.length > 0 && !isStoryLike(item) && head.value === '' && entry.parts.length === 0)
        )
          return this.#plainEntry(entry, place);
        const valueParts: Part[] =
          head.value === '' || entry.parts.length === 0 ? [...entry.parts] : entry.parts.slice();
        if (entry.line.status !== null && head.fields[0] === 'status') item.status ??= entry.line.status;
        if (
          head.value !== '' &&
          head.fields.includes('description') &&
          isStorySentence(head.value) &&
          !isStoryLike(item) &&
          !place.other
        ) {
          this.#tell(head.value, entry.line, place, item);
          return true;
        }
        return applyField(item, head.fields, head.label, head.value, valueParts);
      }
      case 'container': {
        const works = head.works.filter((work) => this.#counts(work));
        if (isStoryLike(item)) return false;
        if (entry.parts.length === 0) return place.works.length > 0 ? this.#plainEntry(entry, place) : false;
        this.parts(entry, inner({ works, reference: head.about ?? place.reference }));
        return true;
      }
      case 'other':
        return this.#plainEntry(entry, place);
      case 'timeBox':
      case 'generic':
        if (isStoryLike(item) || entry.parts.length === 0) return false;
        this.parts(entry, inner({}));
        return true;
      case 'plain':
      case 'empty':
        return this.#plainEntry(entry, place);
    }
  }

  #plainEntry(entry: Section, place: Place): boolean {
    const { item } = place;
    if (isStoryLike(item) && item !== null) {
      const points = /^[^\p{L}]*\d+(?:[.,]\d+)?\s*\p{L}+(?:\s\p{L}+)?$/u.test(entry.line.text)
        ? pointsIn(entry.line.text, false)
        : null;
      if (points === null || entry.parts.length > 0) {
        const pairs = entry.parts.length === 0 ? pairsOf(entry.line) : null;
        if (pairs === null) return false;
        let used = true;
        for (const pair of pairs)
          if (!applyField(item, pair.fields, pair.label, pair.value, [])) used = false;
        return used;
      }
      item.points ??= points;
      return true;
    }
    if (place.other) return false;
    const wholeText = [
      entry.line.text,
      ...entry.parts
        .slice(0, 1)
        .flatMap((part) => (part.type === 'text' ? part.lines.map((line) => line.text) : [])),
    ].join(' ');
    const decoration = undecorated(entry.line.text);
    const title = cleanTitle(decoration.title);
    const titled = /^(.{3,80}?)(?:\s*[:–—]|\s-)\s+(.+)$/su.exec(decoration.title);
    const bold =
      entry.line.bold >= 3 && /^\s*[:：–—-]\s/u.test(entry.line.text.slice(entry.line.bold))
        ? undecorated(entry.line.text.slice(0, entry.line.bold)).title
        : null;
    const tells =
      isStorySentence(wholeText) ||
      (titled?.[2] !== undefined &&
        isStorySentence(`${titled[2]} ${wholeText.slice(entry.line.text.length)}`));
    const [work, ...deeper] = place.works.filter((contained) => contained !== 'REQUIREMENT');
    const namesItem =
      work !== undefined &&
      (work !== 'FEATURE' || this.#collector.meanings.featureListsCount) &&
      title !== '' &&
      title.length <= 300 &&
      !isPlaceholder(title);
    if (tells || namesItem) {
      const whole =
        isStorySentence(wholeText) &&
        !(titled?.[1] !== undefined && titled[2] !== undefined && !isStorySentence(decoration.title));
      const name = tells
        ? whole
          ? undecorated(wholeText).title
          : cleanTitle(titled?.[1] ?? title)
        : bold === null
          ? title
          : cleanTitle(bold);
      const draft = this.#collector.add(
        work ?? 'STORY',
        tells ? 'sentence' : 'list',
        name,
        place.path,
        entry.anchor,
        entry,
      );
      applyDecoration(draft, decoration);
      if (entry.line.status !== null) draft.status ??= entry.line.status;
      if (entry.checked === true) draft.status ??= 'Done';
      draft.ordinal =
        decoration.numbering !== null && /\./.test(decoration.numbering) ? decoration.numbering : null;
      if (tells && !whole) draft.description.push(titled?.[2] ?? '');
      else if (!tells && bold !== null)
        draft.description.push(cleanTitle(entry.line.text.slice(entry.line.bold)));
      draft.enclosing = nearest(item, draft);
      draft.parentReference = place.reference;
      this.parts(entry, { ...place, section: entry, item: draft, works: deeper, reference: null });
      return true;
    }
    const hasInner = entry.parts.some((part) => part.type === 'list' || part.type === 'section');
    if (!hasInner || !holdsStoryEvidence(entry, this.#collector.meanings)) return false;
    const feature = this.#collector.add('FEATURE', 'heading', title, place.path, entry.anchor, entry);
    feature.provisional = true;
    feature.enclosing = item;
    this.parts(entry, {
      ...place,
      section: entry,
      item: item === null || item.kind === 'EPIC' ? feature : item,
    });
    const told = this.#collector.drafts.filter((draft) => draft.enclosing === feature && isStoryLike(draft));
    const holds =
      !namesPersona(title, told) &&
      (item === null || item.kind === 'EPIC') &&
      title !== '' &&
      title.length <= shortName &&
      !namesNoPiece(title) &&
      told.length > 0;
    if (holds) {
      feature.provisional = false;
      warn(
        feature,
        'FEATURE_GUESSED',
        `“${title}” was taken for a feature because it holds stories. Write “Feature: ${title}” to say so.`,
      );
    } else {
      this.#collector.remove(feature);
      for (const draft of this.#collector.drafts)
        if (draft.enclosing === feature) draft.enclosing = nearest(item, draft);
    }
    return true;
  }
}

/** Whether criteria or points stand right below a heading. */
function hasItemFields(section: Section): boolean {
  return section.parts.some((part) => {
    if (part.type === 'section')
      return part.section.head.kind === 'field' && part.section.head.fields[0] === 'criteria';
    if (part.type === 'list')
      return part.entries.some(
        (entry) =>
          entry.head.kind === 'field' &&
          (entry.head.fields[0] === 'criteria' || entry.head.fields[0] === 'points'),
      );
    return (
      part.type === 'text' &&
      part.lines.some((line) =>
        (pairsOf(line) ?? []).some((pair) => pair.fields[0] === 'points' || pair.fields[0] === 'criteria'),
      )
    );
  });
}

/** “Developer” over stories that all begin “As a developer” names who wants them, not what. */
function namesPersona(title: string, stories: readonly ItemDraft[]): boolean {
  const name = fold(title)
    .replace(/[^\p{L} ]+/gu, ' ')
    .trim()
    .replace(/ (?:goals?|needs?|wishes|perspective|view|ziele|objectifs|objetivos)$/, '')
    .replace(/(?<=\p{L}{3})(?:s|en|n|es|e)$/u, '');
  if (name.length < 2) return false;
  const told = stories.filter(
    (story) =>
      story.evidence === 'sentence' ||
      isStorySentence(story.title) ||
      isStorySentence(story.description[0] ?? ''),
  );
  const named = told.filter((story) =>
    fold(isStorySentence(story.title) ? story.title : (story.description[0] ?? ''))
      .replace(/[*_]/g, '')
      .slice(0, 40 + name.length)
      .includes(name),
  );
  return told.length > 0 && named.length * 2 > told.length;
}

function nearest(from: ItemDraft | null, draft: ItemDraft): ItemDraft | null {
  for (let above = from; above !== null; above = above.enclosing)
    if (mayHold(above.kind, draft.kind)) return above;
  return null;
}

export function isStoryLike(item: ItemDraft | null): boolean {
  return item !== null && (item.kind === 'STORY' || item.kind === 'ENABLER') && !item.provisional;
}

function recurringHeadings(root: Section): Set<string> {
  const parents = new Map<string, Section>();
  const recurring = new Set<string>();
  const visit = (section: Section): void => {
    for (const part of section.parts) {
      if (part.type !== 'section') continue;
      if (part.section.head.kind === 'plain') {
        const name = fold(cleanTitle(part.section.head.decoration.title));
        const known = parents.get(name);
        if (known !== undefined && known !== section) recurring.add(name);
        parents.set(name, section);
      }
      visit(part.section);
    }
  };
  visit(root);
  return recurring;
}

export function isPlaceholder(title: string): boolean {
  return (
    /^(?:[[<{]{1,2}[^\]>}]*[\]>}]{1,2}\s*)+$/.test(title) ||
    /^(?:\.{2,}|…|x{3,}|_+|tbd|-+|title|titel|titre|título|name)$/i.test(title) ||
    /\{\{.*\}\}/.test(title)
  );
}

function continuesSentence(text: string): boolean {
  return /^(?:i want|so that|damit|afin|para|чтобы|以便)/.test(fold(text));
}

function sentenceLines(lines: readonly Line[], from: number): readonly Line[] {
  const found: Line[] = [];
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    if (found.length > 0 && isStorySentence(line.text) && !continuesSentence(line.text)) break;
    if (found.length > 0 && pairsOf(line) !== null && !/^(?:as|i want|so that)/.test(fold(line.text))) break;
    found.push(line);
    if (found.length === 4) break;
  }
  return found;
}

function describe(item: ItemDraft, blocks: readonly Block[]): void {
  const text = markdownOf(blocks);
  if (text !== '') item.description.push(text);
}

function describeSection(item: ItemDraft, section: Section): void {
  const heading =
    section.form === 'heading'
      ? `${'#'.repeat(Math.min(section.rank, 6))} ${section.line.markdown}`
      : section.line.markdown;
  item.description.push(heading);
  for (const part of section.parts) {
    if (part.type === 'section') describeSection(item, part.section);
    else if (part.type === 'text') item.description.push(part.lines.map((line) => line.markdown).join('\n'));
    else describe(item, [part.block]);
  }
}

/** A heading whose first lines give it a key or a type: `**Story ID:** US-013`. */
function fieldWork(section: Section): WorkWord | null {
  for (const part of section.parts.slice(0, 3)) {
    const lines =
      part.type === 'text' ? part.lines : part.type === 'list' ? part.entries.map((entry) => entry.line) : [];
    for (const line of lines) {
      for (const pair of pairsOf(line) ?? []) {
        if (pair.fields[0] === 'type') {
          const work = workOf(pair.value.replace(/[*_`]/g, ''));
          if (work !== null) return work;
        }
        if (pair.fields[0] === 'key') {
          const labelled = workOf(pair.label.replace(/\s*(?:id|key|no\.?|number|#)$/i, ''));
          const prefix = keyParts(fold(pair.value.trim()))?.prefix ?? null;
          const work = labelled ?? (prefix === null ? null : prefixWork(prefix));
          if (work !== null && /^\S+$/.test(pair.value.trim())) return work;
        }
      }
    }
  }
  return null;
}
