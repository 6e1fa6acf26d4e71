import { type Kysely, sql } from 'kysely';

/** API keys, members with their roles, and what operators ask a running server to do. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Of a secret only its hash is kept.
  `create table api_keys (
    id text primary key,
    organization_id text not null,
    name text not null,
    role text not null,
    scopes text,
    secret_hash text not null,
    expires_at integer,
    revoked_at integer,
    last_used_at integer,
    created_by_kind text not null,
    created_by_id text not null,
    created_by_name text not null,
    created_at integer not null
  )`,
  `create unique index api_keys_by_secret on api_keys (secret_hash)`,
  `create index api_keys_by_organization on api_keys (organization_id, id)`,

  // A role of null: nobody has set one here.
  `create table members (
    organization_id text not null,
    user_id text not null,
    name text not null,
    role text,
    created_at integer not null,
    updated_at integer not null,
    primary key (organization_id, user_id)
  ) without rowid`,

  // Only the server writes the log, so a program beside it leaves its request here and waits for the answer.
  `create table operator_requests (
    number integer primary key,
    operation text not null,
    input text not null,
    answer text,
    requested_at integer not null
  )`,
  `create index operator_requests_open on operator_requests (number) where answer is null`,

  `insert into sqlite_stat1 (tbl, idx, stat) values ('api_keys', 'api_keys_by_secret', '1000 1')`,
  `insert into sqlite_stat1 (tbl, idx, stat) values ('api_keys', 'api_keys_by_organization', '1000 50 1')`,
  `insert into sqlite_stat1 (tbl, idx, stat) values ('operator_requests', 'operator_requests_open', '10 1')`,
  `analyze sqlite_schema`,
];
