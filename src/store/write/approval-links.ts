import type { Decision } from '../../domain/action.ts';
import type { ApprovalLink } from '../../domain/approval-link.ts';
import type { ApprovalLinkId } from '../../domain/ids.ts';
import { insertion, type Parameter, query } from '../query.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertion('approval_links', [
  'id',
  'organization_id',
  'action_id',
  'approver_id',
  'approver_name',
  'expires_at',
  'created_by_kind',
  'created_by_id',
  'created_by_name',
  'created_at',
]);

export async function insertApprovalLink(tx: Transaction, link: ApprovalLink): Promise<void> {
  await tx.run(insertRow, {
    id: link.id,
    organization_id: link.organizationId,
    action_id: link.actionId,
    approver_id: link.approver.id,
    approver_name: link.approver.name,
    expires_at: link.expiresAt,
    created_by_kind: link.createdBy.kind,
    created_by_id: link.createdBy.id,
    created_by_name: link.createdBy.name,
    created_at: link.createdAt,
  });
}

const markUsed = query((db, $: Parameter<{ id: ApprovalLinkId; decision: Decision; now: number }>) =>
  db
    .updateTable('approval_links')
    .set({ used_at: $('now'), decision: $('decision') })
    .where('id', '=', $('id'))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', $('now')),
);

/** Uses an open link up; false when it is open no more. */
export async function useApprovalLink(
  tx: Transaction,
  use: { readonly id: ApprovalLinkId; readonly decision: Decision; readonly now: number },
): Promise<boolean> {
  return (await tx.run(markUsed, use)) === 1;
}

const markRevoked = query((db, $: Parameter<{ id: ApprovalLinkId; now: number }>) =>
  db
    .updateTable('approval_links')
    .set({ revoked_at: $('now') })
    .where('id', '=', $('id'))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', $('now')),
);

/** Revokes an open link; false when it is open no more. */
export async function revokeApprovalLinkRow(
  tx: Transaction,
  id: ApprovalLinkId,
  now: number,
): Promise<boolean> {
  return (await tx.run(markRevoked, { id, now })) === 1;
}
