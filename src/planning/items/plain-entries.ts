import type { Line } from '../blocks.ts';
import { type ItemDraft, nearest, warn, warnOfGuess } from '../item-draft.ts';
import { barePoints } from '../lines/field-values.ts';
import { pairsOf } from '../lines/pairs.ts';
import { endsBehindRole, isStorySentence, sentenceOpening } from '../lines/story-sentences.ts';
import { sumsUp } from '../lines/sums.ts';
import { isTotal } from '../lines/totals.ts';
import { plansFeatures } from '../sections/feature-lists.ts';
import { entriesIn } from '../sections/parts.ts';
import { namesPersona } from '../sections/personas.ts';
import { arrangesPlan, namesNoPiece } from '../sections/piece-names.ts';
import { hasStoryFields, isMeasuredSprint, listedAs } from '../sections/plain-sections.ts';
import { isScenario } from '../sections/scenarios.ts';
import { holdsStoryEvidence, isMeasuredMatter } from '../sections/section-evidence.ts';
import { rememberingSections } from '../sections/section-memory.ts';
import type { Part, Section } from '../sections/sections.ts';
import type { WorkWord } from '../words/language.ts';
import { isGroup } from '../words/work-levels.ts';
import type { DraftCollector } from './draft-collector.ts';
import { type EntryText, entryName, entryText } from './entry-names.ts';
import { applyDecoration, applyPairs, takeRemark } from './item-fields.ts';
import { applyTags, areOfOne } from './item-tags.ts';
import { leveledItem } from './leveled-items.ts';
import { namesChildren, namesOthers } from './named-children.ts';
import { listsPlainRequirements, warnOfRequirement } from './requirement-lists.ts';
import { completedBy, tellStory } from './told-stories.ts';
import { isInStory, isPlaceholder, isStoryLike, type Place } from './walk-place.ts';

const longestName = 160;
const answerCode = /^[1-5]\d\d\s*[:–—-]\s/u;
/** “3. x” keeps a number free. */
const letter = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]$/u;

/** Reads entries of lists that no mark or field names: for the list that they stand in, or for what they tell. */
export class PlainEntries {
  readonly #collector: DraftCollector;
  /** Goes on with what an entry holds. */
  readonly #parts: (section: Section, place: Place) => void;

  constructor(collector: DraftCollector, parts: (section: Section, place: Place) => void) {
    this.#collector = collector;
    this.#parts = parts;
  }

  /** Reads the stories whose sentences a line begins: “As a guest, I would like to:” over what. False where it begins none. */
  completed(
    line: Line,
    below: readonly Part[],
    place: Place,
    opening: string | null = sentenceOpening(line),
  ): boolean {
    if (isInStory(place) || place.other !== null) return false;
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

  /** Reads one entry; false when it is ordinary text. */
  read(entry: Section, place: Place): boolean {
    const { item } = place;
    if (item !== null && entry.line.text === '' && entry.parts.length === 0 && areOfOne(entry.line.tags)) {
      applyTags(item, entry.line.tags);
      return true;
    }
    if (isInStory(place) && item !== null) return measures(item, entry);
    if (isBesidePlan(entry, place) || sumsUp(entry.line.text)) return false;
    if (entry.parts.length === 0 && endsBehindRole(entry.line.text)) return false;
    if (this.completed(entry.line, entry.parts, place)) return true;
    const leveled = leveledItem(entry, place, this.#collector);
    if (leveled !== null) {
      this.#parts(entry, leveled.inner);
      return true;
    }
    const text = entryText(entry);
    const works = place.works.filter(
      (contained) => contained !== 'REQUIREMENT' || listsPlainRequirements(place, entry, this.#collector),
    );
    if (works.length > 0 && namesChildren(entry, place, this.#collector)) return true;
    if (works.length > 0 && namesOthers(entry)) return false;
    const namesItem = this.#namesItem(text, works, entry);
    if (text.story === null && !namesItem && !this.#isMeasured(entry, place, text))
      return this.#group(entry, place, text.title);
    const draft = this.#item(entry, place, text, works);
    if (text.story === null && !namesItem) warnOfGuess(draft, 'story', 'it has points or criteria');
    else if (works[0] === 'REQUIREMENT' && text.story === null) warnOfRequirement(draft);
    const [, ...deeper] = works;
    const inner = { ...place, section: entry, item: draft, works: deeper, reference: null, other: null };
    this.#parts(entry, inner);
    return true;
  }

  /** Whether the list says that an entry without a sentence names an item. */
  #namesItem({ title, whole }: EntryText, [work]: readonly WorkWord[], { parent }: Section): boolean {
    const isContained =
      work !== undefined &&
      (work !== 'FEATURE' || this.#collector.meanings.featureListsCount || plansFeatures(parent));
    // “404: not found” below “Fehler” is what a product answers with.
    const isAnswer = work === 'BUG' && answerCode.test(whole);
    return isContained && title !== '' && !isGap(title) && !isScenario(whole) && !isAnswer;
  }

  #item(entry: Section, place: Place, text: EntryText, [work]: readonly WorkWord[]): ItemDraft {
    const { name, decoration: around, description, remark } = entryName(entry, text);
    const { decoration, story } = text;
    // A sentence without a name is a story below “Features” too.
    const isStory = work === undefined || (work === 'FEATURE' && story !== null && story.name === null);
    const draft = this.#collector.add(
      isStory ? 'STORY' : listedAs(entry, work),
      story === null ? 'list' : 'sentence',
      name,
      place.path,
      entry.anchor,
      entry,
    );
    draft.key = story?.key ?? null;
    applyDecoration(draft, decoration);
    if (around !== null) applyDecoration(draft, around);
    applyTags(draft, entry.line.tags);
    if (entry.checked === true) draft.status ??= 'Done';
    draft.ordinal = decoration.numbering?.includes('.') === true ? decoration.numbering : null;
    if (description !== null) draft.description.push(description);
    if (remark !== '') takeRemark(draft, remark);
    draft.enclosing = nearest(place.item, draft);
    draft.looseReference = place.reference;
    return draft;
  }

  /** Reads an entry over stories: where nothing else is above them, and it is called as a piece is, it is their feature. */
  #group(entry: Section, place: Place, title: string): boolean {
    const hasInner = entry.parts.some(
      (part) => part.type === 'list' || part.type === 'section' || (part.type === 'text' && tellsLines(part)),
    );
    if (!hasInner || !holdsStoryEvidence(entry, this.#collector.meanings)) return false;
    const { item } = place;
    const mayGroup = item === null || item.kind === 'EPIC';
    const feature = this.#collector.add('FEATURE', 'heading', title, place.path, entry.anchor, entry);
    feature.provisional = true;
    feature.enclosing = item;
    const before = this.#collector.drafts.length;
    this.#parts(entry, { ...place, section: entry, item: mayGroup ? feature : item });
    const told = this.#collector.drafts
      .slice(before)
      .filter((draft) => draft.enclosing === feature && isStoryLike(draft));
    const holds =
      !namesPersona(title, told) &&
      mayGroup &&
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

  /** Whether an entry below an epic or a feature, or among such of a sprint, has what only a story has. */
  #isMeasured(entry: Section, { item, works }: Place, { title, decoration }: EntryText): boolean {
    const isPlanned =
      item === null
        ? entry.parent !== null && isMeasuredSprint(entry.parent)
        : (!item.provisional || item.enclosing !== null) && isGroup(item.kind);
    return (
      isPlanned &&
      works.length === 0 &&
      title.length >= 3 &&
      title.length <= longestName &&
      (entry.head.kind === 'plain' || entry.head.kind === 'other' || isMeasuredMatter(entry)) &&
      (decoration.points !== null || hasStoryFields(entry)) &&
      (!arrangesPlan(title) || (!isTotal(title) && isAmongMeasured(entry)))
    );
  }
}

const fewestBeside = 2;

/** “Release unsold rooms (3 points)” among others with points: what reads like a word of planning is one of them. */
function isAmongMeasured(entry: Section): boolean {
  if (!hasPoints(entry) || entry.parent === null) return false;
  const itself = arrangesPlan(entry.line.text) ? 0 : 1;
  return measuredIn(entry.parent) - itself >= fewestBeside;
}

/** How many entries below a section have points and are called as no word of planning. */
const measuredIn = rememberingSections(
  (section) =>
    entriesIn(section).filter((entry) => hasPoints(entry) && !arrangesPlan(entry.line.text)).length,
);

function hasPoints({ head }: Section): boolean {
  return head.kind === 'plain' && head.decoration.points !== null;
}

/** Whether an entry within a story says nothing but its points or its fields, and gives it these. */
function measures(story: ItemDraft, { line, parts }: Section): boolean {
  if (parts.length > 0) return false;
  const points = barePoints(line.text);
  if (points === null) {
    const pairs = pairsOf(line);
    return pairs !== null && applyPairs(story, pairs);
  }
  story.points ??= points;
  return true;
}

/** “2) Stories” over a line for each: one alone is the text of the entry. */
function tellsLines({ lines }: Part & { type: 'text' }): boolean {
  return lines.filter(({ text }) => isStorySentence(text)).length > 1;
}

/** Whether what stands around an entry is no plan, and it tells no story itself. */
function isBesidePlan({ line }: Section, { other }: Place): boolean {
  return other === 'NOTHING' || (other === 'MARKED' && !isStorySentence(line.text));
}

function isGap(title: string): boolean {
  return letter.test(title) || isPlaceholder(title);
}
