import { isIP } from 'node:net';
import { z } from 'zod';
import type { JsonObject } from './domain/json.ts';

/** How the outside world is reached. */
export interface OutsideSettings {
  /** Addresses that may be spoken to although they are not public, such as `10.1.0.0/16`. */
  readonly allowedAddresses: readonly string[];
  /** Of one connection. */
  readonly requestsPerMinute: number;
  /** Of one request, from its first byte to the last of its answer. */
  readonly timeoutMs: number;
  /** 32 bytes each: the first seals, all open. Empty: nothing secret can be saved. */
  readonly secretsKeys: readonly Buffer[];
  readonly connections: readonly EnvironmentConnection[];
  /** Whose the connections of the environment are; null: the development organization's. */
  readonly organization: string | null;
}

/** A connection that the environment describes. */
export interface EnvironmentConnection {
  readonly kind: 'CONFLUENCE' | 'LINEAR' | 'GITHUB';
  /** Null for the vendor's own address. */
  readonly baseUrl: string | null;
  readonly token: string;
  readonly user: string | null;
  readonly settings: JsonObject;
}

const addressLike = (example: string) =>
  z.url({ protocol: /^https?$/, error: `allowed is an address with https, such as ${example}` }).optional();
const secret = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'allowed are printable characters without a space')
  .optional();
const keyForm =
  '32 random bytes in base64, such as openssl rand -base64 32 prints; several with commas: the first seals, all open';

/** The variables of the environment that say how the outside world is reached. */
export const outsideVariables = {
  OUTBOUND_ALLOWED_ADDRESSES: z
    .string()
    .transform(split)
    .refine(
      (ranges) => ranges.every(isRange),
      'allowed are addresses and ranges such as 10.1.0.0/16, separated by commas',
    )
    .default([]),
  SECRETS_KEY: z
    .string()
    .transform((text) => split(text).map((key) => Buffer.from(key, 'base64')))
    .refine((keys) => keys.every((key) => key.length === 32), `allowed is ${keyForm}`)
    .default([]),
  CONFLUENCE_BASE_URL: addressLike('https://acme.atlassian.net/wiki'),
  CONFLUENCE_USER: secret,
  CONFLUENCE_TOKEN: secret,
  LINEAR_BASE_URL: addressLike('https://api.linear.app'),
  LINEAR_API_KEY: secret,
  GITHUB_BASE_URL: addressLike('https://github.acme.com/api/v3'),
  GITHUB_TOKEN: secret,
  GITHUB_REPOSITORY: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'allowed is owner/name, such as acme/shop')
    .optional(),
  CONNECTIONS_ORGANIZATION: z.string().optional(),
};

/** Variables whose values stand in no message. */
export const secretVariables: ReadonlySet<string> = new Set([
  'SECRETS_KEY',
  'CONFLUENCE_TOKEN',
  'LINEAR_API_KEY',
  'GITHUB_TOKEN',
]);

type Variables = {
  readonly [Name in keyof typeof outsideVariables]?: z.infer<(typeof outsideVariables)[Name]>;
};

/** How an environment reaches the outside world, with the limits that were read beside. */
export function readOutside(
  values: Variables,
  limits: Pick<OutsideSettings, 'requestsPerMinute' | 'timeoutMs'>,
): OutsideSettings {
  const { CONFLUENCE_TOKEN: confluence, LINEAR_API_KEY: linear, GITHUB_TOKEN: github } = values;
  const connections: EnvironmentConnection[] = [];
  if (confluence !== undefined) {
    const baseUrl = values.CONFLUENCE_BASE_URL ?? null;
    connections.push({
      kind: 'CONFLUENCE',
      baseUrl,
      token: confluence,
      user: values.CONFLUENCE_USER ?? null,
      settings: {},
    });
  }
  if (linear !== undefined) {
    const baseUrl = values.LINEAR_BASE_URL ?? null;
    connections.push({ kind: 'LINEAR', baseUrl, token: linear, user: null, settings: {} });
  }
  if (github !== undefined) {
    const baseUrl = values.GITHUB_BASE_URL ?? null;
    const settings = { repository: values.GITHUB_REPOSITORY ?? '' };
    connections.push({ kind: 'GITHUB', baseUrl, token: github, user: null, settings });
  }
  return {
    allowedAddresses: values.OUTBOUND_ALLOWED_ADDRESSES ?? [],
    secretsKeys: values.SECRETS_KEY ?? [],
    connections,
    organization: values.CONNECTIONS_ORGANIZATION ?? null,
    ...limits,
  };
}

/** What a token is of no use without. */
const needs = [
  {
    token: 'CONFLUENCE_TOKEN',
    name: 'CONFLUENCE_BASE_URL',
    example: 'https://acme.atlassian.net/wiki',
  },
  { token: 'GITHUB_TOKEN', name: 'GITHUB_REPOSITORY', example: 'acme/shop' },
] as const;

/** What does not fit together. */
export function outsideFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  return needs
    .filter(({ token, name }) => given[token] !== undefined && given[name] === undefined)
    .map(({ token, name, example }) => `${name} is missing: ${token} needs it, such as ${example}.`);
}

function split(list: string): string[] {
  return list.split(',').map((each) => each.trim());
}

function isRange(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128));
}
