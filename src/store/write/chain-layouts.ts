import type { Join } from '../../domain/chain.ts';
import type { StepSpec } from '../../domain/chain-definition.ts';
import type { ChainId, StepId } from '../../domain/ids.ts';
import { insertion, type Parameter, query } from '../query.ts';
import { toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

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

const insertRow = insertion('chain_layouts', ['chain_id', 'first', 'steps']);

/** Steps that are kept, read and forgotten together. */
const stepsPerSlice = 25;

/** Keeps the steps of a chain until they are written, in slices: so each is read once, however many there are. */
export async function insertLayout(
  tx: Transaction,
  chainId: ChainId,
  steps: readonly StepToWrite[],
): Promise<void> {
  for (let first = 0; first < steps.length; first += stepsPerSlice) {
    const slice = steps.slice(first, first + stepsPerSlice);
    await tx.run(insertRow, { chain_id: chainId, first, steps: toJson(slice) });
  }
}

const selectNext = query((db, $: Parameter<{ chainId: ChainId }>) =>
  db
    .selectFrom('chain_layouts')
    .select(['first', 'steps'])
    .where('chain_id', '=', $('chainId'))
    .orderBy('first')
    .limit(1),
);

const deleteSlice = query((db, $: Parameter<{ chainId: ChainId; first: number }>) =>
  db.deleteFrom('chain_layouts').where('chain_id', '=', $('chainId')).where('first', '=', $('first')),
);

/** Takes the next steps of a chain to write, with the place of the first; null when all are written. */
export async function takeStepsToWrite(
  tx: Transaction,
  chainId: ChainId,
): Promise<{ readonly first: number; readonly steps: readonly StepToWrite[] } | null> {
  const row = await tx.first(selectNext, { chainId });
  if (row === undefined) return null;
  const { first } = row;
  await tx.run(deleteSlice, { chainId, first });
  return { first, steps: JSON.parse(row.steps) as StepToWrite[] };
}

const deleteRow = query((db, $: Parameter<{ chainId: ChainId }>) =>
  db.deleteFrom('chain_layouts').where('chain_id', '=', $('chainId')),
);

/** Forgets what is left of a layout: no more of its steps will be written. */
export async function dropLayout(tx: Transaction, chainId: ChainId): Promise<void> {
  await tx.run(deleteRow, { chainId });
}
