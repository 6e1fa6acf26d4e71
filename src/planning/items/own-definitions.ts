import type { ItemDraft } from '../item-draft.ts';

/**
 * Definitions of done that differ from story to story are acceptance criteria of those that have no others. One that
 * comes back, or stands in one story among several, holds for all work.
 */
export function takeOwnDefinitions(drafts: readonly ItemDraft[]): void {
  const counts = new Map<string, number>();
  let stories = 0;
  let defined = 0;
  for (const { kind, provisional, done } of drafts) {
    if ((kind === 'STORY' || kind === 'ENABLER') && !provisional) stories += 1;
    if (done === null) continue;
    defined += 1;
    counts.set(textOf(done), (counts.get(textOf(done)) ?? 0) + 1);
  }
  for (const { done, criteria, description } of drafts) {
    if (done === null) continue;
    const isOwn = counts.get(textOf(done)) === 1 && (defined > 1 || stories === 1);
    if (isOwn && criteria.length === 0) criteria.push(...done.conditions);
    else description.push(`**${done.label}:**\n\n${textOf(done)}`);
  }
}

function textOf({ conditions }: NonNullable<ItemDraft['done']>): string {
  return conditions.map((condition) => `- ${condition.replaceAll('\n', '\n  ')}`).join('\n');
}
