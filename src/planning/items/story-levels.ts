import type { ItemDraft } from '../item-draft.ts';
import type { Head } from '../lines/heads.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import { headsCriteria } from '../sections/plain-sections.ts';
import type { Part, Section } from '../sections/sections.ts';
import type { FieldName } from '../words/language.ts';
import { isGroup, isLeaf } from '../words/work-levels.ts';
import type { Place } from './walk-place.ts';

/** What stands on one level below a section. */
interface Level {
  stories: number;
  /** Headings that name a field, by the field. */
  readonly fields: Map<FieldName, number>;
}

/** Which headings on the level of stories are fields of the story before them. */
export class StoryLevels {
  readonly #meanings: PrefixMeanings;
  /** Levels of sections that were counted: each field on one asks. */
  readonly #levels = new WeakMap<Section, Map<number, Level>>();

  constructor(meanings: PrefixMeanings) {
    this.#meanings = meanings;
  }

  /** Criteria whose heading stands on the stories' own level belong to the story before, when each story has such. */
  ownerOf(
    parent: Section,
    field: Section,
    last: { draft: ItemDraft; rank: number } | null,
    place: Place,
  ): ItemDraft | null {
    if (
      last === null ||
      last.rank !== field.rank ||
      (field.head.kind === 'field' && (field.head.about !== null || isOfOther(field.head.of))) ||
      field.parts.some(isPlanned)
    )
      return null;
    if (place.item !== null && isLeaf(place.item.kind)) return null;
    const { stories, fields } = this.#levelOf(parent, field.rank);
    const label = field.head.kind === 'field' ? field.head.fields[0] : undefined;
    const alike = label === undefined ? 0 : (fields.get(label) ?? 0);
    // One definition of done below the stories holds for all of them.
    return alike * 2 > stories && (label !== 'done' || alike > 1) ? last.draft : null;
  }

  #levelOf(parent: Section, rank: number): Level {
    const known = this.#levels.get(parent)?.get(rank);
    if (known !== undefined) return known;
    const level: Level = { stories: 0, fields: new Map() };
    for (const part of parent.parts) {
      if (part.type !== 'section' || part.section.rank !== rank) continue;
      const { head } = part.section;
      const [label] = head.kind === 'field' ? head.fields : [];
      if (label !== undefined) level.fields.set(label, (level.fields.get(label) ?? 0) + 1);
      else if (head.kind === 'mark' && !isGroup(this.#meanings.workOf(head.mark))) level.stories += 1;
    }
    const levels = this.#levels.get(parent) ?? new Map<number, Level>();
    this.#levels.set(parent, levels.set(rank, level));
    return level;
  }
}

/** “Task 1: Open the gate” with criteria of its own is no step of a story. */
function isPlanned(part: Part): boolean {
  return (
    part.type === 'section' &&
    part.section.form === 'heading' &&
    part.section.head.kind === 'mark' &&
    part.section.parts.some((inner) => inner.type === 'section' && headsCriteria(inner.section))
  );
}

/** Whether a label speaks of what stands above stories. */
function isOfOther(of: (Head & { kind: 'field' })['of']): boolean {
  return of === 'WHOLE' || isGroup(of);
}
