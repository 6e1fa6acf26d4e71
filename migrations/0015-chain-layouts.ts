import { type Kysely, sql } from 'kysely';

/** The steps that a chain will have, in slices: a slice that is written is forgotten, and none is read twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const stepsPerSlice = 25;

const statements = [
  `alter table chain_layouts rename to whole_layouts`,
  `create table chain_layouts (
    chain_id text not null,
    -- The place in the chain of the first step of the slice.
    first integer not null,
    steps text not null,
    primary key (chain_id, first)
  ) without rowid`,
  `insert into chain_layouts (chain_id, first, steps)
    select chain_id, min(place), json_group_array(json(step) order by place) from (
      select chain_id, laid_out, each.key as place, each.value as step from whole_layouts, json_each(steps) as each
        where each.key >= laid_out
    ) group by chain_id, (place - laid_out) / ${stepsPerSlice}`,
  `drop table whole_layouts`,
];
