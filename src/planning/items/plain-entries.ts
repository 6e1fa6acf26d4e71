import type { Line } from '../blocks.ts';
import { nearest, warn } from '../item-draft.ts';
import { barePoints } from '../lines/field-values.ts';
import { cleanTitle, type Decoration, tagDecoration, undecorated } from '../lines/head-decoration.ts';
import type { Head } from '../lines/heads.ts';
import { nameInFront, sentenceBehindBold } from '../lines/named-sentences.ts';
import { pairsOf } from '../lines/pairs.ts';
import { endsBehindRole, isStorySentence, sentenceOpening } from '../lines/story-sentences.ts';
import { sumsUp } from '../lines/sums.ts';
import { boldName, taggedTitle } from '../lines/title-tags.ts';
import { namesPersona } from '../sections/personas.ts';
import { arrangesPlan, namesNoPiece } from '../sections/piece-names.ts';
import { hasStoryFields, isMeasuredSprint, listedAs } from '../sections/plain-sections.ts';
import { isScenario } from '../sections/scenarios.ts';
import { holdsStoryEvidence, isMeasuredMatter } from '../sections/section-evidence.ts';
import type { Part, Section } from '../sections/sections.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyDecoration, applyPairs, applyTags, areOfOne, takeRemark } from './item-fields.ts';
import { leveledItem } from './leveled-items.ts';
import { namesChildren, namesOthers } from './named-children.ts';
import { listsPlainRequirements, warnOfRequirement } from './requirement-lists.ts';
import { completedBy, sentenceLines, tellStory, wrappedSentence } from './told-stories.ts';
import { isInStory, isPlaceholder, isStoryLike, type Place } from './walk-place.ts';

const longestName = 160;
const bracketsBehind = /\s*\([^()]*\)$/u;

/** “Optional (chapter 3): As a guest, …” says how much a story is wanted, and is no name of it. */
function rankIn(lead: string): Decoration | null {
  const decoration = tagDecoration(lead.replace(bracketsBehind, ''));
  return decoration?.priority == null ? null : decoration;
}

/** “Description: As a guest, …” */
function describes(head: Head): boolean {
  return head.kind === 'field' && head.fields[0] === 'description';
}

/** The story that the sentence of an entry tells, and its name where one stands before that. */
function storyIn(
  { head, line }: Section,
  title: string,
  wholeText: string,
): { readonly name: string | null; readonly sentence: string } | null {
  const { name: lead, sentence: rest } = nameInFront(title) ?? {};
  const isWhole = isStorySentence(wholeText);
  if (isWhole && (lead === undefined || isStorySentence(title))) return { name: null, sentence: wholeText };
  if (lead !== undefined && rest !== undefined) {
    const tells = isWhole || isStorySentence(`${rest} ${wholeText.slice(line.text.length)}`);
    if (tells) return { name: lead, sentence: rest };
  }
  return head.kind === 'plain' ? sentenceBehindBold(line) : null;
}

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
    opening: string | null = sentenceOpening(line.text),
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
    if (isInStory(place) && item !== null) {
      const points = barePoints(entry.line.text);
      if (points === null || entry.parts.length > 0) {
        const pairs = entry.parts.length === 0 ? pairsOf(entry.line) : null;
        return pairs !== null && applyPairs(item, pairs);
      }
      item.points ??= points;
      return true;
    }
    if (place.other === 'NOTHING' || (place.other === 'MARKED' && !isStorySentence(entry.line.text)))
      return false;
    if (sumsUp(entry.line.text)) return false;
    if (entry.parts.length === 0 && endsBehindRole(entry.line.text)) return false;
    if (this.completed(entry.line, entry.parts, place)) return true;
    const leveled = leveledItem(entry, place, this.#collector);
    if (leveled !== null) {
      this.#parts(entry, leveled.inner);
      return true;
    }
    const [below] = entry.parts;
    const wholeText = wrappedSentence(
      sentenceLines([entry.line, ...(below?.type === 'text' ? below.lines : [])], 0),
    );
    const decoration =
      entry.head.kind === 'plain' ? entry.head.decoration : undecorated(taggedTitle(entry.line));
    const title = cleanTitle(decoration.title);
    const bold = boldName(entry.line);
    const story = storyIn(entry, decoration.title, wholeText);
    const [work, ...deeper] = place.works.filter(
      (contained) => contained !== 'REQUIREMENT' || listsPlainRequirements(place, entry, this.#collector),
    );
    if (work !== undefined && namesChildren(entry, place, this.#collector)) return true;
    if (work !== undefined && namesOthers(entry)) return false;
    const isContained =
      work !== undefined && (work !== 'FEATURE' || this.#collector.meanings.featureListsCount);
    const namesItem = isContained && title !== '' && !isPlaceholder(title) && !isScenario(wholeText);
    const isMeasured =
      story === null && !namesItem && this.#isMeasured(entry, place, title, decoration.points !== null);
    if (story !== null || namesItem || isMeasured) {
      const isAllBold = entry.line.bold >= entry.line.text.length;
      const lead = story?.name ?? null;
      const named = lead === null ? null : undecorated(lead);
      const rank = rankIn(lead ?? '');
      const isLabelled = rank !== null || (lead !== null && describes(entry.head));
      const name =
        story === null
          ? (bold?.name ?? (isAllBold ? title.replace(/\.$/u, '') : title))
          : named === null
            ? undecorated(wholeText).title
            : isLabelled
              ? story.sentence
              : cleanTitle(named.title);
      const draft = this.#collector.add(
        work === undefined ? 'STORY' : listedAs(entry, work),
        story === null ? 'list' : 'sentence',
        name,
        place.path,
        entry.anchor,
        entry,
      );
      applyDecoration(draft, decoration);
      if (named !== null) applyDecoration(draft, rank ?? named);
      if (isMeasured)
        warn(
          draft,
          'STORY_GUESSED',
          `“${name}” was taken for a story because it has points or criteria. Write “Story: ${name}” to say so.`,
        );
      else if (work === 'REQUIREMENT' && story === null) warnOfRequirement(draft);
      applyTags(draft, entry.line.tags);
      if (entry.checked === true) draft.status ??= 'Done';
      draft.ordinal =
        decoration.numbering !== null && /\./.test(decoration.numbering) ? decoration.numbering : null;
      if (lead !== null && rank !== null) draft.description.push(lead);
      else if (story !== null && lead !== null && !isLabelled) draft.description.push(story.sentence);
      else if (story === null && bold !== null) {
        const isLeft = decoration.title.startsWith(bold.name);
        const behind = isLeft ? cleanTitle(decoration.title.slice(bold.name.length)) : bold.behind;
        if (behind !== '') takeRemark(draft, behind);
      }
      draft.enclosing = nearest(item, draft);
      draft.looseReference = place.reference;
      this.#parts(entry, {
        ...place,
        section: entry,
        item: draft,
        works: deeper,
        reference: null,
        other: null,
      });
      return true;
    }
    const hasInner = entry.parts.some((part) => part.type === 'list' || part.type === 'section');
    if (!hasInner || !holdsStoryEvidence(entry, this.#collector.meanings)) return false;
    const feature = this.#collector.add('FEATURE', 'heading', title, place.path, entry.anchor, entry);
    feature.provisional = true;
    feature.enclosing = item;
    const before = this.#collector.drafts.length;
    this.#parts(entry, {
      ...place,
      section: entry,
      item: item === null || item.kind === 'EPIC' ? feature : item,
    });
    const told = this.#collector.drafts
      .slice(before)
      .filter((draft) => draft.enclosing === feature && isStoryLike(draft));
    const holds =
      !namesPersona(title, told) &&
      (item === null || item.kind === 'EPIC') &&
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
  #isMeasured(entry: Section, { item, works }: Place, title: string, hasPoints: boolean): boolean {
    const isPlanned =
      item === null
        ? entry.parent !== null && isMeasuredSprint(entry.parent)
        : (!item.provisional || item.enclosing !== null) && (item.kind === 'EPIC' || item.kind === 'FEATURE');
    return (
      isPlanned &&
      works.length === 0 &&
      title.length >= 3 &&
      title.length <= longestName &&
      (entry.head.kind === 'plain' || entry.head.kind === 'other' || isMeasuredMatter(entry)) &&
      (hasPoints || hasStoryFields(entry)) &&
      !arrangesPlan(title)
    );
  }
}
