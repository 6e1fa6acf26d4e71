import { type Kysely, sql } from 'kysely';

/** Who is told of events over HTTP, and what became of telling them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Everything through `position` has been looked at, and what passed the filter stands among the deliveries.
  `create table webhooks (
    id text primary key,
    organization_id text not null,
    name text not null,
    url text not null,
    filter text not null,
    secret text not null,
    enabled integer not null,
    position integer not null,
    deleted_at integer,
    created_by_kind text not null,
    created_by_id text not null,
    created_by_name text not null,
    created_at integer not null,
    updated_at integer not null
  )`,
  `create index webhooks_by_organization on webhooks (organization_id, id) where deleted_at is null`,

  // A delivery without an event tells that history was trimmed away.
  `create table webhook_deliveries (
    webhook_id text not null,
    position integer not null,
    event_id text,
    type text not null,
    stream text not null,
    state text not null,
    attempts integer not null,
    next_attempt_at integer not null,
    last_status integer,
    last_error text,
    created_at integer not null,
    settled_at integer,
    primary key (webhook_id, position)
  ) without rowid`,
  `create index webhook_deliveries_pending on webhook_deliveries (webhook_id, stream, position)
    where state = 'PENDING'`,
  `create index webhook_deliveries_by_state on webhook_deliveries (webhook_id, state, position)`,
  `insert into sqlite_stat1 (tbl, idx, stat) values ('webhooks', 'webhooks_by_organization', '100 5 1')`,
  `insert into sqlite_stat1 (tbl, idx, stat)
    values ('webhook_deliveries', 'webhook_deliveries_pending', '1000 100 5 1')`,
  `insert into sqlite_stat1 (tbl, idx, stat)
    values ('webhook_deliveries', 'webhook_deliveries_by_state', '100000 1000 300 1')`,
  `analyze sqlite_schema`,
];
