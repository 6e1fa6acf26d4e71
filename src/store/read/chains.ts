import type { ActionError } from '../../domain/action.ts';
import {
  blockages,
  type Chain,
  type ChainStatus,
  type Join,
  type OnFailure,
  type Step,
  type StepKind,
  type StepReason,
  type StepStatus,
} from '../../domain/chain.ts';
import type { ActionId, ChainId, OrganizationId, SessionId, StepId } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseActor, parseJson, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';

const selectByIds = query((db, $: Parameter<{ organizationId: string; ids: string }>) =>
  db
    .selectFrom('chains')
    .selectAll()
    .where('id', 'in', listOf($('ids')))
    .where('organization_id', '=', $('organizationId')),
);

/** The chains of an organization with these ids, in no order; those that are missing are left out. */
export async function readChains(
  reader: Reader,
  organizationId: OrganizationId,
  ids: readonly ChainId[],
): Promise<Chain[]> {
  const rows = await reader.all(selectByIds, { organizationId, ids: JSON.stringify(ids) });
  return rows.map(parseChain);
}

const selectById = query((db, $: Parameter<{ organizationId: string; id: string }>) =>
  db
    .selectFrom('chains')
    .selectAll()
    .where('id', '=', $('id'))
    .where('organization_id', '=', $('organizationId')),
);

export async function readChain(
  reader: Reader,
  organizationId: OrganizationId,
  id: ChainId,
): Promise<Chain | null> {
  const row = await reader.first(selectById, { organizationId, id });
  return row === undefined ? null : parseChain(row);
}

const selectSteps = query((db, $: Parameter<{ chainIds: string }>) =>
  db
    .selectFrom('steps')
    .selectAll()
    .where('chain_id', 'in', listOf($('chainIds')))
    .orderBy('chain_id')
    .orderBy('place'),
);

/** The steps of chains, in the order of each. */
export async function readStepsOfChains(reader: Reader, chainIds: readonly ChainId[]): Promise<Step[]> {
  return (await reader.all(selectSteps, { chainIds: JSON.stringify(chainIds) })).map(parseStep);
}

const selectStepsByIds = query((db, $: Parameter<{ organizationId: string; ids: string }>) =>
  db
    .selectFrom('steps')
    .selectAll()
    .where('id', 'in', listOf($('ids')))
    .where('organization_id', '=', $('organizationId')),
);

/** The steps with these ids, in no order; those that are missing are left out. */
export async function readSteps(
  reader: Reader,
  organizationId: OrganizationId,
  ids: readonly StepId[],
): Promise<Step[]> {
  return (await reader.all(selectStepsByIds, { organizationId, ids: JSON.stringify(ids) })).map(parseStep);
}

const selectStepById = query((db, $: Parameter<{ organizationId: string; id: string }>) =>
  db
    .selectFrom('steps')
    .selectAll()
    .where('id', '=', $('id'))
    .where('organization_id', '=', $('organizationId')),
);

export async function readStep(
  reader: Reader,
  organizationId: OrganizationId,
  id: StepId,
): Promise<Step | null> {
  const row = await reader.first(selectStepById, { organizationId, id });
  return row === undefined ? null : parseStep(row);
}

const selectExecutionPath = query((db, $: Parameter<{ chainIds: string }>) =>
  db
    .selectFrom('steps')
    .select(['chain_id', 'name'])
    .where('chain_id', 'in', listOf($('chainIds')))
    .where('start_number', 'is not', null)
    .orderBy('start_number'),
);

/** Names of the steps that were started, in that order. */
export async function readExecutionPaths(
  reader: Reader,
  chainIds: readonly ChainId[],
): Promise<{ chainId: ChainId; name: string }[]> {
  const rows = await reader.all(selectExecutionPath, { chainIds: JSON.stringify(chainIds) });
  return rows.map((row) => ({ chainId: row.chain_id as ChainId, name: row.name }));
}

const selectLastResult = query((db, $: Parameter<{ chainId: string }>) =>
  db
    .selectFrom('steps')
    .select('result')
    .where('chain_id', '=', $('chainId'))
    .orderBy('place', 'desc')
    .limit(1),
);

/** What the last step of a chain gave. */
export async function readLastResult(reader: Reader, chainId: ChainId): Promise<Json> {
  return parseJson<Json>((await reader.first(selectLastResult, { chainId }))?.result ?? null);
}

const selectFailure = query((db, $: Parameter<{ chainId: string }>) =>
  db
    .selectFrom('steps')
    .select(['name', 'error'])
    .where('chain_id', '=', $('chainId'))
    .where('status', 'in', ['FAILED', 'TIMED_OUT'])
    .orderBy('ended_at')
    .orderBy('place')
    .limit(1),
);

/** The step that failed first; null when none did. */
export async function readFirstFailure(
  reader: Reader,
  chainId: ChainId,
): Promise<{ readonly name: string; readonly error: ActionError | null } | null> {
  const row = await reader.first(selectFailure, { chainId });
  return row === undefined ? null : { name: row.name, error: parseJson<ActionError>(row.error) };
}

export function parseChain(row: RowOf<'chains', keyof Tables['chains']>): Chain {
  return {
    id: row.id as ChainId,
    organizationId: row.organization_id as OrganizationId,
    name: row.name,
    status: row.status as ChainStatus,
    onFailure: row.on_failure as OnFailure,
    input: parseJson<Json>(row.input),
    result: parseJson<Json>(row.result),
    cancelReason: row.cancel_reason,
    parentId: row.parent_id as ChainId | null,
    sessionId: row.session_id as SessionId | null,
    stepCount: row.step_count,
    openSteps: row.open_steps,
    startedSteps: row.started_steps,
    runningSteps: row.running_steps,
    failedSteps: row.failed_steps,
    concurrency: row.concurrency,
    busySteps: row.busy_steps,
    aborted: row.aborted === 1,
    definitionName: row.definition_name,
    definitionVersion: row.definition_version,
    parentStepId: row.parent_step_id as StepId | null,
    depth: row.depth,
    timeoutMs: row.timeout_ms,
    startsAt: row.starts_at,
    createdBy: parseActor(row.created_by_kind, row.created_by_id, row.created_by_name),
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    expiresAt: row.expires_at,
  };
}

export function parseStep(row: RowOf<'steps', keyof Tables['steps']>): Step {
  return {
    id: row.id as StepId,
    chainId: row.chain_id as ChainId,
    index: row.place,
    name: row.name,
    kind: row.kind as StepKind,
    status: row.status as StepStatus,
    dependsOn: JSON.parse(row.depends_on) as string[],
    join: row.join_kind as Join,
    openDependencies: row.open_dependencies,
    blockage: blockages[row.blocked] ?? 'NONE',
    prepared: row.prepared === 1,
    reason: row.reason as StepReason | null,
    actionId: row.action_id as ActionId | null,
    childChainId: row.child_chain_id as ChainId | null,
    dueAt: row.due_at,
    expiresAt: row.expires_at,
    attempts: row.attempts,
    attemptsBefore: row.attempts_before,
    result: parseJson<Json>(row.result),
    error: parseJson<ActionError>(row.error),
    startedAt: row.started_at,
    startNumber: row.start_number,
    endedAt: row.ended_at,
  };
}
