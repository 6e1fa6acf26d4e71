import type { ItemDraft } from '../item-draft.ts';
import type { Section } from '../sections/sections.ts';
import { isGroup } from '../words/work-levels.ts';

/** The epic or the feature that the body of a section names, “**Epic:** Safe login” below “Sprint 7”: it holds the sub-sections too. */
export class SectionLead {
  readonly #mayHold: boolean;
  /** Null where there are several, of which none is over all that follows. */
  #found: ItemDraft | null | undefined;

  /** `item` is what stands around the body of a section, which its heading may name itself. */
  constructor(section: Section, isTitle: boolean, item: ItemDraft | null) {
    this.#mayHold = section.form === 'heading' && !isTitle && item?.place !== section;
  }

  take({ form, head }: Section, made: ItemDraft | undefined): void {
    if (!this.#mayHold || form !== 'lead' || head.kind !== 'mark') return;
    this.#found = this.#found === undefined && isGroup(made?.kind) ? made : null;
  }

  /** What holds a section that stands behind it. */
  over({ form }: Section): ItemDraft | null {
    return form === 'heading' ? (this.#found ?? null) : null;
  }
}
