import { sql } from 'kysely';
import { timeOfId } from '../../domain/ids.ts';
import { query } from '../query.ts';
import type { Reader } from '../store.ts';

const selectNewest = query((db) =>
  db
    .selectFrom('log_heads')
    .innerJoin('events', (join) =>
      join.on('events.number', '=', sql<number>`log_heads.number * 4294967296 + log_heads.position`),
    )
    .select(sql<string | null>`max(header ->> 2)`.as('id')),
);

/** The time in the newest id that the log holds, in epoch milliseconds; 0 when it is empty. */
export async function readNewestIdTime(reader: Reader): Promise<number> {
  const id = (await reader.first(selectNewest, {}))?.id ?? null;
  return id === null ? 0 : timeOfId(id);
}
