import type { DocumentWarning } from '../../domain/plan.ts';
import { cutText } from '../cut-text.ts';
import { type ItemDraft, resolved } from '../item-draft.ts';
import type { Mark } from '../lines/marks.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import { isProjectKey } from '../sections/prefix-uses.ts';
import type { Section } from '../sections/sections.ts';
import type { SectionNote } from './draft-collector.ts';
import { locationAt } from './item-fields.ts';

interface Keyed {
  readonly section: Section;
  readonly mark: Mark;
}

const fewestKeys = 3;
const mostNames = 3;

/** Tells once of headings with keys of one project that were read as no items, nor as parts of the plan beside it. */
export function unreadKeyWarnings(
  notes: readonly SectionNote[],
  meanings: PrefixMeanings,
  items: readonly ItemDraft[],
): DocumentWarning[] {
  const known = new Set(items.map(({ key }) => key));
  const made = new Set(items);
  const keyed = notes.flatMap(({ section, draft }): readonly Keyed[] => {
    const { head } = section;
    if (head.kind !== 'mark' || (draft !== null && made.has(resolved(draft)))) return [];
    const mark = meanings.settled(head.mark);
    const isOpen = isProjectKey(mark) && mark.title !== '' && !known.has(mark.key) && !isBeside(section);
    return isOpen ? [{ section, mark }] : [];
  });
  const open = [...Map.groupBy(keyed, ({ mark }) => mark.prefix).values()]
    .filter((series) => new Set(series.map(({ mark }) => mark.key)).size >= fewestKeys)
    .flat();
  const [first] = open;
  if (first === undefined) return [];
  const names = open.slice(0, mostNames).map(({ section }) => `“${cutText(section.line.text, 80)}”`);
  const more = open.length > mostNames ? ' …' : '';
  return [
    {
      code: 'KEYS_NOT_READ',
      message: `${open.length} headings begin with a key and name no item here: ${names.join(', ')}${more}. Write a word for what they are, such as “Story ${first.mark.key}: …”, if they are planned.`,
      location: locationAt([], first.section.anchor),
      itemId: null,
    },
  ];
}

/** Whether a heading around a section says that what stands below is beside the plan. */
function isBeside({ parent }: Section): boolean {
  for (let above = parent; above !== null; above = above.parent)
    if (above.head.kind === 'other' || above.head.kind === 'field') return true;
  return false;
}
