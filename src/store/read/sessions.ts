import type { ApprovalMode } from '../../domain/action.ts';
import type { ChainId, GroupId, ItemId, OrganizationId, SessionId } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import type { PlanText, SourceLocation } from '../../domain/plan.ts';
import type { DocumentSource, PlanningSession, SessionIssue, SessionStatus } from '../../domain/session.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseActor, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';

export const sessionColumns = [
  'id',
  'organization_id',
  'title',
  'status',
  'run',
  'progress',
  'progress_message',
  'approval',
  'document_key',
  'source',
  'tracker_id',
  'chain_id',
  'group_id',
  'created_by_kind',
  'created_by_id',
  'created_by_name',
  'created_at',
  'updated_at',
] as const;

const selectByIds = query((db, $: Parameter<{ organizationId: string; ids: string }>) =>
  db
    .selectFrom('planning_sessions')
    .select(sessionColumns)
    .where('id', 'in', listOf($('ids')))
    .where('organization_id', '=', $('organizationId')),
);

/** The sessions of an organization with these ids, in no order; those that are missing are left out. */
export async function readSessions(
  reader: Reader,
  organizationId: OrganizationId,
  ids: readonly SessionId[],
): Promise<PlanningSession[]> {
  const rows = await reader.all(selectByIds, { organizationId, ids: JSON.stringify(ids) });
  return rows.map(parseSession);
}

const selectById = query((db, $: Parameter<{ organizationId: string; id: string }>) =>
  db
    .selectFrom('planning_sessions')
    .select(sessionColumns)
    .where('id', '=', $('id'))
    .where('organization_id', '=', $('organizationId')),
);

export async function readSession(
  reader: Reader,
  organizationId: OrganizationId,
  id: SessionId,
): Promise<PlanningSession | null> {
  const row = await reader.first(selectById, { organizationId, id });
  return row === undefined ? null : parseSession(row);
}

const selectDocument = query((db, $: Parameter<{ id: string }>) =>
  db
    .selectFrom('planning_sessions')
    .innerJoin('session_documents', 'session_id', 'id')
    .select(['document', 'source'])
    .where('id', '=', $('id')),
);

/** The text that a session with an inline document was created with; null for a page. */
export async function readSessionDocument(reader: Reader, id: SessionId): Promise<PlanText | null> {
  const row = await reader.first(selectDocument, { id });
  if (row === undefined) return null;
  const source = JSON.parse(row.source) as DocumentSource;
  return source.kind === 'INLINE' ? { notation: source.notation, text: row.document } : null;
}

const selectIssues = query((db, $: Parameter<{ ids: string; severity: 'ERROR' | 'WARNING' }>) =>
  db
    .selectFrom('session_issues')
    .selectAll()
    .where('session_id', 'in', listOf($('ids')))
    .where('severity', '=', $('severity'))
    .orderBy('number'),
);

/** Errors or warnings of sessions, oldest first. */
export async function readSessionIssues(
  reader: Reader,
  severity: 'ERROR' | 'WARNING',
  ids: readonly SessionId[],
): Promise<(SessionIssue & { sessionId: SessionId })[]> {
  const rows = await reader.all(selectIssues, { ids: JSON.stringify(ids), severity });
  return rows.map((row) => ({
    sessionId: row.session_id as SessionId,
    message: row.message,
    code: row.code,
    details: row.details === null ? null : (JSON.parse(row.details) as Json),
    at: row.occurred_at,
    location: row.location === null ? null : (JSON.parse(row.location) as SourceLocation),
    itemId: row.item_id as ItemId | null,
  }));
}

export function parseSession(
  row: RowOf<'planning_sessions', (typeof sessionColumns)[number]>,
): PlanningSession {
  return {
    id: row.id as SessionId,
    organizationId: row.organization_id as OrganizationId,
    title: row.title,
    status: row.status as SessionStatus,
    run: row.run,
    progress: row.progress,
    progressMessage: row.progress_message,
    approval: row.approval as ApprovalMode,
    documentKey: row.document_key,
    source: JSON.parse(row.source) as DocumentSource,
    trackerId: row.tracker_id,
    chainId: row.chain_id as ChainId | null,
    groupId: row.group_id as GroupId | null,
    createdBy: parseActor(row.created_by_kind, row.created_by_id, row.created_by_name),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
