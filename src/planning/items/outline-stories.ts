import type { ItemDraft } from '../item-draft.ts';
import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import { pairsOf } from '../lines/pairs.ts';
import { endsInColon, withoutBrackets } from '../lines/plain-text.ts';
import { isTime } from '../lines/tags.ts';
import type { Section } from '../sections/sections.ts';
import { genericHeadings, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyDecoration } from './item-fields.ts';

const noPlan = wordSearch(wordsFor('noPlans'));

/** Reads what stands in a section for the item that the section is. */
export type ReadInside = (section: Section, item: ItemDraft) => void;

/** Whether a folded text is called as a document whose lists plan nothing: “Goals”, but not “Stretch goals”. */
export function namesNoPlan(folded: string): boolean {
  return noPlan.test(folded) && !genericHeadings.has(withoutBrackets(folded).trim());
}

/** Takes a text, or an entry that is called after it, for a story. */
export function storyOf(
  text: string,
  place: Section | Pick<Section, 'anchor'>,
  section: Section,
  collector: DraftCollector,
): ItemDraft {
  const decoration = undecorated(text);
  const title = cleanTitle(decoration.title);
  const story = collector.add('STORY', 'outline', title, pathOf(section), place.anchor, place);
  applyDecoration(story, decoration);
  if (decoration.numbering?.includes('.') === true) story.ordinal = decoration.numbering;
  return story;
}

/** Takes an entry of a list for a story. */
export function outlineStory(
  entry: Section,
  section: Section,
  collector: DraftCollector,
  inside: ReadInside,
): ItemDraft {
  const story = storyOf(entry.line.text, entry, section, collector);
  if (entry.checked === true) story.status ??= 'Done';
  inside(entry, story);
  return story;
}

/** Whether an entry without a mark may be a thing to do: neither a field, an address, a time nor a text of its own. */
export function isDoable(entry: Section): boolean {
  const text = entry.line.text;
  return (
    text.length >= 4 &&
    text.length <= 200 &&
    pairsOf(entry.line) === null &&
    !/^https?:/.test(text) &&
    ((entry.head.kind === 'plain' &&
      !isTime(entry.head.decoration.title) &&
      !namesDates(entry.head.decoration.title)) ||
      isBareNote(entry) ||
      isBareListing(entry))
  );
}

/** “Test cases for each rule” over nothing contains none. */
function isBareListing({ head, line, parts }: Section): boolean {
  return head.kind === 'container' && head.about !== null && parts.length === 0 && !endsInColon(line.text);
}

/** “API.” among things to do heads no notes. */
function isBareNote({ head, line, parts }: Section): boolean {
  return (
    head.kind === 'field' &&
    head.fields[0] === 'notes' &&
    head.value === '' &&
    parts.length === 0 &&
    !endsInColon(line.text)
  );
}

/** “3 June 2026”, “June 3 – June 17”: as many numbers as words, in any language. */
function namesDates(title: string): boolean {
  const words = title.split(/\s+/u).filter((word) => /[\p{L}\d]/u.test(word));
  const numbers = words.filter((word) => !/\p{L}/u.test(word));
  return numbers.length > 1 && numbers.length * 2 >= words.length;
}

export function pathOf(from: Section | null): string[] {
  const path: string[] = [];
  for (let section = from; section !== null; section = section.parent)
    if (section.form === 'heading') path.unshift(section.line.text);
  return path;
}
