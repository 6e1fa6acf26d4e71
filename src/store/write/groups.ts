import type { ProposalGroup } from '../../domain/group.ts';
import type { GroupId } from '../../domain/ids.ts';
import { insertion, type Parameter, query } from '../query.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertion('proposal_groups', [
  'id',
  'organization_id',
  'title',
  'session_id',
  'created_at',
  'resolved_at',
]);

export async function insertGroup(tx: Transaction, group: ProposalGroup): Promise<void> {
  await tx.run(insertRow, {
    id: group.id,
    organization_id: group.organizationId,
    title: group.title,
    session_id: group.sessionId,
    created_at: group.createdAt,
    resolved_at: group.resolvedAt,
  });
}

const updateResolved = query((db, $: Parameter<{ id: GroupId; now: number }>) =>
  db
    .updateTable('proposal_groups')
    .set({ resolved_at: $('now') })
    .where('id', '=', $('id'))
    .where('resolved_at', 'is', null),
);

/** Notes that nothing of the group is left to decide; false when that was known. */
export async function resolveGroup(tx: Transaction, id: GroupId, now: number): Promise<boolean> {
  return (await tx.run(updateResolved, { id, now })) === 1;
}
