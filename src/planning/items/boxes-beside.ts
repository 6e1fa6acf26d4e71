import type { Part, Section } from '../sections/sections.ts';
import { mayBeItem } from './entries-beside.ts';
import type { Place } from './walk-place.ts';

const none: ReadonlySet<Section> = new Set();
/** In a list of fewer stories the others are rather what the list is about. */
const fewestMarked = 2;

/** The boxes of a sprint that nothing marks, beside as many or more that are marked: “[ ] Dark theme” below “[ ] US-7 Map”. */
export function boxesBeside(
  { entries }: Part & { type: 'list' },
  { item, other, section }: Place,
  isMarked: (entry: Section) => boolean,
): ReadonlySet<Section> {
  if (item !== null || other !== null || section.head.kind !== 'timeBox') return none;
  if (!entries.every(({ checked }) => checked !== null)) return none;
  const marked = entries.filter(isMarked);
  const open = entries.filter(
    (entry) => entry.head.kind === 'plain' && entry.parts.length === 0 && mayBeItem(entry),
  );
  return marked.length >= fewestMarked && open.length <= marked.length ? new Set(open) : none;
}
