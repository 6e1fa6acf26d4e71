import { getLimits, getOrganization, getSubscriptions } from '../resolvers/viewer.ts';
import { builder } from './builder.ts';
import { apiKeyScope, role } from './role.ts';
import { described } from './vocabulary.ts';

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
      description:
        'How much is left of it now; null for a limit of each single thing, but for the limits of a socket, asked on that socket.',
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

const subscriptionState = builder.enumType('SubscriptionState', {
  description: 'Where a subscription gets its events from.',
  values: described(['CATCHING_UP', 'LIVE'] as const, {
    CATCHING_UP: 'From the log: it began in the past, or its reader is slower than the events come.',
    LIVE: 'From what is committed, as it is committed.',
  }),
});

builder.objectType('SubscriptionCondition', {
  description: 'One condition of a subscription: the field of an event holds one of the values.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'What is asked about, such as `chainId` or `type`.' }),
    anyOf: t.exposeStringList('anyOf', { description: 'The values; with none, no event passes.' }),
  }),
});

builder.objectType('SubscriptionStatus', {
  description: 'One of your subscriptions as it is doing now: why it is quiet, or behind.',
  fields: (t) => ({
    entityId: t.exposeID('entityId', {
      nullable: true,
      description: 'The entity that it follows to its end; null for one that filters all events.',
    }),
    conditions: t.expose('conditions', {
      type: ['SubscriptionCondition'],
      description: 'What an event has to meet, all of it; none for all events.',
    }),
    state: t.expose('state', { type: subscriptionState, description: 'Where its events come from.' }),
    matchedCount: t.exposeInt('matchedCount', {
      description:
        'Events, and pieces of a text that a model writes, that have met the conditions since it began.',
    }),
    deliveredCount: t.exposeInt('deliveredCount', {
      description: 'Events, notices and pieces of a text that were handed on to its connection.',
    }),
    position: t.expose('position', {
      type: 'Cursor',
      description: 'Through here every event was looked at.',
    }),
    head: t.expose('head', { type: 'Cursor', description: 'The end of the log now.' }),
    since: t.expose('since', { type: 'DateTime', description: 'When it began.' }),
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
    subscriptions: t.field({
      type: ['SubscriptionStatus'],
      description: 'Your subscriptions that are open now, over all connections, the oldest first.',
      resolve: (_viewer, _args, context) => getSubscriptions(context),
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
