import { type ItemDraft, kindOfWork, mayHold } from '../item-draft.ts';
import { hasItemFields } from '../sections/plain-sections.ts';
import { onlySentence } from '../sections/section-evidence.ts';
import type { Section } from '../sections/sections.ts';
import type { DraftCollector } from './draft-collector.ts';
import type { Place } from './walk-place.ts';

/** The epic or feature whose name alone heads a part of a list of stories, also where it sounds like a list itself. */
export function groupNamed(
  section: Section,
  { item, works, other }: Place,
  collector: DraftCollector,
): ItemDraft | null {
  const [work] = works;
  const mayName =
    section.form === 'heading' &&
    section.head.kind !== 'mark' &&
    section.head.kind !== 'field' &&
    other === null &&
    (work !== undefined || section.head.kind === 'container') &&
    !hasItemFields(section) &&
    !onlySentence(section);
  const group = mayName ? collector.groupCalled(section.line.text) : null;
  const isElsewhere =
    group !== null &&
    mayHold(group.kind, kindOfWork(work ?? 'STORY')) &&
    (item === null || mayHold(item.kind, group.kind));
  return isElsewhere ? group : null;
}
