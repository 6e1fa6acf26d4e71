import type { Step, StepKind, StepStatus } from '../domain/chain.ts';
import { parseId } from '../domain/ids.ts';
import type { ShownAction } from './action.ts';
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

/** What has to happen before the step goes on, as a sentence; null when it waits for nothing. */
export async function getWaitingFor(context: Context, step: ShownStep): Promise<string | null> {
  if (step.status === 'AWAITING_APPROVAL') return await getAwaited(context, step);
  if (step.status !== 'PENDING') return waitingByStatus[step.status](step.kind);
  if (step.dependsOn.length === 0) return waitingForTurn;
  const steps = await context.reads.loaders.stepByName.load(step.chainId);
  return waitingForSteps(step.dependsOn.filter((name) => steps.get(name)?.status !== 'SUCCEEDED'));
}

/** Actions of a group are decided together: one that was decided waits for the rest. */
async function getAwaited(context: Context, step: ShownStep): Promise<string> {
  const action = await getActionOfStep(context, step);
  return action === null || action.state === 'PROPOSED'
    ? "Waits for a person's decision"
    : 'Waits for the decisions on the rest of its group';
}

const waitingForTurn = 'Waits for its turn';
const namedSteps = 5;

function waitingForSteps(names: readonly string[]): string {
  if (names.length === 0) return waitingForTurn;
  const rest = names.length - namedSteps;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return `Waits for ${names.length === 1 ? 'step' : 'steps'} ${names.slice(0, namedSteps).join(', ')}${more}`;
}

const settled = () => null;

const waitingByStatus = {
  WAITING: (kind) => waitingByKind[kind],
  RUNNING: () => null,
  SUCCEEDED: settled,
  FAILED: settled,
  SKIPPED: settled,
  DECLINED: settled,
  CANCELLED: settled,
  TIMED_OUT: settled,
  OUTCOME_UNKNOWN: () => 'Waits for a person to say what happened',
} satisfies Record<Exclude<StepStatus, 'PENDING' | 'AWAITING_APPROVAL'>, (kind: StepKind) => string | null>;

const waitingByKind = {
  ACTION: 'Waits to be tried again',
  TIMER: 'Waits for its time',
  SIGNAL: 'Waits for a signal',
  CHAIN: 'Waits for its sub-chain',
} as const satisfies Record<StepKind, string>;

/** No step runs a sub-chain yet. */
export function getChildChainOfStep(): ShownChain | null {
  return null;
}
