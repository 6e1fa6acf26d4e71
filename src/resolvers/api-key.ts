import { randomBytes } from 'node:crypto';
import { type ApiKey, type ApiKeyScope, formatSecret, hashSecret } from '../domain/api-key.ts';
import { type KeyId, parseId } from '../domain/ids.ts';
import { isRefusal, type Refusal, type RefusalOf, refuseNotFound } from '../domain/refusal.ts';
import type { Role } from '../domain/role.ts';
import { countApiKeys, listApiKeys } from '../store/read/api-keys.ts';
import { type Connection, connect, type PageArguments } from './connection.ts';
import type { Context } from './context.ts';
import { idCursors } from './row-cursor.ts';

export interface ApiKeyPayload {
  readonly apiKey: ApiKey | null;
  /** Only in the answer that made the key. */
  readonly secret: string | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

export function getApiKeys(
  context: Context,
  args: PageArguments,
): Connection<ApiKey, KeyId> | RefusalOf<'VALIDATION'> {
  const { organizationId } = context.viewer;
  const { snapshot } = context.reads;
  return connect(args, {
    ...idCursors('key'),
    order: 'NEWEST_FIRST',
    list: (slice) => snapshot.read((reader) => listApiKeys(reader, organizationId, slice)),
    count: () => snapshot.read((reader) => countApiKeys(reader, organizationId)),
  });
}

type Maybe<Value> = Value | null | undefined;

interface CreateApiKeyInput {
  readonly name: string;
  readonly role: Role;
  readonly scopes?: Maybe<readonly ApiKeyScope[]>;
  readonly expiresAt?: Maybe<number>;
  readonly idempotencyKey?: Maybe<string>;
}

export async function createApiKey(context: Context, input: CreateApiKeyInput): Promise<ApiKeyPayload> {
  const secret = formatSecret(randomBytes(32));
  const answer = await context.services.engine.createApiKey(context, {
    name: input.name,
    role: input.role,
    scopes: input.scopes ?? null,
    expiresAt: input.expiresAt ?? null,
    secretHash: hashSecret(secret),
    idempotencyKey: input.idempotencyKey ?? null,
  });
  context.reads.refresh();
  if (isRefusal(answer)) return refused(answer);
  const { apiKey, isNew } = answer.value;
  return { apiKey, secret: isNew ? secret : null, asOf: answer.asOf, errors: [] };
}

export async function revokeApiKey(context: Context, id: string): Promise<ApiKeyPayload> {
  const keyId = parseId('key', id);
  if (keyId === null) return refused(refuseNotFound('API key', ['input', 'keyId']));
  const answer = await context.services.engine.revokeApiKey(context, keyId);
  context.reads.refresh();
  if (isRefusal(answer)) return refused(answer);
  return { apiKey: answer.value, secret: null, asOf: answer.asOf, errors: [] };
}

function refused(refusal: Refusal): ApiKeyPayload {
  return { apiKey: null, secret: null, asOf: null, errors: [refusal] };
}
