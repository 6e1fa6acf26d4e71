import { sql } from 'kysely';
import type { ActionId, ChainId, StepId } from '../../domain/ids.ts';
import { type Parameter, query } from '../query.ts';
import type { Transaction } from '../store.ts';

interface OfChain {
  chainId: ChainId;
}
interface FromStep extends OfChain {
  stepId: StepId;
}

const settled = sql`('SUCCEEDED', 'FAILED', 'SKIPPED', 'DECLINED', 'CANCELLED', 'TIMED_OUT')`;

/** The states of actions that a step can go on with when it is tried again. */
const usableActions = sql`('PROPOSED', 'APPROVED', 'FAILED')`;

// A step, those behind it, and so on: `steps` of one chain only, however its dependencies lie.
const behind = (stepId: StepId) => sql`with recursive behind (id) as (
  select ${stepId} union select d.step_id from step_dependencies d join behind b on d.depends_on_id = b.id
)`;

/** As before its turn, but for what it carries out and how often it was tried. */
const reopened = {
  status: 'PENDING',
  blocked: 0,
  started_at: null,
  start_number: null,
  ended_at: null,
  result: null,
  error: null,
  reason: null,
  passes: 0,
  due_at: null,
  attempts_before: sql<number>`attempts`,
} as const;

const reopenUnsuccessful = query((db, $: Parameter<OfChain>) =>
  db
    .updateTable('steps')
    .set(reopened)
    .where('chain_id', '=', $('chainId'))
    .where('blocked', '<', 2)
    .where(
      sql<boolean>`(status in ('FAILED', 'TIMED_OUT')
        or status = 'SKIPPED' and coalesce(reason, '') not in ('CONDITION_FALSE', 'FAILURE_SKIPPED')
        or status = 'CANCELLED' and reason is not null)`,
    ),
);

const reopenBehind = query((db, $: Parameter<FromStep>) =>
  db
    .updateTable('steps')
    .set({
      ...reopened,
      // What rests on results that will be others is proposed, or started, anew.
      action_id: sql<
        string | null
      >`case when dynamic = 1 and id <> ${$('stepId')} then null else action_id end`,
      child_chain_id: sql<
        string | null
      >`case when dynamic = 1 and id <> ${$('stepId')} then null else child_chain_id end`,
    })
    .where('chain_id', '=', $('chainId'))
    .where(
      sql<boolean>`id in (${behind($('stepId'))} select id from behind)
        and status in ('SUCCEEDED', 'FAILED', 'TIMED_OUT', 'SKIPPED', 'CANCELLED', 'DECLINED')`,
    ),
);

/** Makes what did not succeed ready to be tried again; answers how many steps that are. */
export async function reopenFailedSteps(tx: Transaction, chainId: ChainId): Promise<number> {
  return await tx.run(reopenUnsuccessful, { chainId });
}

/** Makes a step and all behind it ready to run again, whatever became of them; answers how many steps that are. */
export async function reopenStepsFrom(tx: Transaction, chainId: ChainId, stepId: StepId): Promise<number> {
  return await tx.run(reopenBehind, { chainId, stepId });
}

const selectGivenUp = query((db, $: Parameter<FromStep>) =>
  db
    .selectFrom('steps')
    .innerJoin('actions', 'actions.id', 'steps.action_id')
    .select('actions.id')
    .where('steps.chain_id', '=', $('chainId'))
    .where(
      sql<boolean>`steps.dynamic = 1 and actions.state in ('PROPOSED', 'APPROVED')
        and steps.id in (${behind($('stepId'))} select id from behind where id <> ${$('stepId')})`,
    ),
);

/** Open actions behind a step that rest on results which will be others. */
export async function readActionsBehind(
  tx: Transaction,
  chainId: ChainId,
  stepId: StepId,
): Promise<ActionId[]> {
  return (await tx.all(selectGivenUp, { chainId, stepId })).map((row) => row.id as ActionId);
}

const selectOverdue = query((db, $: Parameter<OfChain & { now: number }>) =>
  db
    .selectFrom('steps')
    .innerJoin('actions', 'actions.id', 'steps.action_id')
    .innerJoin('step_specs', 'step_specs.step_id', 'steps.id')
    .select('actions.id')
    .where('steps.chain_id', '=', $('chainId'))
    .where(sql<boolean>`steps.status = 'PENDING' and actions.state in ('PROPOSED', 'APPROVED')`)
    .where('actions.expires_at', '<=', $('now')),
);

/** Actions of reopened steps whose time is over, but for those of planning sessions. */
export async function readOverdueActions(
  tx: Transaction,
  chainId: ChainId,
  now: number,
): Promise<ActionId[]> {
  return (await tx.all(selectOverdue, { chainId, now })).map((row) => row.id as ActionId);
}

const callOffLetters = query((db, $: Parameter<FromStep>) =>
  db
    .updateTable('effects')
    .set({ state: 'FAILED' })
    .where(
      sql<boolean>`state = 'DEAD' and redriven_by is null and action_id in (select action_id from steps
        where chain_id = ${$('chainId')} and dynamic = 1
          and id in (${behind($('stepId'))} select id from behind where id <> ${$('stepId')}))`,
    ),
);

/** Calls off the dead letters behind a step that rest on results which will be others. */
export async function callOffDeadLetters(tx: Transaction, chainId: ChainId, stepId: StepId): Promise<void> {
  await tx.run(callOffLetters, { chainId, stepId });
}

const readyReopened = query((db, $: Parameter<OfChain>) =>
  db
    .updateTable('steps')
    .set({
      action_id: sql<string | null>`case when action_id in
        (select id from actions where id = steps.action_id and state in ${usableActions}) then action_id else null end`,
    })
    .where('chain_id', '=', $('chainId'))
    .where(sql<boolean>`status = 'PENDING' and kind = 'ACTION' and action_id is not null
        and id in (select step_id from step_specs)`),
);

// The first step could once be told to wait for any of nothing.
const waitsForAll = sql`join_kind = 'ALL' or depends_on = '[]'`;

const placeReopened = query((db, $: Parameter<OfChain>) =>
  db
    .updateTable('steps')
    .set({
      // Nobody is waited for over what a condition may leave out.
      status: sql<string>`case when action_id in (select id from actions where id = steps.action_id and state = 'PROPOSED')
        and (select json_extract(spec, '$.when') from step_specs where step_id = steps.id) is null
        then 'AWAITING_APPROVAL' else 'PENDING' end`,
      // Condition and delay are gone through anew; steps of planning sessions have no such things.
      prepared: sql<number>`not exists (select 1 from step_specs where step_id = steps.id)`,
      open_dependencies: sql<number>`case when ${waitsForAll} then (select count(*) from step_dependencies d join steps above on above.id = d.depends_on_id
          where d.step_id = steps.id and above.passes = 0)
        else (select min(above.status <> 'SUCCEEDED') from step_dependencies d join steps above on above.id = d.depends_on_id
          where d.step_id = steps.id) end`,
      open_paths: sql<number>`case when ${waitsForAll} then 1 else
        (select count(*) from step_dependencies d join steps above on above.id = d.depends_on_id
          where d.step_id = steps.id and (above.status = 'SUCCEEDED' or above.status not in ${settled})) end`,
      // What is behind a step that is over and did not succeed cannot run, whatever is tried again.
      blocked: sql<number>`case when ${waitsForAll} then (select coalesce(max(case when above.status in ('DECLINED', 'CANCELLED') then 2 else 1 end), 0)
          from step_dependencies d join steps above on above.id = d.depends_on_id
          where d.step_id = steps.id and above.status in ${settled} and above.passes = 0)
        else not exists (select 1 from step_dependencies d join steps above on above.id = d.depends_on_id
          where d.step_id = steps.id and (above.status = 'SUCCEEDED' or above.status not in ${settled})) end`,
    })
    .where('chain_id', '=', $('chainId'))
    .where(sql<boolean>`status = 'PENDING'`),
);

/**
 * Finds out anew what reopened steps wait for: a person where their action is still to be decided on and no condition
 * comes before, and as many steps as are not over. A step whose action can be used no more gets a new one,
 * unless a planning session made it.
 */
export async function recountReopened(tx: Transaction, chainId: ChainId): Promise<void> {
  await tx.run(readyReopened, { chainId });
  await tx.run(placeReopened, { chainId });
}
