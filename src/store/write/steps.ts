import { sql } from 'kysely';
import type { ActionError } from '../../domain/action.ts';
import {
  blockages,
  type Meaning,
  type OpenStepStatus,
  type SettledStepStatus,
  type Step,
  type StepReason,
  type StepStatus,
} from '../../domain/chain.ts';
import type { StepSpec } from '../../domain/chain-definition.ts';
import type { ActionId, ChainId, OrganizationId, StepId } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import { insertion, type Parameter, query } from '../query.ts';
import { type RowOf, toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

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
  'join_kind',
  'open_paths',
  'prepared',
  'dynamic',
  'action_id',
]);

const insertDependency = insertion('step_dependencies', ['depends_on_id', 'step_id']);

const insertSpec = insertion('step_specs', ['step_id', 'spec']);

/** What a step does, and whether that depends on results of other steps. */
export interface StepPlan {
  readonly spec: StepSpec;
  readonly dynamic: boolean;
}

/** A step to write. */
export interface NewStep {
  readonly step: Step;
  readonly dependencies: readonly StepId[];
  /** Left out for steps of planning sessions, which only have an action. */
  readonly plan?: StepPlan;
}

/** Writes steps that are part of a chain. */
export async function insertSteps(
  tx: Transaction,
  organizationId: OrganizationId,
  steps: readonly NewStep[],
): Promise<void> {
  const rows = steps.map(({ step, dependencies, plan }) => ({
    id: step.id,
    chain_id: step.chainId,
    organization_id: organizationId,
    place: step.index,
    name: step.name,
    kind: step.kind,
    status: step.status,
    depends_on: toJson(step.dependsOn),
    open_dependencies: step.openDependencies,
    join_kind: step.join,
    open_paths: step.join === 'ANY' ? dependencies.length : 1,
    prepared: step.prepared ? 1 : 0,
    dynamic: plan?.dynamic === true ? 1 : 0,
    action_id: step.actionId,
  }));
  await tx.runEach(insertStepRow, rows);
  const specs = steps.flatMap(({ step, plan }) =>
    plan === undefined ? [] : [{ step_id: step.id, spec: toJson(plan.spec as unknown as Json) }],
  );
  await tx.runEach(insertSpec, specs);
  const depending = steps.flatMap(({ step, dependencies }) =>
    dependencies.map((id) => ({ depends_on_id: id, step_id: step.id })),
  );
  await tx.runEach(insertDependency, depending);
}

interface Start {
  id: StepId;
  from: StepStatus;
  to: 'RUNNING' | 'WAITING';
  /** Which start in its chain this is, from 1. */
  startNumber: number;
  now: number;
}

const updateStarted = query((db, $: Parameter<Start>) =>
  db
    .updateTable('steps')
    .set((column) => ({
      status: $('to'),
      attempts: column('attempts', '+', 1),
      started_at: $('now'),
      start_number: $('startNumber'),
      ended_at: null,
      error: null,
      due_at: null,
    }))
    .where('id', '=', $('id'))
    .where('status', '=', $('from')),
);

/** Starts a step by compare-and-set: an action or a sub-chain runs, a timer or a signal waits. */
export async function startStep(tx: Transaction, start: Start): Promise<boolean> {
  return (await tx.run(updateStarted, start)) === 1;
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

const updateWait = query(
  (db, $: Parameter<{ id: StepId; dueAt: number | null; expiresAt: number | null; prepared: number }>) =>
    db
      .updateTable('steps')
      .set({ due_at: $('dueAt'), expires_at: $('expiresAt'), prepared: $('prepared') })
      .where('id', '=', $('id')),
);

/** Writes what a step waits for, and whether it needs nothing but a place to run afterwards. */
export async function setStepWait(
  tx: Transaction,
  wait: { id: StepId; dueAt: number | null; expiresAt: number | null; prepared: boolean },
): Promise<void> {
  await tx.run(updateWait, { ...wait, prepared: wait.prepared ? 1 : 0 });
}

const updateAction = query((db, $: Parameter<{ id: StepId; actionId: ActionId }>) =>
  db
    .updateTable('steps')
    .set({ action_id: $('actionId') })
    .where('id', '=', $('id')),
);

/** Names the action that a step carries out. */
export async function setStepAction(tx: Transaction, id: StepId, actionId: ActionId): Promise<void> {
  await tx.run(updateAction, { id, actionId });
}

const updateChild = query((db, $: Parameter<{ id: StepId; childChainId: ChainId }>) =>
  db
    .updateTable('steps')
    .set({ child_chain_id: $('childChainId') })
    .where('id', '=', $('id')),
);

/** Names the chain that a step runs. */
export async function setStepChild(tx: Transaction, id: StepId, childChainId: ChainId): Promise<void> {
  await tx.run(updateChild, { id, childChainId });
}

const updateSettled = query(
  (
    db,
    $: Parameter<{
      id: StepId;
      from: StepStatus;
      to: SettledStepStatus;
      reason: StepReason | null;
      passes: number;
      result: string | null;
      error: string | null;
      attempts: number;
      startedAt: number | null;
      startNumber: number | null;
      now: number;
    }>,
  ) =>
    db
      .updateTable('steps')
      .set({
        status: $('to'),
        reason: $('reason'),
        passes: $('passes'),
        result: $('result'),
        error: $('error'),
        due_at: null,
        expires_at: null,
        attempts: $('attempts'),
        started_at: $('startedAt'),
        start_number: $('startNumber'),
        ended_at: $('now'),
      })
      .where('id', '=', $('id'))
      .where('status', '=', $('from')),
);

/** Compare and set, for a step that may have been started in the same decision: false when it is in another state. */
export async function settleStep(
  tx: Transaction,
  outcome: Pick<Step, 'id' | 'attempts' | 'startedAt' | 'startNumber'> & {
    from: StepStatus;
    to: SettledStepStatus;
    reason: StepReason | null;
    /** Whether those behind it may go on. */
    passes: boolean;
    result: Json;
    error: ActionError | null;
    now: number;
  },
): Promise<boolean> {
  const changed = await tx.run(updateSettled, {
    ...outcome,
    passes: outcome.passes ? 1 : 0,
    result: outcome.result === null ? null : toJson(outcome.result),
    error: outcome.error === null ? null : toJson(outcome.error),
  });
  return changed === 1;
}

const dependentColumns = ['place', 'name', 'status', 'open_dependencies', 'blocked'] as const;

// The three statements below are `afterDependency` of the domain, for all dependents at once.
const releaseDependents = query((db, $: Parameter<{ id: StepId }>) =>
  db
    .updateTable('steps')
    .set({ open_dependencies: sql<number>`open_dependencies - 1` })
    .where(
      'id',
      'in',
      db.selectFrom('step_dependencies').select('step_id').where('depends_on_id', '=', $('id')),
    )
    .where(sql<boolean>`open_dependencies > 0`)
    .returning(dependentColumns),
);

const passDependents = query((db, $: Parameter<{ id: StepId }>) =>
  db
    .updateTable('steps')
    .set({
      open_dependencies: sql<number>`max(open_dependencies - (join_kind = 'ALL'), 0)`,
      open_paths: sql<number>`open_paths - (join_kind = 'ANY')`,
      blocked: sql<number>`case when join_kind = 'ANY' and open_paths <= 1 and open_dependencies > 0
        then max(blocked, 1) else blocked end`,
    })
    .where(
      'id',
      'in',
      db.selectFrom('step_dependencies').select('step_id').where('depends_on_id', '=', $('id')),
    )
    .returning([...dependentColumns, 'join_kind']),
);

const blockDependents = query((db, $: Parameter<{ id: StepId; blocked: number }>) =>
  db
    .updateTable('steps')
    .set({
      open_paths: sql<number>`open_paths - 1`,
      blocked: sql<number>`case when open_paths <= 1 and (join_kind = 'ALL' or open_dependencies > 0)
        then max(blocked, ${$('blocked')}) else blocked end`,
    })
    .where(
      'id',
      'in',
      db.selectFrom('step_dependencies').select('step_id').where('depends_on_id', '=', $('id')),
    ),
);

const selectDependent = query((db, $: Parameter<{ id: StepId }>) =>
  db.selectFrom('step_dependencies').select('step_id').where('depends_on_id', '=', $('id')).limit(1),
);

/**
 * Tells the steps that depend on a settled one what its end means for them. Answers the names of those that can go on
 * because of it, in order.
 */
export async function tellDependents(tx: Transaction, id: StepId, meaning: Meaning): Promise<string[]> {
  // Most steps of a plan have none, and to find that out costs a fraction of an update that touches nothing.
  if ((await tx.first(selectDependent, { id })) === undefined) return [];
  if (meaning.kind === 'goes on') return namesOfReady(await tx.all(releaseDependents, { id }));
  if (meaning.kind === 'passes') {
    const told = await tx.all(passDependents, { id });
    // What waits for the first to succeed goes on because of another one.
    return namesOfReady(told.filter((step) => step.join_kind === 'ALL'));
  }
  await tx.run(blockDependents, { id, blocked: blockages.indexOf(meaning.blockage) });
  return [];
}

function namesOfReady(steps: readonly RowOf<'steps', (typeof dependentColumns)[number]>[]): string[] {
  return steps
    .filter((step) => step.status === 'PENDING' && step.open_dependencies === 0 && step.blocked === 0)
    .sort((one, other) => one.place - other.place)
    .map((step) => step.name);
}

const updateBlocked = query((db, $: Parameter<{ id: StepId }>) =>
  db.updateTable('steps').set({ blocked: 2 }).where('id', '=', $('id')),
);

/** Notes that a step was decided against: it never runs. */
export async function blockStep(tx: Transaction, id: StepId): Promise<void> {
  await tx.run(updateBlocked, { id });
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
