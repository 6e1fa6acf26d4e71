import type { ChainId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

const selectBelow = query((db, $: Parameter<{ id: string }>) =>
  db
    .withRecursive('below', (recursive) =>
      recursive
        .selectFrom('chains')
        .select('id')
        .where('parent_id', '=', $('id'))
        .union(
          recursive
            .selectFrom('chains')
            .innerJoin('below', 'below.id', 'chains.parent_id')
            .select('chains.id'),
        ),
    )
    .selectFrom('below')
    .select('id'),
);

/** All chains that a chain has started as steps, and those that these have, all the way down. */
export async function readSubChains(reader: Reader, id: ChainId): Promise<ChainId[]> {
  const rows = await reader.all(selectBelow, { id });
  return rows.map((row) => row.id as ChainId);
}
