import { sql } from 'kysely';
import type { Step } from '../../domain/chain.ts';
import type { ChainId } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import { insertion, type Parameter, query } from '../query.ts';
import { parseStep } from '../read/chains.ts';
import { parseJson, toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertion('chain_signals', ['chain_id', 'name', 'payload', 'received_at']);

/** Keeps a signal for the first step that comes to wait for it. */
export async function keepSignal(
  tx: Transaction,
  signal: { chainId: ChainId; name: string; payload: Json; now: number },
): Promise<void> {
  await tx.run(insertRow, {
    chain_id: signal.chainId,
    name: signal.name,
    payload: signal.payload === null ? null : toJson(signal.payload),
    received_at: signal.now,
  });
}

const selectOldest = query((db, $: Parameter<{ chainId: ChainId; name: string }>) =>
  db
    .selectFrom('chain_signals')
    .select(['number', 'payload'])
    .where('chain_id', '=', $('chainId'))
    .where('name', '=', $('name'))
    .orderBy('number')
    .limit(1),
);

const deleteOne = query((db, $: Parameter<{ number: number }>) =>
  db.deleteFrom('chain_signals').where('number', '=', $('number')),
);

/** Takes the signal of a name that was kept the longest; null when there is none. */
export async function takeSignal(
  tx: Transaction,
  chainId: ChainId,
  name: string,
): Promise<{ readonly payload: Json } | null> {
  const row = await tx.first(selectOldest, { chainId, name });
  if (row === undefined) return null;
  await tx.run(deleteOne, { number: row.number });
  return { payload: parseJson<Json>(row.payload) };
}

const countKept = query((db, $: Parameter<{ chainId: ChainId }>) =>
  db
    .selectFrom('chain_signals')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('chain_id', '=', $('chainId')),
);

/** How many signals a chain keeps for later. */
export async function countSignals(tx: Transaction, chainId: ChainId): Promise<number> {
  return (await tx.first(countKept, { chainId }))?.count ?? 0;
}

const selectAwaiting = query((db, $: Parameter<{ chainId: ChainId; name: string }>) =>
  db
    .selectFrom('steps')
    .innerJoin('step_specs', 'step_specs.step_id', 'steps.id')
    .selectAll('steps')
    .where('chain_id', '=', $('chainId'))
    .where(sql<boolean>`status = 'WAITING' and kind = 'SIGNAL' and due_at is null`)
    .where(sql<string>`spec ->> '$.work.signal'`, '=', $('name'))
    .orderBy('place')
    .limit(1),
);

/** The first step that waits for a signal of this name; null when none does. */
export async function readAwaitingStep(
  tx: Transaction,
  chainId: ChainId,
  name: string,
): Promise<Step | null> {
  const row = await tx.first(selectAwaiting, { chainId, name });
  return row === undefined ? null : parseStep(row);
}

const selectNames = query((db, $: Parameter<{ chainId: ChainId }>) =>
  db
    .selectFrom('steps')
    .innerJoin('step_specs', 'step_specs.step_id', 'steps.id')
    .select(sql<string>`spec ->> '$.work.signal'`.as('name'))
    .distinct()
    .where('chain_id', '=', $('chainId'))
    .where('kind', '=', 'SIGNAL'),
);

/** Names of the signals that steps of a chain wait for, now or later. */
export async function readSignalNames(tx: Transaction, chainId: ChainId): Promise<string[]> {
  return (await tx.all(selectNames, { chainId })).map((row) => row.name);
}

const deleteAll = query((db, $: Parameter<{ chainId: ChainId }>) =>
  db.deleteFrom('chain_signals').where('chain_id', '=', $('chainId')),
);

/** Forgets the signals of a chain that can use them no more. */
export async function dropSignals(tx: Transaction, chainId: ChainId): Promise<void> {
  await tx.run(deleteAll, { chainId });
}
