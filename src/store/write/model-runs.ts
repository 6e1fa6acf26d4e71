import { sql } from 'kysely';
import type { JobId, MessageId, OrganizationId, RunId } from '../../domain/ids.ts';
import type { ModelFailureReason, ModelRunOutcome, ModelUsage } from '../../domain/model.ts';
import type { ModelRun } from '../../domain/model-run.ts';
import { insertion, type Parameter, query } from '../query.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertion('model_runs', [
  'id',
  'organization_id',
  'job_id',
  'message_id',
  'model',
  'agent_id',
  'agent_version',
  'started_by_kind',
  'started_by_id',
  'started_by_name',
  'started_at',
]);

export async function insertModelRun(
  tx: Transaction,
  run: Pick<
    ModelRun,
    | 'id'
    | 'organizationId'
    | 'jobId'
    | 'messageId'
    | 'model'
    | 'agentId'
    | 'agentVersion'
    | 'startedBy'
    | 'startedAt'
  >,
): Promise<void> {
  await tx.run(insertRow, {
    id: run.id,
    organization_id: run.organizationId,
    job_id: run.jobId,
    message_id: run.messageId,
    model: run.model,
    agent_id: run.agentId,
    agent_version: run.agentVersion,
    started_by_kind: run.startedBy.kind,
    started_by_id: run.startedBy.id,
    started_by_name: run.startedBy.name,
    started_at: run.startedAt,
  });
}

/** What a run came to. */
export interface RunEnd extends ModelUsage {
  readonly outcome: ModelRunOutcome;
  readonly reason: ModelFailureReason | null;
  readonly calls: number;
  readonly firstTokenAt: number | null;
}

interface EndParameters {
  id: RunId;
  outcome: string;
  reason: string | null;
  calls: number;
  inputTokens: number;
  outputTokens: number;
  firstTokenAt: number | null;
  now: number;
}

const updateEnded = query((db, $: Parameter<EndParameters>) =>
  db
    .updateTable('model_runs')
    .set({
      outcome: $('outcome'),
      reason: $('reason'),
      calls: $('calls'),
      input_tokens: $('inputTokens'),
      output_tokens: $('outputTokens'),
      first_token_at: $('firstTokenAt'),
      ended_at: $('now'),
    })
    .where('id', '=', $('id'))
    .where('ended_at', 'is', null),
);

export async function endModelRun(tx: Transaction, id: RunId, end: RunEnd, now: number): Promise<void> {
  await tx.run(updateEnded, { id, ...end, now });
}

const updateInterrupted = query((db, $: Parameter<{ subjectId: JobId | MessageId; now: number }>) =>
  db
    .updateTable('model_runs')
    .set({ outcome: 'FAILED', reason: 'INTERRUPTED', ended_at: $('now') })
    .where(sql<boolean>`(job_id = ${$('subjectId')} or message_id = ${$('subjectId')})`)
    .where('ended_at', 'is', null)
    .returning(['organization_id', 'model', 'started_at']),
);

type InterruptedRun = Pick<ModelRun, 'organizationId' | 'model' | 'startedAt'>;

/** Ends what a process that died had not ended; what it had used by then is not known. */
export async function endInterruptedRuns(
  tx: Transaction,
  subjectId: JobId | MessageId,
  now: number,
): Promise<InterruptedRun[]> {
  const rows = await tx.all(updateInterrupted, { subjectId, now });
  return rows.map((row) => ({
    organizationId: row.organization_id as OrganizationId,
    model: row.model,
    startedAt: row.started_at,
  }));
}
