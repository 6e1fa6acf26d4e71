import type { CommentId, IssueId, ItemId, OrganizationId } from '../../domain/ids.ts';
import type { Comment, Issue, IssueState } from '../../domain/issue.ts';
import type { Priority } from '../../domain/plan.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseActor, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';

const selectByIds = query((db, $: Parameter<{ organizationId: string; ids: string }>) =>
  db
    .selectFrom('issues')
    .selectAll()
    .where('id', 'in', listOf($('ids')))
    .where('organization_id', '=', $('organizationId')),
);

/** The issues of an organization with these ids, in no order; those that are missing are left out. */
export async function readIssues(
  reader: Reader,
  organizationId: OrganizationId,
  ids: readonly IssueId[],
): Promise<Issue[]> {
  const rows = await reader.all(selectByIds, { organizationId, ids: JSON.stringify(ids) });
  return rows.map(parseIssue);
}

const selectById = query((db, $: Parameter<{ organizationId: string; id: string }>) =>
  db
    .selectFrom('issues')
    .selectAll()
    .where('id', '=', $('id'))
    .where('organization_id', '=', $('organizationId')),
);

export async function readIssue(
  reader: Reader,
  organizationId: OrganizationId,
  id: IssueId,
): Promise<Issue | null> {
  const row = await reader.first(selectById, { organizationId, id });
  return row === undefined ? null : parseIssue(row);
}

const selectLabels = query((db, $: Parameter<{ organizationId: string; issueIds: string }>) =>
  db
    .selectFrom('issue_labels')
    .leftJoin('labels', (join) =>
      join
        .onRef('labels.name', '=', 'issue_labels.name')
        .on('labels.organization_id', '=', $('organizationId')),
    )
    .select(['issue_labels.issue_id', 'issue_labels.name', 'labels.color'])
    .where('issue_labels.issue_id', 'in', listOf($('issueIds')))
    .orderBy('issue_labels.issue_id')
    .orderBy('issue_labels.place'),
);

/** Labels of issues, in the order of each issue. */
export async function readIssueLabels(
  reader: Reader,
  organizationId: OrganizationId,
  issueIds: readonly IssueId[],
): Promise<{ issueId: IssueId; name: string; color: string }[]> {
  const rows = await reader.all(selectLabels, { organizationId, issueIds: JSON.stringify(issueIds) });
  return rows.map((row) => ({ issueId: row.issue_id as IssueId, name: row.name, color: row.color ?? '' }));
}

const selectChildren = query((db, $: Parameter<{ parentIds: string }>) =>
  db
    .selectFrom('issues')
    .selectAll()
    .where('parent_id', 'in', listOf($('parentIds')))
    .orderBy('number'),
);

/** The issues directly under these, in the order of creation. */
export async function readChildIssues(reader: Reader, parentIds: readonly IssueId[]): Promise<Issue[]> {
  return (await reader.all(selectChildren, { parentIds: JSON.stringify(parentIds) })).map(parseIssue);
}

const selectComments = query((db, $: Parameter<{ issueIds: string }>) =>
  db
    .selectFrom('comments')
    .selectAll()
    .where('issue_id', 'in', listOf($('issueIds')))
    .orderBy('id'),
);

/** Comments on issues, oldest first. */
export async function readComments(reader: Reader, issueIds: readonly IssueId[]): Promise<Comment[]> {
  const rows = await reader.all(selectComments, { issueIds: JSON.stringify(issueIds) });
  return rows.map((row) => ({
    id: row.id as CommentId,
    issueId: row.issue_id as IssueId,
    body: row.body,
    author: parseActor(row.author_kind, row.author_id, row.author_name),
    createdAt: row.created_at,
  }));
}

export function parseIssue(row: RowOf<'issues', keyof Tables['issues']>): Issue {
  return {
    id: row.id as IssueId,
    organizationId: row.organization_id as OrganizationId,
    number: row.number,
    identifier: row.identifier,
    title: row.title,
    description: row.description,
    priority: row.priority as Priority | null,
    estimate: row.estimate,
    state: row.state as IssueState,
    parentId: row.parent_id as IssueId | null,
    itemId: row.item_id as ItemId | null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
