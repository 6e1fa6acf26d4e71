import type { ApprovalMode } from '../../domain/action.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

/** A saved policy as its row; `tool` is null for the policy of all tools without one of their own. */
export interface PolicyRow {
  readonly tool: string | null;
  readonly approval: ApprovalMode;
  readonly approvers: number;
  readonly roles: readonly string[];
  readonly selfApproval: boolean;
  readonly expiresAfterSeconds: number;
}

const selectPolicies = query((db, $: Parameter<{ organizationId: OrganizationId }>) =>
  db.selectFrom('policies').selectAll().where('organization_id', '=', $('organizationId')).orderBy('tool'),
);

/** The policies that an organization has set. */
export async function readPolicies(reader: Reader, organizationId: OrganizationId): Promise<PolicyRow[]> {
  const rows = await reader.all(selectPolicies, { organizationId });
  return rows.map((row) => ({
    tool: row.tool === '' ? null : row.tool,
    approval: row.approval as ApprovalMode,
    approvers: row.approvers,
    roles: JSON.parse(row.roles) as string[],
    selfApproval: row.self_approval === 1,
    expiresAfterSeconds: row.expires_after_seconds,
  }));
}
