import { openEffectStates } from '../../domain/effect.ts';
import type { ActionId, ChainId, SessionId } from '../../domain/ids.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

const open = JSON.stringify(openEffectStates);
type Open = { id: string; open: string };

const countOfSession = query((db, $: Parameter<Open>) =>
  db
    .selectFrom('effects')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('session_id', '=', $('id'))
    .where('state', 'in', listOf($('open'))),
);
const countOfChain = query((db, $: Parameter<Open>) =>
  db
    .selectFrom('effects')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('chain_id', '=', $('id'))
    .where('state', 'in', listOf($('open'))),
);
const countOfAction = query((db, $: Parameter<Open>) =>
  db
    .selectFrom('effects')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('action_id', '=', $('id'))
    .where('state', 'in', listOf($('open'))),
);
const countOpen = { session: countOfSession, chain: countOfChain, action: countOfAction };

/** How many effects of an entity the world may still hear from. */
export async function countOpenEffects(
  reader: Reader,
  entity:
    | { kind: 'session'; id: SessionId }
    | { kind: 'chain'; id: ChainId }
    | { kind: 'action'; id: ActionId },
): Promise<number> {
  return (await reader.first(countOpen[entity.kind], { id: entity.id, open }))?.count ?? 0;
}
