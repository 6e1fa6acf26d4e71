import { type Kysely, sql } from 'kysely';

/** When a timer was set, so that a clock that is set back holds none up; how often a step was tried before a retry. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table timers add column set_at integer not null default 0`,
  `alter table steps add column attempts_before integer not null default 0`,
];
