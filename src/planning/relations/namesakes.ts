import type { ItemDraft } from '../item-draft.ts';
import { normalizedTitle } from '../words/fold.ts';

const letter = /^[A-Z]$/i;

/** Finds the epics and features that what was only guessed is called after. */
export class Namesakes {
  /** Those that are surely some, by their titles. */
  readonly #sure = new Map<string, ItemDraft>();
  /** Headings that hold items, by what they are called. */
  readonly #holding = new Map<string, ItemDraft>();
  /** Those with a letter for a number: “Epic A”. */
  readonly #lettered = new Map<string, ItemDraft>();

  constructor(drafts: readonly ItemDraft[]) {
    const homes = new Set(drafts.map(({ enclosing }) => enclosing));
    for (const draft of drafts) {
      const { kind, evidence, title, ordinal } = draft;
      if (kind === 'EPIC' || (kind === 'FEATURE' && evidence !== 'heading'))
        this.#sure.set(normalizedTitle(title), draft);
      else if (kind === 'FEATURE' && !draft.provisional && homes.has(draft))
        this.#holding.set(normalizedTitle(title), draft);
      if (ordinal !== null && letter.test(ordinal) && !draft.inTable)
        this.#lettered.set(`${kind} ${ordinal.toLowerCase()}`, draft);
    }
  }

  /** The one that a draft with this title, normalized, stands for; null where it bears a key, or nobody has its name. */
  of(draft: ItemDraft, title: string): ItemDraft | null {
    if (draft.key !== null) return null;
    const sure = this.#sure.get(title) ?? null;
    if (draft.evidence === 'heading') return sure;
    if (isGuessedRow(draft)) return sure ?? this.#holding.get(title) ?? null;
    return draft.inTable ? (this.#lettered.get(`${draft.kind} ${title}`) ?? null) : null;
  }
}

/** Whether nothing in its table says what a row is. */
function isGuessedRow({ inTable, warnings }: ItemDraft): boolean {
  return inTable && warnings.some(({ code }) => code === 'KIND_GUESSED');
}
