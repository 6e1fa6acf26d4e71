import { type Policy, policyFor } from '../access/policy.ts';
import type { ActionProposal } from '../domain/action.ts';
import { newStep } from '../domain/chain.ts';
import { groupStream } from '../domain/event.ts';
import type { ChainId, GroupId, IssueId, ItemId, StepId } from '../domain/ids.ts';
import type { EarlierDecision, PlanChangeKind } from '../domain/plan.ts';
import type { PlanningSession } from '../domain/session.ts';
import { describeDecline, findDecline, partedByDecline } from '../planning/changes/earlier-decisions.ts';
import { changeOfOthers } from '../planning/changes/plan-changes.ts';
import { readChain } from '../store/read/chains.ts';
import { setSupersededBy } from '../store/write/actions.ts';
import { readEarlierDecisions } from '../store/write/earlier-decisions.ts';
import { readOutdated, readRivals } from '../store/write/plan-questions.ts';
import {
  type ChangeToPropose,
  readChangesToPropose,
  readStepsOfItems,
  readTitles,
  setChangeActions,
  setNarrowedChange,
} from '../store/write/plans.ts';
import { insertSteps, type NewStep } from '../store/write/steps.ts';
import { writeActionState } from './action.ts';
import { changeReason, parentsOf } from './change-reason.ts';
import type { Decision } from './decide.ts';
import { settleDecided } from './decided.ts';
import { callOf, stepName, type TrackerCalls, trackerCallsOf } from './plan-calls.ts';
import { readSavedPolicies } from './policy.ts';
import { draftAction, insertProposals, type NewProposal } from './proposal.ts';

/** The changes that the session's chain carries out, once they are approved. */
export const proposedKinds = ['CREATE', 'UPDATE', 'REPARENT', 'RENAME'] as const satisfies PlanChangeKind[];

/** The changes that a person is asked about, whatever the session approves by itself: nothing waits for the answer. */
const askedKinds = ['CONFLICT', 'ORPHANED'] as const satisfies PlanChangeKind[];

/** Changes that are read and proposed together, before the clock is looked at. */
const changesAtOnce = 100;

type PlannedSession = PlanningSession & { chainId: ChainId; groupId: GroupId };

/** What proposals that are made together have in common. */
interface Proposing {
  readonly decision: Decision;
  readonly session: PlannedSession;
  readonly policies: readonly Policy[];
  readonly tracker: TrackerCalls;
  /** What was decided before about the issue of a change, newest first. */
  readonly earlierOf: (change: ChangeToPropose) => readonly EarlierDecision[];
  /** Titles of the parents that changes move issues from and to. */
  readonly titles: ReadonlyMap<IssueId, string>;
  /** What other sessions propose or ask about the same items, and nobody has decided on. */
  readonly rivals: Set<ActionProposal>;
}

/** A change with the proposal of it, and the step that carries it out; null of one that stands alone. */
interface Draft extends NewProposal {
  readonly change: ChangeToPropose;
  readonly step: NewStep | null;
}

/** Goes on with what is left of a plan, from a place on. Answers the place to go on from; null when nothing is left. */
type Advance = (decision: Decision, session: PlannedSession, from: number) => Promise<number | null>;

function untilSpent(advance: Advance): Advance {
  return async (decision, session, from) => {
    let next: number | null = from;
    do next = await advance(decision, session, next);
    while (next !== null && !decision.isSpent());
    return next;
  };
}

/** Proposes the next changes of a session's plan: an action and a step for each. */
export const proposeChanges = untilSpent(async (decision, session, from) => {
  const changes = await nextChanges(decision, session, { kinds: proposedKinds, from });
  if (changes.length === 0) return null;
  const proposing = await prepare(decision, session, changes);
  const { tx } = decision;
  const issueIds = changes.map(({ issueId }) => issueId);
  await tx.issueBook.lookUp(tx, session.organizationId, issueIds);
  const after = [...new Set(changes.flatMap((change) => change.after))];
  const steps = await readStepsOfItems(tx, session.id, after);
  const drafts: Draft[] = [];
  for (const planned of changes) {
    const change = await withoutDeclined(proposing, planned);
    const step = { id: decision.parts.newId('step'), name: stepName(change) };
    const dependencies = change.after.flatMap((itemId) => steps.get(itemId) ?? []);
    drafts.push(await draftChange(proposing, change, step, dependencies));
    if (change.itemId !== null) steps.set(change.itemId, step);
    if (decision.isSpent()) break;
  }
  const next = await writeDrafts(proposing, drafts);
  decision.record({
    type: 'GroupEventAdded',
    stream: groupStream(session.groupId),
    ids: { groupId: session.groupId, sessionId: session.id },
    body: { count: drafts.length },
  });
  return next;
});

/** Asks people about conflicts and orphans: each stands alone and is carried out when it is approved. */
export const askAboutChanges = untilSpent(async (decision, session, from) => {
  const changes = await nextChanges(decision, session, { kinds: askedKinds, from });
  if (changes.length === 0) return null;
  const proposing = await prepare(decision, session, changes);
  const drafts: Draft[] = [];
  for (const change of changes) {
    const action = await draftUndecided(proposing, change, null);
    drafts.push({ change, action, decidedBecause: null, step: null });
    if (decision.isSpent()) break;
  }
  return await writeDrafts(proposing, drafts);
});

/** Answers the place behind the last of them. */
async function writeDrafts(proposing: Proposing, drafts: readonly Draft[]): Promise<number> {
  const { decision, session } = proposing;
  const { tx } = decision;
  await insertProposals(decision, drafts);
  await insertSteps(
    tx,
    session.organizationId,
    drafts.flatMap(({ step }) => step ?? []),
  );
  for (const { change, action } of drafts) await supersedeRivals(proposing, change, action);
  const proposed = drafts.map(({ change, action }) => [change.place, action.id] as const);
  await setChangeActions(tx, session.id, proposed);
  return (proposed.at(-1)?.[0] ?? -1) + 1;
}

function nextChanges(
  { tx }: Decision,
  { id: sessionId }: PlannedSession,
  of: { readonly kinds: readonly PlanChangeKind[]; readonly from: number },
) {
  return readChangesToPropose(tx, { sessionId, ...of, limit: changesAtOnce });
}

async function prepare(
  decision: Decision,
  session: PlannedSession,
  changes: readonly ChangeToPropose[],
): Promise<Proposing> {
  const { tx } = decision;
  const { id: sessionId, organizationId, trackerId } = session;
  const issueIds = changes.map((change) => change.issueId);
  const itemIds = changes.flatMap(itemsOf);
  const earlier = Map.groupBy(
    await readEarlierDecisions(tx, organizationId, issueIds),
    (each) => each.issueId,
  );
  return {
    decision,
    session,
    policies: await readSavedPolicies(decision),
    tracker: await trackerCallsOf(decision, trackerId),
    titles: await readTitles(tx, sessionId, parentsOf(changes)),
    earlierOf: ({ issueId }) => earlier.get(issueId) ?? [],
    rivals: new Set(await readRivals(tx, { organizationId, trackerId, sessionId, itemIds })),
  };
}

interface NamedStep {
  readonly id: StepId;
  readonly name: string;
}

async function draftChange(
  proposing: Proposing,
  change: ChangeToPropose,
  step: NamedStep,
  dependencies: readonly NamedStep[],
): Promise<Draft> {
  const { session } = proposing;
  const proposed = await draftUndecided(proposing, change, step.id);
  const decline = findDecline(change, proposing.earlierOf(change));
  const isAutomatic = decidesAlone(proposing, proposed.tool);
  const action = isAutomatic ? decidedAlone(proposed, decline) : proposed;
  const row = newStep({
    ...step,
    chainId: session.chainId,
    index: change.place,
    kind: 'ACTION',
    status: action.state === 'APPROVED' ? 'PENDING' : 'AWAITING_APPROVAL',
    dependsOn: dependencies.map((dependency) => dependency.name),
    actionId: action.id,
  });
  return {
    change,
    action,
    decidedBecause: isAutomatic ? reasonOf(decline) : null,
    step: { step: row, dependencies: dependencies.map((dependency) => dependency.id) },
  };
}

/** Whether a session approves by itself: a policy that somebody has set holds for whatever it asks for. */
function decidesAlone({ session, policies }: Proposing, tool: string): boolean {
  const isSet = policies.some((policy) => policy.tool === tool || policy.tool === null);
  const { approval } = policyFor({ name: tool, destructive: false }, policies);
  return session.approval === 'AUTOMATIC' && !(isSet && approval === 'REQUIRED');
}

/** What a session that approves by itself carries out of a change: what a person has declined of it is left alone. */
async function withoutDeclined(proposing: Proposing, change: ChangeToPropose): Promise<ChangeToPropose> {
  const { decision, session, tracker } = proposing;
  if (change.kind === 'CREATE' || !decidesAlone(proposing, callOf(change, tracker).tool)) return change;
  const { declined, others } = partedByDecline(change.fields, proposing.earlierOf(change));
  // What was declined as a whole is declined again.
  if (declined.length === 0 || others.length === 0) return change;
  const rest = changeOfOthers({ ...change, leftAlone: [...change.leftAlone, ...declined] }, others);
  await setNarrowedChange(decision.tx, session.id, rest);
  return rest;
}

/** What a session that approves by itself makes of a proposal: what a person has declined stays declined. */
function decidedAlone(action: ActionProposal, decline: EarlierDecision | null): ActionProposal {
  return { ...action, state: decline === null ? 'APPROVED' : 'DECLINED', requiredApprovals: 0 };
}

function reasonOf(decline: EarlierDecision | null): string {
  return decline === null
    ? 'The planning session approves automatically.'
    : `${describeDecline(decline)} A session that approves automatically leaves it so.`;
}

/** The proposal of a change as nobody has decided on it; without a step it stands alone. */
async function draftUndecided(
  { decision, session, policies, tracker, titles, earlierOf }: Proposing,
  change: ChangeToPropose,
  stepId: StepId | null,
): Promise<ActionProposal> {
  const call = callOf(change, tracker);
  const tool = decision.parts.tools.get(call.tool);
  if (tool === undefined) throw new Error(`there is no tool ${call.tool}`);
  const decline = findDecline(change, earlierOf(change));
  const { id: sessionId, title, createdBy: proposedBy, groupId, chainId } = session;
  return await draftAction(decision, tool, policyFor(tool, policies), call.args, {
    reason: changeReason(title, change, { titles, decline }),
    repeatOf: decline?.actionId ?? null,
    proposedBy,
    expiresAt: null,
    sessionId,
    itemId: change.itemId ?? change.formerItemId,
    ...(stepId === null ? {} : { groupId, chainId, stepId }),
  });
}

/**
 * Of what two sessions ask about the same item, that of the older reading gives way: also where both propose at the same
 * time, so that the parents of one are never left without the children that the other has taken.
 */
async function supersedeRivals(
  { decision, session, rivals }: Proposing,
  change: ChangeToPropose,
  action: ActionProposal,
): Promise<void> {
  const items = itemsOf(change);
  for (const rival of rivals) {
    if (rival.itemId === null || !items.includes(rival.itemId)) continue;
    rivals.delete(rival);
    // The ids of chains are ordered by when they were made: when a document had been read.
    const isOutdone =
      action.state === 'PROPOSED' && rival.chainId !== null && rival.chainId > session.chainId;
    const [newer, older] = isOutdone ? [rival, action] : [action, rival];
    await setSupersededBy(decision.tx, older.id, newer.id);
    await supersede(decision, older, newerReading);
    if (isOutdone) return;
  }
}

/** The items that a change is about: the one as it is read now, and the one that it was before. */
function itemsOf({ itemId, formerItemId }: ChangeToPropose): ItemId[] {
  return [itemId, formerItemId].filter((id) => id !== null);
}

const newerReading = 'A newer reading of the document proposes something else for the item.';
const outdated = 'The document was read again: what was proposed here is out of date.';

/**
 * Takes back what earlier readings of the document still propose or ask: what this one does not propose anew is not
 * what the document says any more. What was taken back is not found again, so it goes on from where it is.
 */
export const takeBackOutdated = untilSpent(async (decision, session, from) => {
  const { organizationId, trackerId, documentKey, id: sessionId, chainId } = session;
  const chain = await readChain(decision.tx, organizationId, chainId);
  if (chain === null) throw new Error(`the chain ${chainId} is gone`);
  const { createdAt: before } = chain;
  const of = { organizationId, trackerId, documentKey, sessionId, before, limit: changesAtOnce };
  const open = await readOutdated(decision.tx, of);
  for (const action of open) {
    await supersede(decision, action, outdated);
    if (decision.isSpent()) break;
  }
  return open.length === 0 ? null : from;
});

async function supersede(decision: Decision, action: ActionProposal, reason: string): Promise<void> {
  await settleDecided(decision, await writeActionState(decision, action, 'SUPERSEDED', reason));
}
