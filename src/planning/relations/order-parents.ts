import type { PlanItemKind } from '../../domain/plan.ts';
import { type ItemDraft, mayHold, warn } from '../item-draft.ts';
import type { Section } from '../sections/sections.ts';

/** Headings, or entries, on one level: an epic is followed by its stories. A guess, and said to be one. */
export function putBelowEarlier(items: readonly ItemDraft[]): void {
  const lastByLevel = new Map<object, ItemDraft[]>();
  // Where epics do enclose what follows them by level, standing on their level means standing beside them.
  const encloses = new Set(items.map((item) => item.enclosing));
  const gathered = gatheredKinds(items);
  const anyDotted = (item: ItemDraft): boolean => item.ordinal?.includes('.') === true;
  for (const item of items) {
    const section = item.place as Partial<Section>;
    if (item.evidence !== 'mark' || section.form === undefined || section.parent == null) continue;
    const level = lastByLevel.get(section.parent) ?? [];
    lastByLevel.set(section.parent, level);
    if (item.parent === null && item.kind !== 'EPIC' && !anyDotted(item)) {
      for (let at = level.length - 1; at >= 0; at -= 1) {
        const before = level[at];
        if (before === undefined || !mayHold(before.kind, item.kind) || before.kind === 'ENABLER') continue;
        if (encloses.has(before)) break;
        if ((before.place as Partial<Section>).rank !== section.rank) continue;
        if (section.form === 'entry' && gathered.get(section.parent)?.has(before.kind) === true) break;
        item.parent = before;
        warn(
          item,
          'PARENT_GUESSED',
          `“${item.title}” stands on the same level as “${before.title}” and after it, so it was put under it. Indent ${section.form === 'entry' ? 'it' : 'its heading by one level'} to say so.`,
        );
        break;
      }
    }
    // Of one kind and rank only the last is ever looked at.
    const replaced = level.findIndex(
      (other) => other.kind === item.kind && (other.place as Partial<Section>).rank === section.rank,
    );
    if (replaced >= 0) level.splice(replaced, 1);
    level.push(item);
  }
}

/** By sections, the kinds that their lists gather, epic after epic and then the stories: none has what follows it. */
function gatheredKinds(items: readonly ItemDraft[]): ReadonlyMap<object, ReadonlySet<PlanItemKind>> {
  const gathered = new Map<object, Set<PlanItemKind>>();
  const last = new Map<object, PlanItemKind>();
  for (const { kind, place } of items) {
    const { form, parent } = place as Partial<Section>;
    if (form !== 'entry' || parent == null) continue;
    if (last.get(parent) === kind) gathered.set(parent, (gathered.get(parent) ?? new Set()).add(kind));
    last.set(parent, kind);
  }
  return gathered;
}
