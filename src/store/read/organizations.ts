import type { OrganizationId } from '../../domain/ids.ts';
import { query } from '../query.ts';
import type { Reader } from '../store.ts';

const selectOrganizations = query((db) =>
  db.selectFrom('organizations').select('id').orderBy('id').limit(20),
);

/** The organizations of a database, at most 20. */
export async function readOrganizationIds(reader: Reader): Promise<OrganizationId[]> {
  const rows = await reader.all(selectOrganizations, {});
  return rows.map((row) => row.id as OrganizationId);
}
