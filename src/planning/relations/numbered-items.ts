import type { PlanItemKind } from '../../domain/plan.ts';
import { type ItemDraft, mayHold } from '../item-draft.ts';
import { upwards } from './ancestry.ts';

/** Of what may stand above an item, the nearest kind first. */
const nearestFirst = ['FEATURE', 'EPIC', 'ENABLER', 'STORY'] as const satisfies readonly PlanItemKind[];

/** The first item of each kind, in the order of the document. */
type Firsts = Map<PlanItemKind, ItemDraft>;

/** The items of one number, of which each epic may have its own. */
interface Numbered {
  readonly firsts: Firsts;
  readonly lasts: ReadonlyMap<PlanItemKind, ItemDraft>;
  /** The firsts of those that an item is, or that stand somewhere below it. */
  readonly within: Map<ItemDraft, Firsts>;
}

/** Finds what may stand above an item by a number, which as many may bear as the document has epics. */
export class NumberedItems {
  readonly #items: readonly ItemDraft[];
  #byNumber: ReadonlyMap<string | null, readonly ItemDraft[]> | null = null;
  readonly #asked = new Map<string, Numbered>();

  constructor(items: readonly ItemDraft[]) {
    this.#items = items;
  }

  /** Whether one of a number may hold an item. */
  has(number: string, { kind }: ItemDraft): boolean {
    return firstAbove(this.#of(number).firsts, kind) !== null;
  }

  /** The one of a number that alone may hold an item. */
  only(number: string, { kind }: ItemDraft): ItemDraft | null {
    const { firsts, lasts } = this.#of(number);
    const [above, ...others] = [...firsts.keys()].filter((each) => mayHold(each, kind));
    const first = above === undefined || others.length > 0 ? undefined : firsts.get(above);
    return first !== undefined && lasts.get(first.kind) === first ? first : null;
  }

  /** The first of a number that may hold an item, and that another one is or has somewhere below it. */
  within(number: string, outer: ItemDraft, { kind }: ItemDraft): ItemDraft | null {
    return firstAbove(this.#of(number).within.get(outer), kind);
  }

  /** Of those of a number that may hold an item the first of the nearest kind. */
  nearest(number: string, item: ItemDraft): ItemDraft | null {
    const { firsts } = this.#of(number);
    const above = nearestFirst.find((kind) => mayHold(kind, item.kind) && firsts.has(kind));
    return above === undefined ? null : (firsts.get(above) ?? null);
  }

  #of(number: string): Numbered {
    const asked = this.#asked.get(number);
    if (asked !== undefined) return asked;
    this.#byNumber ??= Map.groupBy(this.#items, ({ ordinal }) => ordinal);
    const numbered = numberedAlike(this.#byNumber.get(number) ?? []);
    this.#asked.set(number, numbered);
    return numbered;
  }
}

function numberedAlike(items: readonly ItemDraft[]): Numbered {
  const firsts: Firsts = new Map();
  const within = new Map<ItemDraft, Firsts>();
  for (const item of items) {
    keepFirst(firsts, item);
    for (const at of upwards(item)) {
      const inside: Firsts = within.get(at) ?? new Map();
      keepFirst(inside, item);
      within.set(at, inside);
    }
  }
  return { firsts, lasts: new Map(items.map((item) => [item.kind, item])), within };
}

function keepFirst(firsts: Firsts, item: ItemDraft): void {
  if (!firsts.has(item.kind)) firsts.set(item.kind, item);
}

function firstAbove(firsts: Firsts | undefined, kind: PlanItemKind): ItemDraft | null {
  return firsts?.values().find((item) => mayHold(item.kind, kind)) ?? null;
}
