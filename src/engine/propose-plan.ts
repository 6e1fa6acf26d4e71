import { type Policy, policyFor } from '../access/policy.ts';
import type { ActionProposal } from '../domain/action.ts';
import { newStep } from '../domain/chain.ts';
import { groupStream } from '../domain/event.ts';
import type { ActionId, ChainId, GroupId, ItemId, StepId } from '../domain/ids.ts';
import type { JsonObject } from '../domain/json.ts';
import type { PlanChangeKind } from '../domain/plan.ts';
import type { PlanningSession } from '../domain/session.ts';
import { readRivals, setSupersededBy } from '../store/write/actions.ts';
import {
  type ChangeToPropose,
  readChangesToPropose,
  readStepsOfItems,
  setChangeAction,
} from '../store/write/plans.ts';
import { insertStep } from '../store/write/steps.ts';
import { scheduleExpiry, writeActionState } from './action.ts';
import type { Decision } from './decide.ts';
import { settleDecided } from './decided.ts';
import { readSavedPolicies } from './policy.ts';
import { draftAction, insertProposal } from './proposal.ts';

/** The changes that need an action; the others only tell. */
export const proposedKinds = ['CREATE', 'UPDATE', 'REPARENT', 'RENAME'] as const satisfies PlanChangeKind[];
type ProposedKind = (typeof proposedKinds)[number];

/** Changes that one decision proposes: the plan of a large document is proposed in several. */
const changesPerDecision = 50;

/** Proposes the next changes of a session's plan: an action and a step for each. Answers how many are done. */
export async function proposeChanges(
  decision: Decision,
  session: PlanningSession & { chainId: ChainId; groupId: GroupId },
): Promise<number> {
  const { tx } = decision;
  const of = { sessionId: session.id, kinds: proposedKinds, limit: changesPerDecision };
  const changes = await readChangesToPropose(tx, of);
  if (changes.length === 0) return 0;
  const policies = await readSavedPolicies(decision);
  const steps = await readStepsOfItems(tx, session.id, [
    ...new Set(changes.flatMap((change) => change.after)),
  ]);
  for (const change of changes) {
    const step = { id: decision.parts.newId('step'), name: stepName(change) };
    const dependencies = change.after.flatMap((itemId) => steps.get(itemId) ?? []);
    await proposeChange(decision, session, change, step, dependencies, policies);
    steps.set(change.itemId, step);
  }
  decision.record({
    type: 'GroupEventAdded',
    stream: groupStream(session.groupId),
    ids: { groupId: session.groupId, sessionId: session.id },
    body: { count: changes.length },
  });
  return changes.length;
}

interface NamedStep {
  readonly id: StepId;
  readonly name: string;
}

async function proposeChange(
  decision: Decision,
  session: PlanningSession & { chainId: ChainId; groupId: GroupId },
  change: ChangeToPropose,
  step: NamedStep,
  dependencies: readonly NamedStep[],
  policies: readonly Policy[],
): Promise<void> {
  const { tx, parts } = decision;
  const call = calls[change.kind as ProposedKind](change);
  const tool = parts.tools.get(call.tool);
  if (tool === undefined) throw new Error(`there is no tool ${call.tool}`);
  // A policy that somebody has set holds for whatever a session asks for.
  const isSet = policies.some((policy) => policy.tool === tool.name || policy.tool === null);
  const policy = policyFor(tool, policies);
  const automatic = session.approval === 'AUTOMATIC' && !(isSet && policy.approval === 'REQUIRED');
  const draft = await draftAction(decision, tool, policy, call.args, {
    reason: `Planning session “${session.title}”`,
    proposedBy: session.createdBy,
    expiresAt: null,
    groupId: session.groupId,
    sessionId: session.id,
    itemId: change.itemId,
    chainId: session.chainId,
    stepId: step.id,
  });
  const action: ActionProposal = automatic ? { ...draft, state: 'APPROVED', requiredApprovals: 0 } : draft;
  await insertProposal(decision, action, automatic ? 'The planning session approves automatically.' : null);
  if (!automatic) await scheduleExpiry(decision, action);
  await supersedeRivals(decision, action.id, change.itemId);
  await setChangeAction(tx, { sessionId: session.id, place: change.place, actionId: action.id });
  await insertStep(
    tx,
    session.organizationId,
    newStep({
      ...step,
      chainId: session.chainId,
      index: change.place,
      kind: 'ACTION',
      status: automatic ? 'PENDING' : 'AWAITING_APPROVAL',
      dependsOn: dependencies.map((dependency) => dependency.name),
      actionId: action.id,
    }),
    dependencies.map((dependency) => dependency.id),
  );
}

/** What an earlier session proposed for the same item and nobody has decided on gives way to the newer proposal. */
async function supersedeRivals(decision: Decision, by: ActionId, itemId: ItemId): Promise<void> {
  const { organizationId } = decision.origin;
  for (const rival of await readRivals(decision.tx, { id: by, organizationId, itemId })) {
    await setSupersededBy(decision.tx, rival.id, by);
    const reason = 'A newer reading of the document proposes something else for the item.';
    await settleDecided(decision, await writeActionState(decision, rival, 'SUPERSEDED', reason));
  }
}

/** The tool call that carries a change out: nothing in it that the preview does not show. */
const calls: Record<ProposedKind, (change: ChangeToPropose) => { tool: string; args: JsonObject }> = {
  CREATE: ({ issueId, itemId, target }) => ({
    tool: 'create_issue',
    args: { id: issueId, itemId, ...target },
  }),
  UPDATE: updateCall,
  RENAME: updateCall,
  REPARENT: ({ issueId, target }) => ({
    tool: 'reparent_issue',
    args: { id: issueId, parentId: target.parentId },
  }),
};

function updateCall({ issueId, fields }: ChangeToPropose): { tool: string; args: JsonObject } {
  const changes = Object.fromEntries(fields.map(({ field, newValue }) => [field, newValue]));
  return { tool: 'update_issue', args: { id: issueId, ...changes } };
}

const verbs: Record<ProposedKind, string> = {
  CREATE: 'Create',
  UPDATE: 'Update',
  RENAME: 'Rename',
  REPARENT: 'Move',
};
const stepTitleLength = 100;

/** Unique in the chain by its number, readable by its title. */
function stepName({ place, kind, target }: ChangeToPropose): string {
  const title =
    target.title.length > stepTitleLength ? `${target.title.slice(0, stepTitleLength)}…` : target.title;
  return `${place + 1}. ${verbs[kind as ProposedKind]} ${title.toWellFormed()}`;
}
