import { type ItemDraft, sectionOf } from '../item-draft.ts';
import { isNone } from '../lines/field-values.ts';
import { spacedKey } from '../lines/keys.ts';
import { fold } from '../words/fold.ts';

/** Gives an item the title that a field has, unless its own line names it. */
export function applyTitle(draft: ItemDraft, label: string, text: string): void {
  const isNamed = draft.title !== '' && (!standsForTitle(draft) || isNone(text));
  if (isNamed) {
    if (fold(text) !== fold(draft.title)) draft.attributes.set(label, text);
    return;
  }
  // “Name/Description: Chat - guests write to the host”
  const [title = text, more = ''] = label.includes('/') ? text.split(nameEnd, 2) : [];
  if (draft.title === '') draft.title = title;
  else retitle(draft, title);
  if (more !== '') draft.description.push(text.slice(text.indexOf(more, title.length)));
}

const nameEnd = /\s+[-–—:]\s+/u;
/** “BFTB: 4.66” */
const figure = /^(\p{L}{2,12})\s?[:：=]\s?(\d+(?:[.,]\d+)?)$/u;

/**
 * Whether an item is called by a key alone, “EP - 1”, by a figure, or by brackets behind its mark, “Story 1 (for
 * guests):”.
 */
function standsForTitle(draft: ItemDraft): boolean {
  const { title } = draft;
  const head = sectionOf(draft)?.head;
  const isInBrackets = head?.kind === 'mark' && head.mark.title === '' && head.mark.aside === fold(title);
  return isInBrackets || figure.test(title) || spacedKey(title) !== null;
}

/** Gives an item the title that a field has; what stood in its place is a key or tells of it. */
function retitle(draft: ItemDraft, title: string): void {
  const key = spacedKey(draft.title);
  const [, name, value] = figure.exec(draft.title) ?? [];
  if (name !== undefined && value !== undefined) draft.attributes.set(name, value);
  else if (key === null) draft.description.unshift(draft.title);
  else draft.key ??= key;
  draft.title = title;
}
