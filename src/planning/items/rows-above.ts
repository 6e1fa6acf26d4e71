import type { PlanItemKind } from '../../domain/plan.ts';
import { type ItemDraft, mayHold, nearest } from '../item-draft.ts';
import type { TablePlan } from '../tables/table-columns.ts';
import { isGroup } from '../words/work-levels.ts';

/** The items of a table's rows so far, and which of them encloses the next. */
export class RowsAbove {
  readonly #plan: TablePlan;
  readonly #drafts: ItemDraft[] = [];
  /** Places among them of the last of each kind. */
  readonly #lastOfKind = new Map<PlanItemKind, number>();
  /** In a tree the last row and those above it. */
  readonly #branch: { readonly level: number; readonly draft: ItemDraft }[] = [];
  /** Enablers behind a feature. */
  readonly #behindFeatures: ItemDraft[] = [];

  constructor(plan: TablePlan) {
    this.#plan = plan;
  }

  get drafts(): readonly ItemDraft[] {
    return this.#drafts;
  }

  add(draft: ItemDraft): void {
    this.#lastOfKind.set(draft.kind, this.#drafts.length);
    this.#drafts.push(draft);
  }

  /** In a table of several kinds the rows above enclose those below, as in an export from a tracker. */
  of(draft: ItemDraft, level: number | undefined): ItemDraft | null {
    if (level !== undefined) return this.#onBranch(draft, level);
    if (this.#plan.type === null && !this.#beginsWithGroup()) return null;
    let last = -1;
    for (const [kind, place] of this.#lastOfKind)
      if (kind !== 'ENABLER' && mayHold(kind, draft.kind)) last = Math.max(last, place);
    const above = this.#drafts[last] ?? null;
    if (above?.kind === 'FEATURE' && draft.kind === 'ENABLER') this.#behindFeatures.push(draft);
    return above;
  }

  /**
   * Where no story stands below a feature, the table lists features and enablers side by side; one in the order of
   * priority lists all so where hardly one has rows below it.
   */
  settle(): void {
    if (this.#plan.order !== null) this.#settleOrdered();
    if (this.#lastOfKind.has('STORY')) return;
    for (const draft of this.#behindFeatures)
      draft.enclosing = nearest(draft.enclosing?.enclosing ?? null, draft);
  }

  #settleOrdered(): void {
    const own = new Set(this.#drafts);
    const above = new Set(this.#drafts.map(({ enclosing }) => enclosing));
    const groups = this.#drafts.filter(({ kind }) => isGroup(kind));
    if (groups.filter((group) => above.has(group)).length * 2 >= groups.length) return;
    for (const draft of this.#drafts)
      while (draft.enclosing !== null && own.has(draft.enclosing))
        draft.enclosing = nearest(draft.enclosing.enclosing, draft);
  }

  #beginsWithGroup(): boolean {
    const [first] = this.#drafts;
    return first !== undefined && isGroup(first.kind) && this.#plan.parents.length === 0;
  }

  /** In a tree with a column for each level a row stands below the last one of a higher level. */
  #onBranch(draft: ItemDraft, level: number): ItemDraft | null {
    while ((this.#branch.at(-1)?.level ?? -1) >= level) this.#branch.pop();
    const above = this.#branch.findLast(({ draft: { kind } }) => mayHold(kind, draft.kind));
    this.#branch.push({ level, draft });
    return above?.draft ?? null;
  }
}
