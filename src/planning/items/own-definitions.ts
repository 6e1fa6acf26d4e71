import type { ItemDraft } from '../item-draft.ts';

/**
 * Definitions of done that differ from story to story, or from epic to epic, are acceptance criteria of those that have no
 * others. One that comes back, or stands in one among several, holds for all work.
 */
export function takeOwnDefinitions(drafts: readonly ItemDraft[]): void {
  const alike = Map.groupBy(drafts, ({ kind }) => (kind === 'ENABLER' ? 'STORY' : kind));
  for (const [kind, those] of alike) takeAmong(those, kind === 'STORY');
}

function takeAmong(drafts: readonly ItemDraft[], areStories: boolean): void {
  const counts = new Map<string, number>();
  for (const { done } of drafts)
    if (done !== null) counts.set(textOf(done), (counts.get(textOf(done)) ?? 0) + 1);
  const defined = drafts.filter(({ done }) => done !== null).length;
  const isLone = areStories && drafts.filter(({ provisional }) => !provisional).length === 1;
  for (const { done, criteria, description } of drafts) {
    if (done === null) continue;
    const isOwn = counts.get(textOf(done)) === 1 && (defined > 1 || isLone);
    if (isOwn && criteria.length === 0) criteria.push(...done.conditions);
    else description.push(`**${done.label}:**\n\n${textOf(done)}`);
  }
}

function textOf({ conditions }: NonNullable<ItemDraft['done']>): string {
  return conditions.map((condition) => `- ${condition.replaceAll('\n', '\n  ')}`).join('\n');
}
