import { hash } from 'node:crypto';
import type { Actor } from './actor.ts';
import type { KeyId, OrganizationId } from './ids.ts';
import { type RefusalOf, refuse } from './refusal.ts';
import type { Role } from './role.ts';
import { textFault } from './text.ts';

/** Parts of the API that a key can be kept to. */
export const apiKeyScopes = [
  'READ',
  'SESSIONS',
  'ACTIONS',
  'DECISIONS',
  'CHAINS',
  'MODELS',
  'ADMINISTRATION',
] as const;
export type ApiKeyScope = (typeof apiKeyScopes)[number];

/** What a program shows to be let in. Times are epoch milliseconds. */
export interface ApiKey {
  readonly id: KeyId;
  readonly organizationId: OrganizationId;
  readonly name: string;
  readonly role: Role;
  /** Null: everything that the role allows. */
  readonly scopes: readonly ApiKeyScope[] | null;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  /** To the minute; null when it was never used. */
  readonly lastUsedAt: number | null;
  readonly createdBy: Actor;
  readonly createdAt: number;
}

export interface NewApiKey extends Pick<ApiKey, 'name' | 'role' | 'scopes' | 'expiresAt'> {
  /** Of the secret, which whoever asks for the key has made and shows once. */
  readonly secretHash: string;
  readonly idempotencyKey: string | null;
}

/** Whether a key lets anybody in. */
export function isInForce(
  { revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>,
  now: number,
): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}

const secretPrefix = 'csk_';
const secretBytes = 32;
const nameMaxLength = 100;
const longestLifeMs = 10 * 366 * 24 * 60 * 60 * 1000;

/** The secret of a key, from 32 bytes of chance. */
export function formatSecret(chance: Uint8Array): string {
  if (chance.length !== secretBytes) throw new Error(`a secret is made of ${secretBytes} bytes`);
  return secretPrefix + Buffer.from(chance).toString('base64url');
}

/** Whether a text looks like the secret of a key. */
export function isSecret(text: string): boolean {
  return text.startsWith(secretPrefix);
}

/** What is kept of a secret. The secret has 256 bits of chance, so that a plain hash gives nothing away. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'base64url');
}

/** Why a key cannot be made so, or null. */
export function newApiKeyFault(input: NewApiKey, now: number): RefusalOf<'VALIDATION'> | null {
  const refuseField = (field: string, message: string) => refuse('VALIDATION', message, ['input', field], {});
  const { name, scopes, expiresAt } = input;
  if (textFault(name) !== null || name.trim() === '' || name.length > nameMaxLength) {
    return refuseField('name', `A key needs a name of 1 to ${nameMaxLength} characters.`);
  }
  if (scopes !== null && scopes.length === 0) {
    return refuseField(
      'scopes',
      `Name at least one of ${apiKeyScopes.join(', ')}, or leave the scopes out for all.`,
    );
  }
  if (expiresAt !== null && (expiresAt <= now || expiresAt > now + longestLifeMs)) {
    return refuseField('expiresAt', 'expiresAt has to lie in the future, at most ten years ahead.');
  }
  return null;
}
