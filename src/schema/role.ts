import { apiKeyScopes } from '../domain/api-key.ts';
import { roles } from '../domain/role.ts';
import { builder } from './builder.ts';
import { described } from './vocabulary.ts';

export const role = builder.enumType('Role', {
  description: 'What someone may do; each role includes the ones before it.',
  values: described(roles, {
    VIEWER: 'Reads and follows.',
    PROPOSER: 'Also creates and starts planning sessions, proposes actions and starts chains.',
    APPROVER: 'Also decides on actions.',
    OPERATOR: 'Also cancels, retries and resolves what others started.',
    ADMIN: 'Also sets policies, roles, keys and connections.',
  }),
});

export const apiKeyScope = builder.enumType('ApiKeyScope', {
  description: 'A part of the API that a key can be kept to, within what its role allows.',
  values: described(apiKeyScopes, {
    READ: 'All queries and subscriptions.',
    SESSIONS: 'Creating, starting, cancelling, retrying and deleting planning sessions.',
    ACTIONS: 'Proposing, revising, cancelling, retrying and resolving actions.',
    DECISIONS: 'Approving and declining.',
    CHAINS: 'Defining, starting, signalling, cancelling and retrying chains.',
    MODELS:
      'Conversations, suggestions and agents. A model reads for such a key only with READ beside it, and proposes only with ACTIONS.',
    ADMINISTRATION: 'Policies, keys, members, connections and webhooks.',
  }),
});
