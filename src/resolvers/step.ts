import type { Step, StepReason } from '../domain/chain.ts';
import { settledStepStatuses } from '../domain/chain.ts';
import { parseId } from '../domain/ids.ts';
import { getWait, type ShownAction } from './action.ts';
import type { ShownChain } from './chain.ts';
import type { Context } from './context.ts';

export type ShownStep = Step;

export async function getStep(context: Context, id: string): Promise<ShownStep | null> {
  const stepId = parseId('step', id);
  return stepId === null ? null : context.reads.loaders.step.load(stepId);
}

export async function getActionOfStep(context: Context, step: ShownStep): Promise<ShownAction | null> {
  return step.actionId === null ? null : context.reads.loaders.action.load(step.actionId);
}

export async function getChildChainOfStep(context: Context, step: ShownStep): Promise<ShownChain | null> {
  return step.childChainId === null ? null : context.reads.loaders.chain.load(step.childChainId);
}

/** How often a step was tried: of an action every attempt of the effect runner counts. */
export async function getAttemptCount(context: Context, step: ShownStep): Promise<number> {
  if (step.actionId === null || step.attempts === 0) return step.attempts;
  const attempts = await context.reads.loaders.attemptsOfAction.load(step.actionId);
  return Math.max(step.attempts, attempts.length);
}

/** What has to happen before the step goes on, as a sentence; null when it waits for nothing. */
export async function getWaitingFor(context: Context, step: ShownStep): Promise<string | null> {
  switch (step.status) {
    case 'PENDING':
      return await getAwaitedSteps(context, step);
    case 'AWAITING_APPROVAL':
      return await getAwaitedDecision(context, step);
    case 'WAITING':
      return await getAwaitedEvent(context, step);
    case 'RUNNING': {
      const action = await getActionOfStep(context, step);
      return action === null ? null : await getWait(context, action);
    }
    case 'OUTCOME_UNKNOWN':
      return 'Waits for a person to say what happened';
    default:
      return null;
  }
}

const waitingForTurn = 'Waits for its turn';
const namedSteps = 5;

async function getAwaitedSteps(context: Context, step: ShownStep): Promise<string> {
  if (step.openDependencies === 0 || step.dependsOn.length === 0) return waitingForTurn;
  const steps = await context.reads.loaders.stepByName.load(step.chainId);
  const names = step.dependsOn.filter((name) => isOpen(steps.get(name)));
  if (names.length === 0) return waitingForTurn;
  const rest = names.length - namedSteps;
  const more = rest > 0 ? ` and ${rest} more` : '';
  const noun = names.length === 1 ? 'step' : step.join === 'ANY' ? 'the first of the steps' : 'steps';
  return `Waits for ${noun} ${names.slice(0, namedSteps).join(', ')}${more}`;
}

function isOpen(step: Step | undefined): boolean {
  return step === undefined || !(settledStepStatuses as readonly string[]).includes(step.status);
}

/** Actions of a group are decided together: one that was decided waits for the rest. */
async function getAwaitedDecision(context: Context, step: ShownStep): Promise<string> {
  const action = await getActionOfStep(context, step);
  if (action !== null && action.state !== 'PROPOSED') {
    return 'Waits for the decisions on the rest of its group';
  }
  const people = action?.requiredApprovals ?? 1;
  const decision = people > 1 ? `the decisions of ${people} people` : "a person's decision";
  return `Waits for ${decision}${until(action?.expiresAt ?? null)}`;
}

async function getAwaitedEvent(context: Context, step: ShownStep): Promise<string> {
  const { kind, dueAt, expiresAt } = step;
  if (kind === 'CHAIN' && dueAt !== null && step.attempts > 0) {
    return `Waits to be tried again at ${moment(dueAt)}`;
  }
  if (dueAt !== null) return `Waits until ${moment(dueAt)}`;
  if (kind === 'TIMER') return 'Waits for its time';
  if (kind === 'SIGNAL') {
    const signal = await context.reads.loaders.signalOfStep.load(step.id);
    return `Waits for the signal ${signal ?? step.name}${until(expiresAt)}`;
  }
  const child = await getChildChainOfStep(context, step);
  return `Waits for its sub-chain${child === null ? '' : ` ${child.id}, which is ${child.status}`}`;
}

function until(time: number | null): string {
  return time === null ? '' : `, until ${moment(time)}`;
}

function moment(time: number): string {
  return new Date(time).toISOString();
}

const reasons = {
  CONDITION_FALSE: 'Its condition does not hold.',
  FAILURE_SKIPPED: 'It failed, and its failure counts as skipped.',
  INPUT_MISSING: 'A result that it needs is not there.',
  DEPENDENCY: 'What it depends on did not succeed.',
  CHAIN_ABORTED: 'Another step failed, and stopped the chain.',
  CHAIN_CANCELLED: 'The chain was cancelled.',
  CHAIN_TIMED_OUT: 'The time of the chain was over.',
} as const satisfies Record<StepReason, string>;

/** Why a step was skipped or cancelled, as a sentence. */
export function getReason(step: ShownStep): string | null {
  return step.reason === null ? null : reasons[step.reason];
}
