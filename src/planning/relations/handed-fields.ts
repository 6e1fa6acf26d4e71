import { addAttribute, type ItemDraft } from '../item-draft.ts';
import { addTexts } from './added-texts.ts';
import { takePoints, takePriority, takeStatus } from './told-fields.ts';

/** Gives an item what a place says of it that turned out to be no item of its own: all but its title and its parent. */
export function handOver(from: ItemDraft, into: ItemDraft): void {
  from.same = into;
  takePoints(into, from, false);
  takePriority(into, from, false);
  into.unknownPriority ??= from.unknownPriority;
  takeStatus(into, from, false);
  addTexts(into.criteria, from.criteria);
  addTexts(into.description, from.description);
  takeLists(into, from);
  for (const [name, value] of from.attributes) addAttribute(into, name, value);
}

/** Adds labels and what an item depends on or holds up. */
export function takeLists(into: ItemDraft, from: ItemDraft): void {
  addTexts(into.labels, [...new Set(from.labels)]);
  into.dependencies.push(...from.dependencies);
  into.needs.push(...from.needs);
  into.blocks.push(...from.blocks);
}
