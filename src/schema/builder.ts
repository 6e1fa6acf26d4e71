import SchemaBuilder from '@pothos/core';
import type { Policy } from '../access/policy.ts';
import type { Viewer } from '../access/viewer.ts';
import type { ActionDecision, ActionError, ActionPreviewField, ActionResolution } from '../domain/action.ts';
import type { Actor } from '../domain/actor.ts';
import type { Agent } from '../domain/agent.ts';
import type { ApiKey } from '../domain/api-key.ts';
import type { ApprovalLink } from '../domain/approval-link.ts';
import type { ChainDefinition } from '../domain/chain-definition.ts';
import type { Connection, ConnectionCheck } from '../domain/connection.ts';
import type { Message, MessageFailure, ToolCall } from '../domain/conversation.ts';
import type { StreamCursor } from '../domain/cursor.ts';
import type { Effect } from '../domain/effect.ts';
import type { EventBodies } from '../domain/event.ts';
import type { Comment, Issue, Label } from '../domain/issue.ts';
import type { Json } from '../domain/json.ts';
import type { Member } from '../domain/member.ts';
import type { ModelUsage } from '../domain/model.ts';
import type { ModelRun, ModelUsageOfDay } from '../domain/model-run.ts';
import type { FieldChange, SectionCoverage, SourceLocation } from '../domain/plan.ts';
import type { PlanningResult, PlanningResultEntry } from '../domain/planning-result.ts';
import type { Refusal } from '../domain/refusal.ts';

import type { Suggestion, SuggestionFailure } from '../domain/suggestion.ts';
import type { Webhook, WebhookDelivery } from '../domain/webhook.ts';
import type { ShownAction, ShownAttempt } from '../resolvers/action.ts';
import type { ActionPayload, DecisionsPayload } from '../resolvers/action-commands.ts';

import type { AgentPayload } from '../resolvers/agent.ts';
import type { ApiKeyPayload } from '../resolvers/api-key.ts';
import type { ApprovalLinkPayload } from '../resolvers/approval-link.ts';
import type { ShownChain } from '../resolvers/chain.ts';
import type { ChainDefinitionPayload, ChainPayload } from '../resolvers/chain-commands.ts';
import type { PageInfo } from '../resolvers/connection.ts';
import type { Context, ToolInfo } from '../resolvers/context.ts';
import type {
  ConversationPayload,
  SendMessagePayload,
  ShownConversation,
  ShownConversationEvent,
} from '../resolvers/conversation.ts';
import type { ShownSource } from '../resolvers/document-source.ts';
import type { ShownEvent } from '../resolvers/event.ts';
import type { ActionStateCount, GroupPayload, ShownGroup } from '../resolvers/group.ts';
import type { MemberPayload } from '../resolvers/member.ts';
import type { ShownNode } from '../resolvers/node.ts';
import type { ShownChange, ShownIssue, ShownItem, ShownPlan } from '../resolvers/plan.ts';
import type { ShownChangeCounts, ShownSubtree } from '../resolvers/plan-change.ts';
import type { ShownPreview } from '../resolvers/plan-preview.ts';
import type { PolicyPayload } from '../resolvers/policy.ts';
import type { CheckPayload, ConnectionPayload } from '../resolvers/saved-connection.ts';
import type { ShownSession } from '../resolvers/session.ts';
import type { DeletionPayload, SessionPayload } from '../resolvers/session-commands.ts';
import type { ShownStep } from '../resolvers/step.ts';
import type { JobPayload, ShownJob, ShownSuggestionEvent } from '../resolvers/suggestion.ts';
import type { ShownLimit, ShownOrganization, ShownSubscription } from '../resolvers/viewer.ts';
import type { WebhookPayload } from '../resolvers/webhook.ts';

/** What resolvers hand to the types of the schema, by name. */
interface Types {
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    /** Epoch milliseconds. */
    DateTime: { Input: number; Output: number };
    URL: { Input: string; Output: string };
    JSON: { Input: Json; Output: Json };
    /** A position in the log, on a stream of text with the place in it. */
    Cursor: { Input: StreamCursor; Output: StreamCursor };
  };
  Interfaces: {
    Node: ShownNode;
    Event: ShownEvent;
    SuggestionEvent: ShownSuggestionEvent;
    ConversationEvent: ShownConversationEvent;
    UserError: Refusal;
  };
  Objects: {
    ActionDecision: ActionDecision;
    ActionError: ActionError;
    ActionPayload: ActionPayload;
    ActionPreviewField: ActionPreviewField;
    ActionProposal: ShownAction;
    ActionResolution: ActionResolution;
    ActionStateCount: ActionStateCount;
    Actor: Actor;
    Agent: Agent;
    AgentPayload: AgentPayload;
    ApiKey: ApiKey;
    ApiKeyPayload: ApiKeyPayload;
    ApprovalLink: ApprovalLink;
    ApprovalLinkPayload: ApprovalLinkPayload;
    Chain: ShownChain;
    ChainDefinition: ChainDefinition;
    ChainDefinitionPayload: ChainDefinitionPayload;
    ChainPayload: ChainPayload;
    CheckConnectionPayload: CheckPayload;
    Comment: Comment;
    Connection: Connection;
    ConnectionCheck: ConnectionCheck;
    ConnectionPayload: ConnectionPayload;
    Conversation: ShownConversation;
    ConversationPayload: ConversationPayload;
    ProposalGroupPayload: GroupPayload;
    DecideActionsPayload: DecisionsPayload;
    DeletePlanningSessionPayload: DeletionPayload;
    DocumentSource: ShownSource;
    Effect: Effect;
    EffectAttempt: ShownAttempt;
    FieldChange: FieldChange;
    Issue: Issue;
    Label: Label;
    Limit: ShownLimit;
    Member: Member;
    MemberPayload: MemberPayload;
    Message: Message;
    MessageFailure: MessageFailure;
    ModelRun: ModelRun;
    ModelUsage: ModelUsage;
    ModelUsageOfDay: ModelUsageOfDay;
    Organization: ShownOrganization;
    PageInfo: PageInfo;
    Plan: ShownPlan;
    PlanChange: ShownChange;
    PlanChangeCounts: ShownChangeCounts;
    PlanCounts: EventBodies['PlanExtracted'];
    PlanItem: ShownItem;
    PlanPreview: ShownPreview;
    PlanSubtree: ShownSubtree;
    PlanningResult: PlanningResult;
    PlanningResultEntry: PlanningResultEntry;
    PlanningSession: ShownSession;
    PlanningSessionPayload: SessionPayload;
    Policy: Policy;
    PolicyPayload: PolicyPayload;
    ProposalGroup: ShownGroup;
    SectionCoverage: SectionCoverage;
    SessionIssue: ShownIssue;
    SendMessagePayload: SendMessagePayload;
    SourceLocation: SourceLocation;
    Step: ShownStep;
    SubscriptionCondition: ShownSubscription['conditions'][number];
    SubscriptionStatus: ShownSubscription;
    Suggestion: Suggestion;
    SuggestionFailure: SuggestionFailure;
    SuggestionJob: ShownJob;
    SuggestionJobPayload: JobPayload;
    Tool: ToolInfo;
    ToolCall: ToolCall;
    Viewer: Viewer;
    Webhook: Webhook;
    WebhookDelivery: WebhookDelivery;
    WebhookPayload: WebhookPayload;
  };
}

/** Types and fields are added to it by the files beside; index.ts builds. */
export const builder = new SchemaBuilder<Types>({ defaultFieldNullability: false });

export type SchemaTypes = (typeof builder)['$inferSchemaTypes'];

builder.queryType({
  description:
    'What can be read. Something that is missing, or that belongs to another organization, is null.',
});
builder.mutationType({
  description:
    'What can be changed. A mutation that changes nothing answers with `errors` that say why, and its objects are null; what it answers otherwise is on disk.',
});
builder.subscriptionType({
  description:
    'What can be followed: each event exactly once and in order. Keep the `cursor` of the last event and hand it over as `after` to go on from there after a break.',
});
