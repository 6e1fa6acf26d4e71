import { sql } from 'kysely';
import type {
  ActionDecision,
  ActionError,
  ActionProposal,
  ActionState,
  Decision,
} from '../../domain/action.ts';
import type {
  ActionId,
  ChainId,
  ConversationId,
  GroupId,
  ItemId,
  MessageId,
  OrganizationId,
  SessionId,
  StepId,
} from '../../domain/ids.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseActor, parseJson, type RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';
import { parsePreview } from './action-previews.ts';

const selectByIds = query((db, $: Parameter<{ organizationId: string; ids: string }>) =>
  db
    .selectFrom('actions')
    .selectAll()
    .where('id', 'in', listOf($('ids')))
    .where('organization_id', '=', $('organizationId')),
);

/** The actions of an organization with these ids, in no order; those that are missing are left out. */
export async function readActions(
  reader: Reader,
  organizationId: OrganizationId,
  ids: readonly ActionId[],
): Promise<ActionProposal[]> {
  const [only] = ids;
  const rows =
    ids.length === 1 && only !== undefined
      ? await reader.all(selectById, { organizationId, id: only })
      : await reader.all(selectByIds, { organizationId, ids: JSON.stringify(ids) });
  return rows.map(parseAction);
}

const selectById = query((db, $: Parameter<{ organizationId: string; id: string }>) =>
  db
    .selectFrom('actions')
    .selectAll()
    .where('id', '=', $('id'))
    .where('organization_id', '=', $('organizationId')),
);

export async function readAction(
  reader: Reader,
  organizationId: OrganizationId,
  id: ActionId,
): Promise<ActionProposal | null> {
  const row = await reader.first(selectById, { organizationId, id });
  return row === undefined ? null : parseAction(row);
}

const selectOfSkipped = query((db, $: Parameter<{ chainId: ChainId; limit: number }>) =>
  db
    .selectFrom('steps')
    .innerJoin('actions', 'actions.id', 'steps.action_id')
    .selectAll('actions')
    .where('steps.chain_id', '=', $('chainId'))
    .where(sql<boolean>`steps.status = 'SKIPPED' and actions.state in ('PROPOSED', 'APPROVED')`)
    .orderBy('steps.place')
    .limit($('limit')),
);

/** Actions of a chain's skipped steps that could still be carried out, in order. */
export async function readUnusedActions(
  reader: Reader,
  chainId: ChainId,
  limit: number,
): Promise<ActionProposal[]> {
  return (await reader.all(selectOfSkipped, { chainId, limit })).map(parseAction);
}

const selectDecisions = query((db, $: Parameter<{ ids: string }>) =>
  db
    .selectFrom('action_decisions')
    .selectAll()
    .where('action_id', 'in', listOf($('ids')))
    .orderBy('number'),
);

/** Decisions on actions, oldest first. */
export async function readDecisions(
  reader: Reader,
  ids: readonly ActionId[],
): Promise<(ActionDecision & { actionId: ActionId })[]> {
  const rows = await reader.all(selectDecisions, { ids: JSON.stringify(ids) });
  return rows.map((row) => ({
    actionId: row.action_id as ActionId,
    decision: row.decision as Decision,
    version: row.version,
    decidedBy: parseActor(row.decided_by_kind, row.decided_by_id, row.decided_by_name),
    decidedAt: row.decided_at,
    note: row.note,
  }));
}

export function parseAction(row: RowOf<'actions', keyof Tables['actions']>): ActionProposal {
  return {
    id: row.id as ActionId,
    organizationId: row.organization_id as OrganizationId,
    tool: row.tool,
    arguments: JSON.parse(row.arguments) as JsonObject,
    digest: row.digest,
    version: row.version,
    state: row.state as ActionState,
    preview: parsePreview(row.preview),
    reason: row.reason,
    repeatOf: row.repeat_of as ActionId | null,
    supersededBy: row.superseded_by as ActionId | null,
    proposedBy: parseActor(row.proposed_by_kind, row.proposed_by_id, row.proposed_by_name),
    requiredApprovals: row.required_approvals,
    expiresAt: row.expires_at,
    result: parseJson<Json>(row.result),
    resultUrl: row.result_url,
    error: parseJson<ActionError>(row.error),
    runs: row.runs,
    groupId: row.group_id as GroupId | null,
    sessionId: row.session_id as SessionId | null,
    itemId: row.item_id as ItemId | null,
    chainId: row.chain_id as ChainId | null,
    stepId: row.step_id as StepId | null,
    conversationId: row.conversation_id as ConversationId | null,
    messageId: row.message_id as MessageId | null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

const selectApproved = query((db, $: Parameter<{ groupId: GroupId; tool: string; limit: number }>) =>
  db
    .selectFrom('actions')
    .selectAll()
    .where('group_id', '=', $('groupId'))
    .where('state', '=', 'APPROVED')
    .where('tool', '=', $('tool'))
    .orderBy('id')
    .limit($('limit')),
);

/** The next actions of a group that call a tool, are approved, and have not begun, in order. */
export async function readApproved(
  reader: Reader,
  of: { groupId: GroupId; tool: string; limit: number },
): Promise<ActionProposal[]> {
  return (await reader.all(selectApproved, of)).map(parseAction);
}
