import type { Mark } from '../lines/marks.ts';
import { rankOf } from './leads.ts';
import { rememberingSections } from './section-memory.ts';
import type { Section } from './sections.ts';

/** “T003”, “Task 5103”: a number that counts through all of a plan, and not the steps of one story. */
const trackedNumber = /^\d{3,7}$/;

/**
 * Whether a task within a story is one of a series of which others stand outside of the stories: of a plan of tasks that
 * tells with “[US1]” or by a heading which story each is for.
 */
export function isPlannedTask(section: Section, mark: Mark): boolean {
  const number = numberOf(mark);
  return (
    number !== null && section.form === 'entry' && plannedSeries(documentOf(section)).has(seriesOf(mark))
  );
}

function documentOf(section: Section): Section {
  let above = section;
  while (above.parent !== null) above = above.parent;
  return above;
}

function numberOf({ work, key, prefix, ordinal }: Mark): string | null {
  const isTask = work === 'TASK' || work === 'BUG';
  const number = key === null ? ordinal : key.slice((prefix ?? '').length).replace(/^[-_]/, '');
  return isTask && number !== null && trackedNumber.test(number) ? number : null;
}

function seriesOf({ prefix }: Mark): string {
  return prefix ?? '';
}

const plannedSeries = rememberingSections((root): ReadonlySet<string> => {
  const inside = new Map<string, string[]>();
  const outside = new Map<string, Set<string>>();
  const visit = (section: Section, isInStory: boolean): void => {
    const { head } = section;
    const mark = head.kind === 'mark' ? head.mark : null;
    const number = mark === null ? null : numberOf(mark);
    if (mark !== null && number !== null && section.form === 'entry') {
      const series = seriesOf(mark);
      const known = inside.get(series);
      if (!isInStory) outside.set(series, (outside.get(series) ?? new Set()).add(number));
      else if (known === undefined) inside.set(series, [number]);
      else known.push(number);
    }
    const isStory = mark !== null && number === null && rankOf(mark.work) === rankOf('STORY');
    for (const part of section.parts) {
      if (part.type === 'section') visit(part.section, isInStory || isStory);
      else if (part.type === 'list') for (const entry of part.entries) visit(entry, isInStory || isStory);
    }
  };
  visit(root, false);
  const counted = [...inside].filter(([series, numbers]) => {
    const known = new Set(numbers);
    const others = outside.get(series) ?? new Set();
    return known.size === numbers.length && [...others].some((number) => !known.has(number));
  });
  return new Set(counted.map(([series]) => series));
});
