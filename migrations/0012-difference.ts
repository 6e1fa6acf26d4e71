import { type Kysely, sql } from 'kysely';

/** What is remembered of a document's issues between two readings, and the ways from an issue back to its plans. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The item as it was read last.
  `alter table plan_links add column item_kind text`,
  `alter table plan_links add column item_key text`,
  // CLOSED once the issue was closed as an orphan of the document.
  `alter table plan_links add column written_state text not null default 'OPEN'`,
  // What people decided to leave, by field, as JSON.
  `alter table plan_links add column kept text not null default '{}'`,
  `alter table plan_links add column generation integer not null default 0`,
  `create index plan_links_by_issue on plan_links (issue_id)`,

  `alter table plan_changes add column former_item_id text`,
  `alter table plan_changes add column identifier text`,
  `alter table plan_changes add column url text`,
  `alter table plan_changes add column left_alone text not null default '[]'`,
  `create index plan_changes_by_issue on plan_changes (issue_id, session_id)`,
  `create index plan_changes_by_action on plan_changes (action_id) where action_id is not null`,

  // What a session asks and does not wait for.
  `create index actions_asked on actions (session_id, id)
    where state = 'PROPOSED' and chain_id is null and session_id is not null`,

  ...Object.entries({
    plan_links_by_issue: ['plan_links', '1000000 1'],
    plan_changes_by_issue: ['plan_changes', '1000000 5 1'],
    plan_changes_by_action: ['plan_changes', '1000000 1'],
    actions_asked: ['actions', '1000 5 1'],
  }).map(
    ([index, [table, rows]]) =>
      `insert into sqlite_stat1 (tbl, idx, stat) values ('${table}', '${index}', '${rows}')`,
  ),
  `analyze sqlite_schema`,
];
