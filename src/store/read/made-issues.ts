import { sql } from 'kysely';
import type { ActionId, IssueId, ItemId } from '../../domain/ids.ts';
import type { IssueFields } from '../../domain/plan.ts';
import { listOf, type Parameter, type Query, query } from '../query.ts';
import type { Reader } from '../store.ts';

const selectOfActions = query((db, $: Parameter<{ actionIds: string }>) =>
  db
    .selectFrom('plan_changes as change')
    .innerJoin('planning_sessions as session', 'session.id', 'change.session_id')
    .leftJoin('plan_links as own', (join) =>
      join
        .onRef('own.organization_id', '=', 'session.organization_id')
        .onRef('own.tracker_id', '=', 'session.tracker_id')
        .onRef('own.document_key', '=', 'session.document_key')
        .onRef('own.item_id', '=', 'change.item_id'),
    )
    .leftJoin('plan_links as made', (join) =>
      join
        .onRef('made.issue_id', '=', 'change.issue_id')
        .onRef('made.organization_id', '=', 'session.organization_id')
        .onRef('made.tracker_id', '=', 'session.tracker_id')
        .onRef('made.document_key', '=', 'session.document_key'),
    )
    .leftJoin('issues', 'issues.id', 'change.issue_id')
    .leftJoin('outside_issues as outside', (join) =>
      join
        .onRef('outside.organization_id', '=', 'session.organization_id')
        .onRef('outside.connection_id', '=', 'session.tracker_id')
        .onRef('outside.issue_id', '=', 'change.issue_id'),
    )
    .select([
      'change.action_id',
      'change.kind',
      'change.item_id',
      'change.issue_id',
      'change.target',
      'own.issue_id as own_issue_id',
      'made.item_id as made_item_id',
      'made.written',
      sql<string | null>`coalesce(issues.identifier, outside.identifier)`.as('identifier'),
      'outside.url',
      'outside.is_gone',
    ])
    .where('change.action_id', 'in', listOf($('actionIds'))),
);

/** An issue that a plan's action is to make, and what other sessions on the document made of its item meanwhile. */
export interface IssueToMake {
  readonly issueId: IssueId;
  readonly itemId: ItemId | null;
  /** Whether it is the item's first, and does not take the place of a deleted one. */
  readonly isFirst: boolean;
  readonly fields: IssueFields | null;
  /** The issue that stands for the item; null when none does. */
  readonly standing: IssueId | null;
  /** The issue itself; null when no session has made it. */
  readonly made: {
    /** The item that it stands for now. */
    readonly itemId: ItemId;
    /** What the document said of it when it was last written. */
    readonly written: IssueFields;
  } | null;
  /** How the tracker calls it; null when that is not known. */
  readonly identifier: string | null;
  readonly url: string | null;
  /** Whether it was there once, and was not when it was last read. */
  readonly isGone: boolean;
}

/** What actions are to make, by action; those that carry out no change of a plan are left out. */
export async function readIssuesToMake(
  reader: Reader,
  actionIds: readonly ActionId[],
): Promise<Map<ActionId, IssueToMake>> {
  const rows = await reader.all(selectOfActions, { actionIds: JSON.stringify(actionIds) });
  return new Map(rows.map((row) => [row.action_id as ActionId, parseIssueToMake(row)]));
}

type IssueToMakeRow = typeof selectOfActions extends Query<unknown, infer Row> ? Row : never;

function parseIssueToMake(row: IssueToMakeRow): IssueToMake {
  const { made_item_id: madeItemId, written } = row;
  return {
    issueId: row.issue_id as IssueId,
    itemId: row.item_id as ItemId | null,
    isFirst: row.kind === 'CREATE',
    fields: row.target === null ? null : (JSON.parse(row.target) as IssueFields),
    standing: row.own_issue_id as IssueId | null,
    made:
      madeItemId === null || written === null
        ? null
        : { itemId: madeItemId as ItemId, written: JSON.parse(written) as IssueFields },
    identifier: row.identifier,
    url: row.url,
    isGone: row.identifier === null || row.is_gone === 1,
  };
}
