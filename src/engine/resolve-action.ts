import type { Caller } from '../access/viewer.ts';
import { type ActionProposal, type ActionResolution, actionTransitions } from '../domain/action.ts';
import type { Answer } from '../domain/answer.ts';
import type { ActionId } from '../domain/ids.ts';
import { refuseTransition } from '../domain/machine.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readAction } from '../store/read/actions.ts';
import { readOpenEffect } from '../store/read/effects.ts';
import { readResolutions } from '../store/read/resolutions.ts';
import { insertResolution } from '../store/write/resolutions.ts';
import { repeatabilityOf } from '../tools/tool.ts';
import { writeEndUnclaimed } from './action-outcome.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import { refuseRole } from './decide-action.ts';
import { readHeld } from './execute-action.ts';
import type { EngineParts } from './parts.ts';
import { readPolicy } from './policy.ts';
import { findTool } from './proposal.ts';
import { noteFault } from './propose-action.ts';

/** A person's word on an action of which nobody else knows whether it happened. */
export interface ResolutionOfAction {
  readonly actionId: ActionId;
  readonly happened: boolean;
  /** What the target calls what was made; null when it calls it nothing. */
  readonly externalId: string | null;
  readonly note: string;
}

const path = ['input', 'actionId'];
const externalIdMaxLength = 500;

/** Settles an action whose outcome is unknown: it counts as done, or as failed, and can be retried then. */
export async function resolveAction(
  parts: EngineParts,
  caller: Caller,
  input: ResolutionOfAction,
): Promise<Answer<ActionProposal>> {
  const origin = originOfCaller(caller);
  const fault = inputFault(input);
  if (fault !== null) return fault;
  return await answer(parts, origin, async (decision) => {
    const action = await readAction(decision.tx, origin.organizationId, input.actionId);
    if (action === null) return refuseNotFound('action', path);
    const tool = findTool(parts, action.tool);
    const declared = isRefusal(tool) ? { name: action.tool, destructive: false } : tool;
    const policy = await readPolicy(decision, declared);
    // Whose word lets it happen is whose word says that it did.
    if (!policy.roles.includes(caller.viewer.role)) return refuseRole(policy, caller.viewer.role);
    return await writeResolution(decision, action, input);
  });
}

function inputFault({ note, externalId }: ResolutionOfAction): RefusalOf<'VALIDATION'> | null {
  if (note.trim() === '') {
    const message = 'Say in the note how you know: it is kept with your name.';
    return refuse('VALIDATION', message, ['input', 'note'], {});
  }
  if (externalId !== null && externalId.length > externalIdMaxLength) {
    const message = `externalId has ${externalId.length} characters; at most ${externalIdMaxLength} are allowed.`;
    return refuse('VALIDATION', message, ['input', 'externalId'], {});
  }
  return noteFault('note', note);
}

async function writeResolution(
  decision: Decision,
  action: ActionProposal,
  { happened, externalId, note }: ResolutionOfAction,
): Promise<ActionProposal | Refusal> {
  const { tx, origin, now } = decision;
  if (action.state !== 'OUTCOME_UNKNOWN') {
    const last = (await readResolutions(tx, [action.id])).at(-1);
    const isRepeat = last?.resolvedBy.id === origin.actor.id && last.happened === happened;
    if (isRepeat && action.state === stateOf(happened)) return action;
    return refuseTransition('action', actionTransitions, { from: action.state, to: stateOf(happened) }, path);
  }
  const effect = await readOpenEffect(tx, origin.organizationId, action.id);
  if (effect === null) throw new Error(`the action ${action.id} has no effect whose outcome is unknown`);
  const resolution: ActionResolution = {
    happened,
    externalId,
    note,
    resolvedBy: origin.actor,
    resolvedAt: now,
  };
  await insertResolution(tx, action.id, resolution);
  const { claim } = await readHeld(decision, effect);
  const result = externalId === null ? null : { externalId };
  const error = { code: 'DID_NOT_HAPPEN', message: note };
  // What cannot be sent again safely can be once somebody says that it did not happen.
  const inDoubt = effect.inDoubt && isSafeToRepeat(decision, action);
  return await writeEndUnclaimed(
    decision,
    claim,
    happened ? { state: 'COMPLETED', result, url: null } : { state: 'FAILED', error, inDoubt },
    note,
  );
}

function stateOf(happened: boolean): 'SUCCEEDED' | 'FAILED' {
  return happened ? 'SUCCEEDED' : 'FAILED';
}

function isSafeToRepeat({ parts }: Decision, action: ActionProposal): boolean {
  const repeatability = repeatabilityOf(parts.tools.get(action.tool), action.arguments);
  return repeatability !== 'BLIND' && repeatability !== 'MARKER';
}
