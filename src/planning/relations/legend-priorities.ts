import type { Priority } from '../../domain/plan.ts';
import { type Block, linesOf } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import { fold } from '../words/fold.ts';
import { priorityLabels, priorityOfWord } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';

const speaksOfPriority = wordSearch(priorityLabels);
const labelled = /^([^:：]{1,40})[:：]\s*(\S.*)$/u;
/** “🔴 Must”, “★★ = high” */
const explained = /^([^\p{L}\p{N}\s=–—-]{1,8})\s*(?:[=–—-]\s*)?(\p{L}[^=]{0,20})$/u;
const between = /\s*[·•,;|/]\s*/u;
const longestLegend = 200;

/** “🔴” under “Priority” is what a line of the document says that it means: “Priority: 🔴 Must · 🟡 Should · 🟢 Could”. */
export function takeLegendPriorities(drafts: readonly ItemDraft[], blocks: readonly Block[]): void {
  const unknown = drafts.filter(({ unknownPriority }) => signOf(unknownPriority) !== null);
  if (unknown.length === 0) return;
  const meant = legendIn(blocks);
  for (const draft of unknown) {
    const sign = signOf(draft.unknownPriority) ?? '';
    const priority = meant.get(sign);
    if (priority === undefined) continue;
    draft.priority ??= priority;
    for (const [label, text] of draft.attributes)
      if (`${label}: ${text}` === draft.unknownPriority) draft.attributes.delete(label);
    draft.unknownPriority = null;
  }
}

/** What an unknown priority is where it is no word: “🔴” of “Pri: 🔴”. */
function signOf(unknown: string | null): string | null {
  const sign = unknown === null ? undefined : labelled.exec(unknown)?.[2];
  return sign === undefined || /[\p{L}\p{N}]/u.test(sign) ? null : sign.trim();
}

function legendIn(blocks: readonly Block[]): ReadonlyMap<string, Priority> {
  const meant = new Map<string, Priority>();
  for (const { text } of linesOf(blocks)) {
    if (text.length > longestLegend) continue;
    const [, label = '', rest = ''] = labelled.exec(text) ?? [];
    if (rest === '' || !speaksOfPriority.test(fold(label))) continue;
    const parts = rest.replace(/[.。]\s*$/u, '').split(between);
    const pairs = parts.map((part) => explained.exec(part.trim()));
    if (pairs.length < 2) continue;
    for (const [, sign = '', word = ''] of pairs.filter((pair) => pair !== null)) {
      const priority = priorityOfWord(fold(word).trim());
      if (priority !== null && !meant.has(sign)) meant.set(sign, priority);
    }
  }
  return meant;
}
