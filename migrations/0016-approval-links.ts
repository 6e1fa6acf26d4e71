import { type Kysely, sql } from 'kysely';

/** Links that let one person decide on one action, once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // What a link says beside its id is a signature, which is not kept.
  `create table approval_links (
    id text primary key,
    organization_id text not null,
    action_id text not null,
    approver_id text not null,
    approver_name text not null,
    expires_at integer not null,
    used_at integer,
    created_by_kind text not null,
    created_by_id text not null,
    created_by_name text not null,
    created_at integer not null
  )`,
];
