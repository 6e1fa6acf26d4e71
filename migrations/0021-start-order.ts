import { type Kysely, sql } from 'kysely';

/** In which order the steps of a chain were started: several are within one millisecond. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table chains add column started_steps integer not null default 0`,
  `alter table steps add column start_number integer`,
  `update steps set start_number = numbered.number from (
      select id, row_number() over (partition by chain_id order by started_at, place) as number
        from steps where started_at is not null
    ) as numbered where numbered.id = steps.id`,
  `update chains set started_steps =
      coalesce((select max(start_number) from steps where steps.chain_id = chains.id), 0)`,
];
