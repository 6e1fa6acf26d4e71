import { type Kysely, sql } from 'kysely';

/** The issues of outside trackers, as they were when they were last read or written. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table outside_issues (
    organization_id text not null,
    connection_id text not null,
    issue_id text not null,
    -- What the tracker's interface knows it by.
    key text not null,
    identifier text not null,
    url text not null,
    status text not null,
    state text not null,
    cycle integer,
    fields text not null,
    -- What the tracker made of the fields that we wrote last, by field: its words for the document's.
    answered text not null,
    is_gone integer not null,
    changed_at integer not null,
    read_at integer not null,
    primary key (organization_id, connection_id, issue_id)
  ) without rowid`,
  `insert into sqlite_stat1 (tbl, idx, stat) values ('outside_issues', 'outside_issues', '100000 20000 5000 1')`,
  `analyze sqlite_schema`,
];
