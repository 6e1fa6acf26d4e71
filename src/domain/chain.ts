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

export function isChainSettled(status: ChainStatus): boolean {
  return (settledChainStatuses as readonly ChainStatus[]).includes(status);
}

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
  WAITING: [
    'PENDING',
    'AWAITING_APPROVAL',
    'RUNNING',
    'SUCCEEDED',
    'FAILED',
    'SKIPPED',
    'CANCELLED',
    'TIMED_OUT',
  ],
  RUNNING: ['SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELLED', 'TIMED_OUT', 'OUTCOME_UNKNOWN', 'WAITING'],
  OUTCOME_UNKNOWN: ['SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELLED', 'TIMED_OUT'],
  // Only a retry of the chain leads out of what is settled.
  SUCCEEDED: ['PENDING', 'AWAITING_APPROVAL'],
  FAILED: ['PENDING', 'AWAITING_APPROVAL'],
  SKIPPED: ['PENDING', 'AWAITING_APPROVAL'],
  DECLINED: ['PENDING', 'AWAITING_APPROVAL'],
  CANCELLED: ['PENDING', 'AWAITING_APPROVAL'],
  TIMED_OUT: ['PENDING', 'AWAITING_APPROVAL'],
};

export const stepKinds = ['ACTION', 'TIMER', 'SIGNAL', 'CHAIN'] as const;
export type StepKind = (typeof stepKinds)[number];

/**
 * What a failed step does to its chain. ABORT: nothing new starts. SKIP: it counts as skipped, and what depends on it
 * goes on. DEAD_LETTER: it stays failed, what depends on it is skipped, the rest goes on.
 */
export const onFailures = ['ABORT', 'SKIP', 'DEAD_LETTER'] as const;
export type OnFailure = (typeof onFailures)[number];

/** Whether a step waits for all that it depends on, or for the first of it that succeeds. */
export const joins = ['ALL', 'ANY'] as const;
export type Join = (typeof joins)[number];

/** Why a step did not run, or does not count as failed. */
export const stepReasons = [
  'CONDITION_FALSE',
  'FAILURE_SKIPPED',
  'INPUT_MISSING',
  'DEPENDENCY',
  'CHAIN_ABORTED',
  'CHAIN_CANCELLED',
  'CHAIN_TIMED_OUT',
] as const;
export type StepReason = (typeof stepReasons)[number];

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
  /** How often a step was started so far. */
  readonly startedSteps: number;
  readonly runningSteps: number;
  readonly failedSteps: number;
  /** How many steps may run at the same time. */
  readonly concurrency: number;
  /** Steps that hold one of those places: actions on their way, sub-chains that have not ended. */
  readonly busySteps: number;
  /** Set when a step failed whose failure stops the chain: nothing new starts. */
  readonly aborted: boolean;
  /** The definition that it runs, pinned; null when its steps came with it. */
  readonly definitionName: string | null;
  readonly definitionVersion: number | null;
  /** The step of the parent that it is. */
  readonly parentStepId: StepId | null;
  /** 0 for a chain that stands alone, 1 for its sub-chains … */
  readonly depth: number;
  readonly timeoutMs: number | null;
  /** When it is to start; null: at once. */
  readonly startsAt: number | null;
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
  readonly join: Join;
  /** How many of those have to go on before it does: all of them, or one. */
  readonly openDependencies: number;
  readonly blockage: Blockage;
  /** Condition and delay lie behind it, or there are none: it only waits for a place to run. */
  readonly prepared: boolean;
  readonly reason: StepReason | null;
  readonly actionId: ActionId | null;
  readonly childChainId: ChainId | null;
  /** When a timer, a delay or a pause before another try is over. */
  readonly dueAt: number | null;
  /** When it times out. */
  readonly expiresAt: number | null;
  readonly attempts: number;
  /** Of those, how many there were before its chain was last retried. */
  readonly attemptsBefore: number;
  readonly result: Json;
  readonly error: ActionError | null;
  readonly startedAt: number | null;
  /** Which start in its chain its last one was, from 1. */
  readonly startNumber: number | null;
  readonly endedAt: number | null;
}

type GivenOfChain = 'id' | 'organizationId' | 'name' | 'onFailure' | 'stepCount' | 'concurrency';

/** A chain before its start; what is not said is as it is with most. */
export function newChain(
  given: Pick<Chain, GivenOfChain | 'createdBy' | 'createdAt'> & Partial<Chain>,
): Chain {
  return {
    status: 'PENDING',
    input: null,
    result: null,
    cancelReason: null,
    parentId: null,
    parentStepId: null,
    depth: 0,
    sessionId: null,
    definitionName: null,
    definitionVersion: null,
    openSteps: given.stepCount,
    startedSteps: 0,
    runningSteps: 0,
    busySteps: 0,
    failedSteps: 0,
    aborted: false,
    timeoutMs: null,
    startsAt: null,
    startedAt: null,
    endedAt: null,
    expiresAt: null,
    ...given,
  };
}

/** A step before its turn; what is not said is as it is with most. */
export function newStep(
  given: Pick<Step, 'id' | 'chainId' | 'index' | 'name' | 'kind' | 'dependsOn'> & Partial<Step>,
): Step {
  const { dependsOn, join } = given;
  return {
    status: 'PENDING',
    join: 'ALL',
    openDependencies: join === 'ANY' ? Math.min(dependsOn.length, 1) : dependsOn.length,
    blockage: 'NONE',
    prepared: true,
    reason: null,
    actionId: null,
    childChainId: null,
    dueAt: null,
    expiresAt: null,
    attempts: 0,
    attemptsBefore: 0,
    result: null,
    error: null,
    startedAt: null,
    startNumber: null,
    endedAt: null,
    ...given,
  };
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

/** How a step ended. */
export interface StepEnd {
  readonly status: SettledStepStatus;
  readonly reason: StepReason | null;
}

/** Whether a step takes one of the places of its chain: its action is on its way, or its sub-chain has not ended. */
export function holdsPlace(step: {
  readonly kind: StepKind;
  readonly status: StepStatus;
  readonly dueAt: number | null;
}): boolean {
  if (step.kind === 'CHAIN' && step.status === 'WAITING') return step.dueAt === null;
  return (step.kind === 'CHAIN' || step.kind === 'ACTION') && step.status === 'RUNNING';
}

/** The end of a step that is not carried out to its end, because its chain goes no further. */
export function endOfIdle(
  chain: { readonly status: ChainStatus },
  step: { readonly status: StepStatus },
): StepEnd {
  if (chain.status === 'CANCELLED') return { status: 'CANCELLED', reason: 'CHAIN_CANCELLED' };
  if (chain.status !== 'TIMED_OUT') return { status: 'SKIPPED', reason: 'CHAIN_ABORTED' };
  const status = step.status === 'WAITING' || step.status === 'RUNNING' ? 'TIMED_OUT' : 'CANCELLED';
  return { status, reason: 'CHAIN_TIMED_OUT' };
}

/**
 * What the end of a step means for the steps that depend on it. `goes on`: one less to wait for. `passes`: the same,
 * but a step that waits for the first to succeed does not take it for that. `blocks`: they cannot run.
 */
export type Meaning =
  | { readonly kind: 'goes on' }
  | { readonly kind: 'passes' }
  | { readonly kind: 'blocks'; readonly blockage: Exclude<Blockage, 'NONE'> };

export function meaningOf({ status, reason }: StepEnd, own: Blockage): Meaning {
  switch (status) {
    case 'SUCCEEDED':
      return { kind: 'goes on' };
    case 'FAILED':
    case 'TIMED_OUT':
      return { kind: 'blocks', blockage: 'UNTIL_RETRY' };
    case 'SKIPPED':
      if (reason !== null && passingReasons.includes(reason)) return { kind: 'passes' };
      return { kind: 'blocks', blockage: own === 'NONE' ? 'UNTIL_RETRY' : own };
    case 'DECLINED':
    case 'CANCELLED':
      return { kind: 'blocks', blockage: reason === null ? 'FOR_GOOD' : 'UNTIL_RETRY' };
  }
}

/** Skipped for a reason of its own: those behind it run, unless what they need is missing. */
const passingReasons: readonly StepReason[] = ['CONDITION_FALSE', 'FAILURE_SKIPPED', 'INPUT_MISSING'];

/** Counters that say whether a step may run. */
export interface Readiness {
  readonly join: Join;
  /** How many more have to go on before it does. */
  readonly openDependencies: number;
  /** How many more may be lost before it cannot run: with ALL one, with ANY as many as there are. */
  readonly openPaths: number;
  readonly blockage: Blockage;
}

/** The counters of a step after one that it depends on has ended. */
export function afterDependency(step: Readiness, meaning: Meaning): Readiness {
  const { join, openDependencies, openPaths, blockage } = step;
  if (meaning.kind === 'goes on' || (meaning.kind === 'passes' && join === 'ALL')) {
    return { ...step, openDependencies: Math.max(openDependencies - 1, 0) };
  }
  const arrived = join === 'ANY' && openDependencies === 0;
  const level = meaning.kind === 'passes' ? 'UNTIL_RETRY' : meaning.blockage;
  const isLost = openPaths <= 1 && !arrived;
  const worse = blockages.indexOf(level) > blockages.indexOf(blockage) ? level : blockage;
  return { ...step, openPaths: openPaths - 1, blockage: isLost ? worse : blockage };
}

/** What a failure makes of the step and of its chain, by policy. */
export function afterFailure(
  status: 'FAILED' | 'TIMED_OUT',
  onFailure: OnFailure,
): { readonly end: StepEnd; readonly aborts: boolean } {
  switch (onFailure) {
    case 'ABORT':
      return { end: { status, reason: null }, aborts: true };
    case 'SKIP':
      return { end: { status: 'SKIPPED', reason: 'FAILURE_SKIPPED' }, aborts: false };
    case 'DEAD_LETTER':
      return { end: { status, reason: null }, aborts: false };
  }
}

/** How a step that never ran ends, by the state of its action. */
export function endOfBlocked(action: ActionState | null): 'SKIPPED' | 'DECLINED' | 'CANCELLED' {
  const own = action === null ? null : stepStatusOfAction[action];
  return own === 'DECLINED' || own === 'CANCELLED' ? own : 'SKIPPED';
}

/** How a chain ends when its last step has settled. */
export function chainEnd(chain: { failedSteps: number; aborted: boolean }): 'COMPLETED' | 'FAILED' {
  return chain.failedSteps > 0 || chain.aborted ? 'FAILED' : 'COMPLETED';
}
