import { approvalLinkStates } from '../domain/approval-link.ts';
import {
  createApprovalLink,
  getActionOfLink,
  getApprovalLinks,
  getLinkState,
  revokeApprovalLink,
} from '../resolvers/approval-link.ts';
import { decision } from './action-parts.ts';
import { builder } from './builder.ts';
import { connectionOf, order, pageArguments } from './connection.ts';
import { orError } from './outcome.ts';
import { described } from './vocabulary.ts';

const approvalLinkState = builder.enumType('ApprovalLinkState', {
  description: 'Whether a link can still be decided with.',
  values: described(approvalLinkStates, {
    OPEN: 'It can be decided with, as long as the action waits for decisions.',
    USED: 'It was decided with.',
    REVOKED: 'Somebody took it back.',
    EXPIRED: 'Its time is over.',
  }),
});

builder.objectType('ApprovalLink', {
  description: 'A link that lets one member decide on one action, once, without signing in.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id, `apl_…`: the events tell of it under this id.' }),
    state: t.field({
      type: approvalLinkState,
      description: 'Whether it can still be decided with.',
      resolve: (link) => getLinkState(link),
    }),
    actionId: t.exposeID('actionId', { description: 'The action, `act_…`.' }),
    action: t.field({
      type: 'ActionProposal',
      nullable: true,
      description: 'The action as it is now.',
      resolve: (link, _args, context) => getActionOfLink(context, link),
    }),
    approverId: t.id({ description: 'Who decides, `usr_…`.', resolve: (link) => link.approver.id }),
    approverName: t.string({ description: 'Name of who decides.', resolve: (link) => link.approver.name }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'From then on it opens nothing.' }),
    usedAt: t.expose('usedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was decided with it; null while it was not.',
    }),
    decision: t.expose('decision', {
      type: decision,
      nullable: true,
      description: 'What was decided with it; null while nothing was.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked; null when it was not.',
    }),
    createdBy: t.expose('createdBy', { type: 'Actor', description: 'Who made it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
});

const createApprovalLinkInput = builder.inputType('CreateApprovalLinkInput', {
  description: 'Who may decide on what with a new link.',
  fields: (t) => ({
    actionId: t.id({ required: true, description: 'The action, `act_…`; it has to be PROPOSED.' }),
    approverId: t.id({
      required: true,
      description: 'The member who decides, `usr_…`. Whoever opens the link decides in this name.',
    }),
    expiresInSeconds: t.int({
      description: 'How long it opens, 60 to 2592000 (30 days); left out: 86400 (a day).',
    }),
  }),
});

const approvalLinkInput = builder.inputType('ApprovalLinkInput', {
  description: 'Names an approval link.',
  fields: (t) => ({ linkId: t.id({ required: true, description: 'Id of the link, `apl_…`.' }) }),
});

const approvalLinkFilter = builder.inputType('ApprovalLinkFilter', {
  description:
    'Which links a list holds: all given conditions hold; a list holds when one of its values does.',
  fields: (t) => ({
    actionId: t.id({ description: 'To decide on this action.' }),
    approverId: t.id({ description: 'For this member to decide with.' }),
    states: t.field({ type: [approvalLinkState], description: 'In one of these states.' }),
  }),
});

const approvalLinkConnection = connectionOf('ApprovalLink', 'approval links');

builder.objectType('ApprovalLinkPayload', {
  description: 'The link, or why nothing changed.',
  fields: (t) => ({
    link: t.expose('link', {
      type: 'ApprovalLink',
      nullable: true,
      description: 'The link; null when `errors` holds something.',
    }),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description:
        'What to send to the approver, and to nobody else. Only in this answer: it is not kept, and not shown again.',
    }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      nullable: true,
      description: 'The log position right after the change; null when `errors` holds something.',
    }),
    errors: t.expose('errors', {
      type: ['UserError'],
      description: 'Why nothing changed; empty when something did.',
    }),
  }),
});

builder.queryField('approvalLinks', (t) =>
  t.field({
    type: approvalLinkConnection,
    description:
      'The approval links of the organization, those that are open no more too, newest first. What opens them is not shown.',
    args: {
      ...pageArguments,
      filter: t.arg({ type: approvalLinkFilter, description: 'Which links.' }),
      orderBy: t.arg({ type: order, description: 'Newest first when left out.' }),
    },
    resolve: (_root, args, context) => orError(getApprovalLinks(context, args)),
  }),
);

builder.mutationFields((t) => ({
  createApprovalLink: t.field({
    type: 'ApprovalLinkPayload',
    description:
      'Makes a signed link to a small page that shows an action and lets one member approve or decline it, once.',
    args: {
      input: t.arg({ type: createApprovalLinkInput, required: true, description: 'For whom and what.' }),
    },
    resolve: (_root, { input }, context) => createApprovalLink(context, input),
  }),
  revokeApprovalLink: t.field({
    type: 'ApprovalLinkPayload',
    description:
      'Takes an open link back: it opens nothing any more. Administrators may, and whoever made it.',
    args: { input: t.arg({ type: approvalLinkInput, required: true, description: 'Which link.' }) },
    resolve: (_root, { input }, context) => revokeApprovalLink(context, input.linkId),
  }),
}));
