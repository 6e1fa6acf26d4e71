import { type Line, nowhere, plainLine } from '../blocks.ts';
import { type ItemDraft, kindOfWork, nearest } from '../item-draft.ts';
import { barePoints, pointsAmong } from '../lines/field-values.ts';
import { tagDecoration, undecorated } from '../lines/head-decoration.ts';
import { inlineCriteria } from '../lines/inline-criteria.ts';
import { sentenceBehindBold } from '../lines/named-sentences.ts';
import { type Pair, pairsOf } from '../lines/pairs.ts';
import { headsExamples, isGherkin, isRow } from '../lines/scenario-steps.ts';
import {
  beginsStoryPart,
  beginsWithRole,
  continuesSentence,
  endOfStory,
  isStorySentence,
} from '../lines/story-sentences.ts';
import { tagLine } from '../lines/tag-lines.ts';
import { withoutTextLabel } from '../lines/text-labels.ts';
import { criteriaIn } from '../sections/criteria.ts';
import { entriesIn } from '../sections/parts.ts';
import { wishes } from '../sections/plain-sections.ts';
import { beginWithRoles } from '../sections/role-headings.ts';
import { tellScenarios } from '../sections/scenarios.ts';
import type { Part, Section } from '../sections/sections.ts';
import { nameAbove } from '../sections/story-lines.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyDecoration, applyPairs, applyTags, areOfOne, takeInline } from './item-fields.ts';
import { tellsBehindName } from './named-stories.ts';
import { isInStory, isPlaceholder, isStoryLike, type Place } from './walk-place.ts';

/** So much of a criterion is looked at to know a scenario. */
const longestHead = 200;

/** Reads running text for the item that it stands under; the story that it turned out to tell last. */
export function walkText(
  lines: readonly Line[],
  place: Place,
  told: ItemDraft | null,
  collector: DraftCollector,
): ItemDraft | null {
  const owner = told ?? place.item;
  if (lines.length > 1 && owner !== null && isStoryLike(owner) && tellScenarios(lines.map(textOf), true)) {
    owner.criteria.push(...criteriaIn([{ type: 'text', lines, anchor: lines[0]?.anchor ?? nowhere }]));
    return told;
  }
  if (owner !== null && isStoryLike(owner) && takeExamples(owner, lines)) return told;
  let current = told;
  /** The Markdown of the lines that belong into the description. */
  let kept: string | null = null;
  const keep = (line: Line): void => {
    const { markdown } = line;
    kept = kept === null ? markdown : `${kept}\n${markdown}`;
    if (current === null && place.item === null) collector.leave([line], place.section);
  };
  const flush = (): void => {
    const item = current ?? place.item;
    if (kept !== null && item !== null) item.description.push(kept);
    kept = null;
  };
  const name = mayNameStories(place) ? nameAbove(lines) : null;
  if (name !== null) {
    current = tellStory(name.text, name, place, collector);
    const [standing] = lines;
    if (standing !== undefined && standing !== name) current.status = standing.text;
  }
  const from = name === null ? 0 : lines.indexOf(name) + 1;
  for (let index = from; index < lines.length; index += 1) {
    const first = lines[index];
    if (first === undefined) continue;
    const item = current ?? place.item;
    const own = item === null ? null : pairsOf(first);
    const wrapped = own === null ? 0 : wrappedBehind(own, lines, index);
    const line = wrapped === 0 ? first : wholeLine(lines.slice(index, index + wrapped + 1));
    index += wrapped;
    if (item !== null && line.text === '' && !place.other && areOfOne(line.tags)) {
      applyTags(item, line.tags);
      continue;
    }
    const tagged = item === null || wrapped > 0 ? null : tagLine(line.text);
    if (item !== null && tagged !== null && kindOfWork(tagged.work) === item.kind) {
      applyDecoration(item, undecorated(['x', ...tagged.others].join(' | ')));
      continue;
    }
    const pairs = wrapped === 0 ? own : pairsOf(line);
    if (item !== null && pairs !== null && !isStorySentence(line.text)) {
      if (!applyPairs(item, pairs)) keep(pairs.length === 1 ? withoutTextLabel(line) : line);
      const told2 = pairs.find((pair) => pair.fields.includes('description') && isStorySentence(pair.value));
      if (told2 !== undefined && !isStoryLike(item) && place.other === null)
        current = tellStory(told2.value, line, place, collector);
      continue;
    }
    const points = item === null || !isStoryLike(item) ? null : barePoints(line.text);
    if (points !== null && item !== null) {
      item.points ??= points;
      continue;
    }
    // “5 points · Must”
    const said = item === null || !isStoryLike(item) || place.other ? null : tagDecoration(line.text);
    if (item !== null && said?.points != null && said.remark === null) {
      applyDecoration(item, said);
      continue;
    }
    if (item !== null && isStoryLike(item)) {
      item.points ??= pointsAmong(line.text);
      const inline = inlineCriteria(line.text);
      if (inline !== null) takeInline(item, inline);
    }
    const named = listsStories(place) ? sentenceBehindBold(line) : null;
    if (named !== null) {
      flush();
      current = tellStory(named.name, line, place, collector);
      keep(line.with({ markdown: named.sentence }));
      continue;
    }
    const startsSentence =
      place.other === null &&
      (!isInStory(place) || place.item?.provisional === true) &&
      isStorySentence(line.text.length < 80 ? joined(lines.slice(index, index + 3)) : line.text);
    const isOfName = name !== null && index === from;
    if (startsSentence && !isOfName && !continuesSentence(line.text)) {
      flush();
      const rest = sentenceLines(lines, index);
      current = tellStory(wrappedSentence(rest), line, place, collector);
      // Behind further sentences of its line stands what measures it.
      if (rest.length === 1) applyDecoration(current, undecorated(line.text));
    }
    keep(line);
  }
  flush();
  return current;
}

/** Whether nothing above a place is the item that a name over a sentence may tell of. */
function mayNameStories({ item, other, works }: Place): boolean {
  return other === null && (item === null || works[0] === 'STORY');
}

/** Whether a place is known to hold stories: right below an epic, a feature or “User stories”. */
function listsStories({ item, works, other, section }: Place): boolean {
  const isGroup =
    item !== null && item.place === section && (item.kind === 'EPIC' || item.kind === 'FEATURE');
  return other === null && (works[0] === 'STORY' || (isGroup && !item.provisional));
}

const shortestWrapped = 50;

/** How many lines go on with the value of the attribute that a line gives by its pairs, as it is wrapped. */
function wrappedBehind(pairs: readonly Pair[], lines: readonly Line[], at: number): number {
  if (pairs.length > 1 || pairs[0]?.fields[0] !== 'attribute') return 0;
  let count = 0;
  for (let before = lines[at]; before !== undefined; before = lines[at + count]) {
    const next = lines[at + count + 1];
    const goesOn =
      next !== undefined &&
      before.text.length >= shortestWrapped &&
      next.bold === 0 &&
      /^\p{Ll}/u.test(next.text) &&
      pairsOf(next) === null;
    if (!goesOn) break;
    count += 1;
  }
  return count;
}

function wholeLine(lines: readonly Line[]): Line {
  return (lines[0] ?? plainLine('')).with({
    text: joined(lines),
    markdown: lines.map(({ markdown }) => markdown).join('\n'),
    tags: lines.flatMap(({ tags }) => tags),
  });
}

/** Adds “Examples:” and its rows to the scenario that stands before it. */
function takeExamples({ criteria }: ItemDraft, lines: readonly Line[]): boolean {
  const last = criteria.at(-1);
  if (last === undefined || !isRow(lines[1]?.text ?? '')) return false;
  const [head = '', ...rows] = lines.map(textOf);
  if (!rows.every(isRow)) return false;
  if (!headsExamples(head) || !isGherkin(last.slice(0, longestHead))) return false;
  criteria[criteria.length - 1] = [last, head, ...rows].join('\n');
  return true;
}

function textOf({ text }: Line): string {
  return text;
}

/** A story that a sentence tells. */
export function tellStory(sentence: string, line: Line, place: Place, collector: DraftCollector): ItemDraft {
  const decoration = undecorated(sentence);
  const draft = collector.add('STORY', 'sentence', decoration.title, place.path, line.anchor, place.section);
  applyDecoration(draft, decoration);
  draft.enclosing = nearest(place.item, draft);
  draft.looseReference = place.reference;
  return draft;
}

/** The entries that “As a guest, I would like to:” begins the sentence of; none where it heads something else. */
export function completedBy(opening: string | null, below: readonly Part[]): readonly Section[] {
  if (opening === null) return [];
  const entries = entriesIn({ parts: below });
  // “So that I can leave” goes on with the sentence, but not as one of several.
  const areStories = entries.every(({ head, line }) => head.kind !== 'mark' && !beginsStoryPart(line.text));
  return areStories && below.every(({ type }) => type === 'list') ? entries : [];
}

/**
 * Whether all entries are stories because some tell one in a sentence: beside “As a guest, I want to pay” the ones that
 * begin with a role as well, beside “I want to pay, so that I can go” all wishes, and any where most tell one and no other
 * holds more than its line.
 */
export function tellStories(entries: readonly Section[]): boolean {
  const others = entries.filter((entry) => !isStorySentence(entry.line.text) && !tellsBehindName(entry));
  if (others.length === entries.length) return false;
  if (beginWithRoles(entries) || entries.every(wishes)) return true;
  const named = others.filter(({ line }) => !isPlaceholder(line.text));
  return (
    named.length < entries.length - others.length &&
    named.every(({ head, parts }) => head.kind === 'plain' && parts.length === 0)
  );
}

/** Whether a numbered entry gives nothing but fields, “1. Priority: high”, so that the sentence behind it is its story. */
export function headsSentence(list: Part & { type: 'list' }, next: Part | undefined): boolean {
  return (
    list.block.ordered &&
    list.entries.length === 1 &&
    list.entries.every(
      ({ head, parts }) => head.kind === 'field' && head.value !== '' && parts.length === 0,
    ) &&
    next?.type === 'text' &&
    isStorySentence(next.lines[0]?.text ?? '')
  );
}

/** The sentence of a story in one line or several, without others behind it. */
export function wrappedSentence(lines: readonly Line[]): string {
  const text = joined(lines);
  return text.slice(0, endOfStory(text) ?? text.length);
}

function joined(lines: readonly Line[]): string {
  return lines.map(textOf).join(' ');
}

/** “Note: only in summer” goes on with no sentence. */
const labelled = /^\p{Lu}[\p{L}\p{N} ]{1,30}[:：]\s/u;

/** “… to the list. (Version 1)” is over as well. */
const endsSentence = /[.!?。！？](?:\s*\([^()]{1,40}\))?$/u;
const mostSentenceLines = 4;

/** The lines that a story's sentence goes on in, from one of them on. */
export function sentenceLines(lines: readonly Line[], from: number): readonly Line[] {
  let to = from + 1;
  while (to < Math.min(lines.length, from + mostSentenceLines) && goesOnIn(lines[to], lines[to - 1])) to += 1;
  return lines.slice(from, to);
}

/** “**As a guest**” */
function saysOnlyWho({ text }: Line): boolean {
  return beginsWithRole(text) && !isStorySentence(text);
}

function goesOnIn(line: Line | undefined, before: Line | undefined): boolean {
  if (line === undefined || before === undefined) return false;
  if (isStorySentence(line.text) && !continuesSentence(line.text)) return false;
  if (beginsStoryPart(line.text)) return true;
  const isOver =
    endsSentence.test(before.text) || (before.bold >= 3 && line.bold === 0 && !saysOnlyWho(before));
  return !isOver && barePoints(line.text) === null && pairsOf(line) === null && !labelled.test(line.text);
}
