import { type Kysely, sql } from 'kysely';

/** The pages that a session's document was read from. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // A page is listed first and read then: until that its version is null. The body stands last, behind what lists need.
  `create table session_pages (
    session_id text not null,
    place integer not null,
    page_id text not null,
    depth integer not null,
    title text not null,
    version integer,
    url text not null,
    labels text not null,
    latest_version integer,
    checked_at integer,
    storage text,
    primary key (session_id, place)
  )`,
  `insert into sqlite_stat1 (tbl, idx, stat) values ('session_pages', 'sqlite_autoindex_session_pages_1', '10000 10 1')`,
  `analyze sqlite_schema`,
];
