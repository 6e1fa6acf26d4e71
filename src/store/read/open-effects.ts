import { sql } from 'kysely';
import { openEffectStates } from '../../domain/effect.ts';
import type { EndingEntity } from '../../domain/event.ts';
import type { ActionId, ChainId, SessionId } from '../../domain/ids.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

/** Word for word the condition of the indexes that hold open effects, so that SQLite can use them. */
export const isOpen = sql<boolean>`state in (${sql.join(openEffectStates.map((state) => sql.lit(state)))})`;

interface OfEntities {
  ids: string;
}

const selectOpen = {
  session: query((db, $: Parameter<OfEntities>) =>
    db
      .selectFrom('effects')
      .select('session_id as id')
      .distinct()
      .where('session_id', 'in', listOf($('ids')))
      .where(isOpen),
  ),
  chain: query((db, $: Parameter<OfEntities>) =>
    db
      .selectFrom('effects')
      .select('chain_id as id')
      .distinct()
      .where('chain_id', 'in', listOf($('ids')))
      .where(isOpen),
  ),
  action: query((db, $: Parameter<OfEntities>) =>
    db
      .selectFrom('effects')
      .select('action_id as id')
      .distinct()
      .where('action_id', 'in', listOf($('ids')))
      .where(isOpen),
  ),
};

/** Those of some entities of one kind that the world may still hear from, through an effect. */
export async function readWithOpenEffect(
  reader: Reader,
  kind: EndingEntity,
  ids: readonly (SessionId | ChainId | ActionId)[],
): Promise<Set<string>> {
  const rows = await reader.all(selectOpen[kind], { ids: JSON.stringify(ids) });
  return new Set(rows.flatMap(({ id }) => id ?? []));
}

const selectWaiting = query((db, $: Parameter<{ chainId: ChainId }>) =>
  db
    .selectFrom('effects')
    .select('action_id as id')
    .where('chain_id', '=', $('chainId'))
    .where(isOpen)
    .where(sql<boolean>`state in ('PENDING', 'BLOCKED') and kind = 'ACTION'`),
);

/** The actions of a chain of which nothing is on its way, but would be sent later. */
export async function readWaitingActions(reader: Reader, chainId: ChainId): Promise<ActionId[]> {
  return (await reader.all(selectWaiting, { chainId })).map(({ id }) => id as ActionId);
}

/** Whether the world may still hear from an effect of an entity. */
export async function hasOpenEffect(
  reader: Reader,
  {
    kind,
    id,
  }: { kind: 'session'; id: SessionId } | { kind: 'chain'; id: ChainId } | { kind: 'action'; id: ActionId },
): Promise<boolean> {
  return (await readWithOpenEffect(reader, kind, [id])).has(id);
}
