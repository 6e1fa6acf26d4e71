import type { ActionId, IssueId, OrganizationId } from '../../domain/ids.ts';
import type { EarlierDecision, PlanChangeKind } from '../../domain/plan.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseFieldChanges } from '../read/plan-changes.ts';
import type { Transaction } from '../store.ts';

const selectEarlier = query((db, $: Parameter<{ organizationId: OrganizationId; issueIds: string }>) =>
  db
    .selectFrom('plan_changes')
    .innerJoin('actions', 'actions.id', 'plan_changes.action_id')
    .leftJoin('action_decisions', (join) =>
      join
        .onRef('action_decisions.action_id', '=', 'actions.id')
        .onRef('action_decisions.version', '=', 'actions.version')
        .on('action_decisions.decision', '=', 'DECLINE'),
    )
    .select([
      'plan_changes.issue_id',
      'plan_changes.kind',
      'plan_changes.fields',
      'actions.id',
      'actions.state',
      'action_decisions.decided_by_kind',
      'action_decisions.decided_by_name',
      'action_decisions.note',
    ])
    .where('plan_changes.issue_id', 'in', listOf($('issueIds')))
    .where('actions.organization_id', '=', $('organizationId'))
    .where('actions.state', 'in', ['DECLINED', 'SUCCEEDED'])
    .orderBy('actions.id', 'desc'),
);

/** What was decided about changes of these issues, newest first; what the system declined again is left out. */
export async function readEarlierDecisions(
  tx: Transaction,
  organizationId: OrganizationId,
  issueIds: readonly IssueId[],
): Promise<EarlierDecision[]> {
  const rows = await tx.all(selectEarlier, { organizationId, issueIds: JSON.stringify(issueIds) });
  return rows
    .filter((row) => row.decided_by_kind !== 'SYSTEM')
    .map((row) => ({
      actionId: row.id as ActionId,
      issueId: row.issue_id as IssueId,
      kind: row.kind as PlanChangeKind,
      fields: parseFieldChanges(row.fields),
      state: row.state === 'SUCCEEDED' ? 'SUCCEEDED' : 'DECLINED',
      declinedBy: row.decided_by_name,
      note: row.note,
    }));
}
