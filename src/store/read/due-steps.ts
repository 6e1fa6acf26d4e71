import { sql } from 'kysely';
import type { Step } from '../../domain/chain.ts';
import type { ChainId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';
import { parseStep } from './chains.ts';

// The conditions stand as literals so that SQLite can use the partial indexes.
const selectReady = query((db, $: Parameter<{ chainId: ChainId; limit: number }>) =>
  db
    .selectFrom('steps')
    .selectAll()
    .where('chain_id', '=', $('chainId'))
    .where(sql<boolean>`status = 'PENDING' and open_dependencies = 0 and blocked = 0 and prepared = 1`)
    .orderBy('place')
    .limit($('limit')),
);

/** Steps that wait for nothing but a place to run, in order. */
export async function readReadySteps(reader: Reader, chainId: ChainId, limit: number): Promise<Step[]> {
  return (await reader.all(selectReady, { chainId, limit })).map(parseStep);
}

const selectToPrepare = query((db, $: Parameter<{ chainId: ChainId; limit: number }>) =>
  db
    .selectFrom('steps')
    .selectAll()
    .where('chain_id', '=', $('chainId'))
    .where(sql<boolean>`status = 'PENDING' and open_dependencies = 0 and blocked = 0 and prepared = 0`)
    .orderBy('place')
    .limit($('limit')),
);

/** Steps whose turn has come and that do something before they need a place to run, in order. */
export async function readStepsToPrepare(reader: Reader, chainId: ChainId, limit: number): Promise<Step[]> {
  return (await reader.all(selectToPrepare, { chainId, limit })).map(parseStep);
}

const selectBlocked = query((db, $: Parameter<{ chainId: ChainId; limit: number }>) =>
  db
    .selectFrom('steps')
    .selectAll()
    .where('chain_id', '=', $('chainId'))
    .where(sql<boolean>`blocked > 0 and status in ('PENDING', 'AWAITING_APPROVAL')`)
    .orderBy('place')
    .limit($('limit')),
);

/** Steps that can no more run because one that they depend on did not succeed. */
export async function readBlockedSteps(reader: Reader, chainId: ChainId, limit: number): Promise<Step[]> {
  return (await reader.all(selectBlocked, { chainId, limit })).map(parseStep);
}

const selectNotStarted = query((db, $: Parameter<{ chainId: ChainId; limit: number }>) =>
  db
    .selectFrom('steps')
    .selectAll()
    .where('chain_id', '=', $('chainId'))
    .where(sql<boolean>`status in ('PENDING', 'AWAITING_APPROVAL')`)
    .orderBy('place')
    .limit($('limit')),
);

const selectWaiting = query((db, $: Parameter<{ chainId: ChainId; limit: number }>) =>
  db
    .selectFrom('steps')
    .selectAll()
    .where('chain_id', '=', $('chainId'))
    .where(sql<boolean>`status = 'WAITING'`)
    .where((where) => where.or([where('kind', '!=', 'CHAIN'), where('due_at', 'is not', null)]))
    .orderBy('place')
    .limit($('limit')),
);

/** Steps of which nothing is on its way: they have not been started, or wait for a time or a signal. */
export async function readIdleSteps(reader: Reader, chainId: ChainId, limit: number): Promise<Step[]> {
  const notStarted = await reader.all(selectNotStarted, { chainId, limit });
  const left = limit - notStarted.length;
  const waiting = left === 0 ? [] : await reader.all(selectWaiting, { chainId, limit: left });
  return [...notStarted, ...waiting].map(parseStep);
}

const selectOnTheirWay = query((db, $: Parameter<{ chainId: ChainId; kind: string }>) =>
  db
    .selectFrom('steps')
    .selectAll()
    .where('chain_id', '=', $('chainId'))
    .where(sql<boolean>`status in ('RUNNING', 'WAITING')`)
    .where('kind', '=', $('kind'))
    .where('due_at', 'is', null)
    .orderBy('place'),
);

/** Steps of a kind that have been started and have not ended: as many as may run side by side. */
export async function readBusySteps(
  reader: Reader,
  chainId: ChainId,
  kind: 'ACTION' | 'CHAIN',
): Promise<Step[]> {
  return (await reader.all(selectOnTheirWay, { chainId, kind })).map(parseStep);
}

const selectStepCount = query((db, $: Parameter<{ chainId: ChainId }>) =>
  db
    .selectFrom('steps')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('chain_id', '=', $('chainId')),
);

/** How many steps a chain has so far. */
export async function countSteps(reader: Reader, chainId: ChainId): Promise<number> {
  return (await reader.first(selectStepCount, { chainId }))?.count ?? 0;
}
