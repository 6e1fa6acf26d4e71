import { cutText } from '../cut-text.ts';
import { type ItemDraft, warn } from '../item-draft.ts';
import { type RestartedKeys, restarts } from './restarted-keys.ts';

/** The first item that bears the key of another, in a series that is counted but once. */
export function sharingKey(
  draft: ItemDraft,
  others: readonly ItemDraft[] | undefined,
  restarted: RestartedKeys,
): ItemDraft | null {
  const other = others?.find(({ kind, key }) => kind === draft.kind && (key === null || key === draft.key));
  return other === undefined || restarts(draft.key, restarted) ? null : other;
}

const mostNamed = 5;

/** Tells once of all items that bear one key, or one number side by side. */
export function warnRepeated(first: ItemDraft, others: readonly ItemDraft[]): void {
  const [second] = others;
  if (second === undefined) return;
  const all = [first, ...others];
  const named = all.slice(0, mostNamed).map(({ title }) => `“${cutText(title, 80)}”`);
  const names =
    all.length === 2
      ? `${named.join(' and ')} both`
      : `${named.join(', ')}${all.length > mostNamed ? ' …' : ''} all`;
  const shared = second.key === null ? `the number ${second.ordinal}` : `the key ${second.key}`;
  warn(
    second,
    'KEY_REPEATED',
    `${names} bear ${shared}, and were read as ${all.length === 2 ? 'two' : all.length} items. Write ${second.key === null ? 'a number' : 'a key'} of its own before each; if it is one item, write one title and one number of points.`,
  );
}
