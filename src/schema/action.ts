import { actionStates, approvalModes } from '../domain/action.ts';
import {
  getAction,
  getActions,
  getAttempts,
  getChainOfAction,
  getDecisions,
  getGroupOfAction,
  getItemOfAction,
  getRepeatOf,
  getResolution,
  getSessionOfAction,
  getStepOfAction,
  getSuccessor,
  getTool,
  getWait,
} from '../resolvers/action.ts';
import { getConversationOfAction } from '../resolvers/conversation.ts';
import { getEffectsOfAction } from '../resolvers/effect.ts';
import { getChangeOfAction, getIssueOfAction } from '../resolvers/plan-change.ts';
import { builder } from './builder.ts';
import { connectionOf, order, pageArguments } from './connection.ts';
import { orError } from './outcome.ts';
import { described } from './vocabulary.ts';

export const approvalMode = builder.enumType('ApprovalMode', {
  description: 'Whether a person has to decide before something is carried out.',
  values: described(approvalModes, {
    REQUIRED: 'A person decides.',
    AUTOMATIC: 'It is carried out at once.',
  }),
});

export const actionState = builder.enumType('ActionState', {
  description: 'Where an action stands.',
  values: described(actionStates, {
    PROPOSED: 'It waits for decisions.',
    APPROVED: 'It may be carried out and waits for its turn.',
    DECLINED: 'Someone said no.',
    EXPIRED: 'Nobody decided, or it was not carried out, in time.',
    SUPERSEDED: 'Another action took its place.',
    CANCELLED: 'It was called off before it was carried out.',
    EXECUTING: 'It is being carried out.',
    SUCCEEDED: 'It happened.',
    FAILED: 'It did not happen; `error` says why. Can be retried.',
    OUTCOME_UNKNOWN: 'It may have happened: a look-up or a person has to say.',
  }),
});

builder.objectType('ActionProposal', {
  description: 'One call of a tool with fixed arguments, with a preview that a person decides on.',
  interfaces: ['Node'],
  fields: (t) => ({
    tool: t.field({
      type: 'Tool',
      description: 'What kind of action it is.',
      resolve: (action, _args, context) => getTool(context, action),
    }),
    arguments: t.field({
      type: 'JSON',
      description: "What the tool is called with: an object by the tool's `argumentSchema`.",
      resolve: (action) => action.arguments,
    }),
    digest: t.exposeString('digest', {
      description: 'Digest of tool, arguments and preview: names what was seen when one decides.',
    }),
    version: t.exposeInt('version', { description: '1, and one more with each revision of the arguments.' }),
    state: t.expose('state', { type: actionState, description: 'Where it stands.' }),
    preview: t.expose('preview', {
      type: ['ActionPreviewField'],
      description: 'What would change, field by field.',
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why it was proposed; null when not given.',
    }),
    repeatOf: t.field({
      type: 'ActionProposal',
      nullable: true,
      description:
        'An earlier action with the same call that was declined: its `decisions` say why. Null when there is none.',
      resolve: (action, _args, context) => getRepeatOf(context, action),
    }),
    supersededBy: t.field({
      type: 'ActionProposal',
      nullable: true,
      description: 'The action that took its place; null while none did.',
      resolve: (action, _args, context) => getSuccessor(context, action),
    }),
    proposedBy: t.expose('proposedBy', { type: 'Actor', description: 'Who proposed it.' }),
    decisions: t.field({
      type: ['ActionDecision'],
      description: 'What was decided, oldest first.',
      resolve: (action, _args, context) => getDecisions(context, action),
    }),
    requiredApprovals: t.exposeInt('requiredApprovals', {
      description: 'How many different people have to approve before it is carried out.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it expires unless it is carried out; null: never.',
    }),
    attempts: t.field({
      type: ['EffectAttempt'],
      description: 'Tries to carry it out, oldest first.',
      resolve: (action, _args, context) => getAttempts(context, action),
    }),
    waitingFor: t.string({
      nullable: true,
      description:
        'What keeps it from being carried out now, as a sentence: a connection that is paused, an action before it, or the time of the next attempt. Null when nothing does.',
      resolve: (action, _args, context) => getWait(context, action),
    }),
    resolution: t.field({
      type: 'ActionResolution',
      nullable: true,
      description:
        "A person's word on what happened, when the outcome was unknown; the latest. Null when none was needed.",
      resolve: (action, _args, context) => getResolution(context, action),
    }),
    result: t.expose('result', {
      type: 'JSON',
      nullable: true,
      description: 'What the tool answered; null until it succeeded.',
    }),
    resultUrl: t.expose('resultUrl', {
      type: 'URL',
      nullable: true,
      description: 'Where the result can be opened; null when nowhere.',
    }),
    error: t.expose('error', {
      type: 'ActionError',
      nullable: true,
      description: 'Why it failed; null unless it did.',
    }),
    group: t.field({
      type: 'ProposalGroup',
      nullable: true,
      description: 'The actions that it is decided with; null when it stands alone.',
      resolve: (action, _args, context) => getGroupOfAction(context, action),
    }),
    planningSession: t.field({
      type: 'PlanningSession',
      nullable: true,
      description: 'The planning session that proposed it; null when none did.',
      resolve: (action, _args, context) => getSessionOfAction(context, action),
    }),
    planItem: t.field({
      type: 'PlanItem',
      nullable: true,
      description: 'The plan item that it is for; null outside of planning sessions.',
      resolve: (action, _args, context) => getItemOfAction(context, action),
    }),
    planChange: t.field({
      type: 'PlanChange',
      nullable: true,
      description: 'The change of a plan that it carries out; null outside of planning sessions.',
      resolve: (action, _args, context) => getChangeOfAction(context, action),
    }),
    issue: t.field({
      type: 'Issue',
      nullable: true,
      description:
        'The issue that a planning session makes or changes with it, as it is now; null outside of them, before it is made, and in another tracker.',
      resolve: (action, _args, context) => getIssueOfAction(context, action),
    }),
    effects: t.field({
      type: ['Effect'],
      description: 'Its runs in the outbox, oldest first; empty until it is approved.',
      resolve: (action, _args, context) => getEffectsOfAction(context, action),
    }),
    chain: t.field({
      type: 'Chain',
      nullable: true,
      description: 'The chain that it is carried out in; null when it stands alone.',
      resolve: (action, _args, context) => getChainOfAction(context, action),
    }),
    step: t.field({
      type: 'Step',
      nullable: true,
      description: 'The step that carries it out; null outside of chains.',
      resolve: (action, _args, context) => getStepOfAction(context, action),
    }),
    conversation: t.field({
      type: 'Conversation',
      nullable: true,
      description: 'The conversation that it was proposed in; null when in none, or in one of someone else.',
      resolve: (action, _args, context) => getConversationOfAction(context, action),
    }),
    messageId: t.exposeID('messageId', {
      nullable: true,
      description: 'The message of a model that proposed it; null when none did.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was proposed.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      description:
        'The log position this was read at, in the same transaction: hand it to a subscription as `after`.',
    }),
  }),
});

export const actionConnection = connectionOf('ActionProposal', 'actions');

const actionFilter = builder.inputType('ActionFilter', {
  description: 'All given conditions must hold; a list holds when one of its values does.',
  fields: (t) => ({
    states: t.field({ type: [actionState], description: 'In one of these states.' }),
    tools: t.stringList({ description: 'Of one of these tools, by name.' }),
    sessionId: t.id({ description: 'Of this planning session.' }),
    chainId: t.id({ description: 'Carried out in this chain.' }),
    groupId: t.id({ description: 'Decided in this group.' }),
    conversationId: t.id({ description: 'Proposed in this conversation.' }),
    messageId: t.id({ description: 'Proposed by this message.' }),
    idempotencyKey: t.string({ description: 'Proposed by you with this key.' }),
    decidedBy: t.id({ description: 'Decided on by this actor.' }),
    createdSince: t.field({ type: 'DateTime', description: 'Proposed at this moment or later.' }),
  }),
});

builder.queryFields((t) => ({
  action: t.field({
    type: 'ActionProposal',
    nullable: true,
    description: 'An action by its id; null when there is none.',
    args: { id: t.arg.id({ required: true, description: 'Id of the action, `act_…`.' }) },
    resolve: (_root, args, context) => getAction(context, args.id),
  }),
  actions: t.field({
    type: actionConnection,
    description: 'The actions of the organization.',
    args: {
      filter: t.arg({ type: actionFilter, description: 'Which actions; left out: all.' }),
      orderBy: t.arg({ type: order, defaultValue: 'NEWEST_FIRST', description: 'In which order.' }),
      ...pageArguments,
    },
    resolve: (_root, args, context) => orError(getActions(context, args)),
  }),
}));
