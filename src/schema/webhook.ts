import { deliveryStates } from '../domain/webhook.ts';
import {
  deleteWebhook,
  getDeliveries,
  getFilterOfWebhook,
  getWebhooks,
  replayWebhook,
  saveWebhook,
} from '../resolvers/webhook.ts';
import { builder } from './builder.ts';
import { connectionOf, pageArguments } from './connection.ts';
import { eventFilter } from './event-type.ts';
import { orError } from './outcome.ts';
import { described } from './vocabulary.ts';

const deliveryState = builder.enumType('WebhookDeliveryState', {
  description: 'What became of telling a webhook of an event.',
  values: described(deliveryStates, {
    PENDING: 'It is to be told, or told again.',
    DELIVERED: 'It was answered with a status of 200 to 299.',
    DEAD: 'It was given up. Replay the webhook from before it to tell it again.',
  }),
});

builder.objectType('WebhookDelivery', {
  description: 'One event on its way to one webhook.',
  fields: (t) => ({
    eventId: t.id({
      nullable: true,
      description:
        'The event, `evt_…`: it is the header `webhook-id` too. Null for the notice that history was trimmed.',
      resolve: (delivery) => delivery.eventId,
    }),
    type: t.exposeString('type', { description: 'Type of the event.' }),
    stream: t.exposeString('stream', {
      description:
        'Stream of the event: within it the webhook is told in order, and what waits holds up the rest.',
    }),
    cursor: t.field({
      type: 'Cursor',
      description: 'Where the event stands in the log.',
      resolve: (delivery) => delivery.position,
    }),
    state: t.expose('state', { type: deliveryState, description: 'What became of it.' }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    lastStatus: t.exposeInt('lastStatus', {
      nullable: true,
      description: 'The HTTP status of the last answer; null when there was none.',
    }),
    lastError: t.exposeString('lastError', {
      nullable: true,
      description: 'Why the last attempt failed, as a sentence; null when none has or it was delivered.',
    }),
    nextAttemptAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When it is tried next, unless another of its stream waits before it; null when it is settled.',
      resolve: ({ state, nextAttemptAt }) => (state === 'PENDING' ? nextAttemptAt : null),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was taken from the log.' }),
    settledAt: t.expose('settledAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was delivered or given up; null while it is pending.',
    }),
  }),
});

const deliveryConnection = connectionOf('WebhookDelivery', 'deliveries');

builder.objectType('Webhook', {
  description:
    'An address that is told of events with signed POST requests, as Standard Webhooks has them: each event at least once, within its stream in order.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id, `whk_…`.' }),
    name: t.exposeString('name', { description: 'Name to show.' }),
    url: t.expose('url', { type: 'URL', description: 'Where it is told.' }),
    filter: t.field({
      type: 'JSON',
      description: 'Which events it is told of: an object like `EventFilter`; empty for all.',
      resolve: getFilterOfWebhook,
    }),
    enabled: t.exposeBoolean('enabled', {
      description: 'Whether it is told; what is not goes on later from where it stopped.',
    }),
    position: t.expose('position', {
      type: 'Cursor',
      description:
        'Everything through here has been looked at, and stands among the deliveries when it passed.',
    }),
    deliveries: t.field({
      type: deliveryConnection,
      description: 'What became of telling it, newest first. At least the last thousand are kept.',
      args: {
        ...pageArguments,
        state: t.arg({ type: deliveryState, description: 'Only those in this state.' }),
      },
      resolve: (webhook, args, context) => orError(getDeliveries(context, webhook, args)),
    }),
    createdBy: t.expose('createdBy', { type: 'Actor', description: 'Who made it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last saved.' }),
  }),
});

const saveWebhookInput = builder.inputType('SaveWebhookInput', {
  description: 'A new webhook, or what to change of one: what is left out stays as it is.',
  fields: (t) => ({
    webhookId: t.id({ description: 'Which webhook is changed, `whk_…`; left out: a new one.' }),
    name: t.string({ description: 'Name to show, 1 to 100 characters; a new one needs it.' }),
    url: t.field({ type: 'URL', description: 'Where it is told, over https; a new one needs it.' }),
    filter: t.field({ type: eventFilter, description: 'Which events it is told of; left out: all.' }),
    enabled: t.boolean({ description: 'Whether it is told; a new one is when this is left out.' }),
    after: t.field({
      type: 'Cursor',
      description: 'Where a new one begins in the log; left out: with what happens from now on.',
    }),
    rotateSecret: t.boolean({
      description: 'Whether it gets another secret, shown once; the old one holds no more.',
    }),
    idempotencyKey: t.string({
      description:
        'Any text of yours: the same request again with the same key answers with the same webhook, without its secret.',
    }),
  }),
});

const webhookInput = builder.inputType('WebhookInput', {
  description: 'Names a webhook.',
  fields: (t) => ({ webhookId: t.id({ required: true, description: 'Id of the webhook, `whk_…`.' }) }),
});

const replayWebhookInput = builder.inputType('ReplayWebhookInput', {
  description: 'From where a webhook is told again.',
  fields: (t) => ({
    webhookId: t.id({ required: true, description: 'Id of the webhook, `whk_…`.' }),
    after: t.field({
      type: 'Cursor',
      required: true,
      description: 'A position in the log: every event after it that passes the filter is told again.',
    }),
  }),
});

builder.objectType('WebhookPayload', {
  description: 'The webhook as the mutation left it, or why nothing changed.',
  fields: (t) => ({
    webhook: t.expose('webhook', {
      type: 'Webhook',
      nullable: true,
      description: 'The webhook, a deleted one as it was; null when `errors` holds something.',
    }),
    secret: t.exposeString('secret', {
      nullable: true,
      description:
        'What its messages are signed with, `whsec_…`. Only in the answer that made it: it is not shown again.',
    }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      nullable: true,
      description: 'The log position right after the change; null when `errors` holds something.',
    }),
    errors: t.expose('errors', {
      type: ['UserError'],
      description: 'Why nothing changed; empty when it did.',
    }),
  }),
});

builder.queryField('webhooks', (t) =>
  t.field({
    type: ['Webhook'],
    description: 'Who is told of events over HTTP, oldest first; at most 50.',
    resolve: (_root, _args, context) => getWebhooks(context),
  }),
);

builder.mutationFields((t) => ({
  saveWebhook: t.field({
    type: 'WebhookPayload',
    description: 'Makes a webhook and shows its secret, once; or changes one.',
    args: { input: t.arg({ type: saveWebhookInput, required: true, description: 'The webhook.' }) },
    resolve: (_root, { input }, context) => saveWebhook(context, input),
  }),
  replayWebhook: t.field({
    type: 'WebhookPayload',
    description: 'Tells a webhook once more of everything after a position, under the same message ids.',
    args: { input: t.arg({ type: replayWebhookInput, required: true, description: 'From where.' }) },
    resolve: (_root, { input }, context) => replayWebhook(context, input),
  }),
  deleteWebhook: t.field({
    type: 'WebhookPayload',
    description: 'Deletes a webhook, and what is on its way to it.',
    args: { input: t.arg({ type: webhookInput, required: true, description: 'Which webhook.' }) },
    resolve: (_root, { input }, context) => deleteWebhook(context, input.webhookId),
  }),
}));
