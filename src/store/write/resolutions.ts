import type { ActionResolution } from '../../domain/action.ts';
import type { ActionId } from '../../domain/ids.ts';
import { insertion } from '../query.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertion('action_resolutions', [
  'action_id',
  'happened',
  'external_id',
  'note',
  'resolved_by_kind',
  'resolved_by_id',
  'resolved_by_name',
  'resolved_at',
]);

/** Keeps a person's word on an action whose outcome was unknown. */
export async function insertResolution(
  tx: Transaction,
  actionId: ActionId,
  { happened, externalId, note, resolvedBy, resolvedAt }: ActionResolution,
): Promise<void> {
  await tx.run(insertRow, {
    action_id: actionId,
    happened: happened ? 1 : 0,
    external_id: externalId,
    note,
    resolved_by_kind: resolvedBy.kind,
    resolved_by_id: resolvedBy.id,
    resolved_by_name: resolvedBy.name,
    resolved_at: resolvedAt,
  });
}
