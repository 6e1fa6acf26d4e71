import type { Generated } from 'kysely';
import type { JsonText, WithActor } from './columns.ts';

interface ChainsTable extends WithActor<'created_by'> {
  id: string;
  organization_id: string;
  name: string;
  status: string;
  on_failure: string;
  input: JsonText | null;
  result: JsonText | null;
  cancel_reason: string | null;
  parent_id: string | null;
  session_id: string | null;
  step_count: number;
  open_steps: number;
  started_steps: Generated<number>;
  running_steps: Generated<number>;
  failed_steps: Generated<number>;
  concurrency: number;
  busy_steps: Generated<number>;
  aborted: Generated<number>;
  definition_name: string | null;
  definition_version: number | null;
  parent_step_id: string | null;
  depth: Generated<number>;
  timeout_ms: number | null;
  starts_at: number | null;
  created_at: number;
  started_at: number | null;
  ended_at: number | null;
  expires_at: number | null;
}

interface ChainDefinitionsTable extends WithActor<'created_by'> {
  organization_id: string;
  name: string;
  version: number;
  description: string | null;
  steps: JsonText;
  settings: JsonText;
  levels: number;
  uses: JsonText;
  created_at: number;
}

interface ChainLayoutsTable {
  chain_id: string;
  first: number;
  /** A list of StepToWrite. */
  steps: JsonText;
}

interface ChainSignalsTable {
  number: Generated<number>;
  chain_id: string;
  name: string;
  payload: JsonText | null;
  received_at: number;
}

/** How many chains there are of each kind; kept by triggers. */
interface ChainCountsTable {
  organization_id: string;
  status: string;
  /** Empty for chains without a definition. */
  definition_name: string;
  chains: number;
}

interface StepsTable {
  id: string;
  chain_id: string;
  organization_id: string;
  place: number;
  name: string;
  kind: string;
  status: string;
  /** Names of the steps that it waits for. */
  depends_on: JsonText;
  open_dependencies: number;
  /** 0; 1 while what it depends on has failed; 2 when it can never run. */
  blocked: Generated<number>;
  join_kind: Generated<string>;
  /** How many more may be lost before it cannot run. */
  open_paths: Generated<number>;
  /** 1 when those behind it may go on. */
  passes: Generated<number>;
  prepared: Generated<number>;
  /** 1 when what it does depends on results of other steps. */
  dynamic: Generated<number>;
  reason: string | null;
  child_chain_id: string | null;
  due_at: number | null;
  expires_at: number | null;
  action_id: string | null;
  attempts: Generated<number>;
  /** Of those, how many there were before the chain was last retried. */
  attempts_before: Generated<number>;
  result: JsonText | null;
  error: JsonText | null;
  started_at: number | null;
  start_number: number | null;
  ended_at: number | null;
}

interface StepSpecsTable {
  step_id: string;
  /** The whole StepSpec. */
  spec: JsonText;
}

interface StepDependenciesTable {
  depends_on_id: string;
  step_id: string;
}

export interface ChainTables {
  chains: ChainsTable;
  chain_definitions: ChainDefinitionsTable;
  chain_layouts: ChainLayoutsTable;
  chain_signals: ChainSignalsTable;
  chain_counts: ChainCountsTable;
  steps: StepsTable;
  step_specs: StepSpecsTable;
  step_dependencies: StepDependenciesTable;
}
