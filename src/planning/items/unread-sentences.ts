import { type Anchor, type Block, type Cell, type Line, linesOf, nowhere } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import { undecorated } from '../lines/head-decoration.ts';
import { isStorySentence, roleOf, sentenceOpening } from '../lines/story-sentences.ts';
import type { Part, Section } from '../sections/sections.ts';
import { normalizedTitle } from '../words/fold.ts';
import { isStoryLike } from './walk-place.ts';

/** A line that tells a story in a sentence of which no item came. */
export interface UnreadSentence {
  readonly text: string;
  readonly anchor: Anchor;
  readonly sentence: string;
}

interface Read {
  readonly root: Section;
  readonly drafts: readonly ItemDraft[];
  readonly items: readonly ItemDraft[];
}

/** So much of a sentence tells it from others. */
const longestName = 60;

/** The sentences of stories that were read as text, outside of the stories and of what stands beside the plan. */
export function unreadSentences({ root, drafts, items }: Read): readonly UnreadSentence[] {
  // A sentence stands in the section of what is around it.
  const stories = drafts.filter((draft) => isStoryLike(draft) && draft.evidence !== 'sentence');
  const read = new Set(stories.map(({ place }) => place));
  const groups = new Set(drafts.filter((draft) => !isStoryLike(draft)).map(({ place }) => place));
  const begun = new Set(drafts.flatMap(({ evidence, place }) => (evidence === 'sentence' ? [place] : [])));
  const found = sentencesBelow(root, read, groups, begun);
  if (found.length === 0) return found;
  const known = new Set(items.flatMap((item) => (isStoryLike(item) ? toldBy(item) : told(item.title))));
  return found.filter(({ sentence }) => !known.has(nameOf(sentence)));
}

function sentencesBelow(
  section: Section,
  read: ReadonlySet<object>,
  groups: ReadonlySet<object>,
  begun: ReadonlySet<object>,
): readonly UnreadSentence[] {
  const inPart = (part: Part, at: number): readonly UnreadSentence[] => {
    switch (part.type) {
      case 'text':
        if (opensStories(part.lines, section.parts[at + 1], begun)) return [];
        return part.lines.flatMap(sentenceIn);
      case 'list':
        return part.entries.flatMap((entry) =>
          isLeftOut(entry, read)
            ? []
            : [...sentenceIn(entry.line), ...sentencesBelow(entry, read, groups, begun)],
        );
      case 'section':
        return isLeftOut(part.section, read) ? [] : sentencesBelow(part.section, read, groups, begun);
      case 'table':
        return read.has(part.block) ? [] : sentencesInTable(part.block, groups.has(part.block));
      case 'code':
        return sentencesInCode(part.block);
    }
  };
  const found = section.parts.flatMap(inPart);
  // The one sentence of an epic or a feature tells that itself.
  return found.length === 1 && groups.has(section) ? [] : found;
}

/** The one sentence in a row of epics or features tells that itself. */
function sentencesInTable(
  { rows }: Block & { type: 'table' },
  areGroups: boolean,
): readonly UnreadSentence[] {
  const seen = new Set<Cell>();
  return rows.flatMap(({ cells }) => {
    const own = cells.filter((cell) => !seen.has(cell));
    for (const cell of own) seen.add(cell);
    const found = own.flatMap(({ blocks }) => linesOf(blocks).flatMap(sentenceIn));
    return areGroups && found.length === 1 ? [] : found;
  });
}

const mostCodeLines = 200;

/** In code no items are read, and people put their stories there to set them apart. */
function sentencesInCode({ text, anchor }: Block & { type: 'code' }): readonly UnreadSentence[] {
  return text.split('\n', mostCodeLines).flatMap((line) => toldIn(line.trim(), anchor));
}

/** “As a guest, I can:” over a list of the stories that it begins. */
function opensStories([line]: readonly Line[], next: Part | undefined, begun: ReadonlySet<object>): boolean {
  return (
    next?.type === 'list' &&
    line !== undefined &&
    next.entries.every((entry) => begun.has(entry)) &&
    sentenceOpening(line) !== null
  );
}

/** Whether a place is read, or stands beside the plan. */
function isLeftOut(section: Section, read: ReadonlySet<object>): boolean {
  return read.has(section) || section.head.kind === 'other' || section.head.kind === 'field';
}

function sentenceIn({ text, anchor }: Line): readonly UnreadSentence[] {
  return toldIn(text, anchor);
}

const longestLine = 1500;
const mostParts = 4;
/** “Pay. As a guest, …”, “Pay – as a guest, …” */
const beforeSentence = /(?<=[.:!?])\s+|(?<=[：。！？])|\s[–—-]\s/u;

function toldIn(text: string, anchor: Anchor): readonly UnreadSentence[] {
  if (text.length > longestLine) return [];
  const sentence = text
    .split(beforeSentence, mostParts)
    .find((part) => isStorySentence(part) && roleOf(part) !== '');
  return sentence === undefined ? [] : [{ text, anchor, sentence }];
}

function toldBy({ title, description, criteria }: ItemDraft): readonly string[] {
  const lines = [...description, ...criteria].flatMap((text) => text.split('\n'));
  return [title, ...lines].flatMap(told);
}

function told(line: string): readonly string[] {
  return toldIn(line.replace(/[*_]/g, ''), nowhere).map(({ sentence }) => nameOf(sentence));
}

function nameOf(sentence: string): string {
  return normalizedTitle(undecorated(sentence).title.slice(0, longestName));
}
