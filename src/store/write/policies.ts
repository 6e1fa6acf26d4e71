import type { OrganizationId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import type { PolicyRow } from '../read/policies.ts';
import { toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

const upsert = query(
  (
    db,
    $: Parameter<{
      organizationId: OrganizationId;
      tool: string;
      approval: string;
      approvers: number;
      roles: string;
      selfApproval: number;
      expiresAfterSeconds: number;
    }>,
  ) => {
    const rules = {
      approval: $('approval'),
      approvers: $('approvers'),
      roles: $('roles'),
      self_approval: $('selfApproval'),
      expires_after_seconds: $('expiresAfterSeconds'),
    };
    return db
      .insertInto('policies')
      .values({ organization_id: $('organizationId'), tool: $('tool'), ...rules })
      .onConflict((conflict) => conflict.columns(['organization_id', 'tool']).doUpdateSet(rules));
  },
);

export async function savePolicy(
  tx: Transaction,
  organizationId: OrganizationId,
  policy: PolicyRow,
): Promise<void> {
  await tx.run(upsert, {
    organizationId,
    tool: policy.tool ?? '',
    approval: policy.approval,
    approvers: policy.approvers,
    roles: toJson([...policy.roles]),
    selfApproval: policy.selfApproval ? 1 : 0,
    expiresAfterSeconds: policy.expiresAfterSeconds,
  });
}
