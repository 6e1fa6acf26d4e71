import { type Kysely, sql } from 'kysely';

/** Policies, repeats of declined calls, and what has to happen at a time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table policies (
    organization_id text not null,
    tool text not null,
    approval text not null,
    approvers integer not null,
    roles text not null,
    self_approval integer not null,
    expires_after_seconds integer not null,
    primary key (organization_id, tool)
  ) without rowid`,

  `alter table actions add column call_digest text`,
  `alter table actions add column repeat_of text`,
  `alter table actions add column superseded_by text`,
  `create index actions_by_item on actions (item_id, id) where item_id is not null`,
  `create index actions_to_decide on actions (group_id) where state = 'PROPOSED'`,
  `create index actions_by_call on actions (call_digest, id) where call_digest is not null`,

  // What was shown of the versions before the present one, for whoever decides on an old digest.
  `create table action_revisions (
    action_id text not null,
    version integer not null,
    digest text not null,
    preview text not null,
    primary key (action_id, version)
  ) without rowid`,

  // One row for each thing that is to happen at a time; its key names it, so that it can be moved or taken back.
  `create table timers (
    key text primary key,
    organization_id text not null,
    kind text not null,
    subject_id text not null,
    due_at integer not null
  ) without rowid`,
  `create index timers_due on timers (due_at, key)`,

  `insert into sqlite_stat1 (tbl, idx, stat) values ('actions', 'actions_by_call', '1000000 2 1')`,
  `insert into sqlite_stat1 (tbl, idx, stat) values ('actions', 'actions_to_decide', '1000 10')`,
  `insert into sqlite_stat1 (tbl, idx, stat) values ('actions', 'actions_by_item', '1000000 3 1')`,
  `analyze sqlite_schema`,
];
