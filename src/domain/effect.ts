import { hash } from 'node:crypto';
import type {
  ActionId,
  ChainId,
  EffectId,
  EventId,
  JobId,
  MessageId,
  OrganizationId,
  SessionId,
  StepId,
} from './ids.ts';
import type { Json, JsonObject } from './json.ts';
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
  PENDING: ['EXECUTING', 'FAILED', 'DEAD', 'UNKNOWN', 'BLOCKED'],
  EXECUTING: ['PENDING', 'COMPLETED', 'FAILED', 'DEAD', 'UNKNOWN', 'BLOCKED'],
  BLOCKED: ['PENDING', 'FAILED', 'DEAD', 'UNKNOWN'],
  UNKNOWN: ['COMPLETED', 'FAILED'],
  // Kept as a dead letter, where the step that it was for says so.
  FAILED: ['DEAD'],
  // Called off: a retry proposes something else in its place.
  DEAD: ['FAILED'],
  COMPLETED: [],
};

/** States in which the world may still hear from an effect. */
export const openEffectStates = [
  'PENDING',
  'EXECUTING',
  'BLOCKED',
  'UNKNOWN',
] as const satisfies EffectState[];

/** What an effect carries out: one action, one run over a document, the next moves of a chain, or one run of a model. */
export const effectKinds = [
  'ACTION',
  'PLANNING_RUN',
  'CHAIN_ADVANCE',
  'SUGGESTION_RUN',
  'REPLY_RUN',
] as const;
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
  readonly jobId: JobId | null;
  readonly messageId: MessageId | null;
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
  /** From then on it was told to stop. */
  readonly stopRequestedAt: number | null;
  /** Whose credentials it uses: the effects of one connection are paused together. Null for what stays inside. */
  readonly connection: string | null;
  /** Effects of one stream are carried out in the order in which they were asked for; null for one without order. */
  readonly stream: string | null;
  /** The open effect right before it in its stream; null for the head. */
  readonly waitsFor: EffectId | null;
  /** What is sent, and the key that it is sent under: frozen by the first claim. */
  readonly request: JsonObject | null;
  readonly idempotencyKey: string | null;
  /** Whether an earlier attempt may have been applied. */
  readonly inDoubt: boolean;
  /** Attempts since it was first tried, or since its connection was resumed; `tryingSince` is when that was. */
  readonly tries: number;
  readonly tryingSince: number | null;
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
  Partial<
    Pick<
      Effect,
      | 'retry'
      | 'deadlineAt'
      | 'connection'
      | 'stream'
      | 'request'
      | 'idempotencyKey'
      | 'inDoubt'
      | 'jobId'
      | 'messageId'
    >
  >;

/** How work ended that was carried out in the decision that asked for it. */
export interface CarriedOut {
  readonly to: 'COMPLETED' | 'FAILED';
  readonly outcome: 'DONE' | 'REJECTED';
  readonly error: string | null;
}

/** Work that is done already, and how it ended. */
export type EndedEffect = NewEffect & { readonly ended: CarriedOut };

/** What the action's effect is known by: each retry of the same version is a new ordinal. */
export function actionDedupeKey(actionId: ActionId, version: number, ordinal: number): string {
  return `${actionId}:${version}:${ordinal}`;
}

/**
 * What the outside world knows a run of an action by, as its id or its idempotency key: a UUID of version-4 shape. Each
 * run that is a new request has its own.
 */
export function effectKey(effect: Pick<Effect, 'organizationId' | 'dedupeKey'>): string {
  const hex = hash('sha256', `${effect.organizationId} ${effect.dedupeKey}`, 'hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return groups.join('-');
}

/** How the execution of a tool inside the recording transaction ended. */
export type EffectOutcome =
  /** `url`: where what was made can be opened; left out: nowhere. */
  | { readonly kind: 'done'; readonly result: Json; readonly url?: string | null }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string };
