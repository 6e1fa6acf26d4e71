import { createApiKey, getApiKeys, revokeApiKey } from '../resolvers/api-key.ts';
import { builder } from './builder.ts';
import { connectionOf, pageArguments } from './connection.ts';
import { orError } from './outcome.ts';
import { apiKeyScope, role } from './role.ts';

builder.objectType('ApiKey', {
  description: 'What a program shows to be let in. Its secret is shown once, when it is made.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id, `key_…`: what is done with the key is recorded under it.' }),
    name: t.exposeString('name', { description: 'Name to show.' }),
    role: t.expose('role', { type: role, description: 'What may be done with it.' }),
    scopes: t.expose('scopes', {
      type: [apiKeyScope],
      nullable: { list: true, items: false },
      description: 'What it is kept to; null: everything that its role allows.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'From then on nobody is let in with it; null: it does not expire.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked; null while it holds.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last used, to the minute; null when it never was.',
    }),
    createdBy: t.expose('createdBy', { type: 'Actor', description: 'Who made it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
});

const createApiKeyInput = builder.inputType('CreateApiKeyInput', {
  description: 'A new API key.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Name to show, 1 to 100 characters.' }),
    role: t.field({ type: role, required: true, description: 'What may be done with it.' }),
    scopes: t.field({
      type: [apiKeyScope],
      description: 'What it is kept to; left out: everything that its role allows.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'From then on nobody is let in with it; left out: it does not expire.',
    }),
    idempotencyKey: t.string({
      description:
        'Any text of yours: the same request again with the same key answers with the same API key, without its secret.',
    }),
  }),
});

const apiKeyInput = builder.inputType('ApiKeyInput', {
  description: 'Names an API key.',
  fields: (t) => ({ keyId: t.id({ required: true, description: 'Id of the key, `key_…`.' }) }),
});

builder.objectType('ApiKeyPayload', {
  description: 'The API key, or why nothing changed.',
  fields: (t) => ({
    apiKey: t.expose('apiKey', {
      type: 'ApiKey',
      nullable: true,
      description: 'The key; null when `errors` holds something.',
    }),
    secret: t.exposeString('secret', {
      nullable: true,
      description:
        'What to send as `Authorization: Bearer …`. Only in the answer that made the key: it is not kept, so keep it now.',
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

const apiKeyConnection = connectionOf('ApiKey', 'API keys');

builder.queryField('apiKeys', (t) =>
  t.field({
    type: apiKeyConnection,
    description: 'The API keys of the organization, revoked and expired ones too, newest first.',
    args: pageArguments,
    resolve: (_root, args, context) => orError(getApiKeys(context, args)),
  }),
);

builder.mutationFields((t) => ({
  createApiKey: t.field({
    type: 'ApiKeyPayload',
    description: 'Makes an API key of this organization and shows its secret, once.',
    args: { input: t.arg({ type: createApiKeyInput, required: true, description: 'The key.' }) },
    resolve: (_root, { input }, context) => createApiKey(context, input),
  }),
  revokeApiKey: t.field({
    type: 'ApiKeyPayload',
    description:
      'Revokes an API key for good: requests with it are refused, and sockets and streams that live on it end at once.',
    args: { input: t.arg({ type: apiKeyInput, required: true, description: 'Which key.' }) },
    resolve: (_root, { input }, context) => revokeApiKey(context, input.keyId),
  }),
}));
