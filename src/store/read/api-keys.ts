import type { ApiKey, ApiKeyScope } from '../../domain/api-key.ts';
import type { KeyId, OrganizationId } from '../../domain/ids.ts';
import type { Role } from '../../domain/role.ts';
import { type Parameter, query } from '../query.ts';
import { parseActor, parseJson, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import { type Slice, sliceInSql } from './slice.ts';

const columns = [
  'id',
  'organization_id',
  'name',
  'role',
  'scopes',
  'expires_at',
  'revoked_at',
  'last_used_at',
  'created_by_kind',
  'created_by_id',
  'created_by_name',
  'created_at',
] as const;

const selectBySecret = query((db, $: Parameter<{ secretHash: string }>) =>
  db
    .selectFrom('api_keys')
    .innerJoin('organizations', 'organizations.id', 'api_keys.organization_id')
    .selectAll('api_keys')
    .select('organizations.name as organization_name')
    .where('secret_hash', '=', $('secretHash')),
);

/** The key of a secret, whoever it belongs to, and its organization's name; null when there is none. */
export async function readApiKeyBySecret(
  reader: Reader,
  secretHash: string,
): Promise<{ readonly key: ApiKey; readonly organizationName: string } | null> {
  const row = await reader.first(selectBySecret, { secretHash });
  return row === undefined ? null : { key: parseApiKey(row), organizationName: row.organization_name };
}

const selectById = query((db, $: Parameter<{ organizationId: string; id: string }>) =>
  db
    .selectFrom('api_keys')
    .select(columns)
    .where('id', '=', $('id'))
    .where('organization_id', '=', $('organizationId')),
);

export async function readApiKey(
  reader: Reader,
  organizationId: OrganizationId,
  id: KeyId,
): Promise<ApiKey | null> {
  const row = await reader.first(selectById, { organizationId, id });
  return row === undefined ? null : parseApiKey(row);
}

const selectOrganization = query((db, $: Parameter<{ id: string }>) =>
  db.selectFrom('api_keys').select('organization_id').where('id', '=', $('id')),
);

/** The organization of a key; null when there is no such key. */
export async function readApiKeyOrganization(reader: Reader, id: KeyId): Promise<OrganizationId | null> {
  const row = await reader.first(selectOrganization, { id });
  return (row?.organization_id ?? null) as OrganizationId | null;
}

const selectAll = query((db) =>
  db
    .selectFrom('api_keys')
    .innerJoin('organizations', 'organizations.id', 'api_keys.organization_id')
    .selectAll('api_keys')
    .select('organizations.name as organization_name')
    .orderBy('organization_name')
    .orderBy('api_keys.id'),
);

/** The keys of all organizations, for operators. */
export async function readAllApiKeys(
  reader: Reader,
): Promise<{ readonly key: ApiKey; readonly organizationName: string }[]> {
  const rows = await reader.all(selectAll, {});
  return rows.map((row) => ({ key: parseApiKey(row), organizationName: row.organization_name }));
}

/** The keys of an organization, revoked ones too, ordered by time of creation. */
export async function listApiKeys(
  reader: Reader,
  organizationId: OrganizationId,
  slice: Slice<KeyId>,
): Promise<ApiKey[]> {
  const { after, before, sort } = sliceInSql(slice);
  const rows = await reader.list((db) => {
    let select = db
      .selectFrom('api_keys')
      .select(columns)
      .where('organization_id', '=', organizationId)
      .orderBy('id', sort)
      .limit(slice.limit);
    if (slice.after !== null) select = select.where('id', after, slice.after);
    if (slice.before !== null) select = select.where('id', before, slice.before);
    return select;
  });
  return rows.map(parseApiKey);
}

const count = query((db, $: Parameter<{ organizationId: string }>) =>
  db
    .selectFrom('api_keys')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('organization_id', '=', $('organizationId')),
);

export async function countApiKeys(reader: Reader, organizationId: OrganizationId): Promise<number> {
  return (await reader.first(count, { organizationId }))?.count ?? 0;
}

function parseApiKey(row: RowOf<'api_keys', (typeof columns)[number]>): ApiKey {
  return {
    id: row.id as KeyId,
    organizationId: row.organization_id as OrganizationId,
    name: row.name,
    role: row.role as Role,
    scopes: parseJson<ApiKeyScope[]>(row.scopes),
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    createdBy: parseActor(row.created_by_kind, row.created_by_id, row.created_by_name),
    createdAt: row.created_at,
  };
}
