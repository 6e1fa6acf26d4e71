import { emptyDraft, type ItemDraft, kindOfWork, mayHold, warn } from '../item-draft.ts';
import { keyParts } from '../lines/keys.ts';
import { readMark } from '../lines/marks.ts';
import { trackerNumberBehind } from '../lines/tracker-numbers.ts';
import { fold, normalizedTitle } from '../words/fold.ts';
import { isGroup } from '../words/work-levels.ts';
import { ItemIndex } from './item-index.ts';

const longestName = 120;

/**
 * The epics and features that only fields name, or the headings of what stands below them. Where several items name one that stands nowhere, the fields are how
 * the document says what its epics are, as a column of a table does.
 */
export function namedParents(items: readonly ItemDraft[]): readonly ItemDraft[] {
  const index = new ItemIndex(items);
  const naming = new Map<string, ItemDraft[]>();
  for (const item of items) {
    const reference = referenceOf(item);
    if (reference === null || item.enclosing !== null) continue;
    const name = parentName(reference);
    if (name === null || isKnown(index, item, reference)) continue;
    const known = naming.get(normalizedTitle(name));
    if (known === undefined) naming.set(normalizedTitle(name), [item]);
    else known.push(item);
  }
  const groups = [...naming.values()];
  const areSaid = groups.some((children) => children.length > 1);
  return groups.filter((children) => areSaid || isMarked(children)).flatMap(parentOf);
}

/** What an item names as its parent: “Epic | Quiet nights”, or “Stories for [EP-1] Quiet nights” above it. */
function referenceOf({ parentReference, looseReference }: ItemDraft): string | null {
  if (parentReference !== null || looseReference === null) return parentReference;
  return marksParent(looseReference) ? looseReference : null;
}

/** Whether a mark of an epic or a feature and a title name the parent, which one item says as surely as two. */
function isMarked([first]: readonly ItemDraft[]): boolean {
  return first?.parentReference === null;
}

function marksParent(reference: string): boolean {
  const mark = readMark(reference);
  const isNumbered = mark?.key != null || mark?.ordinal != null;
  return isNumbered && mark.title !== '' && isGroup(mark.work);
}

/** Whether a reference names an item; an item that can hold no other is named by no less than its whole title. */
function isKnown(index: ItemIndex, item: ItemDraft, reference: string): boolean {
  const isAbove = (other: ItemDraft): boolean => other !== item && mayHold(other.kind, item.kind);
  return (
    index.find(reference, isAbove) !== null ||
    index.findExactly(reference, (other) => other !== item) !== null
  );
}

/** What a reference calls its item, unless it gives no more than a key or a number. */
function parentName(reference: string): string | null {
  const written = reference.replace(/[*_`]/g, '').trim();
  const text = trackerNumberBehind(written)?.name ?? written;
  const name = readMark(text)?.title ?? text;
  const isName = /\p{L}/u.test(name) && name.length <= longestName;
  return isName && !(/^\S+$/.test(name) && keyParts(fold(name)) !== null) ? name : null;
}

function parentOf(children: readonly ItemDraft[]): readonly ItemDraft[] {
  const [first] = children;
  const reference = first === undefined ? null : referenceOf(first);
  const title = reference === null ? null : parentName(reference);
  if (first === undefined || reference === null || title === null) return [];
  const mark = readMark(reference);
  const work = (mark?.work ?? first.parentWork) === 'FEATURE' ? 'FEATURE' : 'EPIC';
  if (!children.every(({ kind }) => mayHold(kindOfWork(work), kind))) return [];
  const parent = emptyDraft(kindOfWork(work), work, 'field', title, first.location, {
    anchor: first.place.anchor,
  });
  parent.key = mark?.key ?? null;
  parent.ordinal = mark?.ordinal ?? null;
  warn(
    parent,
    'PARENT_NOT_FOUND',
    `The parent “${title}” is not in this document, so ${children.length === 1 ? 'the item that names it stands' : `the ${children.length} items that name it stand`} under ${work === 'EPIC' ? 'an epic' : 'a feature'} of that name. Add it, or correct the name.`,
  );
  return [parent];
}
