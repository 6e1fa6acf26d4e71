import { type Kysely, sql } from 'kysely';

/** The issues that another one took the place of, with the one that did: their ids are not given out again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table plan_links add column replaces text not null default '[]'`,
  `alter table plan_links drop column generation`,
];
