import { sql } from 'kysely';
import type { Effect, EffectKind, EffectState } from '../../domain/effect.ts';
import type {
  ActionId,
  ChainId,
  EffectId,
  EventId,
  JobId,
  MessageId,
  OrganizationId,
  SessionId,
  StepId,
} from '../../domain/ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { RetryPolicy } from '../../domain/retry.ts';
import { type Parameter, query } from '../query.ts';
import { parseJson, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';

/** An effect as its row holds it. */
export function parseEffect(row: RowOf<'effects', keyof Tables['effects']>): Effect {
  return {
    id: row.id as EffectId,
    organizationId: row.organization_id as OrganizationId,
    kind: row.kind as EffectKind,
    dedupeKey: row.dedupe_key,
    state: row.state as EffectState,
    sessionId: row.session_id as SessionId | null,
    actionId: row.action_id as ActionId | null,
    chainId: row.chain_id as ChainId | null,
    stepId: row.step_id as StepId | null,
    jobId: row.job_id as JobId | null,
    messageId: row.message_id as MessageId | null,
    attempts: row.attempts,
    fence: row.fence,
    leaseUntil: row.lease_until,
    nextAttemptAt: row.next_attempt_at,
    lastError: row.last_error,
    retry: parseJson<RetryPolicy>(row.retry),
    deadlineAt: row.deadline_at,
    stopRequestedAt: row.stop_requested_at,
    connection: row.connection,
    stream: row.stream,
    waitsFor: row.waits_for as EffectId | null,
    request: parseJson<JsonObject>(row.request),
    idempotencyKey: row.idempotency_key,
    inDoubt: row.in_doubt === 1,
    tries: row.tries,
    tryingSince: row.trying_since,
    correlationId: row.correlation_id,
    causedBy: row.caused_by as EventId | null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

const selectOpenOfAction = query((db, $: Parameter<{ organizationId: OrganizationId; actionId: ActionId }>) =>
  db
    .selectFrom('effects')
    .selectAll()
    .where('action_id', '=', $('actionId'))
    .where('organization_id', '=', $('organizationId'))
    .where(sql<boolean>`state in ('PENDING', 'EXECUTING', 'BLOCKED', 'UNKNOWN')`),
);

/** The effect through which the world may still hear from an action, or null. */
export async function readOpenEffect(
  reader: Reader,
  organizationId: OrganizationId,
  actionId: ActionId,
): Promise<Effect | null> {
  const row = await reader.first(selectOpenOfAction, { organizationId, actionId });
  return row === undefined ? null : parseEffect(row);
}

const selectLastOfAction = query((db, $: Parameter<{ organizationId: OrganizationId; actionId: ActionId }>) =>
  db
    .selectFrom('effects')
    .selectAll()
    .where('action_id', '=', $('actionId'))
    .where('organization_id', '=', $('organizationId'))
    .orderBy('id', 'desc')
    .limit(1),
);

/** The effect of the latest run of an action, or null. */
export async function readLastEffect(
  reader: Reader,
  organizationId: OrganizationId,
  actionId: ActionId,
): Promise<Effect | null> {
  const row = await reader.first(selectLastOfAction, { organizationId, actionId });
  return row === undefined ? null : parseEffect(row);
}

const selectById = query((db, $: Parameter<{ id: EffectId }>) =>
  db.selectFrom('effects').selectAll().where('id', '=', $('id')),
);

export async function readEffect(reader: Reader, id: EffectId): Promise<Effect | null> {
  const row = await reader.first(selectById, { id });
  return row === undefined ? null : parseEffect(row);
}
