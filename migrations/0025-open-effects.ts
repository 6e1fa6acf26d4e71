import { type Kysely, sql } from 'kysely';

/** Of a session's effects only those are looked for that are open: work that is done already takes no place in the index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `drop index effects_by_session`,
  `create index effects_by_session on effects (session_id)
    where session_id is not null and state in ('PENDING', 'EXECUTING', 'BLOCKED', 'UNKNOWN')`,
  `delete from sqlite_stat1 where idx = 'effects_by_session'`,
  `insert into sqlite_stat1 (tbl, idx, stat) values ('effects', 'effects_by_session', '1000 10')`,
  `analyze sqlite_schema`,
];
