import type { DocumentWarning } from '../../domain/plan.ts';
import { cutText } from '../cut-text.ts';
import { entriesIn } from '../sections/parts.ts';
import { headsCriteria } from '../sections/plain-sections.ts';
import type { Section } from '../sections/sections.ts';
import { locationAt } from './item-fields.ts';

/** Tells once of entries such as “Acceptance criteria:” over a list that no item took, by the entries they stand behind. */
export function leftCriteriaWarning(left: ReadonlySet<Section>): DocumentWarning[] {
  const lost = [...left].flatMap((entry) => {
    const above = headsCriteria(entry) && entry.parts.length > 0 ? entryBefore(entry) : null;
    return above === null ? [] : [above];
  });
  const [first, ...others] = lost;
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` The same holds for ${others.length} more.`;
  return [
    {
      code: 'ITEM_NOT_FOUND',
      message: `Acceptance criteria are given behind “${cutText(first.line.text, 80)}”, which was read as no item, so they were left out. Write “Story: …” in front of it, if it is one.${more}`,
      location: locationAt([], first.anchor),
      itemId: null,
    },
  ];
}

/** The entry in front of another, in its list or in one before. */
function entryBefore(entry: Section): Section | null {
  const entries = entry.parent === null ? [] : entriesIn(entry.parent);
  return entries[entries.indexOf(entry) - 1] ?? null;
}
