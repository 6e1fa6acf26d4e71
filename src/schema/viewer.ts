import { getLimits, getOrganization } from '../resolvers/viewer.ts';
import { builder } from './builder.ts';
import { apiKeyScope, role } from './role.ts';

builder.objectType('Organization', {
  description: 'The tenant: everything belongs to one, and nothing crosses.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, `org_…`.' }),
    name: t.exposeString('name', { description: 'Name to show.' }),
  }),
});

builder.objectType('Limit', {
  description: 'How much of something the server takes.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Stable name, such as `DOCUMENT_BYTES`.' }),
    value: t.exposeInt('value', { description: 'The most that is allowed, in `unit`.' }),
    remaining: t.exposeInt('remaining', {
      nullable: true,
      description: 'How much is left of it now; null for a limit of each single thing.',
    }),
    resetsAt: t.expose('resetsAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When all of it is there again; null when all of it is there, or it does not come back by itself.',
    }),
    unit: t.exposeString('unit', { description: 'What is counted, such as `bytes`.' }),
    description: t.exposeString('description', { description: 'What is limited, as a sentence.' }),
  }),
});

builder.objectType('Viewer', {
  description: 'Who asks, for which organization, with which authority.',
  fields: (t) => ({
    organization: t.field({
      type: 'Organization',
      description: 'The organization whose data is shown.',
      resolve: getOrganization,
    }),
    actor: t.expose('actor', {
      type: 'Actor',
      description: 'Who you are: what you do is recorded under it.',
    }),
    role: t.expose('role', { type: role, description: 'What you may do.' }),
    scopes: t.field({
      type: [apiKeyScope],
      nullable: { list: true, items: false },
      description: 'What your API key is kept to; null: everything that the role allows.',
      resolve: (viewer) => viewer.scopes ?? null,
    }),
    limits: t.field({
      type: ['Limit'],
      description: 'How much the server takes from you.',
      resolve: (_viewer, _args, context) => getLimits(context),
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: 'Viewer',
    description: 'Who you are to this server.',
    resolve: (_root, _args, context) => context.viewer,
  }),
);
