import type { Block, Line } from '../blocks.ts';
import { kindOfWork, mayHold } from '../item-draft.ts';
import { readHead } from '../lines/heads.ts';
import { looseKey, prefixWork, withoutZeros } from '../lines/keys.ts';
import { type Mark, readMark } from '../lines/marks.ts';

type Heading = Block & { readonly type: 'heading' };

/**
 * “Acceptance criteria US1” and “US1 Tasks” below “User story 1: Pay” speak of that one and of no other item: they are
 * read as if they did not name it.
 */
export function readOwnNames(headings: readonly Heading[]): void {
  const open: Heading[] = [];
  for (const heading of headings) {
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= heading.level) open.pop();
    const head = readHead(heading.line);
    if ((head.kind === 'field' || head.kind === 'container') && head.about !== null) {
      const about = readMark(head.about);
      const story = storyAmong(open);
      if (about !== null && about.title === '' && story !== null && isSame(about, story))
        heading.line.settleHead({ ...head, about: null });
    }
    open.push(heading);
  }
}

/** The story that the innermost marked heading names. */
function storyAmong(open: readonly Heading[]): Mark | null {
  const mark = open.findLast(({ line }) => markOf(line) !== null);
  const found = mark === undefined ? null : markOf(mark.line);
  const work = found === null ? null : workOf(found);
  return work === null || mayHold(kindOfWork(work), 'STORY') ? null : found;
}

function markOf(line: Line): Mark | null {
  const head = readHead(line);
  return head.kind === 'mark' ? head.mark : null;
}

function workOf({ work, prefix }: Mark): Mark['work'] {
  return work ?? (prefix === null ? null : prefixWork(prefix));
}

/** Whether two marks have one key, or the letters of one only say the kind that the other has the number of. */
function isSame(one: Mark, other: Mark): boolean {
  if (one.key !== null && other.key !== null) return looseKey(one.key) === looseKey(other.key);
  const isPlain = [one, other].every(
    ({ key, prefix, within }) =>
      key === null || (within === null && prefix !== null && prefixWork(prefix) !== null),
  );
  return (
    isPlain &&
    one.ordinal !== null &&
    other.ordinal !== null &&
    withoutZeros(one.ordinal) === withoutZeros(other.ordinal) &&
    workOf(one) === workOf(other)
  );
}
