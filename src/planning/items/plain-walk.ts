import { type ItemDraft, nearest, warn } from '../item-draft.ts';
import { cleanTitle } from '../lines/head-decoration.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import { saysNone } from '../lines/none-titles.ts';
import { pairsOf } from '../lines/pairs.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { isRemark } from '../sections/boxes.ts';
import { criteriaIn } from '../sections/criteria.ts';
import { isOpenMatter } from '../sections/grouping-matters.ts';
import { listedWork } from '../sections/listing-headings.ts';
import { headingsIn } from '../sections/parts.ts';
import { namesActors, tellsAbilities } from '../sections/people-headings.ts';
import { namesPersona, namesRole } from '../sections/personas.ts';
import { pieceName } from '../sections/piece-names.ts';
import {
  hasItemFields,
  hasStoryFields,
  headsWishes,
  namesTechnicalWork,
} from '../sections/plain-sections.ts';
import { storyDecoration } from '../sections/priority-headings.ts';
import { listsRoles } from '../sections/role-headings.ts';
import { tellScenarios } from '../sections/scenarios.ts';
import { holdsStoryEvidence, onlySentence } from '../sections/section-evidence.ts';
import type { Section } from '../sections/sections.ts';
import { labelsStory } from '../sections/sentence-labels.ts';
import type { UnmarkedLevel } from '../sections/unmarked-levels.ts';
import { fold, normalizedTitle } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { fieldsOf, wordsFor } from '../words/vocabulary.ts';
import { whyContainer, whyNoItem, whyNone, whyPeopleOnly, whyRemark, whyTitle } from './coverage-reasons.ts';
import type { DraftCollector, SectionNote } from './draft-collector.ts';
import { GroupNames } from './group-names.ts';
import { applyDecoration, applyPairs, applyTags } from './item-fields.ts';
import { leveledItem } from './leveled-items.ts';
import { PlainWork } from './plain-work.ts';
import { goesOnWithRequirements, requirementTitle } from './requirement-lists.ts';
import { plansTasks } from './task-lists.ts';
import { headingMarkdown, isInStory, isPlaceholder, isStoryLike, type Place } from './walk-place.ts';

const productParts = wordsFor('productParts');

/** Reads sections whose heading has no mark: items by what stands around or below them, features by what they hold. */
export class PlainWalk {
  readonly #collector: DraftCollector;
  readonly #title: Section | null;
  readonly #names: GroupNames;
  readonly #work: PlainWork;
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
    this.#parts = parts;
  }

  read(section: Section, around: Place, note: SectionNote): void {
    // What the title announces stands below it, and not below headings with names of their own.
    const titled =
      section.form === 'heading' &&
      section.parent !== null &&
      section.parent === this.#title &&
      !hasItemFields(section) &&
      !hasStoryFields(section) &&
      !listsRoles(section);
    const titledWorks: readonly WorkWord[] = goesOnWithRequirements(section, this.#collector)
      ? ['REQUIREMENT']
      : [];
    const place = titled ? { ...around, works: titledWorks } : around;
    const { item } = place;
    const decoration = storyDecoration(section);
    if (place.other === 'NOTHING' || (place.other === 'MARKED' && !onlySentence(section))) {
      note.reason = 'Stands in a section that is a matter beside the plan.';
      this.#parts(section, place);
      return;
    }
    if (isInStory(place) && item !== null) {
      note.partOf = item;
      const pairs = section.form === 'label' ? pairsOf(section.line) : null;
      if (pairs !== null && applyPairs(item, pairs)) {
        this.#parts(section, place);
        return;
      }
      const texts = section.parts.flatMap((part) =>
        part.type === 'text' ? part.lines.map(({ text }) => text) : [],
      );
      if (texts.length > 1 && tellScenarios([section.line.text, ...texts])) {
        item.criteria.push(...criteriaIn([{ type: 'section', section }]));
        return;
      }
      if (!labelsStory(section)) item.description.push(headingMarkdown(section));
      this.#parts(section, place);
      return;
    }
    if (isRemark(section)) {
      this.headed(section, { ...place, works: [] }, note);
      note.reason = whyRemark;
      return;
    }
    if (section.head.kind === 'mark' && saysNone(section.head.mark.title)) {
      this.headed(section, { ...place, works: [] }, note);
      note.reason = whyNone;
      return;
    }
    if (section.head.kind === 'mark' && isPlaceholder(section.head.mark.title)) {
      note.reason = 'A form that is still to be filled in.';
      this.#parts(section, { ...place, item: null, works: [], other: 'NOTHING' });
      return;
    }
    const title = cleanTitle(decoration.title);
    const isTitle = section === this.#title;
    const leveled = isTitle ? null : leveledItem(section, place, this.#collector);
    if (leveled !== null) {
      note.draft = leveled.draft;
      this.#parts(section, leveled.inner);
      return;
    }
    if (
      (section.form !== 'entry' && headsWishes(section, title)) ||
      (this.#names.isRole(section) && place.works.includes('STORY'))
    ) {
      note.reason = 'Names who wants the stories below it, and is none itself.';
      this.#parts(section, { ...place, works: ['STORY'] });
      return;
    }
    const keyed = this.#keyedMark(section);
    const work = isTitle ? null : this.#work.of(section, place, title);
    if (work !== null) {
      const draft = this.#collector.add(
        work.work,
        work.contained ? 'list' : 'field',
        requirementTitle(section) ?? keyed?.title ?? title,
        place.path,
        section.line.anchor,
        section,
      );
      applyDecoration(draft, decoration);
      applyTags(draft, section.line.tags);
      draft.enclosing = nearest(item, draft);
      draft.looseReference = place.reference;
      draft.key = keyed?.key ?? null;
      draft.ordinal = keyed?.ordinal ?? decoration.numbering;
      note.draft = draft;
      if (work.guessed)
        warn(
          draft,
          'STORY_GUESSED',
          `“${title}” was taken for a story because of what stands below it. Write “Story: ${title}” to say so.`,
        );
      this.#parts(section, { ...place, item: draft, works: [], reference: null, other: null });
      return;
    }
    const listed = isTitle || section.form === 'entry' ? null : listedWork(section, title);
    if (listed !== null) {
      const { meanings } = this.#collector;
      const counts =
        listed !== 'TASK' ||
        (item === null && meanings.requirementsCount) ||
        plansTasks(section, place, meanings);
      const before = this.#collector.drafts.length;
      this.#parts(section, { ...place, works: counts ? [listed] : [] });
      note.reason = whyContainer(this.#collector.drafts.length > before);
      return;
    }
    const mayBeFeature =
      !isTitle &&
      section.form !== 'entry' &&
      (item === null || item.kind === 'EPIC') &&
      this.#names.mayNameFeature(section, title) &&
      !namesRole(section) &&
      !this.#holdsFeatures(section, place);
    if (!mayBeFeature) {
      const before = this.#collector.drafts.length;
      const isOfActors =
        namesActors(title) ||
        (this.#names.namesPeople(section) && tellsAbilities(section, this.#collector.meanings));
      if (isTitle) this.#parts(section, place);
      else this.headed(section, isOfActors ? { ...place, works: [] } : place, note);
      note.reason =
        // Behind items stands no title.
        isTitle && this.#collector.drafts.slice(0, before).every(({ evidence }) => evidence === 'title')
          ? whyTitle
          : this.#names.namesPeople(section)
            ? whyPeopleOnly(title)
            : whyNoItem(section, title, this.#holdsItems(before), this.#collector.meanings);
      return;
    }
    if (section.form === 'label' && place.works.length > 0 && endsInColon(section.line.text)) {
      // What stands under a label of its own is not what the heading above announced.
      this.#parts(section, { ...place, works: [] });
      return;
    }
    const feature = this.#collector.add(
      'FEATURE',
      'heading',
      keyed?.title ?? pieceName(title),
      place.path,
      section.line.anchor,
      section,
    );
    feature.key = keyed?.key ?? null;
    feature.provisional = true;
    feature.enclosing = item;
    feature.ordinal = decoration.numbering;
    applyDecoration(feature, decoration);
    const before = this.#collector.drafts.length;
    this.#parts(section, { ...place, item: feature });
    const children = this.#collector.drafts
      .slice(before)
      .filter((draft) => draft.enclosing === feature && (draft.kind === 'STORY' || draft.kind === 'ENABLER'));
    const above = this.#collector.drafts.slice(before).some((draft) => draft.kind === 'EPIC');
    if (
      children.some(
        (child) =>
          (child.parentReference === null || namesGroup(child, title)) &&
          !this.#standsElsewhere(child, place) &&
          (child.within === null || !this.#collector.meanings.holdsKey(child.within)),
      ) &&
      !above &&
      !namesPersona(title, children) &&
      !namesTechnicalWork(title, children)
    ) {
      feature.provisional = false;
      note.draft = feature;
      warn(
        feature,
        'FEATURE_GUESSED',
        `“${title}” was taken for a feature because it holds stories. Write “Feature: ${feature.title}” to say so, or “Epic: ${feature.title}”.`,
      );
      return;
    }
    const nameless = children.length === 0 && (feature.criteria.length > 0 || feature.points !== null);
    // Criteria or points below the title of an item that stands elsewhere are that item's.
    if (nameless && (item === null || this.#collector.holds(title))) {
      note.partOf = feature;
      return;
    }
    const holdsItems = this.#holdsItems(before);
    this.#collector.giveUp(feature, before, item);
    note.reason = whyNoItem(section, title, holdsItems, this.#collector.meanings);
    if (item === null || (holdsItems && feature.description.length === 0 && feature.criteria.length === 0))
      return;
    item.description.push(headingMarkdown(section), ...feature.description);
    item.criteria.push(...feature.criteria);
    note.partOf = item;
  }

  /** “MOD-01 — Checkout” beside “MOD-02 — Refunds”: letters that say no kind count what the headings name. */
  #keyedMark({ head }: Section): Mark | null {
    if (head.kind !== 'mark') return null;
    const { meanings } = this.#collector;
    const mark = meanings.settled(head.mark);
    return mark.key !== null && mark.title !== '' && meanings.isOfSeries(mark) ? mark : null;
  }

  /** “Stories for Feature 1.3” name an item elsewhere; “Stories for the club” around a heading leave it to group them. */
  #standsElsewhere({ looseReference }: ItemDraft, { reference }: Place): boolean {
    return (
      looseReference !== null &&
      (looseReference !== reference ||
        this.#namesItem(looseReference) ||
        this.#collector.holds(looseReference))
    );
  }

  /** “L1” of “L1 requirements” is no key where nothing has it. */
  #namesItem(reference: string): boolean {
    const key = readMark(reference)?.key;
    return key === null || (key !== undefined && this.#collector.meanings.holdsKey(key));
  }

  /** Whether the headings below one group stories themselves: then they are the features, and it contains them. */
  #holdsFeatures(group: Section, place: Place): boolean {
    let count = 0;
    let others = 0;
    for (const section of headingsIn(group)) {
      const { head, line } = section;
      if (head.kind !== 'plain' && !isOpenMatter(head)) continue;
      if (this.#names.isRole(section) || namesRole(section)) continue;
      const title = cleanTitle(head.kind === 'plain' ? head.decoration.title : line.text);
      const holds =
        holdsStoryEvidence(section, this.#collector.meanings) &&
        !headsWishes(section, title) &&
        this.#work.of(section, place, title) === null;
      if (holds && this.#names.mayNameFeature(section, title)) count += 1;
      else if (holds) others += 1;
      if (count > 1 || this.#holdsFeatures(section, place)) return true;
    }
    // Below the one heading that holds stories “Driver app” beside “Release management” is the feature.
    const { parent } = group;
    return count > 0 && others > 0 && parent !== null && headingsIn(parent).length === 1;
  }

  /** Whether items were found from some place on. */
  #holdsItems(from: number): boolean {
    const { drafts } = this.#collector;
    for (let at = from; at < drafts.length; at += 1) if (drafts[at]?.provisional === false) return true;
    return false;
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
      return works.length > 0 && productParts.has(fold(section.line.text)) && onlySentence(section);
    // “Capacity” has points as well, but not among stories.
    return works.length > 0
      ? hasStoryFields(section) || onlySentence(section)
      : item !== null && onlySentence(section);
  }

  /** Goes on with what stands under a heading; with text that an item takes, the heading goes along. */
  headed(section: Section, place: Place, note: SectionNote): void {
    const { item } = place;
    const before = item?.description.length ?? 0;
    this.#parts(section, place);
    this.takeHeading(section, item, before, note);
  }

  /** Puts the heading of a section in front of what an item took from it since its description had some length. */
  takeHeading(section: Section, item: ItemDraft | null, before: number, note: SectionNote): void {
    if (item === null || (item.description.length === before && !isStoryLike(item))) return;
    note.partOf = item;
    if (before > 0 || !fieldsOf(section.line.text).includes('description'))
      item.description.splice(before, 0, headingMarkdown(section));
  }
}

/** Whether a field of a story names the heading above it, and does not call it an epic: “Module | Checkout”. */
function namesGroup({ parentReference, parentWork }: ItemDraft, title: string): boolean {
  return (
    parentReference !== null &&
    parentWork !== 'EPIC' &&
    normalizedTitle(parentReference) === normalizedTitle(title)
  );
}
