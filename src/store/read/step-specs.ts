import type { ActionError } from '../../domain/action.ts';
import type { StepStatus } from '../../domain/chain.ts';
import type { StepSpec } from '../../domain/chain-definition.ts';
import type { ChainId, StepId } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseJson } from '../row.ts';
import type { Reader } from '../store.ts';

const selectSpecs = query((db, $: Parameter<{ ids: string }>) =>
  db
    .selectFrom('step_specs')
    .selectAll()
    .where('step_id', 'in', listOf($('ids'))),
);

/** What steps do, by step; those of planning sessions have none. */
export async function readStepSpecs(reader: Reader, ids: readonly StepId[]): Promise<Map<StepId, StepSpec>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.all(selectSpecs, { ids: JSON.stringify(ids) });
  return new Map(rows.map((row) => [row.step_id as StepId, JSON.parse(row.spec) as StepSpec]));
}

const selectByName = query((db, $: Parameter<{ chainId: ChainId; names: string }>) =>
  db
    .selectFrom('steps')
    .select(['id', 'name', 'status', 'result', 'error'])
    .where('chain_id', '=', $('chainId'))
    .where('name', 'in', listOf($('names'))),
);

/** What a step shows to the expressions of others. */
export interface NamedStep {
  readonly id: StepId;
  readonly name: string;
  readonly status: StepStatus;
  readonly result: Json;
  readonly error: ActionError | null;
}

/** The steps of a chain with these names. */
export async function readStepsByName(
  reader: Reader,
  chainId: ChainId,
  names: readonly string[],
): Promise<NamedStep[]> {
  if (names.length === 0) return [];
  const rows = await reader.all(selectByName, { chainId, names: JSON.stringify(names) });
  return rows.map((row) => ({
    id: row.id as StepId,
    name: row.name,
    status: row.status as StepStatus,
    result: parseJson<Json>(row.result),
    error: parseJson<ActionError>(row.error),
  }));
}
