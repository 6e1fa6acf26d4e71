import type { PlanItemKind } from '../../domain/plan.ts';
import { type ItemDraft, kindOfWork } from '../item-draft.ts';
import type { Head } from '../lines/heads.ts';
import { isExclusion } from '../lines/matters.ts';
import { isReference, referencesIn } from '../lines/references.ts';
import { namesTasks } from '../lines/task-labels.ts';
import { headingsIn } from '../sections/parts.ts';
import { holdsStoryEvidence } from '../sections/section-evidence.ts';
import type { Section } from '../sections/sections.ts';
import { fold } from '../words/fold.ts';
import { closedMatters, otherMatters } from '../words/vocabulary.ts';
import { whyContainer, whyField } from './coverage-reasons.ts';
import { describeSection } from './described-sections.ts';
import type { DraftCollector, SectionNote } from './draft-collector.ts';
import { applyField, partsText } from './item-fields.ts';
import { criteriaOfNamed, pendingAbout, tellsItems } from './named-criteria.ts';
import { partsTime, plansTasks } from './task-lists.ts';
import { headingMarkdown, isStoryLike, type Place } from './walk-place.ts';

/** Reads sections that name a field of an item: “Acceptance criteria”, “Risks”, “Story points: 5”. */
export class FieldWalk {
  readonly #collector: DraftCollector;
  readonly #parts: (section: Section, place: Place) => void;

  constructor(collector: DraftCollector, parts: (section: Section, place: Place) => void) {
    this.#collector = collector;
    this.#parts = parts;
  }

  read(section: Section, head: Head & { kind: 'field' }, place: Place, note: SectionNote): void {
    const item = itemOf(head, place.item);
    const about = head.about ?? this.#announced(section, head, place) ?? this.#titled(section, head);
    if (about !== null) {
      for (const reference of referencesIn(about)) {
        const pending = pendingAbout(reference, section, place, this.#collector);
        note.partOf ??= pending;
        if (!applyField(pending, head.fields, head.label, head.value, section.parts))
          this.#parts(section, { ...place, item: pending, works: [], reference: null, other: null });
        pending.provisional = true;
      }
      return;
    }
    // “Risks” is a field within an item, and a matter beside the plan anywhere else.
    const holds =
      section.form === 'heading' &&
      !isStoryLike(item) &&
      !isExclusion(head.label) &&
      (head.fields[0] === 'criteria'
        ? tellsItems(section, this.#collector)
        : !(item !== null && namesOthers(head) && headingsIn(section).length === 0) &&
          holdsStoryEvidence(section, this.#collector.meanings, otherMatters.has(fold(head.label))));
    if (
      head.fields[0] === 'criteria' &&
      !holds &&
      !isStoryLike(item) &&
      criteriaOfNamed(section, place, this.#collector)
    ) {
      note.reason = 'Acceptance criteria of the items that are named below it.';
      return;
    }
    const { meanings } = this.#collector;
    const mayList = namesTasks(head) || (meanings.requirementsCount && partsTime(section));
    const listsTasks = mayList && plansTasks(section, place, meanings);
    if (item === null || holds || listsTasks) {
      const before = this.#collector.drafts.length;
      if (head.fields[0] === 'dependencies') this.#collector.dependencies.push(partsText(section.parts));
      if (head.fields[0] !== 'criteria' || holds)
        this.#parts(section, {
          ...place,
          item: holds || listsTasks ? item : null,
          works: listsTasks ? ['TASK'] : [],
          other: place.other ?? (holds || listsTasks ? null : otherAt(fold(head.label))),
        });
      note.reason =
        holds || listsTasks
          ? whyContainer(this.#collector.drafts.length > before)
          : whyField(section.line.text, head.fields[0] ?? 'notes');
      if (head.fields[0] === 'status')
        for (const draft of this.#collector.drafts.slice(before)) draft.isLogged = true;
      return;
    }
    note.partOf = item;
    if (!applyField(item, head.fields, head.label, head.value, section.parts)) {
      const field = head.fields[0];
      if (head.fields.includes('description') && field !== 'notes' && field !== 'tasks') {
        // “Description” heads all of it; “Background” behind other text is a part with a name.
        if (item.description.length > 0 && section.form === 'heading')
          item.description.push(headingMarkdown(section));
        this.#parts(section, { ...place, item, works: [] });
      } else describeSection(item, section);
    }
  }

  /** The item whose stories a heading announces, where criteria stand before all of these. */
  #announced(
    section: Section,
    { fields }: Head & { kind: 'field' },
    { item, reference }: Place,
  ): string | null {
    const isFirst = this.#collector.drafts.at(-1)?.looseReference !== reference;
    const isOfItem =
      fields[0] === 'criteria' && item === null && isFirst && !tellsItems(section, this.#collector);
    return isOfItem && reference !== null && isReference(reference) ? reference : null;
  }

  /** The title of an item before it that a heading of criteria names: “Acceptance criteria: Log in”. */
  #titled({ form, line, parts }: Section, { fields }: Head & { kind: 'field' }): string | null {
    if (form !== 'heading' || fields[0] !== 'criteria' || parts.length === 0) return null;
    const title = behindLabel.exec(line.text)?.[1];
    return title !== undefined && this.#collector.holds(title) ? title : null;
  }
}

/** What stands behind a label: “: Log in”, “(Log in)”, “– Log in”. */
const behindLabel = /^[^:：([–—-]{2,40}?(?:\s*[:：]|\s*[([（]|\s+[–—-](?=\s))\s*(.{2,200}?)\s*[)\]）]?$/su;

/** The item that a label gives a field: the one around it, or of those the one that it speaks of. */
function itemOf({ of }: Head & { kind: 'field' }, around: ItemDraft | null): ItemDraft | null {
  if (of === null) return around;
  return of === 'WHOLE' ? outermost(around) : itemOfKind(kindOfWork(of), around);
}

/** “Acceptance criteria for the project” are those of what holds all of it, and of no story. */
function outermost(from: ItemDraft | null): ItemDraft | null {
  let found = from;
  while (found !== null && found.enclosing !== null) found = found.enclosing;
  return isStoryLike(found) ? null : found;
}

/** The nearest item of some kind from one on upwards: “Acceptance criteria of the epic” below its last story. */
function itemOfKind(kind: PlanItemKind, from: ItemDraft | null): ItemDraft | null {
  for (let above = from; above !== null; above = above.enclosing) if (above.kind === kind) return above;
  return from;
}

/** What an item depends on or blocks stands elsewhere. */
function namesOthers({ fields: [field] }: Head & { kind: 'field' }): boolean {
  return field === 'dependencies' || field === 'blocks';
}

function otherAt(label: string): Place['other'] {
  return closedMatters.has(label) ? 'NOTHING' : otherMatters.has(label) ? 'MARKED' : null;
}
