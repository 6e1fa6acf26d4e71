import { type Line, linesOf, type Row } from '../blocks.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { unwrapped } from '../lines/wrapped-lines.ts';
import type { TablePlan } from '../tables/table-columns.ts';
import type { WorkWord } from '../words/language.ts';

/** A mark in front of a row's title, and what the document means by it. */
interface TitleMark {
  readonly mark: Mark;
  readonly work: WorkWord | null;
}

/** What a row is called. */
interface RowName {
  /** Its title, without the mark before it. */
  readonly text: string;
  /** The same with that. */
  readonly head: string;
  /** Whether the mark before its title counts. */
  readonly isMarked: boolean;
  readonly lines: readonly Line[];
  /** What stands behind a name in the first line. */
  readonly behind: readonly Line[];
}

/** What the cell of a row's title, whose text is `raw`, calls it. */
export function rowName(row: Row, raw: string, plan: TablePlan, own: TitleMark | null): RowName {
  const lines = (row.cells[plan.title?.index ?? 0]?.blocks ?? []).flatMap((block) =>
    block.type === 'paragraph' ? unwrapped(block.lines) : linesOf([block]),
  );
  const [first, ...more] = lines.filter((line) => line.text !== '');
  const firstMark = own !== null && first !== undefined ? readMark(first.text) : null;
  const mark = own !== null && leadsTitle(own, firstMark, plan) ? own.mark : null;
  const isFirstOnly =
    more.length > 0 && (mark === null ? !isStorySentence(raw) : (firstMark?.title ?? '') !== '');
  const head = isFirstOnly && first !== undefined ? first.text : raw;
  const text = mark === null ? head : ((isFirstOnly ? firstMark : mark)?.title ?? '');
  return { text, head, isMarked: mark !== null, lines, behind: isFirstOnly ? more : [] };
}

/** Whether a mark is none of the words of a title. */
function leadsTitle({ mark, work }: TitleMark, firstMark: Mark | null, plan: TablePlan): boolean {
  if (mark.title === '' || (work === null && mark.key === null)) return false;
  // A mark alone in the first line is parted from the title by the line's end.
  return mark.separated || mark.key !== null || firstMark?.title === '' || counts(mark, plan);
}

/** “Story 1.2 Pay” in a column of stories, where “Story 2 needs a pier” is a title. */
function counts({ work, spelled, ordinal, title }: Mark, plan: TablePlan): boolean {
  return work === plan.work && spelled && ordinal !== null && !/^\p{Ll}/u.test(title);
}
