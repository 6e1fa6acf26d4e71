import { warnOfGuess } from '../item-draft.ts';
import { entriesIn, headingsIn } from '../sections/parts.ts';
import type { Section } from '../sections/sections.ts';
import { timeTold } from '../sections/told-times.ts';
import { isGroup } from '../words/work-levels.ts';
import type { DraftCollector } from './draft-collector.ts';
import { isDoable, outlineStory, type ReadInside } from './outline-stories.ts';

const fewest = 2;

/**
 * Where no story is told, the boxes right below phases are stories if those phases stand beside the epics or features of the
 * plan: “Phase 1 – Set up” and “Feature 1 – Search” are what it is done in.
 */
export function collectBoxedTimes(root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  const drafts = collector.drafts.filter(({ provisional }) => !provisional);
  if (drafts.some(({ kind }) => !isGroup(kind))) return false;
  const marked = new Set(drafts.flatMap(({ evidence, place }) => (evidence === 'mark' ? [place] : [])));
  const times = timesBeside(root, marked);
  for (const time of times) {
    for (const entry of entriesIn(time).filter(isDoable)) {
      const story = outlineStory(entry, time, collector, inside);
      story.told ??= timeTold(time);
      warnOfGuess(story, 'story', `it is a box below “${time.line.text}”`);
    }
  }
  collector.settleNotes({ holding: times });
  return times.length > 0;
}

/** The time boxes over nothing but boxes that stand on the level of what is marked. */
function timesBeside(section: Section, marked: ReadonlySet<object>): readonly Section[] {
  const headings = headingsIn(section);
  const own = headings.some((heading) => marked.has(heading)) ? headings.filter(holdsBoxes) : [];
  return [...own, ...headings.flatMap((heading) => timesBeside(heading, marked))];
}

function holdsBoxes(section: Section): boolean {
  const entries = entriesIn(section);
  return (
    section.head.kind === 'timeBox' &&
    section.parts.every(({ type }) => type === 'list' || type === 'text') &&
    entries.length >= fewest &&
    entries.every(({ checked }) => checked !== null) &&
    entries.filter(isDoable).length * 10 >= entries.length * 8
  );
}
