import type { IssueId, OrganizationId } from '../../domain/ids.ts';
import type { Comment, Issue } from '../../domain/issue.ts';
import { insertion, insertionOnce, type Parameter, query } from '../query.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertionOnce('issues', [
  'id',
  'organization_id',
  'number',
  'identifier',
  'title',
  'description',
  'priority',
  'estimate',
  'state',
  'parent_id',
  'item_id',
  'created_at',
  'updated_at',
]);

/** False when an issue of any organization has this id. */
export async function insertIssue(tx: Transaction, issue: Issue): Promise<boolean> {
  const inserted = await tx.run(insertRow, {
    id: issue.id,
    organization_id: issue.organizationId,
    number: issue.number,
    identifier: issue.identifier,
    title: issue.title,
    description: issue.description,
    priority: issue.priority,
    estimate: issue.estimate,
    state: issue.state,
    parent_id: issue.parentId,
    item_id: issue.itemId,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
  });
  return inserted === 1;
}

const updateRow = query(
  (
    db,
    $: Parameter<
      Pick<
        Issue,
        'id' | 'title' | 'description' | 'priority' | 'estimate' | 'parentId' | 'state' | 'updatedAt'
      >
    >,
  ) =>
    db
      .updateTable('issues')
      .set({
        title: $('title'),
        description: $('description'),
        priority: $('priority'),
        estimate: $('estimate'),
        parent_id: $('parentId'),
        state: $('state'),
        updated_at: $('updatedAt'),
      })
      .where('id', '=', $('id')),
);

export async function updateIssue(tx: Transaction, issue: Issue): Promise<void> {
  await tx.run(updateRow, issue);
}

const deleteLabels = query((db, $: Parameter<{ issueId: IssueId }>) =>
  db.deleteFrom('issue_labels').where('issue_id', '=', $('issueId')),
);
const insertLabel = insertion('issue_labels', ['issue_id', 'place', 'name']);
const ensureLabel = query(
  (db, $: Parameter<{ organizationId: OrganizationId; name: string; color: string }>) =>
    db
      .insertInto('labels')
      .values({ organization_id: $('organizationId'), name: $('name'), color: $('color') })
      .onConflict((conflict) => conflict.doNothing()),
);

interface NewLabel {
  readonly name: string;
  readonly color: string;
}

/** Gives an issue exactly these labels; those that the organization does not have are made. */
export async function setIssueLabels(
  tx: Transaction,
  issue: Pick<Issue, 'id' | 'organizationId'>,
  labels: readonly NewLabel[],
): Promise<void> {
  await tx.run(deleteLabels, { issueId: issue.id });
  await addIssueLabels(tx, issue, labels);
}

/** The same for an issue that has none. */
export async function addIssueLabels(
  tx: Transaction,
  issue: Pick<Issue, 'id' | 'organizationId'>,
  labels: readonly NewLabel[],
): Promise<void> {
  for (const [place, label] of labels.entries()) {
    await tx.run(ensureLabel, { organizationId: issue.organizationId, ...label });
    await tx.run(insertLabel, { issue_id: issue.id, place, name: label.name });
  }
}

const issueRows = [
  query((db, $: Parameter<{ issueId: IssueId }>) =>
    db.deleteFrom('issue_labels').where('issue_id', '=', $('issueId')),
  ),
  query((db, $: Parameter<{ issueId: IssueId }>) =>
    db.deleteFrom('comments').where('issue_id', '=', $('issueId')),
  ),
  query((db, $: Parameter<{ issueId: IssueId }>) => db.deleteFrom('issues').where('id', '=', $('issueId'))),
];

/** Deletes an issue with its labels and comments. */
export async function deleteIssue(tx: Transaction, issueId: IssueId): Promise<void> {
  for (const statement of issueRows) await tx.run(statement, { issueId });
}

const selectChildCount = query((db, $: Parameter<{ parentId: IssueId }>) =>
  db
    .selectFrom('issues')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('parent_id', '=', $('parentId')),
);

export async function countChildren(tx: Transaction, parentId: IssueId): Promise<number> {
  return (await tx.first(selectChildCount, { parentId }))?.count ?? 0;
}

const insertCommentRow = insertion('comments', [
  'id',
  'issue_id',
  'body',
  'author_kind',
  'author_id',
  'author_name',
  'created_at',
]);

export async function insertComment(tx: Transaction, comment: Comment): Promise<void> {
  await tx.run(insertCommentRow, {
    id: comment.id,
    issue_id: comment.issueId,
    body: comment.body,
    author_kind: comment.author.kind,
    author_id: comment.author.id,
    author_name: comment.author.name,
    created_at: comment.createdAt,
  });
}
