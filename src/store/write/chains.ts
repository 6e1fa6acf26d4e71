import type { Chain } from '../../domain/chain.ts';
import type { ChainId } from '../../domain/ids.ts';
import { insertion, type Parameter, query } from '../query.ts';
import { toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

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
  'definition_name',
  'definition_version',
  'parent_step_id',
  'depth',
  'timeout_ms',
  'starts_at',
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
    definition_name: chain.definitionName,
    definition_version: chain.definitionVersion,
    parent_step_id: chain.parentStepId,
    depth: chain.depth,
    timeout_ms: chain.timeoutMs,
    starts_at: chain.startsAt,
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
      startedSteps: number;
      runningSteps: number;
      busySteps: number;
      failedSteps: number;
      aborted: number;
      result: string | null;
      cancelReason: string | null;
      startedAt: number | null;
      endedAt: number | null;
      expiresAt: number | null;
    }>,
  ) =>
    db
      .updateTable('chains')
      .set({
        status: $('status'),
        open_steps: $('openSteps'),
        started_steps: $('startedSteps'),
        running_steps: $('runningSteps'),
        busy_steps: $('busySteps'),
        failed_steps: $('failedSteps'),
        aborted: $('aborted'),
        result: $('result'),
        cancel_reason: $('cancelReason'),
        started_at: $('startedAt'),
        ended_at: $('endedAt'),
        expires_at: $('expiresAt'),
      })
      .where('id', '=', $('id'))
      .where('status', '=', $('from')),
);

/** Writes where a chain stands, if it still is in the status that was read; false otherwise. */
export async function saveChain(tx: Transaction, before: Chain, after: Chain): Promise<boolean> {
  const { id, status, openSteps, startedSteps, runningSteps, busySteps, failedSteps, result } = after;
  const { cancelReason, startedAt, endedAt, expiresAt } = after;
  const changed = await tx.run(updateChain, {
    ...{ id, from: before.status, status, openSteps, startedSteps, runningSteps, busySteps, failedSteps },
    ...{ cancelReason, startedAt, endedAt, expiresAt },
    aborted: after.aborted ? 1 : 0,
    result: result === null ? null : toJson(result),
  });
  return changed === 1;
}
