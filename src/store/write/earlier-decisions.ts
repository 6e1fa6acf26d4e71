import type { ActionId, IssueId, OrganizationId } from '../../domain/ids.ts';
import type { EarlierDecision, PlanChangeKind } from '../../domain/plan.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseFieldChanges } from '../read/plan-changes.ts';
import type { Transaction } from '../store.ts';

/** Older decisions about one issue say nothing any more. */
const decisionsPerIssue = 20;

const selectEarlier = query((db, $: Parameter<{ organizationId: OrganizationId; issueIds: string }>) =>
  db
    .selectFrom((inner) =>
      inner
        .selectFrom('plan_changes')
        .innerJoin('actions', 'actions.id', 'plan_changes.action_id')
        .select((column) => [
          'plan_changes.issue_id',
          'plan_changes.kind',
          'plan_changes.fields',
          'actions.id',
          'actions.state',
          'actions.version',
          column.fn
            .agg<number>('row_number')
            .over((over) => over.partitionBy('plan_changes.issue_id').orderBy('actions.id', 'desc'))
            .as('rank'),
        ])
        .where('plan_changes.issue_id', 'in', listOf($('issueIds')))
        .where('actions.organization_id', '=', $('organizationId'))
        .where('actions.state', 'in', ['DECLINED', 'SUCCEEDED'])
        .as('earlier'),
    )
    .leftJoin('action_decisions', (join) =>
      join
        .onRef('action_decisions.action_id', '=', 'earlier.id')
        .onRef('action_decisions.version', '=', 'earlier.version')
        .on('action_decisions.decision', '=', 'DECLINE'),
    )
    .selectAll('earlier')
    .select(['action_decisions.decided_by_kind', 'action_decisions.decided_by_name', 'action_decisions.note'])
    .where('earlier.rank', '<=', decisionsPerIssue)
    .orderBy('earlier.id', 'desc'),
);

/** What was decided last about changes of these issues, newest first; what the system declined again is left out. */
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
