import type { Line } from '../blocks.ts';
import { type ItemDraft, nearest } from '../item-draft.ts';
import { barePoints } from '../lines/field-values.ts';
import { undecorated } from '../lines/head-decoration.ts';
import { pairsOf } from '../lines/pairs.ts';
import {
  beginsStoryPart,
  beginsWithRole,
  continuesSentence,
  endOfStory,
  isStorySentence,
} from '../lines/story-sentences.ts';
import { entriesIn } from '../sections/parts.ts';
import { wishes } from '../sections/plain-sections.ts';
import { beginWithRoles } from '../sections/role-headings.ts';
import type { Part, Section } from '../sections/sections.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyDecoration } from './item-fields.ts';
import { tellsBehindName } from './named-stories.ts';
import { isPlaceholder, type Place } from './walk-place.ts';

/** “**- As a guest, …**”: the sign of a list within bold text. */
const signInside = /^[-–—•]\s+/u;

/** A story that a sentence tells. */
export function tellStory(sentence: string, line: Line, place: Place, collector: DraftCollector): ItemDraft {
  const decoration = undecorated(sentence.replace(signInside, ''));
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
  const begun = others.filter((entry) => beginsWithRole(entry.line.text) || wishes(entry));
  return (
    named.length - begun.length < entries.length - others.length + begun.length &&
    named.every(({ head, parts }) => head.kind === 'plain' && parts.every(({ type }) => type === 'text'))
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

/** Some lines as one. */
export function joined(lines: readonly Line[]): string {
  return lines.map(({ text }) => text).join(' ');
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
  if (isStorySentence(line.text) && !continuesSentence(line)) return false;
  if (beginsStoryPart(line.text)) return true;
  const isOver =
    endsSentence.test(before.text) || (before.bold >= 3 && line.bold === 0 && !saysOnlyWho(before));
  return !isOver && barePoints(line.text) === null && pairsOf(line) === null && !labelled.test(line.text);
}
