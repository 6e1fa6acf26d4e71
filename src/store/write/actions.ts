import { sql } from 'kysely';
import type {
  ActionDecision,
  ActionError,
  ActionPreviewField,
  ActionProposal,
  ActionState,
} from '../../domain/action.ts';
import type { ActionId, GroupId, OrganizationId, SessionId } from '../../domain/ids.ts';
import { digestOf, type Json } from '../../domain/json.ts';
import type { CountedAction, DecidedAction } from '../action-counts.ts';
import { insertion, type Parameter, query } from '../query.ts';
import { formatPreview, parsePreview } from '../read/action-previews.ts';
import { parseAction } from '../read/actions.ts';
import { toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertion('actions', [
  'id',
  'organization_id',
  'tool',
  'arguments',
  'digest',
  'version',
  'state',
  'preview',
  'reason',
  'proposed_by_kind',
  'proposed_by_id',
  'proposed_by_name',
  'required_approvals',
  'expires_at',
  'call_digest',
  'repeat_of',
  'group_id',
  'session_id',
  'item_id',
  'chain_id',
  'step_id',
  'conversation_id',
  'message_id',
  'created_at',
  'updated_at',
]);

type Call = Pick<ActionProposal, 'tool' | 'arguments'>;

/** Equal for equal calls, whoever proposes them. */
function callDigest(call: Call): string {
  return digestOf([call.tool, call.arguments]);
}

/** What a call is found by when it is proposed again; null unless it was declined. */
function declinedDigest(call: Call, state: ActionState): string | null {
  return state === 'DECLINED' ? callDigest(call) : null;
}

export async function insertActions(tx: Transaction, actions: readonly ActionProposal[]): Promise<void> {
  const rows = actions.map((action) => ({
    id: action.id,
    organization_id: action.organizationId,
    tool: action.tool,
    arguments: toJson(action.arguments),
    digest: action.digest,
    version: action.version,
    state: action.state,
    preview: formatPreview(action.preview),
    reason: action.reason,
    proposed_by_kind: action.proposedBy.kind,
    proposed_by_id: action.proposedBy.id,
    proposed_by_name: action.proposedBy.name,
    required_approvals: action.requiredApprovals,
    expires_at: action.expiresAt,
    call_digest: declinedDigest(action, action.state),
    repeat_of: action.repeatOf,
    group_id: action.groupId,
    session_id: action.sessionId,
    item_id: action.itemId,
    chain_id: action.chainId,
    step_id: action.stepId,
    conversation_id: action.conversationId,
    message_id: action.messageId,
    created_at: action.createdAt,
    updated_at: action.updatedAt,
  }));
  await tx.runEach(insertRow, rows);
  for (const action of actions) tx.actionCounts.move(action, null, action.state);
}

const insertDecisionRow = insertion('action_decisions', [
  'action_id',
  'decision',
  'version',
  'decided_by_kind',
  'decided_by_id',
  'decided_by_name',
  'note',
  'decided_at',
]);

/** An action, and what was decided on it. */
export type Decided = readonly [action: DecidedAction, decision: ActionDecision];

export async function insertDecisions(tx: Transaction, decided: readonly Decided[]): Promise<void> {
  const rows = decided.map(([action, decision]) => ({
    action_id: action.id,
    decision: decision.decision,
    version: decision.version,
    decided_by_kind: decision.decidedBy.kind,
    decided_by_id: decision.decidedBy.id,
    decided_by_name: decision.decidedBy.name,
    note: decision.note,
    decided_at: decision.decidedAt,
  }));
  await tx.runEach(insertDecisionRow, rows);
  for (const [action, { decidedBy }] of decided) tx.actionCounts.decide(action, decidedBy.id);
}

interface Move {
  readonly from: ActionState;
  readonly to: ActionState;
  readonly now: number;
}

const updateState = query((db, $: Parameter<Move & { id: ActionId; callDigest: string | null }>) =>
  db
    .updateTable('actions')
    .set({ state: $('to'), call_digest: $('callDigest'), updated_at: $('now') })
    .where('id', '=', $('id'))
    .where('state', '=', $('from')),
);

/** Compare and set: false when the action is in another state. */
export async function moveAction(
  tx: Transaction,
  action: CountedAction & Call,
  move: Move,
): Promise<boolean> {
  const { id } = action;
  if ((await tx.run(updateState, { id, ...move, callDigest: declinedDigest(action, move.to) })) === 0)
    return false;
  tx.actionCounts.move(action, move.from, move.to);
  return true;
}

const updateRunning = query((db, $: Parameter<{ id: ActionId; from: ActionState; now: number }>) =>
  db
    .updateTable('actions')
    .set((column) => ({ state: 'EXECUTING', runs: column('runs', '+', 1), updated_at: $('now') }))
    .where('id', '=', $('id'))
    .where('state', '=', $('from')),
);

/** Makes an action EXECUTING and counts the run; false when it is in another state. */
export async function startRun(
  tx: Transaction,
  action: CountedAction,
  { from, now }: { from: ActionState; now: number },
): Promise<boolean> {
  if ((await tx.run(updateRunning, { id: action.id, from, now })) === 0) return false;
  tx.actionCounts.move(action, from, 'EXECUTING');
  return true;
}

const updateOutcome = query(
  (
    db,
    $: Parameter<{
      id: ActionId;
      from: ActionState;
      to: ActionState;
      runs: number;
      result: string | null;
      resultUrl: string | null;
      error: string | null;
      now: number;
    }>,
  ) =>
    db
      .updateTable('actions')
      .set({
        state: $('to'),
        runs: $('runs'),
        result: $('result'),
        result_url: $('resultUrl'),
        error: $('error'),
        updated_at: $('now'),
      })
      .where('id', '=', $('id'))
      .where('state', '=', $('from')),
);

/** Notes how an action ended; false when it is in another state than `from`. */
export async function settleAction(
  tx: Transaction,
  action: CountedAction,
  outcome: {
    from: ActionState;
    to: 'SUCCEEDED' | 'FAILED' | 'OUTCOME_UNKNOWN';
    runs: number;
    result: Json;
    resultUrl: string | null;
    error: ActionError | null;
    now: number;
  },
): Promise<boolean> {
  const changed = await tx.run(updateOutcome, {
    ...outcome,
    id: action.id,
    result: outcome.result === null ? null : toJson(outcome.result),
    error: outcome.error === null ? null : toJson(outcome.error),
  });
  if (changed === 0) return false;
  tx.actionCounts.move(action, outcome.from, outcome.to);
  return true;
}

const updateRevised = query(
  (
    db,
    $: Parameter<{
      id: ActionId;
      from: number;
      arguments: string;
      preview: string;
      digest: string;
      version: number;
      repeatOf: ActionId | null;
      proposedByKind: string;
      proposedById: string;
      proposedByName: string;
      requiredApprovals: number;
      expiresAt: number | null;
      now: number;
    }>,
  ) =>
    db
      .updateTable('actions')
      .set({
        arguments: $('arguments'),
        preview: $('preview'),
        digest: $('digest'),
        version: $('version'),
        repeat_of: $('repeatOf'),
        proposed_by_kind: $('proposedByKind'),
        proposed_by_id: $('proposedById'),
        proposed_by_name: $('proposedByName'),
        required_approvals: $('requiredApprovals'),
        expires_at: $('expiresAt'),
        updated_at: $('now'),
      })
      .where('id', '=', $('id'))
      .where('version', '=', $('from'))
      .where('state', '=', 'PROPOSED'),
);

/** Puts a new version in place of `from`; false when the action is another version or no longer PROPOSED. */
export async function reviseAction(
  tx: Transaction,
  from: number,
  action: ActionProposal,
  now: number,
): Promise<boolean> {
  const { id, digest, version, repeatOf, requiredApprovals, expiresAt } = action;
  const changed = await tx.run(updateRevised, {
    id,
    from,
    arguments: toJson(action.arguments),
    preview: formatPreview(action.preview),
    digest,
    version,
    repeatOf,
    proposedByKind: action.proposedBy.kind,
    proposedById: action.proposedBy.id,
    proposedByName: action.proposedBy.name,
    requiredApprovals,
    expiresAt,
    now,
  });
  return changed === 1;
}

const selectDeclined = query(
  (db, $: Parameter<{ organizationId: OrganizationId; callDigest: string; id: ActionId }>) =>
    db
      .selectFrom('actions')
      .select('id')
      .where('call_digest', '=', $('callDigest'))
      .where('organization_id', '=', $('organizationId'))
      .where(sql<boolean>`state = 'DECLINED'`)
      .where('id', '<>', $('id'))
      .orderBy('id', 'desc')
      .limit(1),
);

/** The newest proposal of the same call that was declined, if there is one. */
export async function readDeclinedCall(
  tx: Transaction,
  action: Pick<ActionProposal, 'id' | 'organizationId' | 'tool' | 'arguments'>,
): Promise<ActionId | null> {
  const { id, organizationId } = action;
  const row = await tx.first(selectDeclined, { id, organizationId, callDigest: callDigest(action) });
  return (row?.id as ActionId | undefined) ?? null;
}

const updateSuperseded = query((db, $: Parameter<{ id: ActionId; by: ActionId }>) =>
  db
    .updateTable('actions')
    .set({ superseded_by: $('by') })
    .where('id', '=', $('id')),
);

/** Links a superseded action to the one that took its place. */
export async function setSupersededBy(tx: Transaction, id: ActionId, by: ActionId): Promise<void> {
  await tx.run(updateSuperseded, { id, by });
}

const selectOpenOfGroup = query((db, $: Parameter<{ groupId: GroupId }>) =>
  db
    .selectFrom('actions')
    .select('id')
    .where('group_id', '=', $('groupId'))
    .where(sql<boolean>`state = 'PROPOSED'`)
    .limit(1),
);

/** Whether somebody still has to decide on an action of a group. */
export async function hasOpenDecision(tx: Transaction, groupId: GroupId): Promise<boolean> {
  return (await tx.first(selectOpenOfGroup, { groupId })) !== undefined;
}

const selectOpenOfSession = query((db, $: Parameter<{ sessionId: SessionId }>) =>
  db
    .selectFrom('actions')
    .selectAll()
    .where('session_id', '=', $('sessionId'))
    .where('state', 'in', ['PROPOSED', 'APPROVED']),
);

/** Actions of a session that have neither been carried out nor been decided against. */
export async function readOpenActions(tx: Transaction, sessionId: SessionId): Promise<ActionProposal[]> {
  return (await tx.all(selectOpenOfSession, { sessionId })).map(parseAction);
}

const insertRevisionRow = insertion('action_revisions', ['action_id', 'version', 'digest', 'preview']);

/** Keeps what was shown of a version that is about to be replaced. */
export async function keepRevision(tx: Transaction, action: ActionProposal): Promise<void> {
  await tx.run(insertRevisionRow, {
    action_id: action.id,
    version: action.version,
    digest: action.digest,
    preview: formatPreview(action.preview),
  });
}

const selectRevision = query((db, $: Parameter<{ id: ActionId; digest: string }>) =>
  db
    .selectFrom('action_revisions')
    .select('preview')
    .where('action_id', '=', $('id'))
    .where('digest', '=', $('digest'))
    .orderBy('version', 'desc')
    .limit(1),
);

/** What was shown under a digest before the present version; null when nothing was. */
export async function readShown(
  tx: Transaction,
  id: ActionId,
  digest: string,
): Promise<ActionPreviewField[] | null> {
  const row = await tx.first(selectRevision, { id, digest });
  return row === undefined ? null : parsePreview(row.preview);
}
