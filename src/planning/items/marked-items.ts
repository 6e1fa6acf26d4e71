import type { PlanItemKind } from '../../domain/plan.ts';
import { type ItemDraft, kindOfWork, mayHold, nearest, warnOfGuess } from '../item-draft.ts';
import { parentsAside } from '../lines/aside-parents.ts';
import { cleanTitle, tagDecoration } from '../lines/head-decoration.ts';
import type { Head } from '../lines/heads.ts';
import { keyParts, prefixWork } from '../lines/keys.ts';
import type { Mark } from '../lines/marks.ts';
import { referenceOf } from '../lines/marks.ts';
import { sentenceBehindName } from '../lines/named-sentences.ts';
import { bareOrdinal } from '../lines/outline-numbers.ts';
import { pairsOf } from '../lines/pairs.ts';
import { listsReferences, namesReference } from '../lines/reference-lists.ts';
import { isStorySentence, roleOf } from '../lines/story-sentences.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import { holdsKeyedRows } from '../sections/keyed-rows.ts';
import { lettersStories } from '../sections/listing-headings.ts';
import { entriesIn } from '../sections/parts.ts';
import { fieldWork, hasStoryFields, hasStoryPoints } from '../sections/plain-sections.ts';
import { isPlannedTask } from '../sections/planned-tasks.ts';
import type { Section } from '../sections/sections.ts';
import { gathersWork } from '../sections/work-packages.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { fieldsOf } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import type { DraftCollector } from './draft-collector.ts';
import { isOneOfItsStories } from './enabler-stories.ts';
import { applyDecoration, nameParent, takeRemark } from './item-fields.ts';
import { applyTags } from './item-tags.ts';
import { listsKeyedRequirements } from './requirement-lists.ts';
import { isInStory, isPlaceholder, type Place } from './walk-place.ts';

/**
 * The item that a mark names, or null when the mark is something else here. `contained` is what the heading or
 * label around it says its content is.
 */
export function markedItem(
  section: Section,
  head: Head & { kind: 'mark' },
  place: Place,
  collector: DraftCollector,
  contained: WorkWord | null = place.works[0] ?? null,
): ItemDraft | null {
  if (collector.meanings.isMention(section)) return null;
  const mark = asTyped(collector.meanings.settled(head.mark), section);
  const work = collector.meanings.workWithin(mark, contained);
  if (
    work === null ||
    (work === 'TEST' && !isPlannedTest(section, place)) ||
    (work === 'REQUIREMENT' && !collector.meanings.requirementsCount)
  )
    return null;
  if (work === 'REQUIREMENT' && section.form === 'entry' && !listsKeyedRequirements(place, collector))
    return null;
  const numbered = mark.key !== null || mark.ordinal !== null;
  if (place.other !== null && !countsBeside(section, head, work, place.other)) return null;
  const within = place.item;
  if (isInStory(place) && within !== null && !isPlannedTask(section, mark)) {
    if (work === 'TASK' || work === 'BUG' || work === 'REQUIREMENT') return null;
    if (work === 'SPIKE' && !(section.form === 'heading' && countsOn(mark, within))) return null;
    if (section.form === 'entry' && !mayHold(within.kind, kindOfWork(work))) return null;
    if (!numbered && section.form !== 'heading' && !isOneOfItsStories(section, head, within)) return null;
  }
  if (
    isPlaceholder(mark.title) ||
    (!isGroup(work) && namesOthers(mark)) ||
    (!numbered && bareOrdinal(mark.title) !== null) ||
    (work === 'STORY' && lettersStories(section)) ||
    (mark.title === '' && mark.key === null && listsStories(section, kindOfWork(work))) ||
    (mark.title === '' && !mayHold(kindOfWork(work), 'STORY') && listsMarkedStories(section)) ||
    (mark.title === '' && gathersWork(section, work, collector.meanings))
  )
    return null;
  if (section.form === 'entry' && !mark.separated && !numbered) return null;
  if (!numbered && !mayHold(kindOfWork(work), 'STORY') && holdsGroups(section, collector.meanings))
    return null;
  // “**Epic 1** establishes …” speaks of the epic; “Epic 1 Status: …” gives it a field.
  if (!mark.separated && mark.key === null && section.form !== 'heading' && /^\p{Ll}/u.test(mark.title))
    return null;
  if (
    !mark.separated &&
    mark.key === null &&
    fieldsOf(/^([^:：]{2,30})[:：]/u.exec(mark.title)?.[1] ?? '').length > 0
  )
    return null;
  const told = mark.title.length < shortestTold ? null : sentenceBehindName(mark.title);
  const named = told === null ? mark : { ...mark, title: told.name };
  const draft = collector.addMarked(named, work, 'mark', place.path, section.line.anchor, section);
  if (told !== null) draft.description.push(told.sentence);
  if (draft.kind === 'STORY' && holdsKeyedRows(section, mark, work)) draft.kind = 'FEATURE';
  else if (gathersWork(section, work, collector.meanings)) becomeFeature(draft, section.line.text);
  draft.outline = head.decoration.numbering;
  applyDecoration(draft, head.decoration);
  applyTags(draft, section.line.tags);
  if (section.checked === true || head.decoration.checked === true) draft.status ??= 'Done';
  draft.enclosing = nearest(within, draft);
  draft.looseReference = place.reference;
  if (mark.aside !== null) takeAside(draft, mark.aside, section.line.text);
  if (head.more !== '') takeRemark(draft, head.more);
  return draft;
}

/** “S2: US-1, US-4”: what a sprint or the like holds. */
function namesOthers({ title, spelled }: Mark): boolean {
  return listsReferences(title) || (!spelled && title !== '' && namesReference(title));
}

/** A shorter title is no name with a sentence behind it. */
const shortestTold = 25;

/** “Spike 1.3” below the heading “Story 1.1” is the next of its epic, where “Spike 1.1.1” would be a part of it. */
function countsOn({ ordinal }: Mark, within: ItemDraft): boolean {
  const series = /^\d.*\./.exec(ordinal ?? '')?.[0];
  return series !== undefined && series === /^\d.*\./.exec(within.ordinal ?? '')?.[0];
}

/** A task that holds items of its own. */
function becomeFeature(draft: ItemDraft, line: string): void {
  draft.kind = 'FEATURE';
  draft.labels.length = 0;
  warnOfGuess(draft, 'feature', 'it holds stories', { line });
}

/** “#9 — Test: Sail all of it” with points of its own is work as the issues around it are. */
function isPlannedTest(section: Section, place: Place): boolean {
  const { head } = section;
  const isNumbered = head.kind === 'mark' && head.decoration.numbering !== null && head.mark.separated;
  return isNumbered && !isInStory(place) && hasStoryPoints(section);
}

/** “RES-12: Feature – Search” over “Type: Story”: what the field says is the kind, and the word is of the title. */
function asTyped(mark: Mark, section: Section): Mark {
  if (!mark.inTitle || mark.key === null || mark.keyedTitle?.toUpperCase().startsWith(mark.key) !== true)
    return mark;
  const work = fieldWork(section);
  if (work === null || work === mark.work) return mark;
  const title = cleanTitle(mark.keyedTitle.slice(mark.key.length));
  return { ...mark, work, title, inTitle: false, spelled: true, featureType: null, enablerType: null };
}

/**
 * Whether a mark beside the plan names an item there. An entry may just as well speak of one that stands elsewhere: it
 * names one by its kind and title, or by points of its own.
 */
function countsBeside(
  section: Section,
  { mark, decoration }: Head & { kind: 'mark' },
  work: WorkWord,
  other: 'MARKED' | 'NOTHING',
): boolean {
  const numbered = mark.key !== null || mark.ordinal !== null;
  if (section.form !== 'entry' && numbered) return other === 'MARKED' || !namesParent(section);
  if (other === 'NOTHING') return false;
  if (decoration.points !== null) return true;
  if (numbered || !mark.spelled || !mark.separated) return false;
  if (section.form !== 'entry') return true;
  // “Feature: dark mode” in a list of changes, “Task: ask Ann” in one of actions.
  if (work === 'FEATURE') return section.parts.length > 0;
  return work === 'EPIC' || work === 'STORY' || work === 'ENABLER' || work === 'SPIKE';
}

/** “**Epic:** Epic 6 – Berths” in a section beside the plan says what that is about. */
function namesParent({ form, line }: Section): boolean {
  return form === 'lead' && pairsOf(line)?.some(({ fields }) => fields.includes('parent')) === true;
}

/** “US – Customer” over “Epic 1: Orders” is no story, which holds none: it says what the document lists. */
function holdsGroups({ form, parts }: Section, meanings: PrefixMeanings): boolean {
  return (
    form === 'heading' &&
    parts.some((part) => {
      const head = part.type === 'section' && part.section.form === 'heading' ? part.section.head : null;
      const work = head?.kind === 'mark' ? meanings.workOf(head.mark) : null;
      return isGroup(work);
    })
  );
}

/** Whether “Task 3:” groups what stands below it: “As a guest, I want …” and “As a porter, I want …”. */
function listsStories(section: Section, kind: PlanItemKind): boolean {
  if (isGroup(kind) || hasStoryFields(section)) return false;
  const entries = entriesIn(section);
  return (
    entries.length > 1 && entries.every(({ line }) => isStorySentence(line.text) && roleOf(line.text) !== '')
  );
}

/**
 * Whether “S1” stands over “Story: Pay” and “Bug: …”: it is a sprint, for no story holds another. One alone may be its
 * sentence, and “Epic: …” beside it its parent.
 */
function listsMarkedStories(section: Section): boolean {
  const works = entriesIn(section)
    .flatMap(({ head }) =>
      head.kind === 'mark' && head.mark.spelled && head.mark.separated ? [head.mark.work] : [],
    )
    .filter((work) => !isGroup(work));
  return works.length > 1 && works.includes('STORY');
}

/**
 * What stands in brackets behind the mark may be a key of its own, or the title: “Story 1.3 (checks):”. Behind a key it is
 * another's: “US-1 (E-2) Pay”.
 */
function takeAside(draft: ItemDraft, aside: string, line: string): void {
  const parts = keyParts(fold(aside.trim()));
  const namesParent = takeParent(draft, asWritten(aside, line));
  if (
    !namesParent &&
    draft.title === '' &&
    parts === null &&
    /\p{L}{2}/u.test(aside) &&
    tagDecoration(aside) === null
  )
    draft.title = asWritten(aside, line);
  // “[P] [US1]”
  const last = aside.split(/,\s*/).at(-1)?.trim() ?? '';
  const keyed = /^\S+$/.test(last) ? keyParts(fold(last)) : null;
  if (keyed === null || keyed.prefix === null) return;
  if (last !== aside.trim() && prefixWork(keyed.prefix) === null) return;
  if (draft.key !== null) draft.description.unshift(asWritten(last, line));
  else if (prefixWork(keyed.prefix) !== null) draft.key = keyed.key;
}

/** “GM-132 (Story, epic GM-120)”: an epic or a feature that is named by its word and its key or number; whether there is one. */
function takeParent(draft: ItemDraft, aside: string): boolean {
  let isNamed = false;
  for (const mark of parentsAside(aside).parents) {
    const reference = referenceOf(mark);
    if (reference === null || mark.work === null || !mayHold(kindOfWork(mark.work), draft.kind)) continue;
    nameParent(draft, reference, mark.work);
    isNamed = true;
  }
  return isNamed;
}

/** A text that was compared without its case, as the brackets of its line have it. */
function asWritten(aside: string, line: string): string {
  for (const [, inner = ''] of line.matchAll(/[([（【]([^()[\]（）【】]+)/gu))
    if (fold(inner).trim() === aside.trim()) return cleanTitle(inner);
  return cleanTitle(aside);
}

/** Whether unmarked work of some kind is an item in this document. */
export function countsAsItem(work: WorkWord, meanings: PrefixMeanings): boolean {
  if (work === 'REQUIREMENT') return meanings.requirementsCount;
  if (work === 'TASK') return meanings.requirementsCount;
  return work !== 'TEST';
}
