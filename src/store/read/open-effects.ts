import { sql } from 'kysely';
import { openEffectStates } from '../../domain/effect.ts';
import type { ActionId, ChainId, SessionId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

const isOpen = sql<boolean>`state in (${sql.join(openEffectStates.map((state) => sql.lit(state)))})`;

interface OfEntity {
  id: string;
}

const selectOpen = {
  session: query((db, $: Parameter<OfEntity>) =>
    db.selectFrom('effects').select('id').where('session_id', '=', $('id')).where(isOpen).limit(1),
  ),
  chain: query((db, $: Parameter<OfEntity>) =>
    db.selectFrom('effects').select('id').where('chain_id', '=', $('id')).where(isOpen).limit(1),
  ),
  action: query((db, $: Parameter<OfEntity>) =>
    db.selectFrom('effects').select('id').where('action_id', '=', $('id')).where(isOpen).limit(1),
  ),
};

/** Whether the world may still hear from an effect of an entity. */
export async function hasOpenEffect(
  reader: Reader,
  entity:
    | { kind: 'session'; id: SessionId }
    | { kind: 'chain'; id: ChainId }
    | { kind: 'action'; id: ActionId },
): Promise<boolean> {
  return (await reader.first(selectOpen[entity.kind], { id: entity.id })) !== undefined;
}
