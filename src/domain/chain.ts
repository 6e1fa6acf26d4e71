import type { ActionError, ActionState } from './action.ts';
import type { Actor } from './actor.ts';
import type { ActionId, ChainId, OrganizationId, SessionId, StepId } from './ids.ts';
import type { Json } from './json.ts';
import type { Transitions } from './machine.ts';

export const chainStatuses = [
  'PENDING',
  'RUNNING',
  'WAITING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'TIMED_OUT',
] as const;
export type ChainStatus = (typeof chainStatuses)[number];

export const chainTransitions: Transitions<ChainStatus> = {
  PENDING: ['RUNNING', 'CANCELLED'],
  RUNNING: ['WAITING', 'COMPLETED', 'FAILED', 'CANCELLED', 'TIMED_OUT'],
  WAITING: ['RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED', 'TIMED_OUT'],
  COMPLETED: [],
  FAILED: ['RUNNING'],
  CANCELLED: [],
  TIMED_OUT: ['RUNNING'],
};

/** States in which a chain takes no more steps of its own accord. */
export const settledChainStatuses = [
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'TIMED_OUT',
] as const satisfies ChainStatus[];

export const stepStatuses = [
  'PENDING',
  'AWAITING_APPROVAL',
  'WAITING',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'SKIPPED',
  'DECLINED',
  'CANCELLED',
  'TIMED_OUT',
  'OUTCOME_UNKNOWN',
] as const;
export type StepStatus = (typeof stepStatuses)[number];

export const settledStepStatuses = [
  'SUCCEEDED',
  'FAILED',
  'SKIPPED',
  'DECLINED',
  'CANCELLED',
  'TIMED_OUT',
] as const satisfies StepStatus[];
export type SettledStepStatus = (typeof settledStepStatuses)[number];

/** States in which a step still waits or runs. */
export type OpenStepStatus = Exclude<StepStatus, SettledStepStatus>;

export const stepTransitions: Transitions<StepStatus> = {
  PENDING: [
    'AWAITING_APPROVAL',
    'WAITING',
    'RUNNING',
    'SKIPPED',
    'DECLINED',
    'CANCELLED',
    'TIMED_OUT',
    'FAILED',
  ],
  AWAITING_APPROVAL: ['PENDING', 'RUNNING', 'DECLINED', 'CANCELLED', 'SKIPPED', 'TIMED_OUT'],
  WAITING: ['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT'],
  RUNNING: ['SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT', 'OUTCOME_UNKNOWN', 'WAITING'],
  SUCCEEDED: [],
  FAILED: ['PENDING'],
  SKIPPED: ['PENDING'],
  DECLINED: [],
  CANCELLED: [],
  TIMED_OUT: ['PENDING'],
  OUTCOME_UNKNOWN: ['SUCCEEDED', 'FAILED'],
};

export const stepKinds = ['ACTION', 'TIMER', 'SIGNAL', 'CHAIN'] as const;
export type StepKind = (typeof stepKinds)[number];

/** What a failed step does to its chain: stop it, count as skipped, or stay failed while the rest goes on. */
export const onFailures = ['ABORT', 'SKIP', 'DEAD_LETTER'] as const;
export type OnFailure = (typeof onFailures)[number];

/** An ordered run of steps. Times are epoch milliseconds. */
export interface Chain {
  readonly id: ChainId;
  readonly organizationId: OrganizationId;
  readonly name: string;
  readonly status: ChainStatus;
  readonly onFailure: OnFailure;
  readonly input: Json;
  readonly result: Json;
  readonly cancelReason: string | null;
  readonly parentId: ChainId | null;
  readonly sessionId: SessionId | null;
  readonly stepCount: number;
  /** Steps that are not settled yet. */
  readonly openSteps: number;
  readonly runningSteps: number;
  readonly failedSteps: number;
  /** How many steps may run at the same time. */
  readonly concurrency: number;
  readonly createdBy: Actor;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly expiresAt: number | null;
}

/** One part of a chain: it carries out one action, waits for time or a signal, or runs a sub-chain. */
export interface Step {
  readonly id: StepId;
  readonly chainId: ChainId;
  readonly index: number;
  readonly name: string;
  readonly kind: StepKind;
  readonly status: StepStatus;
  /** Names of the steps that it waits for. */
  readonly dependsOn: readonly string[];
  /** How many of those have not succeeded yet. */
  readonly openDependencies: number;
  readonly blockage: Blockage;
  readonly actionId: ActionId | null;
  readonly attempts: number;
  readonly result: Json;
  readonly error: ActionError | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** How an action's end shows in the step that carries it out; null while the action is open. */
export const stepStatusOfAction = {
  PROPOSED: null,
  APPROVED: null,
  EXECUTING: null,
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  DECLINED: 'DECLINED',
  EXPIRED: 'CANCELLED',
  SUPERSEDED: 'CANCELLED',
  CANCELLED: 'CANCELLED',
  OUTCOME_UNKNOWN: 'OUTCOME_UNKNOWN',
} as const satisfies Record<ActionState, StepStatus | null>;

/** Whether a step can still run: not while what it depends on has failed, and never after it was decided against. */
export const blockages = ['NONE', 'UNTIL_RETRY', 'FOR_GOOD'] as const;
export type Blockage = (typeof blockages)[number];

/** What the end of a step means for the steps that depend on it. */
export function blockageOf(status: SettledStepStatus, own: Blockage): Blockage {
  switch (status) {
    case 'SUCCEEDED':
      return 'NONE';
    case 'FAILED':
    case 'TIMED_OUT':
      return 'UNTIL_RETRY';
    case 'SKIPPED':
      return own;
    case 'DECLINED':
    case 'CANCELLED':
      return 'FOR_GOOD';
  }
}

/** How a step that never ran ends, by the state of its action. */
export function endOfBlocked(action: ActionState | null): 'SKIPPED' | 'DECLINED' | 'CANCELLED' {
  const own = action === null ? null : stepStatusOfAction[action];
  return own === 'DECLINED' || own === 'CANCELLED' ? own : 'SKIPPED';
}

/** How a chain ends when its last step has settled. */
export function chainEnd(chain: { failedSteps: number }): 'COMPLETED' | 'FAILED' {
  return chain.failedSteps > 0 ? 'FAILED' : 'COMPLETED';
}
