import type { ActionState } from '../../domain/action.ts';
import type { ProposalGroup } from '../../domain/group.ts';
import type { ActionId, GroupId, OrganizationId, SessionId } from '../../domain/ids.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';

const selectByIds = query((db, $: Parameter<{ organizationId: string; ids: string }>) =>
  db
    .selectFrom('proposal_groups')
    .selectAll()
    .where('id', 'in', listOf($('ids')))
    .where('organization_id', '=', $('organizationId')),
);

/** The groups of an organization with these ids, in no order; those that are missing are left out. */
export async function readGroups(
  reader: Reader,
  organizationId: OrganizationId,
  ids: readonly GroupId[],
): Promise<ProposalGroup[]> {
  const rows = await reader.all(selectByIds, { organizationId, ids: JSON.stringify(ids) });
  return rows.map(parseGroup);
}

const selectMembers = query((db, $: Parameter<{ groupIds: string }>) =>
  db
    .selectFrom('actions')
    .select(['group_id', 'id', 'digest', 'version', 'state'])
    .where('group_id', 'in', listOf($('groupIds')))
    .orderBy('group_id')
    .orderBy('id'),
);

/** What a decision on a whole group refers to: its actions in order. */
export interface GroupMember {
  readonly groupId: GroupId;
  readonly id: ActionId;
  readonly digest: string;
  readonly version: number;
  readonly state: ActionState;
}

export async function readGroupMembers(reader: Reader, groupIds: readonly GroupId[]): Promise<GroupMember[]> {
  const rows = await reader.all(selectMembers, { groupIds: JSON.stringify(groupIds) });
  return rows.map((row) => ({
    groupId: row.group_id as GroupId,
    id: row.id as ActionId,
    digest: row.digest,
    version: row.version,
    state: row.state as ActionState,
  }));
}

const selectCounts = query((db, $: Parameter<{ groupIds: string }>) =>
  db
    .selectFrom('actions')
    .select((expression) => ['group_id', 'state', expression.fn.countAll<number>().as('count')])
    .where('group_id', 'in', listOf($('groupIds')))
    .groupBy(['group_id', 'state']),
);

/** How many actions of each group are in which state; states without any are left out. */
export async function countGroupStates(
  reader: Reader,
  groupIds: readonly GroupId[],
): Promise<{ groupId: GroupId; state: ActionState; count: number }[]> {
  const rows = await reader.all(selectCounts, { groupIds: JSON.stringify(groupIds) });
  return rows.map((row) => ({
    groupId: row.group_id as GroupId,
    state: row.state as ActionState,
    count: row.count,
  }));
}

function parseGroup(row: RowOf<'proposal_groups', keyof Tables['proposal_groups']>): ProposalGroup {
  return {
    id: row.id as GroupId,
    organizationId: row.organization_id as OrganizationId,
    title: row.title,
    sessionId: row.session_id as SessionId | null,
    createdAt: row.created_at,
    resolvedAt: row.resolved_at,
  };
}
