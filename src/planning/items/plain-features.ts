import { type ItemDraft, warnOfGuess } from '../item-draft.ts';
import { cleanTitle, type Decoration, undecorated } from '../lines/head-decoration.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import { isOpenMatter } from '../sections/grouping-matters.ts';
import { headingsIn } from '../sections/parts.ts';
import { namesPersona, namesRole } from '../sections/personas.ts';
import { namesPart, namesTheme, pieceName } from '../sections/piece-names.ts';
import { headsWishes, namesTheirKind } from '../sections/plain-sections.ts';
import { holdsStoryEvidence } from '../sections/section-evidence.ts';
import type { Section } from '../sections/sections.ts';
import { normalizedTitle } from '../words/fold.ts';
import { isLeaf } from '../words/work-levels.ts';
import { whyNoItem } from './coverage-reasons.ts';
import type { DraftCollector, SectionNote } from './draft-collector.ts';
import type { GroupNames } from './group-names.ts';
import { applyDecoration } from './item-fields.ts';
import type { PlainWork } from './plain-work.ts';
import { holdsKeyedRequirements } from './requirement-lists.ts';
import { headingMarkdown, type Place } from './walk-place.ts';

/** A heading without a mark, and what it says. */
export interface PlainHeading {
  readonly section: Section;
  readonly title: string;
  readonly decoration: Decoration;
  /** “MOD-01 — Checkout” beside “MOD-02 — Refunds”: letters that say no kind count what the headings name. */
  readonly keyed: Mark | null;
}

/** Reads headings that are features if they hold stories. */
export class PlainFeatures {
  readonly #collector: DraftCollector;
  readonly #names: GroupNames;
  readonly #work: PlainWork;
  readonly #parts: (section: Section, place: Place) => void;

  constructor(
    collector: DraftCollector,
    names: GroupNames,
    work: PlainWork,
    parts: (section: Section, place: Place) => void,
  ) {
    this.#collector = collector;
    this.#names = names;
    this.#work = work;
    this.#parts = parts;
  }

  /** Whether a heading may be a feature, by its name, its place, and the headings below it. */
  mayBeOne({ section, title }: PlainHeading, place: Place): boolean {
    return (
      section.form !== 'entry' &&
      !isBareCode(section) &&
      (place.item === null || place.item.kind === 'EPIC') &&
      this.#names.mayNameFeature(section, title) &&
      !namesRole(section) &&
      !this.#repeatsItems(section) &&
      !this.#holdsFeatures(section, place)
    );
  }

  /** Whether all headings below one are called as items that the document names before: it only holds more of them. */
  #repeatsItems(section: Section): boolean {
    const headings = headingsIn(section);
    return (
      headings.length > 0 &&
      headings.every(({ head }) => head.kind === 'plain' && this.#isNamed(head.decoration.title)) &&
      !holdsStoryEvidence(section, this.#collector.meanings)
    );
  }

  /** Whether a title is that of an item, also behind a number: “214 Search”. */
  #isNamed(title: string): boolean {
    return this.#collector.holds(title) || this.#collector.holds(title.replace(numberInFront, ''));
  }

  /** Reads what stands below a heading: where that are stories it is their feature, else all of it is what is around it. */
  read({ section, title, decoration, keyed }: PlainHeading, place: Place, note: SectionNote): void {
    const { item } = place;
    const name = pieceName(title);
    // “Module: Search ✅ Done”
    const piece = keyed === null && name !== title ? undecorated(name) : null;
    const feature = this.#collector.add(
      'FEATURE',
      'heading',
      keyed?.title ?? piece?.title ?? title,
      place.path,
      section.line.anchor,
      section,
    );
    feature.key = keyed?.key ?? null;
    feature.provisional = true;
    feature.enclosing = item;
    feature.ordinal = decoration.numbering;
    applyDecoration(feature, decoration);
    if (piece !== null) applyDecoration(feature, piece);
    const before = this.#collector.drafts.length;
    this.#parts(section, { ...place, item: feature });
    const isEpic = this.#becomesEpic(title, feature, before);
    if (isEpic || this.#holdsStories(title, feature, before, place)) {
      feature.provisional = false;
      note.draft = feature;
      if (isEpic) warnOfGuess(feature, 'epic', 'it holds features', { line: title });
      else warnOfGuess(feature, 'feature', 'it holds stories', { line: title });
      return;
    }
    const found = this.#collector.drafts.slice(before);
    const nameless =
      (feature.criteria.length > 0 || feature.points !== null) &&
      !found.some((draft) => isStoryOf(draft, feature));
    // Criteria or points below the title of an item that stands elsewhere are that item's.
    if (nameless && (item === null || this.#collector.holds(title))) {
      note.partOf = feature;
      return;
    }
    const holdsItems = this.#collector.foundItems(before);
    this.#collector.giveUp(feature, before, item);
    note.reason = whyNoItem(section, title, holdsItems, this.#collector.meanings);
    if (item === null || (holdsItems && feature.description.length === 0 && feature.criteria.length === 0))
      return;
    item.description.push(headingMarkdown(section), ...feature.description);
    item.criteria.push(...feature.criteria);
    note.partOf = item;
  }

  /** “Theme 1: Join” over “Feature: Gift cards” is the epic of these features where the document has no other. */
  #becomesEpic(title: string, theme: ItemDraft, from: number): boolean {
    const { drafts } = this.#collector;
    const features = drafts
      .slice(from)
      .filter(({ kind, evidence }) => kind === 'FEATURE' && evidence === 'mark');
    if (features.length === 0 || !namesTheme(title)) return false;
    if (drafts.some((draft) => draft.kind === 'EPIC' && draft.evidence !== 'heading')) return false;
    theme.kind = 'EPIC';
    for (const feature of features) feature.enclosing ??= theme;
    return true;
  }

  /** Whether stories that were found from some place on are those of a feature, and not of the people that it names. */
  #holdsStories(title: string, feature: ItemDraft, from: number, place: Place): boolean {
    const found = this.#collector.drafts.slice(from);
    const children = found.filter((draft) => isStoryOf(draft, feature));
    return (
      children.some((child) => this.#belongs(child, title, place)) &&
      !found.some(({ kind }) => kind === 'EPIC') &&
      !namesPersona(title, children) &&
      !namesTheirKind(title, children)
    );
  }

  /** Whether nothing says of a story below a heading that it is another's. */
  #belongs(child: ItemDraft, title: string, place: Place): boolean {
    return (
      (child.parentReference === null || namesGroup(child, title)) &&
      !this.#standsElsewhere(child, place) &&
      (child.within === null || !this.#collector.meanings.holdsKey(child.within))
    );
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
      if (head.kind !== 'plain' && !isOpenMatter(head) && !namesPart(section)) continue;
      if (this.#names.isRole(section) || namesRole(section)) continue;
      const { title: bare } = head.kind === 'plain' ? head.decoration : undecorated(line.text);
      const title = cleanTitle(bare);
      const holds =
        (holdsStoryEvidence(section, this.#collector.meanings) ||
          holdsKeyedRequirements(section, this.#collector)) &&
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
}

const numberInFront = /^\d+\s*[:.)–-]?\s+/u;

/** “R1” alone counts releases as often as requirements, and names neither. */
function isBareCode({ head }: Section): boolean {
  return head.kind === 'mark' && head.mark.title === '' && head.mark.work === 'REQUIREMENT';
}

function isStoryOf({ kind, enclosing }: ItemDraft, feature: ItemDraft): boolean {
  return enclosing === feature && isLeaf(kind);
}

/** Whether a field of a story names the heading above it, and does not call it an epic: “Module | Checkout”. */
function namesGroup({ parentReference, parentWork }: ItemDraft, title: string): boolean {
  return (
    parentReference !== null &&
    parentWork !== 'EPIC' &&
    normalizedTitle(parentReference) === normalizedTitle(title)
  );
}
