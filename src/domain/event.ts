import type { ActionState, Decision } from './action.ts';
import type { Actor } from './actor.ts';
import type { ChainStatus, OpenStepStatus, SettledStepStatus, StepStatus } from './chain.ts';
import type { CheckVerdict, ConnectionKind } from './connection.ts';
import type { MessageState, ToolCallState } from './conversation.ts';
import type { AttemptOutcomeKind } from './effect-attempt.ts';
import type { EventOutcome } from './event-outcome.ts';
import type {
  ActionId,
  AgentId,
  ApprovalLinkId,
  ChainId,
  ConversationId,
  EventId,
  GroupId,
  ItemId,
  JobId,
  KeyId,
  MessageId,
  OrganizationId,
  SessionId,
  StepId,
  UserId,
  WebhookId,
} from './ids.ts';
import type { Json } from './json.ts';
import type { SourceLocation } from './plan.ts';
import type { Role } from './role.ts';
import type { SessionStatus } from './session.ts';
import type { SuggestionStatus } from './suggestion.ts';

interface RecordedIssue {
  readonly message: string;
  readonly code: string;
  readonly details: Json;
  readonly location: SourceLocation | null;
  readonly itemId: ItemId | null;
}

/** Every type of event that is logged, and what its body says. */
export interface EventBodies {
  PlanningSessionCreated: { readonly title: string; readonly documentKey: string };
  PlanningSessionStatusChanged: {
    readonly status: SessionStatus;
    readonly previous: SessionStatus;
    readonly reason: string | null;
  };
  PlanningSessionProgressed: { readonly progress: number; readonly message: string };
  PlanningSessionErrorRecorded: RecordedIssue;
  PlanningSessionWarningRecorded: RecordedIssue;
  PlanExtracted: {
    readonly epics: number;
    readonly features: number;
    readonly stories: number;
    readonly enablers: number;
    readonly changes: number;
  };
  PlanningSessionResultSet: {
    readonly createdCount: number;
    readonly updatedCount: number;
    readonly failedCount: number;
    readonly skippedCount: number;
  };
  PlanningSessionDeleted: object;
  ActionProposed: { readonly version: number; readonly digest: string };
  ActionRevised: {
    readonly version: number;
    readonly digest: string;
    readonly note: string | null;
  };
  ApprovalResolved: {
    readonly decision: Decision;
    readonly state: ActionState;
    readonly decidedBy: Actor;
    readonly note: string | null;
  };
  ApprovalLinkCreated: { readonly linkId: ApprovalLinkId; readonly approverId: UserId };
  ApprovalLinkUsed: { readonly linkId: ApprovalLinkId; readonly approverId: UserId };
  ApprovalLinkRevoked: { readonly linkId: ApprovalLinkId; readonly approverId: UserId };
  ActionStatusChanged: {
    readonly state: ActionState;
    readonly previous: ActionState;
    readonly reason: string | null;
  };
  ActionAttemptFailed: {
    readonly attempt: number;
    readonly outcome: AttemptOutcomeKind;
    readonly error: string | null;
    /** Epoch milliseconds; null while its connection is paused. */
    readonly nextAttemptAt: number | null;
  };
  ConnectionSaved: {
    readonly connection: string;
    readonly connectionKind: ConnectionKind;
    readonly name: string;
    /** Whether credentials were given with it. */
    readonly withCredentials: boolean;
  };
  ConnectionChecked: { readonly connection: string; readonly verdict: CheckVerdict };
  ConnectionDeleted: { readonly connection: string; readonly name: string };
  ConnectionPaused: { readonly connection: string; readonly reason: string };
  ConnectionResumed: { readonly connection: string };
  WebhookSaved: { readonly webhookId: WebhookId; readonly name: string; readonly enabled: boolean };
  WebhookReplayed: { readonly webhookId: WebhookId; readonly name: string };
  WebhookDeleted: { readonly webhookId: WebhookId; readonly name: string };
  GroupCreated: { readonly title: string };
  GroupEventAdded: { readonly count: number };
  GroupResolved: object;
  PolicyChanged: { readonly policyOf: string | null };
  ApiKeyCreated: { readonly keyId: KeyId; readonly name: string; readonly role: Role };
  ApiKeyRevoked: { readonly keyId: KeyId; readonly name: string };
  MemberRoleChanged: {
    readonly userId: UserId;
    readonly role: Role;
    /** Null: none had been set. */
    readonly previousRole: Role | null;
  };
  ChainStarted: {
    readonly name: string;
    readonly stepCount: number;
    readonly parentChainId: ChainId | null;
  };
  ChainStepStarted: {
    readonly stepName: string;
    readonly stepIndex: number;
    /** The chain that the step runs; absent when it runs none. */
    readonly subChainId?: ChainId;
  };
  ChainStepCompleted: {
    readonly stepName: string;
    readonly stepIndex: number;
    readonly status: SettledStepStatus;
    readonly success: boolean;
    readonly nextSteps: readonly string[];
  };
  ChainStepStatusChanged: {
    readonly stepName: string;
    readonly stepIndex: number;
    readonly status: OpenStepStatus;
    readonly previous: StepStatus;
  };
  ChainAdvanced: { readonly status: ChainStatus };
  ChainSignalled: { readonly signal: string };
  ChainDefinitionSaved: { readonly name: string; readonly version: number };
  ChainCompleted: { readonly status: ChainStatus; readonly executionPath: readonly string[] };
  SuggestionRequested: { readonly model: string };
  SuggestionStarted: object;
  SuggestionCompleted: { readonly status: SuggestionStatus; readonly reason: string | null };
  AgentSaved: { readonly agentId: AgentId; readonly version: number; readonly name: string };
  AgentDeleted: { readonly agentId: AgentId };
  ConversationCreated: { readonly model: string };
  MessageSent: { readonly messageId: MessageId; readonly replyId: MessageId };
  ReplyRequested: { readonly messageId: MessageId; readonly retryOf: MessageId | null };
  ModelToolCallStarted: {
    readonly messageId: MessageId;
    readonly callIndex: number;
    readonly tool: string;
  };
  ModelToolCallEnded: {
    readonly messageId: MessageId;
    readonly callIndex: number;
    readonly callState: ToolCallState;
  };
  MessageCompleted: {
    readonly messageId: MessageId;
    readonly messageState: MessageState;
    readonly reason: string | null;
  };
  ConversationClosed: object;
}

export type EventType = keyof EventBodies;

export const eventTypes = [
  'PlanningSessionCreated',
  'PlanningSessionStatusChanged',
  'PlanningSessionProgressed',
  'PlanningSessionErrorRecorded',
  'PlanningSessionWarningRecorded',
  'PlanExtracted',
  'PlanningSessionResultSet',
  'PlanningSessionDeleted',
  'ActionProposed',
  'ActionRevised',
  'ApprovalResolved',
  'ApprovalLinkCreated',
  'ApprovalLinkUsed',
  'ApprovalLinkRevoked',
  'ActionStatusChanged',
  'ActionAttemptFailed',
  'ConnectionSaved',
  'ConnectionChecked',
  'ConnectionDeleted',
  'ConnectionPaused',
  'ConnectionResumed',
  'WebhookSaved',
  'WebhookReplayed',
  'WebhookDeleted',
  'GroupCreated',
  'GroupEventAdded',
  'GroupResolved',
  'PolicyChanged',
  'ApiKeyCreated',
  'ApiKeyRevoked',
  'MemberRoleChanged',
  'ChainStarted',
  'ChainStepStarted',
  'ChainStepCompleted',
  'ChainStepStatusChanged',
  'ChainAdvanced',
  'ChainSignalled',
  'ChainCompleted',
  'ChainDefinitionSaved',
  'SuggestionRequested',
  'SuggestionStarted',
  'SuggestionCompleted',
  'AgentSaved',
  'AgentDeleted',
  'ConversationCreated',
  'MessageSent',
  'ReplyRequested',
  'ModelToolCallStarted',
  'ModelToolCallEnded',
  'MessageCompleted',
  'ConversationClosed',
] as const satisfies readonly EventType[];

/** The ids that an event concerns, by what it can be filtered on. */
export interface EventIds {
  readonly sessionId?: SessionId | null;
  readonly actionId?: ActionId | null;
  readonly chainId?: ChainId | null;
  readonly stepId?: StepId | null;
  readonly groupId?: GroupId | null;
  readonly conversationId?: ConversationId | null;
  readonly jobId?: JobId | null;
}

/** Entities whose followers an event can send home: they are settled, and no effect of theirs is open. */
export const endingEntities = ['session', 'action', 'chain'] as const;
export type EndingEntity = (typeof endingEntities)[number];

/** A fact to append to the log. */
export type NewEvent = {
  [Type in EventType]: {
    readonly id: EventId;
    readonly type: Type;
    readonly stream: string;
    readonly body: EventBodies[Type];
    readonly ids: EventIds;
    /** Of an action's events: its tool. */
    readonly tool?: string;
    /** The state that the event tells of, for filtering: `SUCCEEDED`, `COMPLETED`, `APPROVED` … */
    readonly outcome?: Type extends 'ChainSignalled' ? string : EventOutcome;
    /** The entities, among the ids, whose streams of events end here. */
    readonly ends?: readonly EndingEntity[];
  };
}[EventType];

/** A fact as the log keeps it. Times are epoch milliseconds. */
export interface LoggedEvent extends Required<EventIds> {
  readonly id: EventId;
  readonly organizationId: OrganizationId;
  /** 1, 2, 3 … within the organization, in the order of commits: what a cursor stands for. */
  readonly position: number;
  readonly stream: string;
  /** 1, 2, 3 … within the stream, without a hole. */
  readonly seq: number;
  readonly type: EventType;
  readonly occurredAt: number;
  readonly actor: Actor;
  readonly correlationId: string | null;
  /** The event before it. */
  readonly causedBy: EventId | null;
  readonly tool: string | null;
  readonly outcome: string | null;
  readonly ends: readonly EndingEntity[];
  /** What the type says; null when the body has been erased. */
  readonly body: EventBodies[EventType] | null;
}

export function sessionStream(id: SessionId): string {
  return `session:${id}`;
}

export function actionStream(id: ActionId): string {
  return `action:${id}`;
}

export function chainStream(id: ChainId): string {
  return `chain:${id}`;
}

/** Of a connection, by its id. */
export function connectionStream(connection: string): string {
  return `connection:${connection}`;
}

export function webhookStream(id: WebhookId): string {
  return `webhook:${id}`;
}

export function definitionStream(organizationId: OrganizationId): string {
  return `definitions:${organizationId}`;
}

export function policyStream(organizationId: OrganizationId): string {
  return `policies:${organizationId}`;
}

export function apiKeyStream(organizationId: OrganizationId): string {
  return `keys:${organizationId}`;
}

export function memberStream(organizationId: OrganizationId): string {
  return `members:${organizationId}`;
}

export function groupStream(id: GroupId): string {
  return `group:${id}`;
}

export function jobStream(id: JobId): string {
  return `job:${id}`;
}

export function agentStream(id: AgentId): string {
  return `agent:${id}`;
}

export function conversationStream(id: ConversationId): string {
  return `conversation:${id}`;
}
