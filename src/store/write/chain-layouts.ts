import { sql } from 'kysely';
import type { Join } from '../../domain/chain.ts';
import type { StepSpec } from '../../domain/chain-definition.ts';
import type { ChainId, StepId } from '../../domain/ids.ts';
import { insertion, type Parameter, query } from '../query.ts';
import type { Transaction } from '../store.ts';
import { toJson } from '../tables.ts';

/** A step that is still to be written. */
export interface StepToWrite {
  readonly id: StepId;
  readonly name: string;
  readonly dependsOn: readonly string[];
  /** The steps of these names, which may come later in the list. */
  readonly dependencies: readonly StepId[];
  readonly join: Join;
  readonly spec: StepSpec;
}

const insertRow = insertion('chain_layouts', ['chain_id', 'steps']);

/** Keeps the steps of a chain until they are written. */
export async function insertLayout(
  tx: Transaction,
  chainId: ChainId,
  steps: readonly StepToWrite[],
): Promise<void> {
  await tx.run(insertRow, { chain_id: chainId, steps: toJson(steps) });
}

// Only the steps that are asked for leave SQLite: the whole of a large chain takes long to parse.
const selectNext = query((db, $: Parameter<{ chainId: ChainId; limit: number }>) =>
  db
    .selectFrom(['chain_layouts', sql<{ key: number; value: string }>`json_each(steps)`.as('each')])
    .select(['chain_layouts.laid_out', 'each.value'])
    .where('chain_id', '=', $('chainId'))
    .whereRef('each.key', '>=', 'chain_layouts.laid_out')
    .limit($('limit')),
);

/** The next steps of a chain to write, and how many are written already; none when all are. */
export async function readStepsToWrite(
  tx: Transaction,
  chainId: ChainId,
  limit: number,
): Promise<{ readonly laidOut: number; readonly steps: readonly StepToWrite[] }> {
  const rows = await tx.all(selectNext, { chainId, limit });
  const steps = rows.map((row) => JSON.parse(row.value) as StepToWrite);
  return { laidOut: rows[0]?.laid_out ?? 0, steps };
}

const updateLaidOut = query((db, $: Parameter<{ chainId: ChainId; laidOut: number }>) =>
  db
    .updateTable('chain_layouts')
    .set({ laid_out: $('laidOut') })
    .where('chain_id', '=', $('chainId')),
);

export async function setLaidOut(tx: Transaction, chainId: ChainId, laidOut: number): Promise<void> {
  await tx.run(updateLaidOut, { chainId, laidOut });
}

const deleteRow = query((db, $: Parameter<{ chainId: ChainId }>) =>
  db.deleteFrom('chain_layouts').where('chain_id', '=', $('chainId')),
);

/** Forgets a layout: all its steps are written, or none more will be. */
export async function dropLayout(tx: Transaction, chainId: ChainId): Promise<void> {
  await tx.run(deleteRow, { chainId });
}
