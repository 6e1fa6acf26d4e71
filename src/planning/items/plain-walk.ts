import { type ItemDraft, nearest, warnOfGuess } from '../item-draft.ts';
import { cleanTitle } from '../lines/head-decoration.ts';
import type { Mark } from '../lines/marks.ts';
import { saysNone } from '../lines/none-titles.ts';
import { pairsOf } from '../lines/pairs.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { announcedWork } from '../sections/announced-work.ts';
import { isRemark } from '../sections/boxes.ts';
import { partsCounted } from '../sections/counted-headings.ts';
import { criteriaIn } from '../sections/criteria.ts';
import { titlesStory } from '../sections/keyed-titles.ts';
import { worksWithin } from '../sections/listing-groups.ts';
import { goesOnWithBacklog, listedWork } from '../sections/listing-headings.ts';
import { namesActors, tellsAbilities } from '../sections/people-headings.ts';
import {
  hasItemFields,
  hasStoryFields,
  headsWishes,
  labelledKeys,
  measuresNoGroup,
} from '../sections/plain-sections.ts';
import { storyDecoration } from '../sections/priority-headings.ts';
import { listsRoles } from '../sections/role-headings.ts';
import { tellScenarios } from '../sections/scenarios.ts';
import { holdsStoryEvidence, onlySentence } from '../sections/section-evidence.ts';
import type { Section } from '../sections/sections.ts';
import { labelsStory } from '../sections/sentence-labels.ts';
import type { UnmarkedLevel } from '../sections/unmarked-levels.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { fieldsOf, productPartWords } from '../words/vocabulary.ts';
import { whyContainer, whyNoItem, whyNone, whyPeopleOnly, whyRemark, whyTitle } from './coverage-reasons.ts';
import { describeSection } from './described-sections.ts';
import type { DraftCollector, SectionNote } from './draft-collector.ts';
import { GroupNames } from './group-names.ts';
import { applyDecoration, applyPairs } from './item-fields.ts';
import { applyTags } from './item-tags.ts';
import { leveledItem } from './leveled-items.ts';
import { PlainFeatures, type PlainHeading } from './plain-features.ts';
import { type FoundWork, PlainWork } from './plain-work.ts';
import { goesOnWithRequirements, requirementTitle } from './requirement-lists.ts';
import { plansTasks } from './task-lists.ts';
import { headingMarkdown, isInStory, isPlaceholder, isStoryLike, type Place } from './walk-place.ts';

/** Reads sections whose heading has no mark: items by what stands around or below them, features by what they hold. */
export class PlainWalk {
  readonly #collector: DraftCollector;
  readonly #title: Section | null;
  readonly #names: GroupNames;
  readonly #work: PlainWork;
  readonly #features: PlainFeatures;
  readonly #parts: (section: Section, place: Place) => void;

  constructor(
    collector: DraftCollector,
    title: Section | null,
    levels: readonly UnmarkedLevel[],
    columns: ReadonlyMap<Section, string>,
    parts: (section: Section, place: Place) => void,
  ) {
    this.#collector = collector;
    this.#title = title;
    this.#names = new GroupNames(levels, columns, collector.meanings);
    this.#work = new PlainWork(collector, this.#names);
    this.#features = new PlainFeatures(collector, this.#names, this.#work, parts);
    this.#parts = parts;
  }

  read(section: Section, around: Place, note: SectionNote): void {
    const below = this.#belowTitle(section, around);
    const place = below.other === 'MARKED' && isIdentified(section) ? { ...below, other: null } : below;
    if (place.other === 'NOTHING' || (place.other === 'MARKED' && !onlySentence(section))) {
      note.reason = 'Stands in a section that is a matter beside the plan.';
      this.#parts(section, place);
      return;
    }
    if (isInStory(place) && place.item !== null) {
      note.partOf = place.item;
      this.#readInStory(section, place, place.item);
      return;
    }
    const { head } = section;
    const whyNothing = isRemark(section)
      ? whyRemark
      : head.kind === 'mark' && saysNone(head.mark.title)
        ? whyNone
        : null;
    if (whyNothing !== null) {
      this.headed(section, { ...place, works: [] }, note);
      note.reason = whyNothing;
      return;
    }
    if (head.kind === 'mark' && isPlaceholder(head.mark.title)) {
      note.reason = 'A form that is still to be filled in.';
      this.#parts(section, { ...place, item: null, works: [], other: 'NOTHING' });
      return;
    }
    const decoration = storyDecoration(section);
    const title = cleanTitle(decoration.title);
    const heading: PlainHeading = { section, title, decoration, keyed: this.#keyedMark(section) };
    this.#readNamed(heading, place, note);
  }

  /** What the title announces stands below it, and not below headings with names of their own. */
  #belowTitle(section: Section, place: Place): Place {
    const isNamed =
      section.form === 'heading' &&
      section.parent !== null &&
      section.parent === this.#title &&
      !hasItemFields(section) &&
      !hasStoryFields(section) &&
      !listsRoles(section) &&
      !this.#names.isRole(section);
    if (!isNamed) return place;
    return { ...place, works: goesOnWithRequirements(section, this.#collector) ? ['REQUIREMENT'] : [] };
  }

  #readInStory(section: Section, place: Place, story: ItemDraft): void {
    const pairs = section.form === 'label' ? pairsOf(section.line) : null;
    if (pairs !== null && applyPairs(story, pairs)) {
      this.#parts(section, place);
      return;
    }
    const texts = section.parts.flatMap((part) =>
      part.type === 'text' ? part.lines.map(({ text }) => text) : [],
    );
    if (texts.length > 1 && tellScenarios([section.line.text, ...texts])) {
      story.criteria.push(...criteriaIn([{ type: 'section', section }]));
      return;
    }
    if (!labelsStory(section)) story.description.push(headingMarkdown(section));
    this.#parts(section, place);
  }

  /** Reads a heading that is an item, lists or groups some, or belongs to what is around it. */
  #readNamed(heading: PlainHeading, place: Place, note: SectionNote): void {
    const { section, title } = heading;
    const isTitle = section === this.#title;
    const leveled = isTitle ? null : leveledItem(section, place, this.#collector);
    if (leveled !== null) {
      note.draft = leveled.draft;
      this.#parts(section, leveled.inner);
      return;
    }
    if (
      (section.form !== 'entry' && headsWishes(section, title)) ||
      (this.#names.isRole(section) && this.#holdsStories(section, place))
    ) {
      note.reason = 'Names who wants the stories below it, and is none itself.';
      const before = this.#collector.drafts.length;
      this.#parts(section, { ...place, works: ['STORY'] });
      for (const draft of this.#collector.drafts.slice(before)) draft.audience ??= section;
      return;
    }
    if (isTitle) {
      if (titlesStory(section))
        this.#readItem(heading, { work: 'STORY', contained: false, guessed: true }, place, note);
      else this.#readOther(heading, place, note);
      return;
    }
    const told = section.form === 'entry' ? null : listedWork(section, title);
    const listed = told === 'FEATURE' && goesOnWithBacklog(section) ? 'STORY' : told;
    // “Planned features” below “Feature overview” are listed there as well.
    const goesOn = listed === 'FEATURE' && place.works.includes(listed);
    // What is counted through below headings in a list of features are these.
    const isCounted = place.works[0] === 'FEATURE' && partsCounted(section);
    const work = goesOn || isCounted ? null : this.#work.of(section, place, title);
    if (work !== null) {
      this.#readItem(heading, work, place, note);
      return;
    }
    if (listed !== null) {
      const before = this.#collector.drafts.length;
      this.#parts(section, { ...place, works: this.#counts(listed, section, place) ? [listed] : [] });
      note.reason = whyContainer(this.#collector.drafts.length > before);
      return;
    }
    if (isCounted || !this.#features.mayBeOne(heading, place)) this.#readOther(heading, place, note);
    else if (section.form === 'label' && place.works.length > 0 && endsInColon(section.line.text))
      // What stands under a label of its own is not what the heading above announced.
      this.#parts(section, { ...place, works: [] });
    else this.#features.read(heading, place, note);
  }

  /** Whether a heading stands where stories do: in a container of such, or below the title “Stories of the shop”. */
  #holdsStories({ parent }: Section, { works }: Place): boolean {
    if (works.includes('STORY')) return true;
    return parent !== null && parent === this.#title && announcedWork(parent.line.text) === 'STORY';
  }

  #readItem(heading: PlainHeading, found: FoundWork, place: Place, note: SectionNote): void {
    const { section, title, decoration, keyed } = heading;
    const draft = this.#collector.add(
      found.work,
      found.contained ? 'list' : 'field',
      requirementTitle(section) ?? keyed?.title ?? title,
      place.path,
      section.line.anchor,
      section,
    );
    applyDecoration(draft, decoration);
    applyTags(draft, section.line.tags);
    draft.enclosing = nearest(place.item, draft);
    draft.looseReference = place.reference;
    draft.key = keyed?.key ?? null;
    draft.ordinal = keyed?.ordinal ?? decoration.numbering;
    note.draft = draft;
    if (found.guessed)
      warnOfGuess(draft, 'story', 'of what stands below it or beside it', { line: title, title });
    const works = worksWithin(section, draft.kind, place.works);
    this.#parts(section, { ...place, item: draft, works, reference: null, other: null });
  }

  /** Whether what a heading lists is work of the plan: tasks may be steps. */
  #counts(listed: WorkWord, section: Section, place: Place): boolean {
    const { meanings } = this.#collector;
    return (
      listed !== 'TASK' ||
      (place.item === null && meanings.requirementsCount) ||
      plansTasks(section, place, meanings)
    );
  }

  /** Reads the title, or a heading that is no item whatever stands below it. */
  #readOther({ section, title }: PlainHeading, place: Place, note: SectionNote): void {
    const { drafts, meanings } = this.#collector;
    const before = drafts.length;
    const isOfPeople = this.#names.namesPeople(section);
    const isOfActors = namesActors(title) || (isOfPeople && tellsAbilities(section, meanings));
    if (section === this.#title) this.#parts(section, place);
    else this.headed(section, isOfActors ? { ...place, works: [] } : place, note);
    // Behind items stands no title.
    const isTitle =
      section === this.#title && drafts.slice(0, before).every(({ evidence }) => evidence === 'title');
    note.reason = isTitle
      ? whyTitle
      : isOfPeople
        ? whyPeopleOnly(title)
        : whyNoItem(section, title, this.#collector.foundItems(before), meanings);
  }

  #keyedMark({ head }: Section): Mark | null {
    if (head.kind !== 'mark') return null;
    const { meanings } = this.#collector;
    const mark = meanings.settled(head.mark);
    return mark.key !== null && mark.title !== '' && meanings.isOfSeries(mark) ? mark : null;
  }

  /** Whether a heading called as a matter or a field groups stories as a feature does, or is named as items are. */
  groups(section: Section): boolean {
    return this.#names.groups(section);
  }

  /** Whether a heading tells or groups stories by what stands below it, although it is called as a matter beside the plan. */
  holdsStories(section: Section, isClosed: boolean, { item, works }: Place): boolean {
    if (section.form !== 'heading' || isStoryLike(item)) return false;
    if (this.groups(section)) return true;
    if (isClosed)
      return works.length > 0 && productPartWords.has(fold(section.line.text)) && onlySentence(section);
    // “Capacity” has points as well, but not among stories.
    return works.length > 0
      ? hasStoryFields(section) || onlySentence(section)
      : item !== null && onlySentence(section);
  }

  /** Goes on with what stands under a heading; with text that an item takes, the heading goes along. */
  headed(section: Section, place: Place, note: SectionNote): void {
    const { item } = place;
    if (item !== null && !isStoryLike(item) && this.#holdsOwnPoints(section)) {
      note.partOf = item;
      describeSection(item, section, false);
      return;
    }
    const before = item?.description.length ?? 0;
    this.#parts(section, place);
    this.takeHeading(section, item, before, note);
  }

  /** Whether what a heading measures is neither an item nor what is around it. */
  #holdsOwnPoints(section: Section): boolean {
    const title = fold(cleanTitle(section.line.text));
    const isOwn = measuresNoGroup(section) && !this.#names.recurring.has(title);
    return isOwn && !holdsStoryEvidence(section, this.#collector.meanings);
  }

  /** Puts the heading of a section in front of what an item took from it since its description had some length. */
  takeHeading(section: Section, item: ItemDraft | null, before: number, note: SectionNote): void {
    if (item === null || (item.description.length === before && !isStoryLike(item))) return;
    note.partOf = item;
    if (before > 0 || !fieldsOf(section.line.text).includes('description'))
      item.description.splice(before, 0, headingMarkdown(section));
  }
}

/** “**Story ID:** US-13” and points mark a heading as “US-13: …” does, whatever it stands below. */
function isIdentified(section: Section): boolean {
  return labelledKeys(section).length === 1 && hasStoryFields(section);
}
