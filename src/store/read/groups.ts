import type { ProposalGroup } from '../../domain/group.ts';
import type { GroupId, OrganizationId, SessionId } from '../../domain/ids.ts';
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

export function parseGroup(row: RowOf<'proposal_groups', keyof Tables['proposal_groups']>): ProposalGroup {
  return {
    id: row.id as GroupId,
    organizationId: row.organization_id as OrganizationId,
    title: row.title,
    sessionId: row.session_id as SessionId | null,
    createdAt: row.created_at,
    resolvedAt: row.resolved_at,
  };
}
