import type { ApprovalLink } from '../../domain/approval-link.ts';
import type { ActionId, ApprovalLinkId, OrganizationId, UserId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import { parseActor } from '../row.ts';
import type { Reader } from '../store.ts';

const selectById = query((db, $: Parameter<{ id: ApprovalLinkId }>) =>
  db.selectFrom('approval_links').selectAll().where('id', '=', $('id')),
);

/** The link with this id, of whichever organization: whoever asks has shown its signature. */
export async function readApprovalLink(reader: Reader, id: ApprovalLinkId): Promise<ApprovalLink | null> {
  const row = await reader.first(selectById, { id });
  if (row === undefined) return null;
  return {
    id: row.id as ApprovalLinkId,
    organizationId: row.organization_id as OrganizationId,
    actionId: row.action_id as ActionId,
    approver: { id: row.approver_id as UserId, name: row.approver_name },
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    createdBy: parseActor(row.created_by_kind, row.created_by_id, row.created_by_name),
    createdAt: row.created_at,
  };
}
