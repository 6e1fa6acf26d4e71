import {
  approve,
  cancel,
  decide,
  decline,
  propose,
  resolve,
  retry,
  revise,
} from '../resolvers/action-commands.ts';
import { decision } from './action-parts.ts';
import { builder } from './builder.ts';

const proposeActionInput = builder.inputType('ProposeActionInput', {
  description: 'A call of a tool to propose.',
  fields: (t) => ({
    tool: t.string({ required: true, description: 'Name of the tool: see `tools`.' }),
    arguments: t.field({
      type: 'JSON',
      required: true,
      description: "What to call it with: an object by the tool's `argumentSchema`.",
    }),
    reason: t.string({ description: 'Why, for those who decide; at most 2,000 characters.' }),
    expiresAt: t.field({
      type: 'DateTime',
      description:
        "When it expires unless it was decided; left out, or later than the tool's policy allows: as the policy says.",
    }),
    groupId: t.id({
      description: 'A group to decide it with, `grp_…`: one of `createProposalGroup` that is not resolved.',
    }),
    idempotencyKey: t.string({
      description:
        'Any text of yours: the same request again with the same key answers with the same action.',
    }),
  }),
});

const reviseActionInput = builder.inputType('ReviseActionInput', {
  description: 'Other arguments for an action that is still to be decided.',
  fields: (t) => ({
    actionId: t.id({ required: true, description: 'Id of the action, `act_…`.' }),
    arguments: t.field({
      type: 'JSON',
      required: true,
      description: "All the arguments anew: an object by the tool's `argumentSchema`.",
    }),
    note: t.string({ description: 'Why, for those who decide; at most 2,000 characters.' }),
  }),
});

const approveActionInput = builder.inputType('ApproveActionInput', {
  description: 'An action to approve.',
  fields: (t) => ({
    actionId: t.id({ required: true, description: 'Id of the action, `act_…`.' }),
    digest: t.string({
      required: true,
      description: 'The `digest` of the action as it was shown: what is approved is what was seen.',
    }),
    note: t.string({ description: 'Why, in your words; at most 2,000 characters.' }),
    idempotencyKey: t.string({
      description: 'Any text of yours: the same request again with the same key is one decision.',
    }),
  }),
});

const declineActionInput = builder.inputType('DeclineActionInput', {
  description: 'An action to decline.',
  fields: (t) => ({
    actionId: t.id({ required: true, description: 'Id of the action, `act_…`.' }),
    reason: t.string({
      description: 'Why, in your words; at most 2,000 characters. Shown when the same is proposed again.',
    }),
    idempotencyKey: t.string({
      description: 'Any text of yours: the same request again with the same key is one decision.',
    }),
  }),
});

const decisionInput = builder.inputType('DecisionInput', {
  description: 'What to decide about one action.',
  fields: (t) => ({
    actionId: t.id({ required: true, description: 'Id of the action, `act_…`.' }),
    decision: t.field({ type: decision, required: true, description: 'What to decide.' }),
    digest: t.string({
      description: 'The `digest` of the action as it was shown; an approval has to give it.',
    }),
    note: t.string({ description: 'Why, in your words; at most 2,000 characters.' }),
  }),
});

const groupDecisionInput = builder.inputType('GroupDecisionInput', {
  description: 'The same decision about every action of a group that is still to be decided.',
  fields: (t) => ({
    groupId: t.id({ required: true, description: 'Id of the group, `grp_…`.' }),
    decision: t.field({ type: decision, required: true, description: 'What to decide.' }),
    digest: t.string({ required: true, description: 'The `digest` of the group as it was shown.' }),
    note: t.string({ description: 'Why, in your words; at most 2,000 characters.' }),
  }),
});

const subtreeDecisionInput = builder.inputType('SubtreeDecisionInput', {
  description:
    'The same decision about an item of a plan and everything below it, as far as it is still to be decided. Conflicts and orphans are decided one by one.',
  fields: (t) => ({
    sessionId: t.id({ required: true, description: 'Id of the planning session, `ses_…`.' }),
    itemId: t.id({ required: true, description: 'Id of the item on top, `itm_…`.' }),
    decision: t.field({ type: decision, required: true, description: 'What to decide.' }),
    digest: t.string({
      required: true,
      description: "The `digest` of the item's `subtree` as it was shown.",
    }),
    note: t.string({ description: 'Why, in your words; at most 2,000 characters.' }),
  }),
});

const decideActionsInput = builder.inputType('DecideActionsInput', {
  description: 'Many decisions at once: exactly one of the three.',
  fields: (t) => ({
    decisions: t.field({
      type: [decisionInput],
      description: 'One decision for each action, at most 1,000; each holds or fails by itself.',
    }),
    group: t.field({ type: groupDecisionInput, description: 'One decision for a whole group.' }),
    subtree: t.field({
      type: subtreeDecisionInput,
      description: 'One decision for an item of a plan and everything below it.',
    }),
  }),
});

const actionInput = builder.inputType('ActionInput', {
  description: 'Names an action.',
  fields: (t) => ({
    actionId: t.id({ required: true, description: 'Id of the action, `act_…`.' }),
  }),
});

const resolveActionInput = builder.inputType('ResolveActionInput', {
  description: 'What really happened to an action whose outcome is unknown.',
  fields: (t) => ({
    actionId: t.id({ required: true, description: 'Id of the action, `act_…`.' }),
    happened: t.boolean({ required: true, description: 'Whether it happened.' }),
    externalId: t.string({ description: 'What the target calls what was made, when it happened.' }),
    note: t.string({
      required: true,
      description: 'How you know, in your words; at most 2,000 characters. Kept with your name.',
    }),
  }),
});

builder.objectType('ActionPayload', {
  description: 'The action as the mutation left it, or why nothing changed.',
  fields: (t) => ({
    actionId: t.exposeID('actionId', {
      nullable: true,
      description:
        'Id of the action that was asked for, also when `errors` holds something; null when the id was malformed, or nothing was proposed.',
    }),
    action: t.expose('action', {
      type: 'ActionProposal',
      nullable: true,
      description: 'The action; null when `errors` holds something.',
    }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      nullable: true,
      description:
        'The log position right after the change: hand it to a subscription as `after`. Null when `errors` holds something.',
    }),
    errors: t.expose('errors', {
      type: ['UserError'],
      description: 'Why nothing changed; empty when it did.',
    }),
  }),
});

builder.objectType('DecideActionsPayload', {
  description: 'What came of many decisions: some can hold while others fail.',
  fields: (t) => ({
    results: t.expose('results', {
      type: ['ActionPayload'],
      description:
        'One for each decision, in order; of a group or a subtree, one for each action that was still to be decided, oldest first, or for every action when none was.',
    }),
    group: t.expose('group', {
      type: 'ProposalGroup',
      nullable: true,
      description:
        'The group after the decisions: the one that was decided as a whole, or that the subtree is a part of. Null otherwise.',
    }),
    errors: t.expose('errors', {
      type: ['UserError'],
      description: 'Why nothing was decided at all; `results` is empty then.',
    }),
  }),
});

builder.mutationFields((t) => ({
  proposeAction: t.field({
    type: 'ActionPayload',
    description:
      "Proposes a call of a tool. Nothing happens until it is approved, unless the tool's policy is AUTOMATIC.",
    args: { input: t.arg({ type: proposeActionInput, required: true, description: 'The call.' }) },
    resolve: (_root, { input }, context) => propose(context, input),
  }),
  reviseAction: t.field({
    type: 'ActionPayload',
    description:
      'Gives a PROPOSED action other arguments: a new version with a new preview, digest and time to decide. Earlier approvals are void.',
    args: { input: t.arg({ type: reviseActionInput, required: true, description: 'Which, and to what.' }) },
    resolve: (_root, { input }, context) => revise(context, input),
  }),
  approveAction: t.field({
    type: 'ActionPayload',
    description:
      'Says yes to an action as it was shown. With enough approvals it is carried out: at once when it stands alone, in its turn when a planning session made it. Approving twice is one approval.',
    args: {
      input: t.arg({ type: approveActionInput, required: true, description: 'Which, and what was seen.' }),
    },
    resolve: (_root, { input }, context) => approve(context, input),
  }),
  declineAction: t.field({
    type: 'ActionPayload',
    description: 'Says no to an action, for good. Declining twice is one decline.',
    args: { input: t.arg({ type: declineActionInput, required: true, description: 'Which, and why.' }) },
    resolve: (_root, { input }, context) => decline(context, input),
  }),
  decideActions: t.field({
    type: 'DecideActionsPayload',
    description:
      'Decides on many actions, on a whole group, or on a part of a plan. Look at `errors` of every result.',
    args: { input: t.arg({ type: decideActionsInput, required: true, description: 'The decisions.' }) },
    resolve: (_root, { input }, context) => decide(context, input),
  }),
  cancelAction: t.field({
    type: 'ActionPayload',
    description:
      'Calls an action off that is not being carried out yet: PROPOSED or APPROVED. Cancelling twice is one cancel.',
    args: { input: t.arg({ type: actionInput, required: true, description: 'Which action.' }) },
    resolve: (_root, { input }, context) => cancel(context, input.actionId),
  }),
  retryAction: t.field({
    type: 'ActionPayload',
    description:
      'Tries to carry an action out again that FAILED or was given up; the same request again when an earlier attempt may have gone through. Of one that waits because its connection is paused, it resumes the connection. Answers at once; follow it with `actionEvents`. One of a planning session is retried with its session. Where it could only fail again, because what it rests on was changed or is gone, an error says so.',
    args: { input: t.arg({ type: actionInput, required: true, description: 'Which action.' }) },
    resolve: (_root, { input }, context) => retry(context, input.actionId),
  }),
  resolveAction: t.field({
    type: 'ActionPayload',
    description:
      'Settles an action whose state is OUTCOME_UNKNOWN by your word: it SUCCEEDED, or it FAILED and can be retried. Those who may decide on it may say so.',
    args: {
      input: t.arg({ type: resolveActionInput, required: true, description: 'Which, and what happened.' }),
    },
    resolve: (_root, { input }, context) => resolve(context, input),
  }),
}));
