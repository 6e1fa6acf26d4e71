import { checkVerdicts, connectionKinds, connectionStates } from '../domain/connection.ts';
import {
  checkConnection,
  deleteConnection,
  getConnections,
  saveConnection,
} from '../resolvers/saved-connection.ts';
import { builder } from './builder.ts';
import { described } from './vocabulary.ts';

export const connectionKind = builder.enumType('ConnectionKind', {
  description: 'Whom a connection speaks to.',
  values: described(connectionKinds, {
    CONFLUENCE: 'Confluence, Cloud or Data Center: pages are read from it.',
    LINEAR: 'Linear: a tracker that plans are carried out in.',
    GITHUB: 'GitHub or GitHub Enterprise: a tracker that plans are carried out in, and pull requests.',
    HTTP: 'Any server that speaks HTTP, for the tool `http_request`.',
  }),
});

const connectionState = builder.enumType('ConnectionState', {
  description: 'Whether a connection is used.',
  values: described(connectionStates, {
    ACTIVE: 'It is used.',
    PAUSED: 'Its target lets it in no more; everything that uses it waits.',
  }),
});

export const checkVerdict = builder.enumType('CheckVerdict', {
  description: 'What a check of a connection came to.',
  values: described(checkVerdicts, {
    OK: 'The target answers, and lets us in.',
    BAD_CREDENTIALS: 'The target does not know the credentials.',
    NO_PERMISSION: 'The target knows the credentials and allows them too little.',
    WRONG_URL: 'Something else answers at the base URL, or nothing may be sent there.',
    RATE_LIMITED: 'The target asks to come back later.',
    UNREACHABLE: 'The target cannot be reached, or does not answer well.',
  }),
});

builder.objectType('ConnectionCheck', {
  description: 'What a real call to the target of a connection showed.',
  fields: (t) => ({
    verdict: t.expose('verdict', { type: checkVerdict, description: 'What it came to.' }),
    message: t.exposeString('message', { description: 'What it means and what to do, as sentences.' }),
    checkedAt: t.expose('checkedAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
});

builder.objectType('Connection', {
  description: 'A way to the outside world. Its credentials are kept sealed and shown to nobody.',
  interfaces: ['Node'],
  fields: (t) => ({
    kind: t.expose('kind', { type: connectionKind, description: 'Whom it speaks to.' }),
    name: t.exposeString('name', { description: 'Name to show.' }),
    baseUrl: t.expose('baseUrl', {
      type: 'URL',
      description: 'Address of the target, without a slash at its end.',
    }),
    allowedHosts: t.exposeStringList('allowedHosts', {
      description: 'Hosts beside that of the base URL that it may speak to, over https.',
    }),
    settings: t.expose('settings', { type: 'JSON', description: 'What its kind takes beside; an object.' }),
    hasCredentials: t.exposeBoolean('hasCredentials', { description: 'Whether it has credentials.' }),
    fromEnvironment: t.exposeBoolean('fromEnvironment', {
      description: 'Whether it comes from the environment of the server, and is changed there.',
    }),
    state: t.expose('state', { type: connectionState, description: 'Whether it is used.' }),
    pausedReason: t.exposeString('pausedReason', {
      nullable: true,
      description: 'Why it is paused, as a sentence; null when it is not.',
    }),
    lastCheck: t.expose('lastCheck', {
      type: 'ConnectionCheck',
      nullable: true,
      description: 'What the last check found; null when it was never checked as it is now.',
    }),
    createdBy: t.expose('createdBy', { type: 'Actor', description: 'Who made it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last saved.' }),
  }),
});

const credentialsInput = builder.inputType('CredentialsInput', {
  description: 'What the target lets us in with. It is kept sealed and never shown again.',
  fields: (t) => ({
    token: t.string({ required: true, description: 'API key, access token or password.' }),
    user: t.string({
      description:
        'User for basic authentication, such as the e-mail address of Confluence Cloud; left out: the token alone.',
    }),
  }),
});

const saveConnectionInput = builder.inputType('SaveConnectionInput', {
  description: 'A new connection, or what to change of one: what is left out stays as it is.',
  fields: (t) => ({
    connectionId: t.id({ description: 'Which connection is changed, `con_…`; left out: a new one.' }),
    kind: t.field({
      type: connectionKind,
      description: 'Whom it speaks to; a new one needs it, and it stays.',
    }),
    name: t.string({ description: 'Name to show, 1 to 100 characters; a new one needs it.' }),
    baseUrl: t.field({
      type: 'URL',
      description:
        'Address of the target, such as `https://acme.atlassian.net/wiki`; LINEAR and GITHUB have one by default.',
    }),
    allowedHosts: t.stringList({
      description: 'Hosts beside that of the base URL that it may speak to, such as `files.example.com`.',
    }),
    settings: t.field({ type: 'JSON', description: 'What its kind takes beside; an object.' }),
    credentials: t.field({
      type: credentialsInput,
      description:
        'What the target lets us in with; left out: those that it has. Needed when it comes to speak to another host.',
    }),
    idempotencyKey: t.string({
      description:
        'Any text of yours: the same request again with the same key answers with the same connection.',
    }),
  }),
});

const connectionInput = builder.inputType('ConnectionInput', {
  description: 'Names a connection.',
  fields: (t) => ({
    connectionId: t.id({ required: true, description: 'Id of the connection, `con_…`.' }),
  }),
});

builder.objectType('ConnectionPayload', {
  description: 'The connection as the mutation left it, or why nothing changed.',
  fields: (t) => ({
    connection: t.expose('connection', {
      type: 'Connection',
      nullable: true,
      description: 'The connection, a deleted one as it was; null when `errors` holds something.',
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

builder.objectType('CheckConnectionPayload', {
  description: 'What a check found, or why none was made.',
  fields: (t) => ({
    connection: t.expose('connection', {
      type: 'Connection',
      nullable: true,
      description: 'The connection as it is now; null when `errors` holds something.',
    }),
    check: t.expose('check', {
      type: 'ConnectionCheck',
      nullable: true,
      description: 'What the call showed; null when `errors` holds something.',
    }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      nullable: true,
      description: 'The log position right after the check; null when `errors` holds something.',
    }),
    errors: t.expose('errors', {
      type: ['UserError'],
      description: 'Why no check was made; empty when one was, whatever it found.',
    }),
  }),
});

builder.queryField('connections', (t) =>
  t.field({
    type: ['Connection'],
    description: 'The ways to the outside world that the organization has, oldest first; at most 100.',
    resolve: (_root, _args, context) => getConnections(context),
  }),
);

builder.mutationFields((t) => ({
  saveConnection: t.field({
    type: 'ConnectionPayload',
    description: 'Makes a connection or changes one. New credentials let what waits for it go on.',
    args: { input: t.arg({ type: saveConnectionInput, required: true, description: 'The connection.' }) },
    resolve: (_root, { input }, context) => saveConnection(context, input),
  }),
  checkConnection: t.field({
    type: 'CheckConnectionPayload',
    description:
      'Makes a real call to the target and says what came of it, within 20 seconds. When it is answered well, what waits for the connection goes on.',
    args: { input: t.arg({ type: connectionInput, required: true, description: 'Which connection.' }) },
    resolve: (_root, { input }, context) => checkConnection(context, input.connectionId),
  }),
  deleteConnection: t.field({
    type: 'ConnectionPayload',
    description: 'Deletes a connection and its credentials. What waits for it fails.',
    args: { input: t.arg({ type: connectionInput, required: true, description: 'Which connection.' }) },
    resolve: (_root, { input }, context) => deleteConnection(context, input.connectionId),
  }),
}));
