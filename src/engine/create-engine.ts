import { cancelAction, retryAction } from './action-commands.ts';
import { deleteAgent, saveAgent } from './agent.ts';
import { createApiKey, revokeApiKey } from './api-key.ts';
import { createApprovalLink, decideByLink, openApprovalLink, revokeApprovalLink } from './approval-link.ts';
import { cancelChainById, retryChain, signalChain } from './chain-commands.ts';
import { createConversation, endConversation, retryReply, sendMessage, stopReply } from './conversation.ts';
import { decideOnAction } from './decide-action.ts';
import { decideActions, decideGroup, decideSubtree } from './decide-actions.ts';
import { EffectRunner } from './effect-runner.ts';
import type { Engine } from './engine.ts';
import { takeInConnections } from './environment-connections.ts';
import { createProposalGroup } from './group.ts';
import { setMemberRole } from './member.ts';
import { saveChainDefinition, startNewChain } from './new-chain.ts';
import type { EngineParts } from './parts.ts';
import {
  cancelPlanningSession,
  createPlanningSession,
  deletePlanningSession,
  retryPlanningSession,
  startPlanningSession,
} from './planning-session.ts';
import { setPolicy } from './policy.ts';
import { previewPlan } from './preview-plan.ts';
import { proposeAction } from './propose-action.ts';
import { resolveAction } from './resolve-action.ts';
import { Retention } from './retention.ts';
import { reviseAction } from './revise-action.ts';
import { checkConnection, deleteConnection, saveConnection } from './saved-connection.ts';
import { sessionReports } from './session-reports.ts';
import { cancelSuggestion, planFromSuggestion, startSuggestion } from './suggestion.ts';
import { TimerRunner } from './timer-runner.ts';
import { deleteWebhook, replayWebhook, saveWebhook } from './webhook.ts';
import { WebhookSender } from './webhook-sender.ts';

/** Puts the engine together and takes up what an earlier process left undone. */
export async function createEngine(parts: EngineParts): Promise<Engine> {
  await takeInConnections(parts);
  const runner = new EffectRunner(parts);
  const timers = new TimerRunner(parts);
  const { logKeptMs: logMs = 0, requestKeysKeptMs: requestKeysMs = 0 } = parts.limits;
  const retention = new Retention(parts, { logMs, requestKeysMs });
  const webhooks = new WebhookSender(parts);
  await runner.start();
  timers.look();
  webhooks.look();
  return {
    previewPlan: (caller, input, ports) => previewPlan(parts, caller, input, ports),
    trackerRequests: (kind, writes) =>
      parts.outside.connectors.get(kind)?.tracker?.requestsFor(writes) ?? null,
    createPlanningSession: (caller, input) => createPlanningSession(parts, caller, input),
    startPlanningSession: (caller, id) => startPlanningSession(parts, caller, id),
    retryPlanningSession: (caller, id) => retryPlanningSession(parts, caller, id),
    cancelPlanningSession: (caller, id, reason) => cancelPlanningSession(parts, caller, id, reason),
    deletePlanningSession: (caller, id) => deletePlanningSession(parts, caller, id),
    createProposalGroup: (caller, input) => createProposalGroup(parts, caller, input),
    proposeAction: (caller, input) => proposeAction(parts, caller, input),
    reviseAction: (caller, input) => reviseAction(parts, caller, input),
    decideAction: (caller, input) => decideOnAction(parts, caller, input),
    decideActions: (caller, decisions) => decideActions(parts, caller, decisions),
    decideGroup: (caller, input) => decideGroup(parts, caller, input),
    decideSubtree: (caller, input) => decideSubtree(parts, caller, input),
    cancelAction: (caller, id) => cancelAction(parts, caller, id),
    retryAction: (caller, id) => retryAction(parts, caller, id),
    resolveAction: (caller, input) => resolveAction(parts, caller, input),
    startChain: (caller, input) => startNewChain(parts, caller, input),
    cancelChain: (caller, id, reason) => cancelChainById(parts, caller, id, reason),
    retryChain: (caller, id, fromStep) => retryChain(parts, caller, id, fromStep),
    signalChain: (caller, input) => signalChain(parts, caller, input),
    saveChainDefinition: (caller, input) => saveChainDefinition(parts, caller, input),
    setPolicy: (caller, change) => setPolicy(parts, caller, change),
    createApiKey: (caller, input) => createApiKey(parts, caller, input),
    revokeApiKey: (caller, id) => revokeApiKey(parts, caller, id),
    setMemberRole: (caller, input) => setMemberRole(parts, caller, input),
    startSuggestion: (caller, input) => startSuggestion(parts, caller, input),
    cancelSuggestion: (caller, id) => cancelSuggestion(parts, caller, id),
    planFromSuggestion: (caller, input) => planFromSuggestion(parts, caller, input),
    createConversation: (caller, input) => createConversation(parts, caller, input),
    sendMessage: (caller, input) => sendMessage(parts, caller, input),
    stopReply: (caller, id) => stopReply(parts, caller, id),
    retryReply: (caller, id) => retryReply(parts, caller, id),
    endConversation: (caller, id) => endConversation(parts, caller, id),
    saveAgent: (caller, agent) => saveAgent(parts, caller, agent),
    deleteAgent: (caller, id) => deleteAgent(parts, caller, id),
    saveConnection: (caller, input) => saveConnection(parts, caller, input),
    checkConnection: (caller, id) => checkConnection(parts, caller, id),
    deleteConnection: (caller, id) => deleteConnection(parts, caller, id),
    saveWebhook: (caller, input) => saveWebhook(parts, caller, input),
    replayWebhook: (caller, input) => replayWebhook(parts, caller, input),
    deleteWebhook: (caller, id) => deleteWebhook(parts, caller, id),
    createApprovalLink: (caller, input) => createApprovalLink(parts, caller, input),
    revokeApprovalLink: (caller, linkId) => revokeApprovalLink(parts, caller, linkId),
    openApprovalLink: (token) => openApprovalLink(parts, token),
    decideByLink: (token, input) => decideByLink(parts, token, input),
    reports: sessionReports(parts),
    [Symbol.asyncDispose]: async () => {
      const stopped = Promise.all([
        runner[Symbol.asyncDispose](),
        timers[Symbol.asyncDispose](),
        webhooks[Symbol.asyncDispose](),
        retention[Symbol.asyncDispose](),
        parts.models.runs[Symbol.asyncDispose](),
      ]);
      // Lets go of a document in the middle of its reading; its run goes on at the next start.
      await parts.planReader[Symbol.asyncDispose]();
      await stopped;
    },
  };
}
