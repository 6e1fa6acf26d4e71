import { type Kysely, sql } from 'kysely';

/**
 * Plan changes and links as rows in the order in which they are written. Their keys are hashes and their rows are long:
 * kept in the order of the keys, each row that is written touches pages of its own. Whoever has decided on an action that
 * moves is counted with less work.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Puts the rows of a table in the order of its key into one whose key is an index beside them. */
function laidOut(table: 'plan_changes' | 'plan_links', columns: string, key: string, index: string) {
  return [
    `alter table ${table} rename to old_${table}`,
    `create table ${table} (${columns})`,
    `insert into ${table} select * from old_${table} order by ${key}`,
    `drop table old_${table}`,
    `create unique index ${index} on ${table} (${key})`,
  ];
}

const statements = [
  ...laidOut(
    'plan_changes',
    `session_id text not null,
    place integer not null,
    item_id text,
    kind text not null,
    issue_id text not null,
    fields text not null,
    target text,
    after_items text not null,
    action_id text,
    former_item_id text,
    identifier text,
    url text,
    left_alone text not null default '[]'`,
    'session_id, place',
    'plan_changes_by_session',
  ),
  `create index plan_changes_by_item on plan_changes (session_id, item_id)`,
  `create index plan_changes_by_issue on plan_changes (issue_id, session_id)`,
  `create index plan_changes_by_action on plan_changes (action_id) where action_id is not null`,

  ...laidOut(
    'plan_links',
    `organization_id text not null,
    tracker_id text not null,
    document_key text not null,
    item_id text not null,
    issue_id text not null,
    written text not null,
    item_kind text,
    item_key text,
    written_state text not null default 'OPEN',
    kept text not null default '{}',
    generation integer not null default 0`,
    'organization_id, tracker_id, document_key, item_id',
    'plan_links_by_item',
  ),
  `create index plan_links_by_issue on plan_links (issue_id)`,

  // As before, in one statement: what leaves one state comes into another.
  `drop trigger action_deciders_after_update`,
  `create trigger action_deciders_after_update after update of state, tool on actions
    when new.state <> old.state or new.tool <> old.tool
    begin
      insert into action_deciders (organization_id, decided_by_id, state, tool, actions)
        select new.organization_id, decided_by_id,
          iif(one = 1, new.state, old.state), iif(one = 1, new.tool, old.tool), one
          from (select distinct decided_by_id from action_decisions where action_id = new.id)
            join (select 1 as one union all select -1)
          where true
        on conflict (organization_id, decided_by_id, state, tool) do update set actions = actions + excluded.actions;
    end`,

  ...Object.entries({
    plan_changes: {
      plan_changes_by_session: '1000000 200 1',
      plan_changes_by_item: '1000000 200 1',
      plan_changes_by_issue: '1000000 5 1',
      plan_changes_by_action: '1000000 1',
    },
    plan_links: { plan_links_by_item: '1000000 500000 500000 200 1', plan_links_by_issue: '1000000 1' },
  }).flatMap(([table, indexes]) => [
    `delete from sqlite_stat1 where tbl = '${table}'`,
    ...Object.entries(indexes).map(
      ([index, rows]) =>
        `insert into sqlite_stat1 (tbl, idx, stat) values ('${table}', '${index}', '${rows}')`,
    ),
  ]),
  `analyze sqlite_schema`,
];
