import { type Role, roles } from '../../src/domain/role.ts';

/** The least role for each field, said once more and independently of the table that decides. */
const byRole: Readonly<Record<Role, string>> = {
  VIEWER: `Query.viewer Query.node Query.nodes Query.planningSession Query.planningSessions Query.action Query.actions
    Query.group Query.chain Query.chains Query.chainDefinitions Query.deadLetters Query.conversation
    Query.conversations Query.suggestionJob Query.agents Query.tools Query.policies Query.issue Query.issues
    Query.events Query.planDocument Query.connections Subscription.events Subscription.planningSessionEvents
    Subscription.actionEvents Subscription.chainEvents Subscription.conversationEvents
    Subscription.suggestionEvents Query.modelUsage Query.planChanges Query.approvalLinks Mutation.revokeApprovalLink`,
  PROPOSER: `Mutation.createPlanningSession Mutation.startPlanningSession Mutation.retryPlanningSession
    Mutation.cancelPlanningSession Mutation.deletePlanningSession Mutation.createProposalGroup Mutation.proposeAction Mutation.reviseAction
    Mutation.cancelAction Mutation.retryAction Mutation.startChain Mutation.cancelChain Mutation.retryChain
    Mutation.signalChain Mutation.createConversation Mutation.sendMessage Mutation.stopReply
    Mutation.startSuggestion Mutation.cancelSuggestion Mutation.planFromSuggestion
    Mutation.endConversation Mutation.retryReply`,
  APPROVER: 'Mutation.approveAction Mutation.declineAction Mutation.decideActions Mutation.resolveAction',
  OPERATOR: 'Mutation.saveChainDefinition',
  ADMIN: `Query.apiKeys Query.members Query.webhooks Mutation.setPolicy Mutation.createApiKey
    Mutation.revokeApiKey Mutation.setMemberRole Mutation.saveAgent Mutation.deleteAgent Mutation.saveConnection
    Mutation.checkConnection Mutation.deleteConnection Mutation.saveWebhook Mutation.deleteWebhook
    Mutation.replayWebhook Mutation.createApprovalLink`,
};

/** By field, such as `Mutation.approveAction`. */
export const leastRoles: ReadonlyMap<string, Role> = new Map(
  roles.flatMap((role) => byRole[role].split(/\s+/).map((name) => [name, role])),
);
