import { type Kysely, sql } from 'kysely';

/** Chains that somebody starts: definitions, layouts, what a step does and waits for, signals. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table chains add column busy_steps integer not null default 0`,
  `alter table chains add column aborted integer not null default 0`,
  `alter table chains add column definition_name text`,
  `alter table chains add column definition_version integer`,
  `alter table chains add column parent_step_id text`,
  `alter table chains add column depth integer not null default 0`,
  `alter table chains add column timeout_ms integer`,
  `alter table chains add column starts_at integer`,
  `update chains set busy_steps = running_steps`,
  `create index chains_by_definition on chains (organization_id, definition_name, id)
    where definition_name is not null`,

  // "join" is a word of SQL.
  `alter table steps add column join_kind text not null default 'ALL'`,
  `alter table steps add column open_paths integer not null default 1`,
  // 1 when those behind it may go on.
  `alter table steps add column passes integer not null default 0`,
  `alter table steps add column prepared integer not null default 1`,
  // 1 when what it does depends on results of other steps.
  `alter table steps add column dynamic integer not null default 0`,
  `alter table steps add column reason text`,
  `alter table steps add column child_chain_id text`,
  `alter table steps add column due_at integer`,
  `alter table steps add column expires_at integer`,
  `update steps set passes = 1 where status = 'SUCCEEDED'`,
  `drop index steps_ready`,
  `create index steps_ready on steps (chain_id, place)
    where status = 'PENDING' and open_dependencies = 0 and blocked = 0 and prepared = 1`,
  `create index steps_to_prepare on steps (chain_id, place)
    where status = 'PENDING' and open_dependencies = 0 and blocked = 0 and prepared = 0`,
  `create index steps_by_name on steps (chain_id, name)`,
  `create index steps_waiting on steps (chain_id, place) where status = 'WAITING'`,
  `create index steps_running on steps (chain_id, place) where status = 'RUNNING'`,
  `create index step_dependencies_by_step on step_dependencies (step_id, depends_on_id)`,

  // What a step does, as JSON; steps of planning sessions have none.
  `create table step_specs (
    step_id text primary key,
    spec text not null
  ) without rowid`,

  // Steps of a chain that is still being laid out, and how many of them are.
  `create table chain_layouts (
    chain_id text primary key,
    laid_out integer not null default 0,
    steps text not null
  ) without rowid`,

  `create table chain_definitions (
    organization_id text not null,
    name text not null,
    version integer not null,
    description text,
    steps text not null,
    settings text not null,
    -- How many levels of chains lie below it, and the names of all of them that are definitions.
    levels integer not null,
    uses text not null,
    created_by_kind text not null,
    created_by_id text not null,
    created_by_name text not null,
    created_at integer not null,
    primary key (organization_id, name, version)
  ) without rowid`,

  // Signals that no step has taken yet.
  `create table chain_signals (
    number integer primary key,
    chain_id text not null,
    name text not null,
    payload text,
    received_at integer not null
  )`,
  `create index chain_signals_by_name on chain_signals (chain_id, name, number)`,

  ...Object.entries({
    chains: { chains_by_definition: '10000 5000 100 1' },
    steps: {
      steps_ready: '1000 10 1',
      steps_to_prepare: '1000 10 1',
      steps_by_name: '1000000 200 1',
      steps_waiting: '1000 10 1',
      steps_running: '1000 10 1',
    },
    step_dependencies: { step_dependencies_by_step: '1000000 2 1' },
    chain_signals: { chain_signals_by_name: '1000 10 2 1' },
  }).flatMap(([table, indexes]) =>
    Object.entries(indexes).flatMap(([index, rows]) => [
      `delete from sqlite_stat1 where idx = '${index}'`,
      `insert into sqlite_stat1 (tbl, idx, stat) values ('${table}', '${index}', '${rows}')`,
    ]),
  ),
  `analyze sqlite_schema`,
];
