import type { PlanItem } from '../../domain/plan.ts';
import type { ItemDraft } from '../item-draft.ts';

/** The item that a draft has become, once all are known. */
export function planItem(
  item: ItemDraft,
  ids: ReadonlyMap<ItemDraft, PlanItem['id']>,
  links: ReadonlyMap<ItemDraft, Set<ItemDraft>>,
): PlanItem {
  const id = ids.get(item);
  if (id === undefined) throw new Error('An item without an id was read.');
  return {
    id,
    kind: item.kind,
    title: item.title,
    description: item.description.join('\n\n'),
    key: item.key,
    parentId: item.parent === null ? null : (ids.get(item.parent) ?? null),
    labels: item.labels,
    priority: item.priority,
    storyPoints: item.points,
    acceptanceCriteria: item.criteria,
    featureType: item.featureType,
    enablerType: item.enablerType,
    dependsOn: [...(links.get(item) ?? [])].flatMap((other) => ids.get(other) ?? []),
    status: item.status,
    attributes: Object.fromEntries(item.attributes),
    location: item.location,
    warnings: item.warnings.map((warning) => ({ ...warning, itemId: id })),
  };
}
