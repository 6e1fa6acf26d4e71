import type { OrganizationId, UserId } from '../../domain/ids.ts';
import type { Member } from '../../domain/member.ts';
import type { Role } from '../../domain/role.ts';
import { type Parameter, query } from '../query.ts';
import type { RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import { type Slice, sliceInSql } from './slice.ts';

const selectById = query((db, $: Parameter<{ organizationId: string; id: string }>) =>
  db
    .selectFrom('members')
    .selectAll()
    .where('organization_id', '=', $('organizationId'))
    .where('user_id', '=', $('id')),
);

export async function readMember(
  reader: Reader,
  organizationId: OrganizationId,
  id: UserId,
): Promise<Member | null> {
  const row = await reader.first(selectById, { organizationId, id });
  return row === undefined ? null : parseMember(row);
}

/** The members of an organization, ordered by id. */
export async function listMembers(
  reader: Reader,
  organizationId: OrganizationId,
  slice: Slice<UserId>,
): Promise<Member[]> {
  const { after, before, sort } = sliceInSql(slice);
  const rows = await reader.list((db) => {
    let select = db
      .selectFrom('members')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .orderBy('user_id', sort)
      .limit(slice.limit);
    if (slice.after !== null) select = select.where('user_id', after, slice.after);
    if (slice.before !== null) select = select.where('user_id', before, slice.before);
    return select;
  });
  return rows.map(parseMember);
}

const count = query((db, $: Parameter<{ organizationId: string }>) =>
  db
    .selectFrom('members')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('organization_id', '=', $('organizationId')),
);

export async function countMembers(reader: Reader, organizationId: OrganizationId): Promise<number> {
  return (await reader.first(count, { organizationId }))?.count ?? 0;
}

type Columns = 'organization_id' | 'user_id' | 'name' | 'role' | 'created_at' | 'updated_at';

function parseMember(row: RowOf<'members', Columns>): Member {
  return {
    id: row.user_id as UserId,
    organizationId: row.organization_id as OrganizationId,
    name: row.name,
    role: row.role as Role | null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
