import type { SourceLocation } from '../../domain/plan.ts';
import { type ItemDraft, kindOfWork, mayHold } from '../item-draft.ts';
import { ItemIndex } from './item-index.ts';
import { settleNamed } from './item-parents.ts';
import { namedParents } from './named-parents.ts';

/** What the fields of a whole document name as the parent of what it plans. */
export interface NamedDocumentParent {
  readonly name: string;
  readonly work: 'EPIC' | 'FEATURE';
  readonly location: SourceLocation;
}

/** Puts what stands under nothing below what the document's own fields name, unless it plans others of that kind itself. */
export function takeDocumentParent(
  items: readonly ItemDraft[],
  { name, work, location }: NamedDocumentParent,
): readonly ItemDraft[] {
  const kind = kindOfWork(work);
  const orphans = items.filter(
    (item) => item.parent === null && item.parentReference === null && mayHold(kind, item.kind),
  );
  const known = new ItemIndex(items).find(name, (item) => item.kind === kind);
  if (orphans.length === 0 || items.some((item) => item.kind === kind && item !== known)) return items;
  for (const item of orphans) {
    item.parentReference = name;
    item.parentWork = work;
  }
  const made = known === null ? namedParents(orphans) : [];
  for (const parent of made) parent.location = location;
  const all = [...items, ...made];
  settleNamed(orphans, all);
  return all;
}
