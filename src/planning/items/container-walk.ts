import { type ItemDraft, kindOfWork, mayHold } from '../item-draft.ts';
import type { Head } from '../lines/heads.ts';
import { isReference } from '../lines/references.ts';
import { explainedStories } from '../sections/explained-stories.ts';
import {
  listsPlainly,
  praisesFeatures,
  praisesTable,
  speaksOfPlanning,
  tellsFeatures,
  tellsOfHeading,
} from '../sections/feature-lists.ts';
import { worksByGroup } from '../sections/listing-groups.ts';
import { goesOnWithBacklog, listsOthers, tellsOfOne } from '../sections/listing-headings.ts';
import type { Section } from '../sections/sections.ts';
import { openingHeading, titleSection } from '../sections/title-section.ts';
import type { WorkWord } from '../words/language.ts';
import { whyContainer, whyRequirements, whyTitle } from './coverage-reasons.ts';
import { describeSection } from './described-sections.ts';
import type { DraftCollector, SectionNote } from './draft-collector.ts';
import { listsItsStories } from './enabler-stories.ts';
import type { FieldWalk } from './field-walk.ts';
import { countsAsItem } from './marked-items.ts';
import type { PlainWalk } from './plain-walk.ts';
import { plansTasks } from './task-lists.ts';
import { isStoryLike, type Place } from './walk-place.ts';

/** Reads sections that only contain items: “User stories”, “Features of the shop”. */
export class ContainerWalk {
  readonly #collector: DraftCollector;
  readonly #title: Section | null;
  readonly #opening: Section | null;
  readonly #explained: ReadonlySet<Section>;
  readonly #fields: FieldWalk;
  readonly #plain: PlainWalk;
  readonly #parts: (section: Section, place: Place) => void;

  constructor(
    collector: DraftCollector,
    root: Section,
    fields: FieldWalk,
    plain: PlainWalk,
    parts: (section: Section, place: Place) => void,
  ) {
    this.#collector = collector;
    this.#title = titleSection(root);
    this.#opening = openingHeading(root);
    this.#explained = explainedStories(root, collector.meanings);
    this.#fields = fields;
    this.#plain = plain;
    this.#parts = parts;
  }

  read(section: Section, head: Head & { kind: 'container' }, place: Place, note: SectionNote): void {
    const { item } = place;
    const ofEnabler = listsItsStories(section, head, item);
    if (isStoryLike(item) && !ofEnabler && head.fields.length > 0) {
      this.#fields.read(
        section,
        {
          kind: 'field',
          fields: head.fields,
          label: section.line.text,
          value: '',
          about: head.about,
          of: null,
        },
        place,
        note,
      );
      return;
    }
    if (head.works[0] === 'TASK' && isStoryLike(item)) {
      if (item !== null) describeSection(item, section);
      note.partOf = item;
      return;
    }
    const { meanings } = this.#collector;
    const praises =
      head.works[0] === 'FEATURE' &&
      !speaksOfPlanning(section) &&
      (item?.kind === 'EPIC'
        ? praisesFeatures(section)
        : item?.kind === 'FEATURE' && item.evidence === 'mark'
          ? listsPlainly(section)
          : praisesTable(section) ||
            (section.parent !== this.#title && tellsOfHeading(section, item?.place === section.parent)) ||
            this.#tellsProduct(section, item));
    if (praises || (item !== null && listsOthers(head, section.line.text, item))) {
      if (item !== null) describeSection(item, section);
      note.partOf = item;
      note.reason = whyContainer(false);
      return;
    }
    const listed: readonly WorkWord[] =
      head.works[0] === 'FEATURE' && goesOnWithBacklog(section) ? ['STORY'] : head.works;
    const works = listed.filter(
      (work) =>
        !isSaidLower(work, place) &&
        (countsAsItem(work, meanings) || (work === 'TASK' && plansTasks(section, place, meanings))),
    );
    const before = this.#collector.drafts.length;
    const told = item?.description.length ?? 0;
    const reference = section === this.#title ? null : referenceIn(head, place);
    const tells = item !== null && tellsOfOne(head, section.line.text, item);
    const saysNothing = tells || this.#explained.has(section) || section === this.#collector.loneList;
    const held = (isStoryLike(item) && !ofEnabler) || saysNothing ? [] : worksByGroup(section, works);
    // “Stories we discussed:” below “Out of scope” plans none of them, and neither does a heading below “Sprint 1 retrospective”.
    const isClosed =
      place.other === 'NOTHING' && (section.form === 'label' || section.parent === this.#title);
    this.#parts(section, isClosed ? place : { ...place, works: held, reference, other: null });
    const found = this.#collector.drafts.length > before;
    if (!found) this.#plain.takeHeading(section, item, told, note);
    note.reason =
      !found && section === this.#opening
        ? whyTitle
        : !found && head.works.includes('REQUIREMENT')
          ? whyRequirements
          : whyContainer(found);
    // A label has no note of its own: what it lists would be gone without a word.
    if (!found && section.form === 'label' && item === null) this.#collector.notes.push(note);
  }

  /** Whether a list of features outside of all items only tells of the product whose stories stand elsewhere. */
  #tellsProduct(section: Section, item: ItemDraft | null): boolean {
    return item === null && !this.#collector.meanings.requirementsCount && tellsFeatures(section);
  }
}

/** “Core features” where each entry is said to be a story. */
function isSaidLower(work: WorkWord, { said }: Place): boolean {
  return said?.entries != null && mayHold(kindOfWork(work), kindOfWork(said.entries));
}

/** “Stories of team Red” within “Stories for US-7” are those of US-7. */
function referenceIn({ about }: Head & { kind: 'container' }, { reference }: Place): string | null {
  return reference !== null && (about === null || (isReference(reference) && !isReference(about)))
    ? reference
    : about;
}
