import { type ActionProposal, mayRun } from '../domain/action.ts';
import type { Step } from '../domain/chain.ts';
import { deadlineOf, type StepSpec } from '../domain/chain-definition.ts';
import type { ActionId, StepId } from '../domain/ids.ts';
import type { PlanningSession } from '../domain/session.ts';
import { readActions } from '../store/read/actions.ts';
import type { IssueToMake } from '../store/read/made-issues.ts';
import { readSession } from '../store/read/sessions.ts';
import { readStepSpecs } from '../store/read/step-specs.ts';
import { rememberWritten } from '../store/write/plan-links.ts';
import { carryOutStep } from './carry-out-step.ts';
import type { Decision } from './decide.ts';
import { enqueueAction } from './enqueue-action.ts';
import { readPlannedIssues } from './made-before.ts';
import { beginStep, type ChainInHand } from './step.ts';
import { startSubChain } from './sub-chain.ts';

interface Started {
  /** Steps that run now, or have been carried out. */
  readonly started: number;
  /** Steps that another decision has to take up. */
  readonly waiting: number;
}

/**
 * Starts steps that have a place to run: actions that stay inside are carried out where the chain in hand says so,
 * others go to the effect runner, sub-chains begin.
 */
export async function startSteps(
  decision: Decision,
  hand: ChainInHand,
  steps: readonly Step[],
): Promise<Started> {
  if (steps.length === 0) return { started: 0, waiting: 0 };
  const about = await readAbout(decision, hand, steps);
  let [started, waiting] = [0, 0];
  for (const step of steps) {
    const isInTime = started === 0 || !decision.isSpent();
    // One before it may have stopped the chain.
    if (hand.now.aborted) break;
    if (isInTime && (await startOne(decision, hand, step, about))) started += 1;
    else waiting += 1;
  }
  if (about.session !== null) await rememberWritten(decision.tx, about.session, about.written);
  return { started, waiting };
}

interface AboutSteps {
  readonly specs: ReadonlyMap<StepId, StepSpec>;
  readonly actions: ReadonlyMap<StepId, ActionProposal>;
  readonly session: PlanningSession | null;
  /** What actions that are carried out here are to make. */
  readonly planned: ReadonlyMap<ActionId, IssueToMake>;
  /** Actions that were carried out, in order. */
  readonly written: ActionId[];
}

async function readAbout(
  decision: Decision,
  { now: { sessionId }, inside }: ChainInHand,
  steps: readonly Step[],
): Promise<AboutSteps> {
  const { tx, origin } = decision;
  const ids = steps.map(({ id }) => id);
  const actions = await readActionsOf(decision, steps);
  return {
    // Steps of planning sessions carry out one action each, and that is all.
    specs: sessionId === null ? await readStepSpecs(tx, ids) : new Map(),
    actions,
    session: sessionId === null ? null : await readSession(tx, origin.organizationId, sessionId),
    planned: inside === 'CARRIED_OUT' ? await readPlannedIssues(decision, [...actions.values()]) : new Map(),
    written: [],
  };
}

/** False when it is left to a decision of the chain's own. */
async function startOne(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  { specs, actions, session, planned, written }: AboutSteps,
): Promise<boolean> {
  const spec = specs.get(step.id);
  if (spec?.work.kind === 'CHAIN') {
    await startSubChain(decision, hand, step, { ...spec, work: spec.work });
    return true;
  }
  const action = actions.get(step.id);
  if (action === undefined) throw new Error(`the step ${step.id} has no action`);
  const run = {
    ordinal: step.attempts + 1,
    retry: spec?.retry ?? null,
    deadlineAt: deadlineOf(decision.now, spec?.timeoutMs ?? null, hand.now.expiresAt),
  };
  const tool = decision.parts.tools.get(action.tool);
  if (tool?.repeatability === 'IN_TRANSACTION' && hand.inside !== 'HANDED_OVER') {
    if (hand.inside === undefined) return false;
    if (mayRun(action, decision.now) && (run.deadlineAt === null || run.deadlineAt > decision.now)) {
      const about = { action, tool, run, session, planned: planned.get(action.id) };
      if (await carryOutStep(decision, hand, step, about)) written.push(action.id);
      return true;
    }
  }
  await beginStep(decision, hand, step, 'RUNNING', { tool: action.tool });
  await enqueueAction(decision, action, run);
  // What was taken back ends there, also while its connection is paused.
  if (!mayRun(action, decision.now)) decision.requestStop(action.id);
  return true;
}

/** The actions of steps, by step. */
export async function readActionsOf(
  { tx, origin }: Decision,
  steps: readonly Step[],
): Promise<Map<StepId, ActionProposal>> {
  const ids = steps.flatMap((step) => (step.actionId === null ? [] : [step.actionId]));
  if (ids.length === 0) return new Map();
  const actions = new Map((await readActions(tx, origin.organizationId, ids)).map((each) => [each.id, each]));
  return new Map(
    steps.flatMap((step) => {
      const action = step.actionId === null ? undefined : actions.get(step.actionId);
      return action === undefined ? [] : [[step.id, action] as const];
    }),
  );
}
