import { type Kysely, sql } from 'kysely';

/** Approval links can be listed and revoked, and remember what was decided with them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'alter table approval_links add column revoked_at integer',
  'alter table approval_links add column decision text',
  'create index approval_links_by_organization on approval_links (organization_id, id)',
  'create index approval_links_by_action on approval_links (action_id, id)',
  `insert into sqlite_stat1 (tbl, idx, stat)
    values ('approval_links', 'approval_links_by_organization', '100000 20000 1')`,
  `insert into sqlite_stat1 (tbl, idx, stat)
    values ('approval_links', 'approval_links_by_action', '100000 2 1')`,
];
