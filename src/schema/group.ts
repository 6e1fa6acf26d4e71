import { getActionsOfGroup, getGroup, getGroupCounts, getGroupDigest } from '../resolvers/group.ts';
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
