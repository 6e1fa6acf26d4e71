import type { ActionResolution } from '../../domain/action.ts';
import type { ActionId } from '../../domain/ids.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseActor } from '../row.ts';
import type { Reader } from '../store.ts';

const selectResolutions = query((db, $: Parameter<{ ids: string }>) =>
  db
    .selectFrom('action_resolutions')
    .selectAll()
    .where('action_id', 'in', listOf($('ids')))
    .orderBy('number'),
);

/** What people said of actions whose outcome was unknown, oldest first. */
export async function readResolutions(
  reader: Reader,
  ids: readonly ActionId[],
): Promise<(ActionResolution & { actionId: ActionId })[]> {
  const rows = await reader.all(selectResolutions, { ids: JSON.stringify(ids) });
  return rows.map((row) => ({
    actionId: row.action_id as ActionId,
    happened: row.happened === 1,
    externalId: row.external_id,
    note: row.note,
    resolvedBy: parseActor(row.resolved_by_kind, row.resolved_by_id, row.resolved_by_name),
    resolvedAt: row.resolved_at,
  }));
}
