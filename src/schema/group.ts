import {
  createProposalGroup,
  getActionsOfGroup,
  getGroup,
  getGroupCounts,
  getGroupDigest,
} from '../resolvers/group.ts';
import { actionConnection, actionState } from './action.ts';
import { builder } from './builder.ts';
import { pageArguments } from './connection.ts';
import { orError } from './outcome.ts';

builder.objectType('ActionStateCount', {
  description: 'How many actions are in a state.',
  fields: (t) => ({
    state: t.expose('state', { type: actionState, description: 'The state.' }),
    count: t.exposeInt('count', { description: 'How many are in it, at least 1.' }),
  }),
});

builder.objectType('ProposalGroup', {
  description: "Actions that are decided together, such as all of a session's changes.",
  interfaces: ['Node'],
  fields: (t) => ({
    title: t.exposeString('title', { description: 'What the group is about.' }),
    digest: t.string({
      description:
        'Digest over the digests and versions of its actions in order: names what was seen when one decides on all of them.',
      resolve: (group, _args, context) => getGroupDigest(context, group),
    }),
    counts: t.field({
      type: ['ActionStateCount'],
      description: 'How many of its actions are in which state; states without any are left out.',
      resolve: (group, _args, context) => getGroupCounts(context, group),
    }),
    actions: t.field({
      type: actionConnection,
      description: 'Its actions, oldest first.',
      args: pageArguments,
      resolve: (group, args, context) => orError(getActionsOfGroup(context, group, args)),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the last open decision was taken; null while one is open.',
    }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      description:
        'The log position this was read at, in the same transaction: hand it to a subscription as `after`.',
    }),
  }),
});

builder.queryField('group', (t) =>
  t.field({
    type: 'ProposalGroup',
    nullable: true,
    description: 'A proposal group by its id; null when there is none.',
    args: { id: t.arg.id({ required: true, description: 'Id of the group, `grp_…`.' }) },
    resolve: (_root, args, context) => getGroup(context, args.id),
  }),
);

const createProposalGroupInput = builder.inputType('CreateProposalGroupInput', {
  description: 'A group to put proposals into.',
  fields: (t) => ({
    title: t.string({ required: true, description: 'What the group is about: 1 to 500 characters.' }),
    idempotencyKey: t.string({
      description: 'Any text of yours: the same request again with the same key answers with the same group.',
    }),
  }),
});

builder.objectType('ProposalGroupPayload', {
  description: 'The group as the mutation left it, or why nothing changed.',
  fields: (t) => ({
    group: t.expose('group', {
      type: 'ProposalGroup',
      nullable: true,
      description: 'The group; null when `errors` holds something.',
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

builder.mutationField('createProposalGroup', (t) =>
  t.field({
    type: 'ProposalGroupPayload',
    description:
      'Makes an empty group for actions that are to be decided together: name it in `proposeAction`. It takes actions until the last open decision of it was taken.',
    args: {
      input: t.arg({ type: createProposalGroupInput, required: true, description: 'The group.' }),
    },
    resolve: (_root, { input }, context) => createProposalGroup(context, input),
  }),
);
