import type { Policy, PolicyChange } from '../access/policy.ts';
import type { Caller } from '../access/viewer.ts';
import type { ActionProposal, ApprovalMode } from '../domain/action.ts';
import type { Agent } from '../domain/agent.ts';
import type { Answer } from '../domain/answer.ts';
import type { ApiKey, NewApiKey } from '../domain/api-key.ts';
import type { ApprovalLink } from '../domain/approval-link.ts';
import type { Chain } from '../domain/chain.ts';
import type { ChainDefinition } from '../domain/chain-definition.ts';
import type { Connection, ConnectionKind } from '../domain/connection.ts';
import type { Conversation, Message } from '../domain/conversation.ts';
import type { ProposalGroup } from '../domain/group.ts';
import type {
  ActionId,
  AgentId,
  ApprovalLinkId,
  ChainId,
  ConnectionId,
  ConversationId,
  JobId,
  KeyId,
  MessageId,
  SessionId,
  UserId,
  WebhookId,
} from '../domain/ids.ts';
import type { Member } from '../domain/member.ts';
import type { NoModel } from '../domain/model.ts';
import type { PlannedWrite } from '../domain/outside.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Role } from '../domain/role.ts';
import type { PlanningSession } from '../domain/session.ts';
import type { SuggestionJob } from '../domain/suggestion.ts';
import type { Webhook } from '../domain/webhook.ts';
import type { AgentToSave } from './agent.ts';
import type { MadeApiKey } from './api-key.ts';
import type { DecisionByLink, MadeApprovalLink, NewApprovalLink, OpenedLink } from './approval-link.ts';
import type { ChainSignal } from './chain-commands.ts';
import type { NewChain, NewChainDefinition } from './chain-input.ts';
import type { NewConversation, NewMessage, SentMessage } from './conversation.ts';
import type { DecisionOnAction } from './decide-action.ts';
import type { DecidedAction, DecidedGroup, DecisionOnGroup, DecisionOnSubtree } from './decide-actions.ts';
import type { NewGroup } from './group.ts';
import type { PlanInput } from './plan-input.ts';
import type { PlanPreview, PreviewPorts } from './preview-plan.ts';
import type { NewAction } from './propose-action.ts';
import type { ResolutionOfAction } from './resolve-action.ts';
import type { Revision } from './revise-action.ts';
import type { CheckedConnection, ConnectionToSave } from './saved-connection.ts';
import type { SessionReports } from './session-reports.ts';
import type { NewSuggestion, PlanOfSuggestion } from './suggestion.ts';
import type { SavedWebhook, WebhookToSave } from './webhook.ts';

export interface NewPlanningSession extends PlanInput {
  readonly approval: ApprovalMode;
  readonly idempotencyKey: string | null;
}

/** Every command: decides, writes in one transaction, and answers what it did or why it did not. */
export interface Engine extends AsyncDisposable {
  /** Reads a document and compares it with the tracker; writes nothing. */
  previewPlan(caller: Caller, input: PlanInput, ports: PreviewPorts): Promise<PlanPreview | Refusal>;
  /** Requests that so many changes take in a tracker of a kind, when nothing goes wrong; null where there is none. */
  trackerRequests(kind: ConnectionKind, writes: readonly PlannedWrite[]): number | null;
  createPlanningSession(caller: Caller, input: NewPlanningSession): Promise<Answer<PlanningSession>>;
  startPlanningSession(caller: Caller, sessionId: SessionId): Promise<Answer<PlanningSession>>;
  retryPlanningSession(caller: Caller, sessionId: SessionId): Promise<Answer<PlanningSession>>;
  cancelPlanningSession(
    caller: Caller,
    sessionId: SessionId,
    reason: string | null,
  ): Promise<Answer<PlanningSession>>;
  deletePlanningSession(caller: Caller, sessionId: SessionId): Promise<Answer<SessionId>>;

  createProposalGroup(caller: Caller, input: NewGroup): Promise<Answer<ProposalGroup>>;
  proposeAction(caller: Caller, input: NewAction): Promise<Answer<ActionProposal>>;
  reviseAction(caller: Caller, input: Revision): Promise<Answer<ActionProposal>>;
  /** Approves or declines one action. */
  decideAction(caller: Caller, input: DecisionOnAction): Promise<Answer<ActionProposal>>;
  /** One answer for each decision, in order. */
  decideActions(
    caller: Caller,
    decisions: readonly Omit<DecisionOnAction, 'idempotencyKey'>[],
  ): Promise<Answer<ActionProposal>[]>;
  /** One answer for each action of the group that was open; when none was, for each of the group. */
  decideGroup(caller: Caller, input: DecisionOnGroup): Promise<DecidedGroup | Refusal>;
  /** The same for an item of a session's plan and everything below it. */
  decideSubtree(caller: Caller, input: DecisionOnSubtree): Promise<readonly DecidedAction[] | Refusal>;
  cancelAction(caller: Caller, actionId: ActionId): Promise<Answer<ActionProposal>>;
  retryAction(caller: Caller, actionId: ActionId): Promise<Answer<ActionProposal>>;
  /** Takes a person's word on an action whose outcome is unknown. */
  resolveAction(caller: Caller, input: ResolutionOfAction): Promise<Answer<ActionProposal>>;

  startChain(caller: Caller, input: NewChain): Promise<Answer<Chain>>;
  cancelChain(caller: Caller, chainId: ChainId, reason: string | null): Promise<Answer<Chain>>;
  /** `fromStep` names a step; null: from what did not succeed. */
  retryChain(caller: Caller, chainId: ChainId, fromStep: string | null): Promise<Answer<Chain>>;
  signalChain(caller: Caller, input: ChainSignal): Promise<Answer<Chain>>;
  saveChainDefinition(caller: Caller, input: NewChainDefinition): Promise<Answer<ChainDefinition>>;

  setPolicy(caller: Caller, change: PolicyChange): Promise<Answer<Policy>>;

  createApiKey(caller: Caller, input: NewApiKey): Promise<Answer<MadeApiKey>>;
  revokeApiKey(caller: Caller, keyId: KeyId): Promise<Answer<ApiKey>>;
  setMemberRole(
    caller: Caller,
    input: { readonly userId: UserId; readonly role: Role },
  ): Promise<Answer<Member>>;
  startSuggestion(caller: Caller, input: NewSuggestion): Promise<Answer<SuggestionJob> | NoModel>;
  cancelSuggestion(caller: Caller, jobId: JobId): Promise<Answer<SuggestionJob>>;
  planFromSuggestion(caller: Caller, input: PlanOfSuggestion): Promise<Answer<PlanningSession>>;
  createConversation(caller: Caller, input: NewConversation): Promise<Answer<Conversation> | NoModel>;
  sendMessage(caller: Caller, input: NewMessage): Promise<Answer<SentMessage> | NoModel>;
  stopReply(caller: Caller, messageId: MessageId): Promise<Answer<Conversation>>;
  retryReply(caller: Caller, messageId: MessageId): Promise<Answer<Message> | NoModel>;
  endConversation(caller: Caller, conversationId: ConversationId): Promise<Answer<Conversation>>;
  saveAgent(caller: Caller, agent: AgentToSave): Promise<Answer<Agent>>;
  deleteAgent(caller: Caller, agentId: AgentId): Promise<Answer<Agent>>;

  saveConnection(caller: Caller, input: ConnectionToSave): Promise<Answer<Connection>>;
  /** Makes a real call; resolves when it has been answered, or given up. */
  checkConnection(caller: Caller, connectionId: ConnectionId): Promise<Answer<CheckedConnection>>;
  deleteConnection(caller: Caller, connectionId: ConnectionId): Promise<Answer<Connection>>;

  saveWebhook(caller: Caller, input: WebhookToSave): Promise<Answer<SavedWebhook>>;
  replayWebhook(
    caller: Caller,
    input: { readonly webhookId: WebhookId; readonly after: number },
  ): Promise<Answer<Webhook>>;
  deleteWebhook(caller: Caller, webhookId: WebhookId): Promise<Answer<Webhook>>;

  createApprovalLink(caller: Caller, input: NewApprovalLink): Promise<Answer<MadeApprovalLink>>;
  revokeApprovalLink(caller: Caller, linkId: ApprovalLinkId): Promise<Answer<ApprovalLink>>;
  /** What the text of a link opens; changes nothing. */
  openApprovalLink(token: string): Promise<OpenedLink>;
  /** Decides in the name of the link's approver; answers what the link opens then, or when it was open no more. */
  decideByLink(token: string, input: DecisionByLink): Promise<Refusal | OpenedLink>;

  /** How runs report on their session. */
  readonly reports: SessionReports;
}
