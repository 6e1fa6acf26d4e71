import { createApprovalLink } from '../resolvers/approval-link.ts';
import { builder } from './builder.ts';

builder.objectType('ApprovalLink', {
  description: 'A link that lets one member decide on one action, once, without signing in.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id, `apl_…`: the events tell of it under this id.' }),
    actionId: t.exposeID('actionId', { description: 'The action, `act_…`.' }),
    approverId: t.id({ description: 'Who decides, `usr_…`.', resolve: (link) => link.approver.id }),
    approverName: t.string({ description: 'Name of who decides.', resolve: (link) => link.approver.name }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'From then on it opens nothing.' }),
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

builder.objectType('ApprovalLinkPayload', {
  description: 'The link, or why none was made.',
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
      description: 'Why no link was made; empty when one was.',
    }),
  }),
});

builder.mutationField('createApprovalLink', (t) =>
  t.field({
    type: 'ApprovalLinkPayload',
    description:
      'Makes a signed link to a small page that shows an action and lets one member approve or decline it, once.',
    args: {
      input: t.arg({ type: createApprovalLinkInput, required: true, description: 'For whom and what.' }),
    },
    resolve: (_root, { input }, context) => createApprovalLink(context, input),
  }),
);
