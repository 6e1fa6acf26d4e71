import type { Caller } from '../access/viewer.ts';
import type { Actor } from '../domain/actor.ts';
import type { Answer } from '../domain/answer.ts';
import type { ApiKeyScope } from '../domain/api-key.ts';
import type { KeyId, OrganizationId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { Role } from '../domain/role.ts';
import { createApiKey, revokeApiKey } from '../engine/api-key.ts';
import type { DecidingParts } from '../engine/decide.ts';
import { readApiKeyOrganization } from '../store/read/api-keys.ts';
import { ensureOrganization } from '../store/write/organizations.ts';
import { organizationIdOf } from './identity.ts';

/** What an operator can have done from the command line. */
export type OperatorCommand =
  | {
      readonly operation: 'createApiKey';
      readonly input: {
        /** Name of the organization, or its id. */
        readonly organization: string;
        readonly name: string;
        readonly role: Role;
        readonly scopes: ApiKeyScope[] | null;
        readonly expiresAt: number | null;
        readonly secretHash: string;
      };
    }
  | { readonly operation: 'revokeApiKey'; readonly input: { readonly keyId: KeyId } };

/** `message` is a sentence for the operator. */
export type OperatorAnswer =
  | { readonly kind: 'done'; readonly keyId: string }
  | { readonly kind: 'refused'; readonly message: string };

const operator: Actor = { kind: 'SYSTEM', id: 'operator', name: 'Operator' };

/** Carries out what an operator asks: through the same decisions as everyone's, and in the log. */
export async function carryOut(parts: DecidingParts, command: OperatorCommand): Promise<OperatorAnswer> {
  const { store, now } = parts;
  if (command.operation === 'revokeApiKey') {
    const { keyId } = command.input;
    const organizationId = await store.read((reader) => readApiKeyOrganization(reader, keyId));
    if (organizationId === null) return { kind: 'refused', message: `There is no API key ${keyId}.` };
    return answerOf(await revokeApiKey(parts, callerFor(organizationId), keyId), (key) => key.id);
  }
  const { organization, ...input } = command.input;
  const id = organizationIdOf(organization);
  await store.transact((tx) => ensureOrganization(tx, { id, name: organization, now: now() }));
  const made = await createApiKey(parts, callerFor(id), { ...input, idempotencyKey: null });
  return answerOf(made, ({ apiKey }) => apiKey.id);
}

function callerFor(organizationId: OrganizationId): Caller {
  return {
    viewer: { organizationId, organizationName: '', actor: operator, role: 'ADMIN' },
    correlationId: 'command line',
  };
}

function answerOf<Value>(answer: Answer<Value>, keyIdOf: (value: Value) => string): OperatorAnswer {
  if (isRefusal(answer)) return { kind: 'refused', message: answer.message };
  return { kind: 'done', keyId: keyIdOf(answer.value) };
}

/** What a row of the table asks; null for what this program does not know. */
export function readCommand(operation: string, input: Json): OperatorCommand | null {
  return operation === 'createApiKey' || operation === 'revokeApiKey'
    ? ({ operation, input } as unknown as OperatorCommand)
    : null;
}
