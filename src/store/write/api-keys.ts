import type { ApiKey } from '../../domain/api-key.ts';
import type { KeyId, OrganizationId } from '../../domain/ids.ts';
import { insertion, type Parameter, query } from '../query.ts';
import { toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertion('api_keys', [
  'id',
  'organization_id',
  'name',
  'role',
  'scopes',
  'secret_hash',
  'expires_at',
  'created_by_kind',
  'created_by_id',
  'created_by_name',
  'created_at',
]);

export async function insertApiKey(tx: Transaction, key: ApiKey, secretHash: string): Promise<void> {
  await tx.run(insertRow, {
    id: key.id,
    organization_id: key.organizationId,
    name: key.name,
    role: key.role,
    scopes: key.scopes === null ? null : toJson([...key.scopes]),
    secret_hash: secretHash,
    expires_at: key.expiresAt,
    created_by_kind: key.createdBy.kind,
    created_by_id: key.createdBy.id,
    created_by_name: key.createdBy.name,
    created_at: key.createdAt,
  });
}

const revoke = query((db, $: Parameter<{ organizationId: string; id: string; now: number }>) =>
  db
    .updateTable('api_keys')
    .set({ revoked_at: $('now') })
    .where('id', '=', $('id'))
    .where('organization_id', '=', $('organizationId'))
    .where('revoked_at', 'is', null),
);

/** Whether this revoked it: false when it was revoked before, or is not there. */
export async function revokeApiKey(
  tx: Transaction,
  organizationId: OrganizationId,
  id: KeyId,
  now: number,
): Promise<boolean> {
  return (await tx.run(revoke, { organizationId, id, now })) === 1;
}

const touch = query((db, $: Parameter<{ id: string; now: number }>) =>
  db
    .updateTable('api_keys')
    .set({ last_used_at: $('now') })
    .where('id', '=', $('id')),
);

export async function touchApiKey(tx: Transaction, id: KeyId, now: number): Promise<void> {
  await tx.run(touch, { id, now });
}
