import { type Kysely, sql } from 'kysely';

/** What is due is found for each connection by itself, and what stays inside apart from it: neither waits behind the other. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index effects_due_inside on effects (next_attempt_at, id)
    where state = 'PENDING' and waits_for is null and connection is null`,
  `create index effects_due_outside on effects (connection, next_attempt_at, id)
    where state = 'PENDING' and waits_for is null and connection is not null`,
  `delete from sqlite_stat1 where idx in ('effects_due_inside', 'effects_due_outside')`,
  `insert into sqlite_stat1 (tbl, idx, stat) values
    ('effects', 'effects_due_inside', '1000 10 1'), ('effects', 'effects_due_outside', '1000 100 10 1')`,
  `analyze sqlite_schema`,
];
