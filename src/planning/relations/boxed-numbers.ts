import { type ItemDraft, sectionOf } from '../item-draft.ts';
import type { Section } from '../sections/sections.ts';
import { isGroup } from '../words/work-levels.ts';

const fewestBoxes = 2;

/**
 * The items whose numbers go on with those of the sprints or phases around them, “Story 3.1” below “Sprint 3”. Where that
 * holds for all of several sprints, and no epic or feature stands in one, the numbers name the sprints and no epic.
 */
export function boxedNumbers(items: readonly ItemDraft[]): ReadonlySet<ItemDraft> {
  const boxed = new Set<ItemDraft>();
  const boxes = new Set<Section>();
  for (const item of items) {
    const box = boxAround(item);
    if (box === null) continue;
    if (isToldGroup(item)) return new Set();
    if (item.ordinal?.includes('.') !== true) continue;
    if (!item.ordinal.startsWith(`${numberOf(box)}.`)) return new Set();
    boxed.add(item);
    boxes.add(box);
  }
  return boxes.size < fewestBoxes ? new Set() : boxed;
}

/** The nearest time box with a number that an item stands in. */
function boxAround(item: ItemDraft): Section | null {
  for (let above = sectionOf(item)?.parent ?? null; above !== null; above = above.parent)
    if (above.head.kind === 'timeBox' && numberOf(above) !== null) return above;
  return null;
}

function numberOf({ line }: Section): string | null {
  return /\d+/.exec(line.text)?.[0] ?? null;
}

function isToldGroup({ kind, evidence }: ItemDraft): boolean {
  return isGroup(kind) && evidence !== 'heading';
}
