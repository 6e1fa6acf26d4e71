import type { Priority } from '../../domain/plan.ts';
import type { ItemDraft } from '../item-draft.ts';
import { fold } from '../words/fold.ts';
import { priorityOfWord } from '../words/vocabulary.ts';

const parting = /[–—|·-]\s/u;
const behindSign = /^(.*\S)\s+[–—|·-]\s+([^–—|·]{2,24})$/su;
const longestTitle = 300;

interface Ranked {
  readonly draft: ItemDraft;
  readonly title: string;
  readonly priority: Priority;
  readonly word: string;
}

/**
 * “Pay by card — HIGH”: behind the titles of several items, or in capitals, a word for a priority is one and no part of
 * the title.
 */
export function takeTailPriorities(drafts: readonly ItemDraft[]): void {
  const ranked = drafts.flatMap((draft) => rankedTitle(draft) ?? []);
  const areSeveral = new Set(ranked.map(({ title }) => fold(title))).size > 1;
  for (const { draft, title, priority, word } of ranked) {
    if (!areSeveral && word !== word.toUpperCase()) continue;
    draft.title = title;
    draft.priority = priority;
  }
}

function rankedTitle(draft: ItemDraft): Ranked | null {
  if (draft.priority !== null || draft.title.length > longestTitle || !parting.test(draft.title)) return null;
  const [, title, word] = behindSign.exec(draft.title) ?? [];
  const priority = word === undefined ? null : priorityOfWord(fold(word));
  return title === undefined || word === undefined || priority === null
    ? null
    : { draft, title, word, priority };
}
