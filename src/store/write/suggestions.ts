import { sql } from 'kysely';
import type { JobId } from '../../domain/ids.ts';
import type {
  Suggestion,
  SuggestionFailure,
  SuggestionJob,
  SuggestionStatus,
} from '../../domain/suggestion.ts';
import { insertion, type Parameter, query } from '../query.ts';
import { toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertion('suggestion_jobs', [
  'id',
  'organization_id',
  'status',
  'page_or_component',
  'feature_type',
  'priority_level',
  'additional_context',
  'model',
  'agent_id',
  'created_by_kind',
  'created_by_id',
  'created_by_name',
  'created_at',
  'updated_at',
]);

export async function insertSuggestionJob(tx: Transaction, job: SuggestionJob): Promise<void> {
  await tx.run(insertRow, {
    id: job.id,
    organization_id: job.organizationId,
    status: job.status,
    page_or_component: job.pageOrComponent,
    feature_type: job.featureType,
    priority_level: job.priorityLevel,
    additional_context: job.additionalContext,
    model: job.model,
    agent_id: job.agentId,
    created_by_kind: job.createdBy.kind,
    created_by_id: job.createdBy.id,
    created_by_name: job.createdBy.name,
    created_at: job.createdAt,
    updated_at: job.updatedAt,
  });
}

const updateStarted = query((db, $: Parameter<{ id: JobId; now: number }>) =>
  db
    .updateTable('suggestion_jobs')
    .set({ status: 'IN_PROGRESS', started_at: $('now'), updated_at: $('now') })
    .where('id', '=', $('id'))
    .where('status', '=', 'PENDING'),
);

/** Compare and set: false when the job no longer waits. */
export async function startSuggestionJob(tx: Transaction, id: JobId, now: number): Promise<boolean> {
  return (await tx.run(updateStarted, { id, now })) === 1;
}

const updateText = query((db, $: Parameter<{ id: JobId; text: string; now: number }>) =>
  db
    .updateTable('suggestion_jobs')
    .set({ text: $('text'), updated_at: $('now') })
    .where('id', '=', $('id'))
    .where('status', '=', 'IN_PROGRESS'),
);

/** Keeps what the model has said so far. */
export async function keepSuggestionText(
  tx: Transaction,
  kept: { id: JobId; text: string; now: number },
): Promise<void> {
  await tx.run(updateText, kept);
}

interface Settle {
  id: JobId;
  from: SuggestionStatus;
  to: SuggestionStatus;
  text: string | null;
  suggestions: string | null;
  failure: string | null;
  now: number;
}

const updateSettled = query((db, $: Parameter<Settle>) =>
  db
    .updateTable('suggestion_jobs')
    .set((column) => ({
      status: $('to'),
      text: sql<string>`coalesce(${$('text')}, ${column.ref('text')})`,
      suggestions: $('suggestions'),
      failure: $('failure'),
      ended_at: $('now'),
      updated_at: $('now'),
    }))
    .where('id', '=', $('id'))
    .where('status', '=', $('from')),
);

/** Ends a job by compare-and-set: false when it is in another state. A text of null leaves what was kept. */
export async function settleSuggestionJob(
  tx: Transaction,
  settled: {
    readonly id: JobId;
    readonly from: SuggestionStatus;
    readonly to: SuggestionStatus;
    readonly text: string | null;
    readonly suggestions: readonly Suggestion[] | null;
    readonly failure: SuggestionFailure | null;
    readonly now: number;
  },
): Promise<boolean> {
  const { suggestions, failure } = settled;
  const changed = await tx.run(updateSettled, {
    ...settled,
    suggestions: suggestions === null ? null : toJson(suggestions),
    failure: failure === null ? null : toJson(failure),
  });
  return changed === 1;
}

const removeJob = query((db, $: Parameter<{ id: JobId }>) =>
  db.deleteFrom('suggestion_jobs').where('id', '=', $('id')),
);

export async function deleteSuggestionJob(tx: Transaction, id: JobId): Promise<void> {
  await tx.run(removeJob, { id });
}
