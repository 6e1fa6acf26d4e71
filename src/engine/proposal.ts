import type { Policy } from '../access/policy.ts';
import { type ActionProposal, actionDigest } from '../domain/action.ts';
import { type Actor, systemActor } from '../domain/actor.ts';
import { actionStream } from '../domain/event.ts';
import type { GroupId } from '../domain/ids.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import { type RefusalOf, refuse } from '../domain/refusal.ts';
import { type Decided, insertActions, insertDecisions, readDeclinedCall } from '../store/write/actions.ts';
import type { Tool } from '../tools/tool.ts';
import { idsOfAction, scheduleExpiry } from './action.ts';
import type { Decision } from './decide.ts';
import type { EngineParts } from './parts.ts';
import { toolPorts } from './tool-ports.ts';

export function findTool(parts: EngineParts, name: string): Tool | RefusalOf<'VALIDATION'> {
  const tool = parts.tools.get(name);
  if (tool !== undefined) return tool;
  const known = [...parts.tools.keys()].join(', ');
  return refuse('VALIDATION', `There is no tool ${name}. Tools are ${known}.`, ['input', 'tool'], {});
}

export function parseArguments(tool: Tool, args: Json) {
  if (args !== null && typeof args === 'object' && !Array.isArray(args))
    return tool.parse(args as JsonObject);
  return refuse('VALIDATION', 'The arguments have to be a JSON object.', ['input', 'arguments'], {});
}

/** Why a call cannot be proposed as things are now, or null. */
export async function vetCall(
  decision: Decision,
  tool: Tool,
  args: JsonObject,
): Promise<RefusalOf<'VALIDATION'> | null> {
  const { vet } = tool;
  if (vet === undefined) return null;
  const nobodys = { id: decision.parts.newId('action'), proposedBy: decision.origin.actor };
  return await vet(args, toolPorts(decision, nobodys));
}

/** What the preview of an action shows now. */
export async function previewCall(
  decision: Decision,
  tool: Tool,
  action: Pick<ActionProposal, 'id' | 'arguments' | 'proposedBy'>,
) {
  const preview = await tool.preview(action.arguments, toolPorts(decision, action));
  return { preview, digest: actionDigest({ tool: tool.name, arguments: action.arguments, preview }) };
}

/** What a proposal says besides its call. */
export interface ProposalContext {
  readonly reason: string | null;
  readonly proposedBy: Actor;
  /** Epoch milliseconds; null: as late as the policy allows. */
  readonly expiresAt: number | null;
  /** The declined action that it proposes again; left out: the newest one with the same call. */
  readonly repeatOf?: ActionProposal['repeatOf'];
  readonly groupId?: GroupId | null;
  readonly sessionId?: ActionProposal['sessionId'];
  readonly itemId?: ActionProposal['itemId'];
  readonly chainId?: ActionProposal['chainId'];
  readonly stepId?: ActionProposal['stepId'];
}

/** A proposal as the policy of its tool has it. */
export async function draftAction(
  decision: Decision,
  tool: Tool,
  policy: Policy,
  args: JsonObject,
  context: ProposalContext,
): Promise<ActionProposal> {
  const { parts, now, origin } = decision;
  const { organizationId } = origin;
  const call = { id: parts.newId('action'), organizationId, tool: tool.name, arguments: args };
  const { preview, digest } = await previewCall(decision, tool, { ...call, proposedBy: context.proposedBy });
  return {
    ...call,
    digest,
    version: 1,
    state: 'PROPOSED',
    preview,
    reason: context.reason,
    repeatOf: context.repeatOf === undefined ? await readDeclinedCall(decision.tx, call) : context.repeatOf,
    supersededBy: null,
    proposedBy: context.proposedBy,
    requiredApprovals: policy.approvers,
    expiresAt: Math.min(context.expiresAt ?? Infinity, now + policy.expiresAfterSeconds * 1000),
    result: null,
    resultUrl: null,
    error: null,
    runs: 0,
    groupId: context.groupId ?? null,
    sessionId: context.sessionId ?? null,
    itemId: context.itemId ?? null,
    chainId: context.chainId ?? null,
    stepId: context.stepId ?? null,
    conversationId: null,
    messageId: null,
    createdAt: now,
    updatedAt: now,
  };
}

/** A proposal to write. */
export interface NewProposal {
  readonly action: ActionProposal;
  /** Why a setting has decided that it is APPROVED or DECLINED; null while it is PROPOSED. */
  readonly decidedBecause: string | null;
}

/** Writes proposals with their events: decided ones with the decision, the others to expire in time. */
export async function insertProposals(decision: Decision, proposals: readonly NewProposal[]): Promise<void> {
  await insertActions(
    decision.tx,
    proposals.map(({ action }) => action),
  );
  const decided: Decided[] = [];
  for (const { action, decidedBecause } of proposals) {
    decision.record({
      ...aboutAction(action),
      type: 'ActionProposed',
      outcome: 'PROPOSED',
      body: { version: action.version, digest: action.digest },
    });
    if (decidedBecause === null) await scheduleExpiry(decision, action);
    else decided.push(noteDecision(decision, action, decidedBecause));
  }
  await insertDecisions(decision.tx, decided);
}

/** Writes a draft as its policy decides on it: approved where that asks nobody. */
export async function insertByPolicy(
  decision: Decision,
  policy: Policy,
  draft: ActionProposal,
): Promise<ActionProposal> {
  const automatic = policy.approval === 'AUTOMATIC';
  const action: ActionProposal = automatic ? { ...draft, state: 'APPROVED', requiredApprovals: 0 } : draft;
  const decidedBecause = automatic ? 'The policy of the tool approves automatically.' : null;
  await insertProposals(decision, [{ action, decidedBecause }]);
  return action;
}

function aboutAction(action: ActionProposal) {
  return { stream: actionStream(action.id), ids: idsOfAction(action), tool: action.tool };
}

/** Notes what a setting has decided on a proposal, whose row is written with others. */
function noteDecision(decision: Decision, action: ActionProposal, note: string): Decided {
  const { state, version } = action;
  if (state !== 'APPROVED' && state !== 'DECLINED') throw new Error(`nobody has decided on ${action.id}`);
  const choice = state === 'APPROVED' ? 'APPROVE' : 'DECLINE';
  const decidedBy = systemActor;
  decision.record({
    ...aboutAction(action),
    type: 'ApprovalResolved',
    outcome: state,
    body: { decision: choice, state, decidedBy, note },
  });
  if (state === 'DECLINED') decision.settled({ kind: 'action', id: action.id });
  return [action, { decision: choice, decidedBy, decidedAt: decision.now, note, version }];
}
