import { refuseWiderScopes } from '../access/authority.ts';
import type { Caller } from '../access/viewer.ts';
import type { Answer } from '../domain/answer.ts';
import { type ApiKey, type NewApiKey, newApiKeyFault } from '../domain/api-key.ts';
import { apiKeyStream } from '../domain/event.ts';
import type { KeyId } from '../domain/ids.ts';
import { isRefusal, type Refusal, refuseNotFound } from '../domain/refusal.ts';
import { readApiKey } from '../store/read/api-keys.ts';
import { insertApiKey, revokeApiKey as writeRevocation } from '../store/write/api-keys.ts';
import { answer, type DecidingParts, type Decision, originOfCaller } from './decide.ts';
import { keyFault, once } from './request.ts';

/** A key, and whether it was made now: then its secret is shown. */
export interface MadeApiKey {
  readonly apiKey: ApiKey;
  readonly isNew: boolean;
}

/** Makes an API key of the caller's organization. */
export async function createApiKey(
  parts: DecidingParts,
  caller: Caller,
  input: NewApiKey,
): Promise<Answer<MadeApiKey>> {
  const { idempotencyKey, name, role, scopes, expiresAt } = input;
  const fault =
    keyFault('idempotencyKey', idempotencyKey) ??
    newApiKeyFault(input, parts.now()) ??
    refuseWiderScopes(caller.viewer, scopes);
  if (fault !== null) return fault;
  const origin = originOfCaller(caller);
  const request = {
    operation: 'createApiKey',
    key: idempotencyKey,
    input: { name, role, scopes: scopes === null ? null : [...scopes], expiresAt },
  };
  return await answer(parts, origin, async (decision): Promise<MadeApiKey | Refusal> => {
    let isNew = false;
    const made = await once(decision, request, {
      recall: (id) => readApiKey(decision.tx, origin.organizationId, id as KeyId),
      make: async () => {
        isNew = true;
        return await make(decision, input);
      },
    });
    return isRefusal(made) ? made : { apiKey: made, isNew };
  });
}

async function make(decision: Decision<DecidingParts>, input: NewApiKey): Promise<ApiKey> {
  const { tx, origin, now, parts } = decision;
  const apiKey: ApiKey = {
    id: parts.newId('key'),
    organizationId: origin.organizationId,
    name: input.name.trim(),
    role: input.role,
    scopes: input.scopes,
    expiresAt: input.expiresAt,
    revokedAt: null,
    lastUsedAt: null,
    createdBy: origin.actor,
    createdAt: now,
  };
  await insertApiKey(tx, apiKey, input.secretHash);
  decision.record({
    type: 'ApiKeyCreated',
    stream: apiKeyStream(origin.organizationId),
    ids: {},
    body: { keyId: apiKey.id, name: apiKey.name, role: apiKey.role },
  });
  return apiKey;
}

/** Revokes a key for good; one that is revoked already stays as it is. */
export async function revokeApiKey(parts: DecidingParts, caller: Caller, id: KeyId): Promise<Answer<ApiKey>> {
  const origin = originOfCaller(caller);
  const { organizationId } = origin;
  return await answer(parts, origin, async ({ tx, now, record }): Promise<ApiKey | Refusal> => {
    const isNew = await writeRevocation(tx, organizationId, id, now);
    const apiKey = await readApiKey(tx, organizationId, id);
    if (apiKey === null) return refuseNotFound('API key', ['input', 'keyId']);
    if (isNew) {
      const stream = apiKeyStream(organizationId);
      record({ type: 'ApiKeyRevoked', stream, ids: {}, body: { keyId: id, name: apiKey.name } });
    }
    return apiKey;
  });
}
