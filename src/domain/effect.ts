import type { ActionId, ChainId, EffectId, EventId, OrganizationId, SessionId, StepId } from './ids.ts';
import type { Json } from './json.ts';
import type { Transitions } from './machine.ts';
import type { RetryPolicy } from './retry.ts';

export const effectStates = [
  'PENDING',
  'EXECUTING',
  'COMPLETED',
  'FAILED',
  'DEAD',
  'UNKNOWN',
  'BLOCKED',
] as const;
export type EffectState = (typeof effectStates)[number];

export const effectTransitions: Transitions<EffectState> = {
  PENDING: ['EXECUTING', 'FAILED', 'BLOCKED'],
  EXECUTING: ['PENDING', 'COMPLETED', 'FAILED', 'DEAD', 'UNKNOWN', 'BLOCKED'],
  BLOCKED: ['PENDING', 'FAILED'],
  UNKNOWN: ['COMPLETED', 'FAILED'],
  FAILED: [],
  DEAD: [],
  COMPLETED: [],
};

/** States in which the world may still hear from an effect. */
export const openEffectStates = [
  'PENDING',
  'EXECUTING',
  'BLOCKED',
  'UNKNOWN',
] as const satisfies EffectState[];

/** What an effect carries out: one action, one run over a session's document, or the next moves of a chain. */
export const effectKinds = ['ACTION', 'PLANNING_RUN', 'CHAIN_ADVANCE'] as const;
export type EffectKind = (typeof effectKinds)[number];

/** Work the world must see. Times are epoch milliseconds. */
export interface Effect {
  readonly id: EffectId;
  readonly organizationId: OrganizationId;
  readonly kind: EffectKind;
  /** Unique within the organization: the same work enqueued twice is one effect. */
  readonly dedupeKey: string;
  readonly state: EffectState;
  readonly sessionId: SessionId | null;
  readonly actionId: ActionId | null;
  readonly chainId: ChainId | null;
  readonly stepId: StepId | null;
  readonly attempts: number;
  /** Counts claims: a result that carries an older fence is refused. */
  readonly fence: number;
  readonly leaseUntil: number | null;
  readonly nextAttemptAt: number;
  readonly lastError: string | null;
  /** Null for the default. */
  readonly retry: RetryPolicy | null;
  /** No attempt begins at this time or later. */
  readonly deadlineAt: number | null;
  readonly correlationId: string | null;
  /** The event that asked for this work. */
  readonly causedBy: EventId | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Work to put into the outbox. */
export type NewEffect = Pick<
  Effect,
  | 'id'
  | 'organizationId'
  | 'kind'
  | 'dedupeKey'
  | 'state'
  | 'sessionId'
  | 'actionId'
  | 'chainId'
  | 'stepId'
  | 'nextAttemptAt'
  | 'correlationId'
  | 'causedBy'
  | 'createdAt'
> &
  Partial<Pick<Effect, 'retry' | 'deadlineAt'>>;

/** What the action's effect is known by: each retry of the same version is a new ordinal. */
export function actionDedupeKey(actionId: ActionId, version: number, ordinal: number): string {
  return `${actionId}:${version}:${ordinal}`;
}

/** How one attempt ended. */
export type EffectOutcome =
  | { readonly kind: 'done'; readonly result: Json }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string };
