import type { ChainSettings, StepDefinition } from '../../domain/chain-definition.ts';
import type { ChainId, StepId } from '../../domain/ids.ts';
import { insertion, type Parameter, query } from '../query.ts';
import type { Transaction } from '../store.ts';
import { toJson } from '../tables.ts';

/** Steps of a chain that are not all written yet, with the ids that they get. */
export interface ChainLayout {
  readonly steps: readonly StepDefinition[];
  readonly ids: readonly StepId[];
  readonly settings: ChainSettings;
}

const insertRow = insertion('chain_layouts', ['chain_id', 'steps']);

export async function insertLayout(tx: Transaction, chainId: ChainId, layout: ChainLayout): Promise<void> {
  await tx.run(insertRow, { chain_id: chainId, steps: toJson(layout) });
}

const selectRow = query((db, $: Parameter<{ chainId: ChainId }>) =>
  db.selectFrom('chain_layouts').selectAll().where('chain_id', '=', $('chainId')),
);

/** The layout of a chain and how many of its steps are written; null when all are. */
export async function readLayout(
  tx: Transaction,
  chainId: ChainId,
): Promise<(ChainLayout & { readonly laidOut: number }) | null> {
  const row = await tx.first(selectRow, { chainId });
  return row === undefined ? null : { ...(JSON.parse(row.steps) as ChainLayout), laidOut: row.laid_out };
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
