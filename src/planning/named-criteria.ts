import type { DraftCollector } from './draft-collector.ts';
import { cleanTitle } from './head-decoration.ts';
import { applyField } from './item-fields.ts';
import type { Part, Section } from './sections.ts';
import type { Place } from './walk-place.ts';

/**
 * Under “Acceptance criteria” each heading or entry may name the item whose criteria stand below it.
 * False when none does.
 */
export function criteriaOfNamed(section: Section, place: Place, collector: DraftCollector): boolean {
  const named = section.parts.flatMap(innerSections).filter((inner) => names(inner, place, collector));
  for (const inner of named) {
    const { head } = inner;
    const alone = head.kind === 'mark' && inner.parts.length === 0;
    const pending = collector.add('STORY', 'field', '', place.path, inner.line.anchor, inner);
    pending.provisional = true;
    if (head.kind === 'mark') {
      pending.key = head.mark.key;
      pending.ordinal = head.mark.ordinal;
      if (!alone) pending.title = head.mark.title;
    } else if (head.kind === 'plain') pending.title = cleanTitle(head.decoration.title);
    applyField(
      pending,
      ['criteria'],
      '',
      alone ? head.mark.title : head.kind === 'mark' ? head.more : '',
      inner.parts,
    );
  }
  return named.length > 0;
}

function innerSections(part: Part): readonly Section[] {
  return part.type === 'section' ? [part.section] : part.type === 'list' ? part.entries : [];
}

function names(inner: Section, place: Place, collector: DraftCollector): boolean {
  if (inner.head.kind === 'mark') {
    const { mark } = inner.head;
    const work = collector.meanings.workOf(mark);
    return (mark.key !== null || mark.ordinal !== null) && work !== null && work !== 'TEST';
  }
  return inner.head.kind === 'plain' && inner.form === 'heading' && place.item === null;
}
