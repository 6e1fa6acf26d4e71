import type { Policy } from '../access/policy.ts';
import type { Caller } from '../access/viewer.ts';
import {
  type ActionDecision,
  type ActionProposal,
  actionTransitions,
  type Decision as Choice,
  decideAction,
  previewChanges,
} from '../domain/action.ts';
import type { Answer } from '../domain/answer.ts';
import { type Chain, chainTransitions, isChainSettled } from '../domain/chain.ts';
import { actionStream } from '../domain/event.ts';
import type { ActionId } from '../domain/ids.ts';
import type { JsonObject } from '../domain/json.ts';
import { mayFollow, refuseTransition } from '../domain/machine.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse, refuseNotFound } from '../domain/refusal.ts';
import type { Role } from '../domain/role.ts';
import { readAction, readDecisions } from '../store/read/actions.ts';
import { readChain } from '../store/read/chains.ts';
import { hasAsked } from '../store/read/messages.ts';
import { readSession } from '../store/read/sessions.ts';
import { insertDecisions, moveAction, readShown } from '../store/write/actions.ts';
import { rememberKept } from '../store/write/plan-links.ts';
import { setShownFields } from '../store/write/plans.ts';
import { clearTimer } from '../store/write/timers.ts';
import { expiryKey, idsOfAction } from './action.ts';
import { lookBeforeDeciding, targetOf } from './changed-issues.ts';
import { isLookDue, refuseChangedPages } from './changed-pages.ts';
import { answer, type Decision, type Origin, originOfCaller } from './decide.ts';
import { settleDecided } from './decided.ts';
import { writeExpired } from './expire-action.ts';
import type { EngineParts } from './parts.ts';
import { readPolicy } from './policy.ts';
import { findTool, previewCall } from './proposal.ts';
import { noteFault } from './propose-action.ts';
import { keyFault, once } from './request.ts';
import { writeRevision } from './revise-action.ts';

/** What one person decides about one action. */
export interface DecisionOnAction {
  readonly actionId: ActionId;
  readonly decision: Choice;
  /** Of what was shown: an approval has to name it. */
  readonly digest: string | null;
  readonly note: string | null;
  readonly idempotencyKey: string | null;
}

const path = ['input', 'actionId'];

/**
 * Decides on an action: one of two who decide at once wins, and the other is told what was decided. Before an approval
 * what it rests on outside is looked at.
 */
export function decideOnAction(
  parts: EngineParts,
  caller: Caller,
  input: DecisionOnAction,
): Promise<Answer<ActionProposal>> {
  return lookingWhereDue(parts, originOfCaller(caller), input.actionId, (look) =>
    decideNow(parts, caller, input, look),
  );
}

/** Whether what an approval rests on outside was looked at. */
export interface Look {
  readonly looked: boolean;
}

/** Decides on an action; where a look outside is due, that comes first, and refuses it once when pages were edited. */
export async function lookingWhereDue<Value>(
  parts: EngineParts,
  origin: Origin,
  actionId: ActionId,
  decideOn: (look: Look) => Promise<Value>,
): Promise<Value | RefusalOf<'STALE_ACTION'>> {
  try {
    return await decideOn({ looked: false });
  } catch (cause) {
    if (!(cause instanceof UnlookedError)) throw cause;
  }
  const refused = await lookBeforeApproving(parts, origin, [actionId]);
  return refused.get(actionId) ?? (await decideOn({ looked: true }));
}

/**
 * Looks at what approvals rest on outside. Answers those that are refused because pages were edited; issues are read
 * anew, and each decision sees what became of them. Not inside a decision.
 */
export async function lookBeforeApproving(
  parts: EngineParts,
  origin: Origin,
  actionIds: readonly ActionId[],
): Promise<ReadonlyMap<ActionId, RefusalOf<'STALE_ACTION'>>> {
  const [refused] = await Promise.all([
    refuseChangedPages(parts, origin, actionIds),
    lookBeforeDeciding(parts, origin, actionIds),
  ]);
  return refused;
}

/** Carries an approval out of its decision, in which nobody can be asked. */
class UnlookedError extends Error {
  override readonly name = 'UnlookedError';
}

/** The same without a look outside; throws where one is due that was not made. */
export async function decideNow(
  parts: EngineParts,
  caller: Caller,
  input: DecisionOnAction,
  look: Look,
): Promise<Answer<ActionProposal>> {
  const origin = originOfCaller(caller);
  const fault =
    digestFault(input) ?? noteFault('note', input.note) ?? keyFault('idempotencyKey', input.idempotencyKey);
  if (fault !== null) return fault;
  const { idempotencyKey: key, ...asked } = input;
  const request = { operation: 'decideAction', key, input: asked as unknown as JsonObject };
  return await answer(parts, origin, (decision) => {
    const recall = (id: string) => readAction(decision.tx, origin.organizationId, id as ActionId);
    return once(decision, request, {
      recall,
      make: async () => {
        const action = await recall(input.actionId);
        if (action === null) return refuseNotFound('action', path);
        return await writeDecision(decision, caller.viewer.role, action, input, look);
      },
    });
  });
}

/** Whether an approval rests on pages that were not looked for lately, or on an issue of an outside tracker. */
async function restsOutside(decision: Decision, action: ActionProposal): Promise<boolean> {
  const { sessionId } = action;
  if (targetOf(decision.parts, action) !== null) return true;
  return sessionId !== null && (await isLookDue(decision, sessionId));
}

/** An approval has to name what was seen. */
export function digestFault({ decision, digest }: DecisionOnAction): RefusalOf<'VALIDATION'> | null {
  if (decision === 'DECLINE' || digest !== null) return null;
  const message = 'An approval names what was seen: give the digest of the action as it was shown.';
  return refuse('VALIDATION', message, ['input', 'digest'], {});
}

/** Decides inside a decision of the engine; throws where a look outside is due that was not made. */
export async function writeDecision(
  decision: Decision,
  role: Role,
  action: ActionProposal,
  input: DecisionOnAction,
  { looked }: Look,
): Promise<ActionProposal | Refusal> {
  const { tx, origin, now, parts } = decision;
  const mayLook = !looked && input.decision === 'APPROVE' && action.state === 'PROPOSED';
  if (mayLook && (await restsOutside(decision, action))) throw new UnlookedError();
  const tool = findTool(parts, action.tool);
  // What no tool can carry out any more can still be declined.
  if (isRefusal(tool) && input.decision === 'APPROVE') return tool;
  const policy = await readPolicy(
    decision,
    isRefusal(tool) ? { name: action.tool, destructive: false } : tool,
  );
  if (!policy.roles.includes(role)) return refuseRole(policy, role);
  const over = action.state === 'PROPOSED' ? await readEndedChain(decision, action) : null;
  if (over !== null) return refuseChainOver(over, input.decision === 'APPROVE' ? 'APPROVED' : 'DECLINED');
  const decided = await readDecisions(tx, [action.id]);
  const verdict = decideAction(action, decided, {
    decision: input.decision,
    by: origin.actor,
    digest: input.digest,
    selfApproval: policy.selfApproval,
    askedModel: await hasAskedModel(decision, action),
    now,
  });
  switch (verdict.kind) {
    case 'refused':
      return verdict;
    case 'unchanged':
      return action;
    case 'expired':
      await writeExpired(decision, action);
      return verdict.refusal;
    case 'stale':
      return await refuseStale(decision, action, input.digest ?? '');
    case 'decided': {
      // What the preview rests on may have changed since it was shown.
      const stale = input.decision === 'APPROVE' ? await findStale(decision, action) : null;
      if (stale !== null) return stale;
      return await writeVerdict(decision, action, verdict.state, {
        decision: input.decision,
        decidedBy: origin.actor,
        decidedAt: now,
        note: input.note,
        version: action.version,
      });
    }
  }
}

/** Whether a model proposed the action as it is now, in a conversation in which whoever decides has asked it. */
async function hasAskedModel({ tx, origin }: Decision, action: ActionProposal): Promise<boolean> {
  const { conversationId, proposedBy } = action;
  if (conversationId === null || proposedBy.kind !== 'AGENT') return false;
  return await hasAsked(tx, { conversationId, actorId: origin.actor.id });
}

/** Whoever decides has to have one of the policy's roles. */
export function refuseRole(policy: Policy, role: Role): RefusalOf<'FORBIDDEN'> {
  const roles = policy.roles.join(', ');
  const message = `Actions of ${policy.tool} are decided by ${roles}; your role is ${role}.`;
  return refuse('FORBIDDEN', message, path, { roles: policy.roles });
}

async function writeVerdict(
  decision: Decision,
  action: ActionProposal,
  state: 'PROPOSED' | 'APPROVED' | 'DECLINED',
  decided: ActionDecision,
): Promise<ActionProposal> {
  const { tx, now } = decision;
  await insertDecisions(tx, [[action, decided]]);
  if (state !== 'PROPOSED') {
    await clearTimer(tx, expiryKey(action.id));
    const moved = await moveAction(tx, action, { from: 'PROPOSED', to: state, now });
    if (!moved) throw new Error(`the action ${action.id} moved inside a decision`);
  }
  decision.record({
    type: 'ApprovalResolved',
    stream: actionStream(action.id),
    ids: idsOfAction(action),
    tool: action.tool,
    outcome: state,
    body: { decision: decided.decision, state, decidedBy: decided.decidedBy, note: decided.note },
  });
  const after: ActionProposal = { ...action, state, updatedAt: now };
  if (state === 'DECLINED') {
    decision.settled({ kind: 'action', id: action.id });
    await rememberDecline(decision, after);
  }
  if (state !== 'PROPOSED') await settleDecided(decision, after);
  return after;
}

/** What a session asked about a conflict or an orphan is not asked again once somebody has declined it. */
async function rememberDecline({ tx, origin }: Decision, action: ActionProposal): Promise<void> {
  const { sessionId, chainId } = action;
  if (sessionId === null || chainId !== null) return;
  const session = await readSession(tx, origin.organizationId, sessionId);
  if (session !== null) await rememberKept(tx, session, action.id);
}

/** The difference when the target is not what the preview rests on any more; the action is shown anew. */
async function findStale(
  decision: Decision,
  action: ActionProposal,
): Promise<RefusalOf<'STALE_ACTION'> | null> {
  const tool = findTool(decision.parts, action.tool);
  if (isRefusal(tool)) return null;
  const shown = await previewCall(decision, tool, action);
  if (shown.digest === action.digest) return null;
  const changes = previewChanges(action.preview, shown.preview);
  const note = 'What it would change has changed since it was shown.';
  await writeRevision(decision, action, { ...action, ...shown, version: action.version + 1 }, note);
  if (action.sessionId !== null) await setShownFields(decision.tx, action, shown.preview);
  return refuse('STALE_ACTION', `${note} Look again, and decide with the new digest.`, path, {
    changes,
    digest: shown.digest,
  });
}

/** The digest that came along is not the action's: it was revised since, or the digest is of something else. */
async function refuseStale(
  decision: Decision,
  action: ActionProposal,
  digest: string,
): Promise<RefusalOf<'STALE_ACTION'>> {
  const stale = await findStale(decision, action);
  if (stale !== null) return stale;
  const message =
    'The digest is not of what is shown now: look at the action again, and decide with its digest.';
  const shown = (await readShown(decision.tx, action.id, digest)) ?? [];
  const changes = previewChanges(shown, action.preview);
  return refuse('STALE_ACTION', message, path, { changes, digest: action.digest });
}

/** The chain of an action, where it has ended. */
async function readEndedChain({ tx, origin }: Decision, { chainId }: ActionProposal): Promise<Chain | null> {
  const chain = chainId === null ? null : await readChain(tx, origin.organizationId, chainId);
  return chain !== null && isChainSettled(chain.status) ? chain : null;
}

/** An action of a chain that has ended is kept for its retry, or is cancelled, or about to be. */
function refuseChainOver({ status, sessionId }: Chain, to: 'APPROVED' | 'DECLINED'): Refusal {
  if (!mayFollow(chainTransitions, status, 'RUNNING')) {
    return refuseTransition('action', actionTransitions, { from: 'CANCELLED', to }, path);
  }
  const whole = sessionId === null ? 'chain' : 'planning session';
  const message = `The action is PROPOSED, but its chain is ${status}: retry the ${whole}, then decide.`;
  return refuse('INVALID_TRANSITION', message, path, { from: 'PROPOSED', to, allowed: ['CANCELLED'] });
}
