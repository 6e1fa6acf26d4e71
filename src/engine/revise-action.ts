import type { Caller } from '../access/viewer.ts';
import { type ActionProposal, actionTransitions, refuseExpired } from '../domain/action.ts';
import type { Answer } from '../domain/answer.ts';
import { actionStream } from '../domain/event.ts';
import type { ActionId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { refuseTransition } from '../domain/machine.ts';
import { isRefusal, type Refusal, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readAction } from '../store/read/actions.ts';
import { keepRevision, readDeclinedCall, reviseAction as saveRevision } from '../store/write/actions.ts';
import { idsOfAction, scheduleExpiry } from './action.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import { writeExpired } from './expire-action.ts';
import type { EngineParts } from './parts.ts';
import { readPolicy } from './policy.ts';
import { findTool, parseArguments, previewCall, vetCall } from './proposal.ts';
import { idleFault, noteFault } from './propose-action.ts';

export interface Revision {
  readonly actionId: ActionId;
  readonly arguments: Json;
  readonly note: string | null;
}

const path = ['input', 'actionId'];

/** Gives an undecided action other arguments: a new version with a new preview, and earlier approvals are void. */
export async function reviseAction(
  parts: EngineParts,
  caller: Caller,
  input: Revision,
): Promise<Answer<ActionProposal>> {
  const origin = originOfCaller(caller);
  const fault = noteFault('note', input.note);
  if (fault !== null) return fault;
  return await answer(parts, origin, async (decision): Promise<ActionProposal | Refusal> => {
    const action = await readAction(decision.tx, origin.organizationId, input.actionId);
    if (action === null) return refuseNotFound('action', path);
    const tool = findTool(parts, action.tool);
    if (isRefusal(tool)) return tool;
    if (action.state === 'EXPIRED') return refuseExpired(action, path);
    if (action.state !== 'PROPOSED') {
      return refuseTransition('action', actionTransitions, { from: action.state, to: 'PROPOSED' }, path);
    }
    if (action.expiresAt !== null && action.expiresAt <= decision.now) {
      await writeExpired(decision, action);
      return refuseExpired(action, path);
    }
    if (action.itemId !== null) {
      const message = 'This action carries out a plan item: change the document and read it again.';
      return refuse('VALIDATION', message, path, {});
    }
    const parsed = parseArguments(tool, input.arguments);
    if (isRefusal(parsed)) return parsed;
    const unfit = await vetCall(decision, tool, parsed.args);
    if (unfit !== null) return unfit;
    const proposedBy = origin.actor;
    const call = { id: action.id, arguments: parsed.args, proposedBy };
    const shown = await previewCall(decision, tool, call);
    const idle = idleFault(shown.preview);
    if (idle !== null) return idle;
    const policy = await readPolicy(decision, tool);
    const expiresAt = decision.now + policy.expiresAfterSeconds * 1000;
    const version = action.version + 1;
    // Who revises is the author of what is proposed now: it is done in that name, and not one's own to approve.
    const requiredApprovals = policy.approvers;
    const now = { arguments: parsed.args, ...shown, proposedBy, version, expiresAt, requiredApprovals };
    const revised = { ...action, ...now };
    return await writeRevision(decision, action, revised, input.note);
  });
}

/** Puts the next version of an action in place of the present one. */
export async function writeRevision(
  decision: Decision,
  present: ActionProposal,
  revised: ActionProposal,
  note: string | null,
): Promise<ActionProposal> {
  const { tx, now } = decision;
  const action = { ...revised, repeatOf: await readDeclinedCall(tx, revised), updatedAt: now };
  await keepRevision(tx, present);
  const saved = await saveRevision(tx, present.version, action, now);
  if (!saved) throw new Error(`the action ${action.id} moved inside a decision`);
  await scheduleExpiry(decision, action);
  decision.record({
    type: 'ActionRevised',
    stream: actionStream(action.id),
    ids: idsOfAction(action),
    tool: action.tool,
    outcome: 'PROPOSED',
    body: { version: action.version, digest: action.digest, note },
  });
  return action;
}
