import type { ActionState } from '../../domain/action.ts';
import type { ActionId, ItemId, SessionId } from '../../domain/ids.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

/** An item of a session's plan by its place in the tree. */
export interface PlanNode {
  readonly sessionId: SessionId;
  readonly id: ItemId;
  readonly parentId: ItemId | null;
}

const selectNodes = query((db, $: Parameter<{ sessionIds: string }>) =>
  db
    .selectFrom('plan_items')
    .select(['session_id', 'id', 'parent_id'])
    .where('session_id', 'in', listOf($('sessionIds')))
    .orderBy('session_id')
    .orderBy('place'),
);

export async function readPlanNodes(reader: Reader, sessionIds: readonly SessionId[]): Promise<PlanNode[]> {
  const rows = await reader.all(selectNodes, { sessionIds: JSON.stringify(sessionIds) });
  return rows.map((row) => ({
    sessionId: row.session_id as SessionId,
    id: row.id as ItemId,
    parentId: row.parent_id as ItemId | null,
  }));
}

/** An action that carries a change of an item out, as far as a decision refers to it. */
export interface PlanMember {
  readonly sessionId: SessionId;
  readonly itemId: ItemId | null;
  readonly id: ActionId;
  readonly digest: string;
  readonly version: number;
  readonly state: ActionState;
}

const selectMembers = query((db, $: Parameter<{ sessionIds: string }>) =>
  db
    .selectFrom('actions')
    .select(['session_id', 'item_id', 'id', 'digest', 'version', 'state'])
    .where('session_id', 'in', listOf($('sessionIds')))
    .where('chain_id', 'is not', null)
    .orderBy('session_id')
    .orderBy('id'),
);

/** The actions of sessions that are decided together, in order; what is asked about conflicts and orphans is none of them. */
export async function readPlanMembers(
  reader: Reader,
  sessionIds: readonly SessionId[],
): Promise<PlanMember[]> {
  const rows = await reader.all(selectMembers, { sessionIds: JSON.stringify(sessionIds) });
  return rows.map((row) => ({
    sessionId: row.session_id as SessionId,
    itemId: row.item_id as ItemId | null,
    id: row.id as ActionId,
    digest: row.digest,
    version: row.version,
    state: row.state as ActionState,
  }));
}
