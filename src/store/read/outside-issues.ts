import type { IssueId, OrganizationId } from '../../domain/ids.ts';
import type { IssueState } from '../../domain/issue.ts';
import type { OutsideIssue } from '../../domain/outside.ts';
import type { IssueFields } from '../../domain/plan.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';

/** An issue of an outside tracker as it was when it was last read or written. */
export interface KnownOutsideIssue extends OutsideIssue {
  /** What the tracker made of the fields that we wrote last. */
  readonly answered: Partial<IssueFields>;
  /** Whether it was not there any more. */
  readonly isGone: boolean;
  /** When it was last read or written, in epoch milliseconds. */
  readonly readAt: number;
}

const selectByIds = query(
  (db, $: Parameter<{ organizationId: OrganizationId; connectionId: string; ids: string }>) =>
    db
      .selectFrom('outside_issues')
      .selectAll()
      .where('organization_id', '=', $('organizationId'))
      .where('connection_id', '=', $('connectionId'))
      .where('issue_id', 'in', listOf($('ids'))),
);

/** In no order; those that were never read are left out. */
export async function readOutsideIssues(
  reader: Reader,
  { organizationId, connectionId }: { organizationId: OrganizationId; connectionId: string },
  ids: readonly IssueId[],
): Promise<KnownOutsideIssue[]> {
  const rows = await reader.all(selectByIds, { organizationId, connectionId, ids: JSON.stringify(ids) });
  return rows.map(parseOutsideIssue);
}

type OutsideIssueRow = RowOf<'outside_issues', keyof Tables['outside_issues']>;

function parseOutsideIssue(row: OutsideIssueRow): KnownOutsideIssue {
  return {
    id: row.issue_id as IssueId,
    key: row.key,
    identifier: row.identifier,
    url: row.url,
    status: row.status,
    state: row.state as IssueState,
    cycle: row.cycle,
    fields: JSON.parse(row.fields) as IssueFields,
    answered: JSON.parse(row.answered) as Partial<IssueFields>,
    isGone: row.is_gone === 1,
    changedAt: row.changed_at,
    readAt: row.read_at,
  };
}
