import type { AgentId, JobId, OrganizationId } from '../../domain/ids.ts';
import type {
  PriorityLevel,
  Suggestion,
  SuggestionFailure,
  SuggestionFeatureType,
  SuggestionJob,
  SuggestionStatus,
} from '../../domain/suggestion.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseActor, parseJson, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';

const selectByIds = query((db, $: Parameter<{ organizationId: OrganizationId; ids: string }>) =>
  db
    .selectFrom('suggestion_jobs')
    .selectAll()
    .where('id', 'in', listOf($('ids')))
    .where('organization_id', '=', $('organizationId')),
);

/** In no order; those that are missing are left out. */
export async function readSuggestionJobs(
  reader: Reader,
  organizationId: OrganizationId,
  ids: readonly JobId[],
): Promise<SuggestionJob[]> {
  return (await reader.all(selectByIds, { organizationId, ids: JSON.stringify(ids) })).map(parseJob);
}

export async function readSuggestionJob(
  reader: Reader,
  organizationId: OrganizationId,
  id: JobId,
): Promise<SuggestionJob | null> {
  return (await readSuggestionJobs(reader, organizationId, [id]))[0] ?? null;
}

const selectStarts = query(
  (db, $: Parameter<{ organizationId: OrganizationId; actorId: string; since: number; limit: number }>) =>
    db
      .selectFrom('suggestion_jobs')
      .select('created_at')
      .where('organization_id', '=', $('organizationId'))
      .where('created_by_id', '=', $('actorId'))
      .where('created_at', '>', $('since'))
      .orderBy('created_at', 'desc')
      .limit($('limit')),
);

/** When somebody last started jobs, in epoch milliseconds, the newest first. */
export async function readRecentStarts(
  reader: Reader,
  asked: { organizationId: OrganizationId; actorId: string; since: number; limit: number },
): Promise<number[]> {
  return (await reader.all(selectStarts, asked)).map((row) => row.created_at);
}

function parseJob(row: RowOf<'suggestion_jobs', keyof Tables['suggestion_jobs']>): SuggestionJob {
  return {
    id: row.id as JobId,
    organizationId: row.organization_id as OrganizationId,
    status: row.status as SuggestionStatus,
    pageOrComponent: row.page_or_component,
    featureType: row.feature_type as SuggestionFeatureType,
    priorityLevel: row.priority_level as PriorityLevel,
    additionalContext: row.additional_context,
    model: row.model,
    agentId: row.agent_id as AgentId | null,
    text: row.text,
    suggestions: parseJson<Suggestion[]>(row.suggestions),
    failure: parseJson<SuggestionFailure>(row.failure),
    createdBy: parseActor(row.created_by_kind, row.created_by_id, row.created_by_name),
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    updatedAt: row.updated_at,
  };
}
