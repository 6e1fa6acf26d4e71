import type { ItemDraft } from '../item-draft.ts';
import type { Head } from '../lines/heads.ts';
import type { Mark } from '../lines/marks.ts';
import { endsInBareNumber } from '../lines/plain-text.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { onlySentence } from '../sections/section-evidence.ts';
import { rememberingSections } from '../sections/section-memory.ts';
import type { Section } from '../sections/sections.ts';
import { isSeveral } from '../sections/story-headings.ts';
import type { TablePlan } from '../tables/table-columns.ts';
import { fold } from '../words/fold.ts';

/** Whether “Stories” within an enabler lists those that stand under it, and is not the label of its own sentence. */
export function listsItsStories(
  section: Section,
  { works }: Head & { kind: 'container' },
  item: ItemDraft | null,
): boolean {
  return (
    item?.kind === 'ENABLER' &&
    works.includes('STORY') &&
    isSeveral(fold(section.line.text)) &&
    !onlySentence(section)
  );
}

/** The same for a table of which a column is called so. */
export function tabulatesItsStories({ work, title }: TablePlan, item: ItemDraft | null): boolean {
  return item?.kind === 'ENABLER' && work === 'STORY' && title?.work === 'STORY';
}

/** Whether “Story: …” within an enabler is one of several, or has points of its own: one alone may tell the enabler. */
export function isOneOfItsStories(
  section: Section,
  { mark, decoration }: Head & { kind: 'mark' },
  item: ItemDraft,
): boolean {
  return (
    item.kind === 'ENABLER' &&
    namesStory(mark) &&
    (decoration.points !== null ||
      endsInBareNumber(mark.title) ||
      (section.parent !== null && storiesIn(section.parent) > 1))
  );
}

function namesStory({ work, title }: Mark): boolean {
  return work === 'STORY' && title !== '' && !isStorySentence(title);
}

/** How many stories are named right below a section. */
const storiesIn = rememberingSections(({ parts }) => {
  let count = 0;
  for (const part of parts) {
    const below = part.type === 'list' ? part.entries : part.type === 'section' ? [part.section] : [];
    for (const { head } of below) if (head.kind === 'mark' && namesStory(head.mark)) count += 1;
  }
  return count;
});
