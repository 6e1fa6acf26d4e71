import { type Kysely, sql } from 'kysely';

/** What carrying out effects in the outside world needs: retries, deadlines, order, doubt, connections, a person's word. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // A retry policy as JSON; null for the default.
  `alter table effects add column retry text`,
  `alter table effects add column deadline_at integer`,
  // Whose credentials it uses: what is paused together. Null for what stays inside.
  `alter table effects add column connection text`,
  // Effects of one stream are carried out in the order in which they were asked for.
  `alter table effects add column stream text`,
  // The open effect right before it in its stream; null for the head.
  `alter table effects add column waits_for text`,
  // Frozen by the first claim: what is sent, and the key that it is sent under.
  `alter table effects add column request text`,
  `alter table effects add column idempotency_key text`,
  // Set while an earlier attempt may have been applied.
  `alter table effects add column in_doubt integer not null default 0`,
  // Retries end by number and by age, counted anew when a paused connection is resumed.
  `alter table effects add column tries integer not null default 0`,
  `alter table effects add column trying_since integer`,
  `alter table effects add column stop_requested_at integer`,
  // When an unknown outcome is looked for once more; null when it cannot be, or no more.
  `alter table effects add column look_at integer`,
  // The effect that a person's retry put in the place of a dead one.
  `alter table effects add column redriven_by text`,

  `drop index effects_due`,
  `create index effects_due on effects (next_attempt_at, id) where state = 'PENDING' and waits_for is null`,
  `drop index effects_executing`,
  `create index effects_leased on effects (lease_until, id) where state = 'EXECUTING'`,
  `create index effects_to_look_for on effects (look_at, id) where state = 'UNKNOWN' and look_at is not null`,
  `create index effects_by_stream on effects (organization_id, stream)
    where stream is not null and state in ('PENDING', 'EXECUTING', 'BLOCKED', 'UNKNOWN')`,
  `create index effects_waiting on effects (waits_for) where waits_for is not null`,
  `create index effects_by_connection on effects (organization_id, connection, id)
    where state in ('PENDING', 'BLOCKED') and connection is not null`,
  `create index effects_dead on effects (organization_id, id) where state = 'DEAD' and redriven_by is null`,

  `alter table effect_attempts add column next_attempt_at integer`,

  `create table paused_connections (
    organization_id text not null,
    connection text not null,
    reason text not null,
    paused_at integer not null,
    primary key (organization_id, connection)
  ) without rowid`,

  // A person's word on what really happened to an action whose outcome was unknown.
  `create table action_resolutions (
    number integer primary key,
    action_id text not null,
    happened integer not null,
    external_id text,
    note text not null,
    resolved_by_kind text not null,
    resolved_by_id text not null,
    resolved_by_name text not null,
    resolved_at integer not null
  )`,
  `create index action_resolutions_by_action on action_resolutions (action_id, number)`,

  ...Object.entries({
    effects_due: '1000 10 1',
    effects_leased: '100 10 1',
    effects_to_look_for: '100 10 1',
    effects_by_stream: '1000 500 10',
    effects_waiting: '100 1',
    effects_by_connection: '1000 500 100 1',
    effects_dead: '1000 500 1',
  }).map(
    ([index, rows]) => `insert into sqlite_stat1 (tbl, idx, stat) values ('effects', '${index}', '${rows}')`,
  ),
  `analyze sqlite_schema`,
];
