import { type Kysely, sql } from 'kysely';

/** The ways to the outside world. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Credentials are sealed; of one that comes from the environment, or was deleted, none are kept.
  `create table connections (
    id text primary key,
    organization_id text not null,
    kind text not null,
    name text not null,
    base_url text not null,
    allowed_hosts text not null,
    settings text not null,
    credentials text,
    has_credentials integer not null,
    from_environment integer not null,
    check_verdict text,
    check_message text,
    checked_at integer,
    deleted_at integer,
    created_by_kind text not null,
    created_by_id text not null,
    created_by_name text not null,
    created_at integer not null,
    updated_at integer not null
  )`,
  `create index connections_by_organization on connections (organization_id, id) where deleted_at is null`,
  `create index connections_sealed on connections (id) where credentials is not null`,
  `insert into sqlite_stat1 (tbl, idx, stat) values ('connections', 'connections_by_organization', '100 5 1')`,
  `insert into sqlite_stat1 (tbl, idx, stat) values ('connections', 'connections_sealed', '100 1')`,
  `analyze sqlite_schema`,
];
