import type { Actor } from './actor.ts';
import type {
  ActionId,
  ChainId,
  ConversationId,
  GroupId,
  ItemId,
  MessageId,
  OrganizationId,
  SessionId,
  StepId,
} from './ids.ts';
import { digestOf, type Json, type JsonObject } from './json.ts';
import type { Transitions } from './machine.ts';
import { hasHiddenCharacters } from './text.ts';

export const actionStates = [
  'PROPOSED',
  'APPROVED',
  'DECLINED',
  'EXPIRED',
  'SUPERSEDED',
  'CANCELLED',
  'EXECUTING',
  'SUCCEEDED',
  'FAILED',
  'OUTCOME_UNKNOWN',
] as const;
export type ActionState = (typeof actionStates)[number];

export const actionTransitions: Transitions<ActionState> = {
  PROPOSED: ['APPROVED', 'DECLINED', 'EXPIRED', 'SUPERSEDED', 'CANCELLED'],
  APPROVED: ['EXECUTING', 'EXPIRED', 'CANCELLED'],
  DECLINED: [],
  EXPIRED: [],
  SUPERSEDED: [],
  CANCELLED: [],
  EXECUTING: ['SUCCEEDED', 'FAILED', 'OUTCOME_UNKNOWN'],
  SUCCEEDED: [],
  FAILED: ['EXECUTING'],
  OUTCOME_UNKNOWN: ['SUCCEEDED', 'FAILED'],
};

/** States in which nothing more happens unless somebody retries. */
export const settledActionStates = [
  'DECLINED',
  'EXPIRED',
  'SUPERSEDED',
  'CANCELLED',
  'SUCCEEDED',
  'FAILED',
] as const satisfies ActionState[];

export const decisions = ['APPROVE', 'DECLINE'] as const;
export type Decision = (typeof decisions)[number];

export const approvalModes = ['REQUIRED', 'AUTOMATIC'] as const;
export type ApprovalMode = (typeof approvalModes)[number];

/** One field of what an action would change, as a person is shown it. */
export interface ActionPreviewField {
  readonly field: string;
  readonly oldValue: Json;
  readonly newValue: Json;
  /** True when the new value holds characters that cannot be seen. */
  readonly hiddenCharacters: boolean;
}

export interface ActionDecision {
  readonly decision: Decision;
  readonly decidedBy: Actor;
  /** Epoch milliseconds. */
  readonly decidedAt: number;
  readonly note: string | null;
  /** The version of the arguments that was decided on. */
  readonly version: number;
}

export interface ActionError {
  readonly code: string;
  readonly message: string;
}

/** One call of a tool with fixed arguments, for a person to decide on. Times are epoch milliseconds. */
export interface ActionProposal {
  readonly id: ActionId;
  readonly organizationId: OrganizationId;
  readonly tool: string;
  readonly arguments: JsonObject;
  /** Of tool, arguments and preview: what a decision refers to. */
  readonly digest: string;
  readonly version: number;
  readonly state: ActionState;
  readonly preview: readonly ActionPreviewField[];
  readonly reason: string | null;
  readonly proposedBy: Actor;
  readonly requiredApprovals: number;
  readonly expiresAt: number | null;
  readonly result: Json;
  readonly resultUrl: string | null;
  readonly error: ActionError | null;
  /** How often it was handed to the effect runner. */
  readonly runs: number;
  readonly groupId: GroupId | null;
  readonly sessionId: SessionId | null;
  readonly itemId: ItemId | null;
  readonly chainId: ChainId | null;
  readonly stepId: StepId | null;
  readonly conversationId: ConversationId | null;
  readonly messageId: MessageId | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The preview of setting fields: old value, new value, and whether something in the new one is hidden. */
export function previewField(field: string, oldValue: Json, newValue: Json): ActionPreviewField {
  return { field, oldValue, newValue, hiddenCharacters: holdsHiddenCharacters(newValue) };
}

function holdsHiddenCharacters(value: Json): boolean {
  if (typeof value === 'string') return hasHiddenCharacters(value);
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(
    ([key, inner]) => hasHiddenCharacters(key) || holdsHiddenCharacters(inner),
  );
}

/** What a decision refers to: tool, arguments and preview, in one digest. */
export function actionDigest(shown: {
  tool: string;
  arguments: JsonObject;
  preview: readonly ActionPreviewField[];
}): string {
  return digestOf([
    shown.tool,
    shown.arguments,
    shown.preview.map((row) => [row.field, row.oldValue, row.newValue]),
  ]);
}
