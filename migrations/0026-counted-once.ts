import { type Kysely, sql } from 'kysely';

/** A decision writes the numbers of its actions once, at its end; triggers take off what is deleted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const trigger of replaced) await sql.raw(`drop trigger ${trigger}`).execute(db);
}

const replaced = [
  'action_counts_after_insert',
  'action_counts_after_update',
  'action_deciders_after_insert',
  'action_deciders_after_update',
];
