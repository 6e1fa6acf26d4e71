import type { PlanItemKind } from '../../domain/plan.ts';
import { type ItemDraft, mayHold, resolved, sectionOf, warn } from '../item-draft.ts';
import type { Section } from '../sections/sections.ts';
import { namesSeveral } from '../words/plurals.ts';

/** An item on a level of headings or entries, by the rank of its own there. */
interface Earlier {
  readonly item: ItemDraft;
  readonly rank: number | undefined;
}

/**
 * Headings, or entries, on one level: an epic is followed by its stories. A guess, and said to be one. `drafts` are the
 * items' places in the order of the document: what an overview names as well stands where its heading does.
 */
export function putBelowEarlier(items: readonly ItemDraft[], drafts: readonly ItemDraft[]): void {
  const kept = new Set(items);
  const levels = new Map<object, Earlier[]>();
  // Where epics do enclose what follows them by level, standing on their level means standing beside them.
  const encloses = new Set(items.map((item) => item.enclosing));
  const gathered = gatheredKinds(items);
  const epics = items.filter(({ kind }) => kind === 'EPIC');
  const followed = new Set<ItemDraft>();
  for (const draft of drafts) {
    const item = resolved(draft);
    const section = sectionOf(draft);
    if (draft.evidence !== 'mark' || section === null || section.parent === null) continue;
    const { form, parent, rank } = section;
    if (!kept.has(item) || (item !== draft && form !== 'heading')) continue;
    const level = levels.get(parent) ?? [];
    levels.set(parent, level);
    if (item.parent === null && item.kind !== 'EPIC' && item.ordinal?.includes('.') !== true) {
      const before = level.findLast(
        (earlier) =>
          mayHold(earlier.item.kind, item.kind) &&
          earlier.item.kind !== 'ENABLER' &&
          (encloses.has(earlier.item) || earlier.rank === rank),
      );
      const isBeside =
        before === undefined ||
        encloses.has(before.item) ||
        (form === 'entry' && gathered.get(parent)?.has(before.item.kind) === true);
      if (!isBeside) {
        item.parent = before.item;
        followed.add(before.item);
        warn(
          item,
          'PARENT_GUESSED',
          `“${item.title}” stands on the same level as “${before.item.title}” and after it, so it was put under it. Indent ${form === 'entry' ? 'it' : 'its heading by one level'} to say so.`,
        );
      } else if (before === undefined && parent.parent !== null && listsWork(parent)) {
        // “Technical stories” beside the features that follow the only epic.
        const above = levels.get(parent.parent)?.findLast(({ rank: level }) => level === parent.rank)?.item;
        const epic = above?.kind === 'EPIC' ? above : (above?.parent ?? null);
        if (epic !== null && followed.has(epic) && epics.length === 1) item.parent = epic;
      }
    }
    // Of one kind and rank only the last is ever looked at.
    const replaced = level.findIndex((other) => other.item.kind === item.kind && other.rank === rank);
    if (replaced >= 0) level.splice(replaced, 1);
    level.push({ item, rank });
  }
}

/** “Technical stories” */
function listsWork({ form, head, line }: Section): boolean {
  return form === 'heading' && head.kind !== 'mark' && namesSeveral(line.text);
}

/** By sections, the kinds that their lists gather, epic after epic and then the stories: none has what follows it. */
function gatheredKinds(items: readonly ItemDraft[]): ReadonlyMap<object, ReadonlySet<PlanItemKind>> {
  const gathered = new Map<object, Set<PlanItemKind>>();
  const last = new Map<object, PlanItemKind>();
  for (const item of items) {
    const { kind } = item;
    const section = sectionOf(item);
    if (section?.form !== 'entry' || section.parent === null) continue;
    const { parent } = section;
    if (last.get(parent) === kind) gathered.set(parent, (gathered.get(parent) ?? new Set()).add(kind));
    last.set(parent, kind);
  }
  return gathered;
}
