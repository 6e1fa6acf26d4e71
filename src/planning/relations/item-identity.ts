import { hash } from 'node:crypto';
import { formatId, type ItemId, type OrganizationId } from '../../domain/ids.ts';
import type { ItemDraft } from '../item-draft.ts';
import { normalizedTitle } from '../words/fold.ts';

/** Gives items, parents first, their ids; equal documents give equal ids, whatever stands around an item. */
export function identify(
  items: readonly ItemDraft[],
  organizationId: OrganizationId,
  documentKey: string,
): Map<ItemDraft, ItemId> {
  const ids = new Map<ItemDraft, ItemId>();
  const equals = new Map<string, number>();
  const shorts = new Map<ItemDraft, string>();
  const parents = new Set(items.map((item) => item.parent));
  // Lists of texts: their JSON is canonical as it is, and so are its parts.
  const place = JSON.stringify([organizationId, documentKey]).slice(0, -1);
  for (const item of items) {
    const own =
      item.key !== null
        ? JSON.stringify(['key', item.key])
        : JSON.stringify([
            item.kind,
            normalizedTitle(item.title),
            item.parent === null ? null : shorts.get(item.parent),
          ]);
    const before = equals.get(own) ?? 0;
    equals.set(own, before + 1);
    const identity = before === 0 ? own : `${own}#${before}`;
    if (parents.has(item)) shorts.set(item, hash('sha256', identity, 'hex').slice(0, 32));
    const digest = hash('sha256', `${place},${JSON.stringify(identity)}]`, 'hex');
    ids.set(item, formatId('item', uuidShaped(digest, '8')));
  }
  return ids;
}

/** 32 hexadecimal digits in the shape of a UUID of some version. */
export function uuidShaped(hex: string, version: '4' | '8'): string {
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
