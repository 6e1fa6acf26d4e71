import { type ItemDraft, mayHold } from '../item-draft.ts';
import { endsInAny } from '../lines/plain-text.ts';
import { isTag } from '../lines/tags.ts';
import { workOf } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import { NamedItems } from './named-items.ts';

const closing = ')]}';
const parting = /[→⇒>–—|·-]\s/u;
const bracketed = /^(.*\S)\s*[([{]([^()[\]{}]{1,80})[)\]}]$/su;
const behindBar = /\s\|\s[^→–—|·]*$/u;
const longestTitle = 300;
const longestRemark = 80;
const sentenceEnds = '.!?';
const behindSign = /^(.*\S)\s+(?:→|⇒|->|[–—|·-])\s+([^→–—|·]{1,80})$/su;

/** “Pay by card (E1)”, “Sort – Epic: Search”: a known epic or feature behind a title is its parent and no part of it. */
export function takeTailParents(drafts: readonly ItemDraft[]): void {
  const names = NamedItems.above(drafts);
  if (names === null) return;
  for (const draft of drafts) {
    if (draft.kind === 'EPIC' || draft.provisional || draft.evidence === 'sentence') continue;
    if (draft.title.length > longestTitle) continue;
    const inBrackets = endsInAny(draft.title, closing) ? bracketed.exec(draft.title) : null;
    const tail = inBrackets ?? (parting.test(draft.title) ? behindSign.exec(draft.title) : null);
    // Behind a dash a title may go on with the name of its epic.
    const byTitle = inBrackets !== null || behindBar.test(draft.title);
    const behind = tail?.[2] === undefined ? null : namedIn(tail[2], byTitle, draft, names);
    if (behind !== null) draft.title = tail?.[1] ?? draft.title;
    // Of “(E1, 8 points)” the points were taken, and the rest is the first that the item says.
    const [first] = draft.description;
    const said =
      behind !== null || first === undefined || first.length > longestRemark || endsInAny(first, sentenceEnds)
        ? null
        : namedIn(first, true, draft, names);
    if (said !== null) draft.description.shift();
    draft.parentReference ??= behind ?? said ?? cellNaming(draft, names);
  }
}

/** “Pay by card · E1 · 5 SP”, “Pay by card · Epic: Tills · 5 SP”: of the notes of an item the one that names its parent. */
function cellNaming(draft: ItemDraft, names: NamedItems): string | null {
  for (const [label, value] of draft.attributes) {
    if ((label !== note && !namesGroup(label)) || value.length > longestRemark) continue;
    const cells = value.split(' · ');
    const at = cells.findIndex((cell) => namedIn(cell, true, draft, names) !== null);
    const [named] = at === -1 ? [] : cells.splice(at, 1);
    if (named === undefined) continue;
    if (cells.length === 0) draft.attributes.delete(label);
    else draft.attributes.set(label, cells.join(' · '));
    return named;
  }
  return null;
}

const note = 'Note';

function namesGroup(label: string): boolean {
  return isGroup(workOf(label));
}

/** The part of a text that names a known epic or feature, where nothing else but tags stands in it. */
function namedIn(text: string, byTitle: boolean, draft: ItemDraft, names: NamedItems): string | null {
  const parts = text.split(/\s*[,;·]\s*/u).filter((part) => part !== '');
  const named = parts.find((part) => {
    const found = names.find(part, byTitle);
    return found !== null && found !== draft && mayHold(found.kind, draft.kind);
  });
  return named !== undefined && parts.every((part) => part === named || isTag(part)) ? named : null;
}
