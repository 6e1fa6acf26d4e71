import { markdownOf } from '../blocks/markdown-text.ts';
import type { Block } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import { isUndecided } from '../lines/field-values.ts';
import { cleanTitle } from '../lines/head-decoration.ts';
import { saysNone } from '../lines/none-titles.ts';
import { beginsWithLetter } from '../lines/plain-text.ts';
import { isFillIn } from '../lines/story-sentences.ts';
import type { SaidWorks } from '../sections/said-works.ts';
import type { Section } from '../sections/sections.ts';
import type { UnmarkedLevel } from '../sections/unmarked-levels.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { wordsFor } from '../words/vocabulary.ts';
import { oneOf } from '../words/word-search.ts';
import { isLeaf } from '../words/work-levels.ts';

/** Where the walk stands. */
export interface Place {
  /** The item that fields and text belong to. */
  readonly item: ItemDraft | null;
  /** What unmarked entries are, by depth: a heading or label said so. */
  readonly works: readonly WorkWord[];
  /** What the document says that the pieces of this part of it are. */
  readonly said: SaidWorks | null;
  readonly reference: string | null;
  /** Inside a part of the document that is no plan: what may still be found in it. */
  readonly other: 'MARKED' | 'NOTHING' | null;
  readonly path: readonly string[];
  readonly section: Section;
}

export function isStoryLike(item: ItemDraft | null): boolean {
  return item !== null && isLeaf(item.kind) && !item.provisional;
}

/** The only one of some items, where that is a story. */
export function onlyStory([first, ...others]: readonly ItemDraft[]): ItemDraft | null {
  return first !== undefined && others.length === 0 && isStoryLike(first) ? first : null;
}

/** Whether a place may plan items: it lies in no story, and in no matter beside the plan. */
export function mayPlan({ item, other }: Place): boolean {
  return other === null && !isStoryLike(item);
}

/** Whether all that stands in a place is of the story or the enabler around it: of an enabler's stories something says what they are. */
export function isInStory({ item, works }: Place): boolean {
  return isStoryLike(item) && (item?.kind === 'STORY' || !works.includes('STORY'));
}

const inBrackets = /^(?:[[<{]{1,2}[^\]>}]*[\]>}]{1,2}\s*)+$/;
/** “US-XX: <title>” */
const bracketsBehindKey =
  /^\p{Lu}{1,6}[-_]?(?:X{1,3}|N{1,3}|#{1,3})[\s:.–—-]{1,4}[[<{]{1,2}[^\]>}]{1,60}[\]>}]{1,2}$/u;
const filler = /^(?:\.{2,}|…|x{3,12}|_+|-+)$/i;
const isPlaceholderWord = oneOf(wordsFor('placeholders'));

export function isPlaceholder(title: string): boolean {
  return (
    (!beginsWithLetter(title) && inBrackets.test(title)) ||
    bracketsBehindKey.test(title) ||
    filler.test(title) ||
    isPlaceholderWord(title) ||
    isUndecided(title) ||
    saysNone(title) ||
    (title.includes('{{') && title.includes('}}', title.indexOf('{{'))) ||
    isFillIn(title)
  );
}

/** The plain headings of one name below several others, by that name. */
export function recurringHeadings(levels: readonly UnmarkedLevel[]): ReadonlyMap<string, readonly Section[]> {
  const named = new Map<string, Section[]>();
  for (const { plain } of levels)
    for (const section of plain) {
      if (section.head.kind !== 'plain') continue;
      const name = fold(cleanTitle(section.head.decoration.title));
      const known = named.get(name);
      if (known === undefined) named.set(name, [section]);
      else known.push(section);
    }
  return new Map(
    [...named].filter(([, sections]) => sections.some(({ parent }) => parent !== sections[0]?.parent)),
  );
}

export function describe(item: ItemDraft, blocks: readonly Block[]): void {
  const text = markdownOf(blocks);
  if (text !== '') item.description.push(text);
}

export function headingMarkdown(section: Section): string {
  return section.form === 'heading'
    ? `${'#'.repeat(Math.min(Math.ceil(section.rank), 6))} ${section.line.markdown}`
    : section.line.markdown;
}
