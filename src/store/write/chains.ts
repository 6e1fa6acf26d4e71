import { sql } from 'kysely';
import type { ActionError } from '../../domain/action.ts';
import {
  type Blockage,
  blockages,
  type Chain,
  type OpenStepStatus,
  type SettledStepStatus,
  type Step,
  type StepStatus,
} from '../../domain/chain.ts';
import type { ChainId, OrganizationId, StepId } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import { insertion, type Parameter, query } from '../query.ts';
import { parseStep } from '../read/chains.ts';
import type { Transaction } from '../store.ts';
import { toJson } from '../tables.ts';

const insertChainRow = insertion('chains', [
  'id',
  'organization_id',
  'name',
  'status',
  'on_failure',
  'input',
  'parent_id',
  'session_id',
  'step_count',
  'open_steps',
  'concurrency',
  'created_by_kind',
  'created_by_id',
  'created_by_name',
  'created_at',
  'expires_at',
]);

export async function insertChain(tx: Transaction, chain: Chain): Promise<void> {
  await tx.run(insertChainRow, {
    id: chain.id,
    organization_id: chain.organizationId,
    name: chain.name,
    status: chain.status,
    on_failure: chain.onFailure,
    input: chain.input === null ? null : toJson(chain.input),
    parent_id: chain.parentId,
    session_id: chain.sessionId,
    step_count: chain.stepCount,
    open_steps: chain.openSteps,
    concurrency: chain.concurrency,
    created_by_kind: chain.createdBy.kind,
    created_by_id: chain.createdBy.id,
    created_by_name: chain.createdBy.name,
    created_at: chain.createdAt,
    expires_at: chain.expiresAt,
  });
}

const updateChain = query(
  (
    db,
    $: Parameter<{
      id: ChainId;
      from: string;
      status: string;
      openSteps: number;
      runningSteps: number;
      failedSteps: number;
      cancelReason: string | null;
      startedAt: number | null;
      endedAt: number | null;
    }>,
  ) =>
    db
      .updateTable('chains')
      .set({
        status: $('status'),
        open_steps: $('openSteps'),
        running_steps: $('runningSteps'),
        failed_steps: $('failedSteps'),
        cancel_reason: $('cancelReason'),
        started_at: $('startedAt'),
        ended_at: $('endedAt'),
      })
      .where('id', '=', $('id'))
      .where('status', '=', $('from')),
);

/** Writes a chain's status and counters, if it still is in the status that was read; false otherwise. */
export async function saveChain(tx: Transaction, before: Chain, after: Chain): Promise<boolean> {
  const { id, status, openSteps, runningSteps, failedSteps, cancelReason, startedAt, endedAt } = after;
  const counters = { openSteps, runningSteps, failedSteps };
  return (
    (await tx.run(updateChain, {
      id,
      from: before.status,
      status,
      ...counters,
      cancelReason,
      startedAt,
      endedAt,
    })) === 1
  );
}

const insertStepRow = insertion('steps', [
  'id',
  'chain_id',
  'organization_id',
  'place',
  'name',
  'kind',
  'status',
  'depends_on',
  'open_dependencies',
  'action_id',
]);

const insertDependency = insertion('step_dependencies', ['depends_on_id', 'step_id']);

export async function insertStep(
  tx: Transaction,
  organizationId: OrganizationId,
  step: Step,
  dependencies: readonly StepId[],
): Promise<void> {
  await tx.run(insertStepRow, {
    id: step.id,
    chain_id: step.chainId,
    organization_id: organizationId,
    place: step.index,
    name: step.name,
    kind: step.kind,
    status: step.status,
    depends_on: toJson(step.dependsOn),
    open_dependencies: step.openDependencies,
    action_id: step.actionId,
  });
  for (const dependency of dependencies) {
    await tx.run(insertDependency, { depends_on_id: dependency, step_id: step.id });
  }
}

// The conditions stand as literals so that SQLite can use the partial indexes.
const selectReady = query((db, $: Parameter<{ chainId: ChainId; limit: number }>) =>
  db
    .selectFrom('steps')
    .selectAll()
    .where('chain_id', '=', $('chainId'))
    .where(sql<boolean>`status = 'PENDING' and open_dependencies = 0 and blocked = 0`)
    .orderBy('place')
    .limit($('limit')),
);

/** Steps that wait for nothing but their turn, in order. */
export async function readReadySteps(tx: Transaction, chainId: ChainId, limit: number): Promise<Step[]> {
  return (await tx.all(selectReady, { chainId, limit })).map(parseStep);
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
export async function readBlockedSteps(tx: Transaction, chainId: ChainId, limit: number): Promise<Step[]> {
  return (await tx.all(selectBlocked, { chainId, limit })).map(parseStep);
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

/** Steps that have not been started. */
export async function readNotStartedSteps(tx: Transaction, chainId: ChainId, limit: number): Promise<Step[]> {
  return (await tx.all(selectNotStarted, { chainId, limit })).map(parseStep);
}

const selectStepCount = query((db, $: Parameter<{ chainId: ChainId }>) =>
  db
    .selectFrom('steps')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('chain_id', '=', $('chainId')),
);

/** How many steps a chain has so far. */
export async function countSteps(tx: Transaction, chainId: ChainId): Promise<number> {
  return (await tx.first(selectStepCount, { chainId }))?.count ?? 0;
}

const updateStarted = query((db, $: Parameter<{ id: StepId; now: number }>) =>
  db
    .updateTable('steps')
    .set((column) => ({
      status: 'RUNNING',
      attempts: column('attempts', '+', 1),
      started_at: $('now'),
      ended_at: null,
      error: null,
    }))
    .where('id', '=', $('id'))
    .where(sql<boolean>`status = 'PENDING'`),
);

export async function startStep(tx: Transaction, id: StepId, now: number): Promise<boolean> {
  return (await tx.run(updateStarted, { id, now })) === 1;
}

const updateMoved = query(
  (db, $: Parameter<{ id: StepId; from: StepStatus; to: OpenStepStatus; error: string | null }>) =>
    db
      .updateTable('steps')
      .set({ status: $('to'), error: $('error') })
      .where('id', '=', $('id'))
      .where('status', '=', $('from')),
);

/** Compare and set between open states: false when the step is in another one. */
export async function moveStep(
  tx: Transaction,
  move: { id: StepId; from: StepStatus; to: OpenStepStatus; error: ActionError | null },
): Promise<boolean> {
  const error = move.error === null ? null : toJson(move.error);
  return (await tx.run(updateMoved, { ...move, error })) === 1;
}

const updateSettled = query(
  (
    db,
    $: Parameter<{
      id: StepId;
      from: StepStatus;
      to: SettledStepStatus;
      result: string | null;
      error: string | null;
      now: number;
    }>,
  ) =>
    db
      .updateTable('steps')
      .set({ status: $('to'), result: $('result'), error: $('error'), ended_at: $('now') })
      .where('id', '=', $('id'))
      .where('status', '=', $('from')),
);

/** Compare and set: false when the step is in another state. */
export async function settleStep(
  tx: Transaction,
  outcome: {
    id: StepId;
    from: StepStatus;
    to: SettledStepStatus;
    result: Json;
    error: ActionError | null;
    now: number;
  },
): Promise<boolean> {
  const changed = await tx.run(updateSettled, {
    ...outcome,
    result: outcome.result === null ? null : toJson(outcome.result),
    error: outcome.error === null ? null : toJson(outcome.error),
  });
  return changed === 1;
}

const releaseDependents = query((db, $: Parameter<{ id: StepId }>) =>
  db
    .updateTable('steps')
    .set((column) => ({ open_dependencies: column('open_dependencies', '-', 1) }))
    .where(
      'id',
      'in',
      db.selectFrom('step_dependencies').select('step_id').where('depends_on_id', '=', $('id')),
    ),
);

const blockDependents = query((db, $: Parameter<{ id: StepId; blocked: number }>) =>
  db
    .updateTable('steps')
    .set({ blocked: sql<number>`max(blocked, ${$('blocked')})` })
    .where(
      'id',
      'in',
      db.selectFrom('step_dependencies').select('step_id').where('depends_on_id', '=', $('id')),
    ),
);

/** Tells the steps that depend on a settled one: one less to wait for, or blocked. */
export async function tellDependents(tx: Transaction, id: StepId, blockage: Blockage): Promise<void> {
  if (blockage === 'NONE') await tx.run(releaseDependents, { id });
  else await tx.run(blockDependents, { id, blocked: blockages.indexOf(blockage) });
}

const promoteApproved = query((db, $: Parameter<{ chainId: ChainId }>) =>
  db
    .updateTable('steps')
    .set({ status: 'PENDING' })
    .where('chain_id', '=', $('chainId'))
    .where(sql<boolean>`status = 'AWAITING_APPROVAL'`)
    .where('action_id', 'in', (inner) =>
      inner
        .selectFrom('actions')
        .select('id')
        .where('chain_id', '=', $('chainId'))
        .where('state', '=', 'APPROVED'),
    ),
);

const blockRefused = query((db, $: Parameter<{ chainId: ChainId }>) =>
  db
    .updateTable('steps')
    .set({ blocked: 2 })
    .where('chain_id', '=', $('chainId'))
    .where(sql<boolean>`status = 'AWAITING_APPROVAL'`)
    .where('action_id', 'in', (inner) =>
      inner
        .selectFrom('actions')
        .select('id')
        .where('chain_id', '=', $('chainId'))
        .where('state', 'in', ['DECLINED', 'EXPIRED', 'SUPERSEDED', 'CANCELLED']),
    ),
);

/** Takes decisions into a chain: approved steps may run, those decided against never will. */
export async function takeDecisions(tx: Transaction, chainId: ChainId): Promise<void> {
  await tx.run(promoteApproved, { chainId });
  await tx.run(blockRefused, { chainId });
}

const reopenSteps = query((db, $: Parameter<{ chainId: ChainId }>) =>
  db
    .updateTable('steps')
    .set({
      status: sql<string>`case when action_id in (select id from actions where chain_id = steps.chain_id and state = 'PROPOSED')
        then 'AWAITING_APPROVAL' else 'PENDING' end`,
      blocked: 0,
      ended_at: null,
      error: null,
    })
    .where('chain_id', '=', $('chainId'))
    .where('blocked', '<', 2)
    .where('status', 'in', ['FAILED', 'SKIPPED', 'TIMED_OUT']),
);

/** Makes what did not succeed ready to be tried again; answers how many steps that are. */
export async function reopenFailedSteps(tx: Transaction, chainId: ChainId): Promise<number> {
  return await tx.run(reopenSteps, { chainId });
}
