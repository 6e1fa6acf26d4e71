import type { IssueId, OrganizationId } from '../../domain/ids.ts';
import type { OutsideIssue } from '../../domain/outside.ts';
import type { IssueFields } from '../../domain/plan.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { readOutsideIssues } from '../read/outside-issues.ts';
import { toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

/** Of whose tracker an issue is. */
export interface OutsideTrackerName {
  readonly organizationId: OrganizationId;
  readonly connectionId: string;
}

interface IssueRow {
  organizationId: OrganizationId;
  connectionId: string;
  id: IssueId;
  key: string;
  identifier: string;
  url: string;
  status: string;
  state: string;
  cycle: number | null;
  fields: string;
  answered: string;
  changedAt: number;
  now: number;
}

const upsertRow = query((db, $: Parameter<IssueRow>) =>
  db
    .insertInto('outside_issues')
    .values({
      organization_id: $('organizationId'),
      connection_id: $('connectionId'),
      issue_id: $('id'),
      key: $('key'),
      identifier: $('identifier'),
      url: $('url'),
      status: $('status'),
      state: $('state'),
      cycle: $('cycle'),
      fields: $('fields'),
      answered: $('answered'),
      is_gone: 0,
      changed_at: $('changedAt'),
      read_at: $('now'),
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'connection_id', 'issue_id']).doUpdateSet((column) => ({
        key: column.ref('excluded.key'),
        identifier: column.ref('excluded.identifier'),
        url: column.ref('excluded.url'),
        status: column.ref('excluded.status'),
        state: column.ref('excluded.state'),
        cycle: column.ref('excluded.cycle'),
        fields: column.ref('excluded.fields'),
        answered: column.ref('excluded.answered'),
        is_gone: 0,
        changed_at: column.ref('excluded.changed_at'),
        read_at: column.ref('excluded.read_at'),
      })),
    ),
);

/**
 * Remembers issues as the tracker shows them, which was asked for at `askedAt`. `wrote` names the fields that we have just written: how the tracker
 * shows those is its own way of saying what it was given, and no edit of somebody.
 */
export async function rememberOutsideIssues(
  tx: Transaction,
  tracker: OutsideTrackerName,
  issues: readonly OutsideIssue[],
  { now, askedAt, wrote = [] }: { now: number; askedAt: number; wrote?: readonly (keyof IssueFields)[] },
): Promise<void> {
  const ids = issues.map(({ id }) => id);
  const known = new Map((await readOutsideIssues(tx, tracker, ids)).map((issue) => [issue.id, issue]));
  for (const issue of issues) {
    const before = known.get(issue.id);
    // It was read before our own write, and comes in after it. Otherwise what is read later is newer, whatever the
    // tracker's clock says: that may have been set back.
    const isOvertaken = before !== undefined && !before.isGone && before.readAt >= askedAt;
    if (isOvertaken && before.changedAt > issue.changedAt) continue;
    const { fields, state, status, ...named } = issue;
    const written = Object.fromEntries(wrote.map((field) => [field, fields[field]]));
    await tx.run(upsertRow, {
      ...tracker,
      ...named,
      state,
      status,
      fields: toJson(fields),
      answered: toJson({ ...before?.answered, ...written }),
      now,
    });
  }
}

const markGone = query(
  (db, $: Parameter<{ organizationId: OrganizationId; connectionId: string; ids: string; now: number }>) =>
    db
      .updateTable('outside_issues')
      .set({ is_gone: 1, read_at: $('now') })
      .where('organization_id', '=', $('organizationId'))
      .where('connection_id', '=', $('connectionId'))
      .where('issue_id', 'in', listOf($('ids'))),
);

/** Remembers that issues are not there any more. */
export async function rememberGone(
  tx: Transaction,
  tracker: OutsideTrackerName,
  ids: readonly IssueId[],
  now: number,
): Promise<void> {
  await tx.run(markGone, { ...tracker, ids: JSON.stringify(ids), now });
}
