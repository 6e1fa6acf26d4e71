import { sql } from 'kysely';
import type { AgentId, JobId, MessageId, OrganizationId, RunId } from '../../domain/ids.ts';
import type { ModelFailureReason, ModelRunOutcome } from '../../domain/model.ts';
import type { ModelRun, ModelUsageOfDay } from '../../domain/model-run.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseActor, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';

const selectOfJobs = query((db, $: Parameter<{ ids: string }>) =>
  db
    .selectFrom('model_runs')
    .selectAll()
    .where('job_id', 'in', listOf($('ids')))
    .orderBy('id'),
);

/** The runs of suggestion jobs, oldest first. */
export async function readRunsOfJobs(reader: Reader, ids: readonly JobId[]): Promise<ModelRun[]> {
  return (await reader.all(selectOfJobs, { ids: JSON.stringify(ids) })).map(parseRun);
}

const selectOfMessages = query((db, $: Parameter<{ ids: string }>) =>
  db
    .selectFrom('model_runs')
    .selectAll()
    .where('message_id', 'in', listOf($('ids')))
    .orderBy('id'),
);

/** The runs of replies, oldest first. */
export async function readRunsOfMessages(reader: Reader, ids: readonly MessageId[]): Promise<ModelRun[]> {
  return (await reader.all(selectOfMessages, { ids: JSON.stringify(ids) })).map(parseRun);
}

const selectByDay = query(
  (db, $: Parameter<{ organizationId: OrganizationId; from: number; before: number }>) =>
    db
      .selectFrom('model_runs')
      .select((each) => [
        sql<string>`date(started_at / 1000, 'unixepoch')`.as('day'),
        each.fn.countAll<number>().as('runs'),
        sql<number>`sum(case when outcome = 'FAILED' then 1 else 0 end)`.as('failed_runs'),
        each.fn.sum<number>('input_tokens').as('input_tokens'),
        each.fn.sum<number>('output_tokens').as('output_tokens'),
      ])
      .where('organization_id', '=', $('organizationId'))
      .where('started_at', '>=', $('from'))
      .where('started_at', '<', $('before'))
      .groupBy('day')
      .orderBy('day'),
);

/** Totals for each day in UTC on which a run began, oldest first. Times are epoch milliseconds. */
export async function readUsageByDay(
  reader: Reader,
  within: { organizationId: OrganizationId; from: number; before: number },
): Promise<ModelUsageOfDay[]> {
  const rows = await reader.all(selectByDay, within);
  return rows.map((row) => ({
    day: row.day,
    runs: row.runs,
    failedRuns: row.failed_runs,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
  }));
}

function parseRun(row: RowOf<'model_runs', keyof Tables['model_runs']>): ModelRun {
  return {
    id: row.id as RunId,
    organizationId: row.organization_id as OrganizationId,
    jobId: row.job_id as JobId | null,
    messageId: row.message_id as MessageId | null,
    model: row.model,
    agentId: row.agent_id as AgentId | null,
    agentVersion: row.agent_version,
    calls: row.calls,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    outcome: row.outcome as ModelRunOutcome | null,
    reason: row.reason as ModelFailureReason | null,
    startedBy: parseActor(row.started_by_kind, row.started_by_id, row.started_by_name),
    startedAt: row.started_at,
    firstTokenAt: row.first_token_at,
    endedAt: row.ended_at,
  };
}
