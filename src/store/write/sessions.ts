import { type CompiledQuery, sql } from 'kysely';
import type { ChainId, GroupId, SessionId } from '../../domain/ids.ts';
import type { PlanText } from '../../domain/plan.ts';
import type { PlanningResult } from '../../domain/planning-result.ts';
import type { PlanningSession, SessionIssue, SessionStatus } from '../../domain/session.ts';
import { insertion, type Parameter, query } from '../query.ts';
import { sessionColumns } from '../read/sessions.ts';
import { toJson } from '../row.ts';
import type { Transaction } from '../store.ts';
import type { Tables } from '../tables.ts';

const insertRow = insertion('planning_sessions', sessionColumns);
const insertDocument = insertion('session_documents', ['session_id', 'document']);

export async function insertSession(
  tx: Transaction,
  session: PlanningSession,
  document: PlanText | null,
): Promise<void> {
  await tx.run(insertRow, {
    id: session.id,
    organization_id: session.organizationId,
    title: session.title,
    status: session.status,
    run: session.run,
    progress: session.progress,
    progress_message: session.progressMessage,
    approval: session.approval,
    document_key: session.documentKey,
    source: toJson(session.source),
    tracker_id: session.trackerId,
    chain_id: session.chainId,
    group_id: session.groupId,
    created_by_kind: session.createdBy.kind,
    created_by_id: session.createdBy.id,
    created_by_name: session.createdBy.name,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  });
  // Apart from the session: an update writes its row anew, and a document can have megabytes.
  if (document !== null) await tx.run(insertDocument, { session_id: session.id, document: document.text });
}

interface Move {
  id: SessionId;
  from: SessionStatus;
  to: SessionStatus;
  run: number;
  now: number;
}

const updateStatus = query((db, $: Parameter<Move>) =>
  db
    .updateTable('planning_sessions')
    .set({ status: $('to'), run: $('run'), updated_at: $('now') })
    .where('id', '=', $('id'))
    .where('status', '=', $('from')),
);

/** Compare and set: false when the session is in another state. */
export async function moveSession(tx: Transaction, move: Move): Promise<boolean> {
  return (await tx.run(updateStatus, move)) === 1;
}

const updateProgress = query(
  (db, $: Parameter<{ id: SessionId; progress: number; message: string | null; now: number }>) =>
    db
      .updateTable('planning_sessions')
      .set({ progress: $('progress'), progress_message: $('message'), updated_at: $('now') })
      .where('id', '=', $('id')),
);

export async function setProgress(
  tx: Transaction,
  progress: { id: SessionId; progress: number; message: string | null; now: number },
): Promise<void> {
  await tx.run(updateProgress, progress);
}

const updateResult = query((db, $: Parameter<{ id: SessionId; result: string; now: number }>) =>
  db
    .updateTable('planning_sessions')
    .set({ result: $('result'), updated_at: $('now') })
    .where('id', '=', $('id')),
);

export async function setResult(
  tx: Transaction,
  set: { id: SessionId; result: PlanningResult; now: number },
): Promise<void> {
  await tx.run(updateResult, { ...set, result: toJson(set.result) });
}

const updatePlanned = query(
  (db, $: Parameter<{ id: SessionId; chainId: ChainId | null; groupId: GroupId | null; now: number }>) =>
    db
      .updateTable('planning_sessions')
      .set({ chain_id: $('chainId'), group_id: $('groupId'), updated_at: $('now') })
      .where('id', '=', $('id')),
);

/** Notes the chain and the group that a session's plan became. */
export async function setPlanned(
  tx: Transaction,
  planned: { id: SessionId; chainId: ChainId | null; groupId: GroupId | null; now: number },
): Promise<void> {
  await tx.run(updatePlanned, planned);
}

const insertIssueRow = insertion('session_issues', [
  'session_id',
  'severity',
  'run',
  'message',
  'code',
  'details',
  'location',
  'item_id',
  'occurred_at',
]);

export async function insertSessionIssue(
  tx: Transaction,
  severity: 'ERROR' | 'WARNING',
  session: Pick<PlanningSession, 'id' | 'run'>,
  issue: SessionIssue,
): Promise<void> {
  await tx.run(insertIssueRow, {
    session_id: session.id,
    severity,
    run: session.run,
    message: issue.message,
    code: issue.code,
    details: issue.details === null ? null : toJson(issue.details),
    location: issue.location === null ? null : toJson(issue.location),
    item_id: issue.itemId,
    occurred_at: issue.at,
  });
}

const deleteErrors = query((db, $: Parameter<{ id: SessionId }>) =>
  db.deleteFrom('session_issues').where('session_id', '=', $('id')).where('severity', '=', 'ERROR'),
);

/** A retry starts with no errors; the log keeps those of the run before. */
export async function clearErrors(tx: Transaction, id: SessionId): Promise<void> {
  await tx.run(deleteErrors, { id });
}

interface Slice {
  id: SessionId;
  limit: number;
}

/** A statement that deletes the next rows of a session: those whose key stands in the given part of a select. */
function deletion(table: keyof Tables, key: string, rows: string) {
  return query((db, $: Parameter<Slice>) => ({
    compile: () =>
      sql`delete from ${sql.table(table)} where ${sql.raw(key)} in
        (select ${sql.raw(rows)} = ${$('id')} limit ${$('limit')})`.compile(db) as CompiledQuery<never>,
  }));
}

/** What belongs to a session, what belongs to others of it first. */
const rowsOfSession = [
  deletion(
    'effect_attempts',
    '(effect_id, attempt)',
    'effect_id, attempt from effect_attempts join effects on effects.id = effect_id where session_id',
  ),
  deletion('effects', 'id', 'id from effects where session_id'),
  deletion(
    'action_decisions',
    'number',
    'number from action_decisions join actions on actions.id = action_id where session_id',
  ),
  deletion(
    'action_revisions',
    '(action_id, version)',
    'action_id, action_revisions.version from action_revisions join actions on actions.id = action_id where session_id',
  ),
  deletion(
    'action_resolutions',
    'number',
    'number from action_resolutions join actions on actions.id = action_id where session_id',
  ),
  deletion(
    'approval_links',
    'id',
    'approval_links.id from approval_links join actions on actions.id = action_id where session_id',
  ),
  deletion('actions', 'id', 'id from actions where session_id'),
  deletion(
    'step_dependencies',
    '(depends_on_id, step_id)',
    `depends_on_id, step_id from chains join steps on steps.chain_id = chains.id
      join step_dependencies on depends_on_id = steps.id where session_id`,
  ),
  deletion('steps', 'id', 'steps.id from chains join steps on steps.chain_id = chains.id where session_id'),
  deletion('chains', 'id', 'id from chains where session_id'),
  deletion('proposal_groups', 'id', 'group_id from planning_sessions where id'),
  deletion('session_issues', 'number', 'number from session_issues where session_id'),
  deletion('plan_items', '(session_id, place)', 'session_id, place from plan_items where session_id'),
  deletion('plan_changes', '(session_id, place)', 'session_id, place from plan_changes where session_id'),
  deletion(
    'section_coverage',
    '(session_id, place)',
    'session_id, place from section_coverage where session_id',
  ),
  deletion('session_pages', '(session_id, place)', 'session_id, place from session_pages where session_id'),
  deletion('session_documents', 'session_id', 'session_id from session_documents where session_id'),
  deletion('planning_sessions', 'id', 'id from planning_sessions where id'),
];

const rowsPerSlice = 500;

/** Removes a session and all that was made for it; its issues, what links them to the document, and the log remain. */
export async function deleteSession(tx: Transaction, id: SessionId): Promise<void> {
  for (const statement of rowsOfSession) {
    while ((await tx.run(statement, { id, limit: rowsPerSlice })) === rowsPerSlice) await tx.breathe();
  }
}
