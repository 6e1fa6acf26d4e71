import { isIPv4 } from 'node:net';
import { z } from 'zod';
import { type ModelSettings, modelVariables, readModels } from './model-settings.ts';
import {
  type OutsideSettings,
  outsideFaults,
  outsideVariables,
  readOutside,
  secretVariables,
} from './outside-settings.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The environment, parsed. */
export interface Config {
  readonly host: string;
  /** Where people reach the server, without a slash at its end: links begin with it. */
  readonly publicUrl: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly databasePath: string;
  readonly logLevel: LogLevel;
  /** Bytes of one planning document, as UTF-8. */
  readonly documentMaxBytes: number;
  /** Effects carried out at the same time. */
  readonly effectConcurrency: number;
  /** A request has to have arrived whole within this time. */
  readonly requestTimeoutMs: number;
  /** A stop ends what still runs after this time. */
  readonly shutdownTimeoutMs: number;
  readonly webSocket: WebSocketLimits;
  readonly models: ModelSettings;
  readonly outside: OutsideSettings;
  readonly identity: IdentityConfig;
  readonly operations: OperationLimits;
  readonly rates: RateLimitConfig;
  /** Sessions that have not ended. */
  readonly openSessions: LimitPair;
  /** Origins of pages, beside the server's own, that may use it from a browser. */
  readonly allowedOrigins: readonly string[];
  /** Days that events are kept at least; 0 for ever. */
  readonly logRetentionDays: number;
  /** 0: for ever. */
  readonly idempotencyKeyRetentionDays: number;
  readonly eventStream: EventStreamLimits;
  readonly live: LiveLimits;
}

/** What is live at a time. */
export interface LiveLimits {
  /** Sockets and streams. */
  readonly connectionsPerUser: number;
  readonly connectionsPerOrganization: number;
  readonly subscriptionsPerSocket: number;
  readonly subscriptionsPerUser: number;
  /** Begun on one socket. */
  readonly operationsPerSecond: number;
}

/** Of server-sent events. */
interface EventStreamLimits {
  /** Between two comments that show that a stream lives. */
  readonly heartbeatMs: number;
  /** A peer that takes nothing for this time, although something waits for it, is cut. */
  readonly stallTimeoutMs: number;
  /** Bytes that may wait for one peer; what comes on top it is told from the log, when it has read. */
  readonly maxQueuedBytes: number;
}

/** What one operation may ask for. */
export interface OperationLimits {
  /** Values that an answer can hold. */
  readonly maxCost: number;
  readonly timeoutMs: number;
  readonly introspection: 'open' | 'closed';
  /** A file with the only documents that are executed; null: all are. */
  readonly trustedDocumentsPath: string | null;
}

/** Each for one user and for the whole organization; 0: no limit. */
export interface LimitPair {
  readonly user: number;
  readonly organization: number;
}

export interface RateLimitConfig {
  readonly requestsPerMinute: LimitPair;
  readonly mutationsPerMinute: LimitPair;
  readonly documentBytesPerHour: LimitPair;
}

export type IdentityConfig =
  /** Everyone is believed, so the server is on loopback only. */
  | { readonly kind: 'development' }
  /** Everyone shows an API key, or a token where an issuer is configured. */
  | { readonly kind: 'required'; readonly tokens: TokenSettings | null };

/** Whose tokens are believed, and how they are read. */
export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer publishes its keys. */
  readonly keysUrl: string;
  readonly clockToleranceSeconds: number;
  readonly organizationClaim: string;
  readonly userClaim: string;
  readonly nameClaim: string;
  readonly roleClaim: string;
}

export interface WebSocketLimits {
  readonly maxMessageBytes: number;
  /** Time from opening to `connection_init`. */
  readonly initTimeoutMs: number;
  /** A peer that does not answer one ping until the next is due is dead. */
  readonly pingIntervalMs: number;
  /** Bytes that may wait for one peer; what comes on top it is told from the log, when it has read. */
  readonly maxQueuedBytes: number;
  /** A peer that takes nothing for this time, although something waits for it, is cut. */
  readonly stallTimeoutMs: number;
}

/** The environment holds values that the server cannot run with. The message has a sentence for each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const loopback = 'a loopback address: 127.0.0.1 (or another in 127.0.0.0/8), ::1 or localhost';
const identityKinds = ['development', 'required'] as const;
/** Someone whom nobody knows is limited; a developer on loopback is not, unless it is asked for. */
const rateFallbacks = {
  REQUESTS_PER_MINUTE: 6000,
  ORGANIZATION_REQUESTS_PER_MINUTE: 60_000,
  MUTATIONS_PER_MINUTE: 1200,
  ORGANIZATION_MUTATIONS_PER_MINUTE: 12_000,
  DOCUMENT_BYTES_PER_HOUR: 200 * 1024 * 1024,
  ORGANIZATION_DOCUMENT_BYTES_PER_HOUR: 1024 * 1024 * 1024,
  OPEN_SESSIONS: 200,
  ORGANIZATION_OPEN_SESSIONS: 2000,
} as const;
const mostOfARate = 2_147_483_647;
const rate = z
  .string()
  .regex(/^\d{1,10}$/, `allowed is a whole number from 0 to ${mostOfARate} (0: no limit)`)
  .transform(Number)
  .refine((value) => value <= mostOfARate, `allowed is a whole number from 0 to ${mostOfARate} (0: no limit)`)
  .optional();

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z
    .string()
    .refine(isOrigin, 'allowed is an address such as https://plan.example.com')
    .optional(),
  PORT: integer({ min: 0, max: 65_535, fallback: 4000, note: '0 for any free port' }),
  DATABASE_URL: z
    .string()
    .regex(
      /^file:(?!\/\/(?!\/)|:memory:$)[^?#\0]+$/,
      'allowed is file: and a path, such as file:./data/countersign.db',
    )
    .default('file:./data/countersign.db'),
  LOG_LEVEL: z.enum(logLevels, `allowed is one of ${logLevels.join(', ')}`).default('info'),
  DOCUMENT_MAX_BYTES: integer({ min: 1024, max: 100 * 1024 * 1024, fallback: 5 * 1024 * 1024 }),
  EFFECT_CONCURRENCY: integer({ min: 1, max: 1000, fallback: 32 }),
  REQUEST_TIMEOUT_MS: integer({ min: 100, max: 600_000, fallback: 30_000 }),
  SHUTDOWN_TIMEOUT_MS: integer({ min: 100, max: 600_000, fallback: 10_000 }),
  WEBSOCKET_MAX_MESSAGE_BYTES: integer({ min: 1024, max: 16 * 1024 * 1024, fallback: 64 * 1024 }),
  WEBSOCKET_INIT_TIMEOUT_MS: integer({ min: 100, max: 60_000, fallback: 3000 }),
  CONNECTIONS_PER_USER: integer({ min: 1, max: 1_000_000, fallback: 50 }),
  CONNECTIONS_PER_ORGANIZATION: integer({ min: 1, max: 1_000_000, fallback: 1000 }),
  SUBSCRIPTIONS_PER_SOCKET: integer({ min: 1, max: 1_000_000, fallback: 100 }),
  SUBSCRIPTIONS_PER_USER: integer({ min: 1, max: 1_000_000, fallback: 500 }),
  OPERATIONS_PER_SECOND: integer({ min: 1, max: 1_000_000, fallback: 200, note: 'on one socket' }),
  LOG_RETENTION_DAYS: integer({ min: 0, max: 36_500, fallback: 0, note: '0 keeps the log for ever' }),
  IDEMPOTENCY_KEY_RETENTION_DAYS: integer({
    min: 0,
    max: 36_500,
    fallback: 30,
    note: '0 keeps them for ever',
  }),
  EVENT_STREAM_HEARTBEAT_MS: integer({ min: 100, max: 600_000, fallback: 15_000 }),
  STALL_TIMEOUT_MS: integer({ min: 100, max: 600_000, fallback: 30_000 }),
  MAX_QUEUED_BYTES: integer({ min: 64 * 1024, max: 64 * 1024 * 1024, fallback: 256 * 1024 }),
  WEBSOCKET_PING_INTERVAL_MS: integer({ min: 100, max: 600_000, fallback: 30_000 }),
  IDENTITY: z.enum(identityKinds, `allowed is one of ${identityKinds.join(', ')}`).default('development'),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  JWT_JWKS_URL: z
    .string()
    .refine(isKeysUrl, 'allowed is the https address of the keys; http only on loopback')
    .optional(),
  JWT_CLOCK_TOLERANCE_SECONDS: integer({ min: 0, max: 300, fallback: 30 }),
  JWT_ORGANIZATION_CLAIM: z.string().default('org_id'),
  JWT_USER_CLAIM: z.string().default('sub'),
  JWT_NAME_CLAIM: z.string().default('name'),
  JWT_ROLE_CLAIM: z.string().default('role'),
  OPERATION_MAX_COST: integer({ min: 100, max: 100_000_000, fallback: 200_000 }),
  OPERATION_TIMEOUT_MS: integer({ min: 100, max: 600_000, fallback: 30_000 }),
  INTROSPECTION: z.enum(['open', 'closed'], 'allowed is open or closed').default('open'),
  TRUSTED_DOCUMENTS: z.string().optional(),
  REQUESTS_PER_MINUTE: rate,
  ORGANIZATION_REQUESTS_PER_MINUTE: rate,
  MUTATIONS_PER_MINUTE: rate,
  ORGANIZATION_MUTATIONS_PER_MINUTE: rate,
  DOCUMENT_BYTES_PER_HOUR: rate,
  ORGANIZATION_DOCUMENT_BYTES_PER_HOUR: rate,
  OPEN_SESSIONS: rate,
  ORGANIZATION_OPEN_SESSIONS: rate,
  ALLOWED_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .refine(
      (origins) => origins.every(isOrigin),
      'allowed are origins such as https://plan.example.com, separated by commas',
    )
    .default([]),
  ...modelVariables,
  MODEL_CONCURRENCY: integer({ min: 1, max: 10_000, fallback: 200 }),
  MODEL_TIMEOUT_MS: integer({ min: 1000, max: 600_000, fallback: 120_000 }),
  ...outsideVariables,
  OUTBOUND_REQUESTS_PER_MINUTE: integer({
    min: 1,
    max: 1_000_000,
    fallback: 1200,
    note: 'of one connection',
  }),
  OUTBOUND_TIMEOUT_MS: integer({ min: 100, max: 600_000, fallback: 30_000 }),
  SUGGESTION_RETENTION_HOURS: integer({ min: 1, max: 87_600, fallback: 720 }),
});

/** Reads the configuration from an environment; an empty value counts as none. Throws ConfigError. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, environment[name] === '' ? undefined : environment[name]]),
  );
  const parsed = schema.safeParse(given);
  const sentences = [...identityFaults(given), ...outsideFaults(given)];
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    const shown = secretVariables.has(name) ? 'not right' : JSON.stringify(given[name]);
    sentences.push(`${name} is ${shown}: ${issue.message}.`);
  }
  if (!parsed.success || sentences.length > 0) throw new ConfigError(sentences.join('\n'));
  const values = parsed.data;
  return {
    host: values.HOST,
    publicUrl:
      values.PUBLIC_URL ??
      `http://${values.HOST.includes(':') ? `[${values.HOST}]` : values.HOST}:${values.PORT}`,
    port: values.PORT,
    databasePath: values.DATABASE_URL.replace(/^file:(\/\/(?=\/))?/, ''),
    logLevel: values.LOG_LEVEL,
    documentMaxBytes: values.DOCUMENT_MAX_BYTES,
    effectConcurrency: values.EFFECT_CONCURRENCY,
    requestTimeoutMs: values.REQUEST_TIMEOUT_MS,
    shutdownTimeoutMs: values.SHUTDOWN_TIMEOUT_MS,
    webSocket: {
      maxMessageBytes: values.WEBSOCKET_MAX_MESSAGE_BYTES,
      initTimeoutMs: values.WEBSOCKET_INIT_TIMEOUT_MS,
      pingIntervalMs: values.WEBSOCKET_PING_INTERVAL_MS,
      maxQueuedBytes: values.MAX_QUEUED_BYTES,
      stallTimeoutMs: values.STALL_TIMEOUT_MS,
    },
    live: {
      connectionsPerUser: values.CONNECTIONS_PER_USER,
      connectionsPerOrganization: values.CONNECTIONS_PER_ORGANIZATION,
      subscriptionsPerSocket: values.SUBSCRIPTIONS_PER_SOCKET,
      subscriptionsPerUser: values.SUBSCRIPTIONS_PER_USER,
      operationsPerSecond: values.OPERATIONS_PER_SECOND,
    },
    logRetentionDays: values.LOG_RETENTION_DAYS,
    idempotencyKeyRetentionDays: values.IDEMPOTENCY_KEY_RETENTION_DAYS,
    eventStream: {
      heartbeatMs: values.EVENT_STREAM_HEARTBEAT_MS,
      stallTimeoutMs: values.STALL_TIMEOUT_MS,
      maxQueuedBytes: values.MAX_QUEUED_BYTES,
    },
    identity:
      values.IDENTITY === 'development'
        ? { kind: 'development' }
        : { kind: 'required', tokens: tokenSettings(values) },
    operations: {
      maxCost: values.OPERATION_MAX_COST,
      timeoutMs: values.OPERATION_TIMEOUT_MS,
      introspection: values.INTROSPECTION,
      trustedDocumentsPath: values.TRUSTED_DOCUMENTS ?? null,
    },
    rates: {
      requestsPerMinute: pairOf(values, 'REQUESTS_PER_MINUTE'),
      mutationsPerMinute: pairOf(values, 'MUTATIONS_PER_MINUTE'),
      documentBytesPerHour: pairOf(values, 'DOCUMENT_BYTES_PER_HOUR'),
    },
    openSessions: pairOf(values, 'OPEN_SESSIONS'),
    allowedOrigins: values.ALLOWED_ORIGINS,
    models: readModels(values, {
      concurrency: values.MODEL_CONCURRENCY,
      timeoutMs: values.MODEL_TIMEOUT_MS,
      retentionMs: values.SUGGESTION_RETENTION_HOURS * 60 * 60 * 1000,
    }),
    outside: readOutside(values, {
      requestsPerMinute: values.OUTBOUND_REQUESTS_PER_MINUTE,
      timeoutMs: values.OUTBOUND_TIMEOUT_MS,
    }),
  };
}

type PairName = Exclude<keyof typeof rateFallbacks, `ORGANIZATION_${string}`>;

function pairOf(values: z.infer<typeof schema>, name: PairName): LimitPair {
  const of = (variable: keyof typeof rateFallbacks) =>
    values[variable] ?? (values.IDENTITY === 'development' ? 0 : rateFallbacks[variable]);
  return { user: of(name), organization: of(`ORGANIZATION_${name}`) };
}

/** What does not fit together. */
function identityFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  const host = given['HOST'];
  const isDevelopment = (given['IDENTITY'] ?? 'development') === 'development';
  const faults: string[] = [];
  if (isDevelopment && host !== undefined && !isLoopback(host)) {
    faults.push(
      `HOST is ${JSON.stringify(host)}: as long as no identity is configured, the server listens on loopback only; allowed is ${loopback}. Set IDENTITY=required to listen elsewhere.`,
    );
  }
  const names = ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS_URL'];
  const missing = names.filter((name) => given[name] === undefined);
  if (missing.length > 0 && missing.length < names.length) {
    faults.push(`${missing.join(' and ')} left out: ${names.join(', ')} are set together or not at all.`);
  }
  if (isDevelopment && missing.length < names.length) {
    faults.push('JWT_ISSUER is set, but no identity is required: set IDENTITY=required.');
  }
  return faults;
}

function tokenSettings(values: z.infer<typeof schema>): TokenSettings | null {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_JWKS_URL: keysUrl } = values;
  if (issuer === undefined || audience === undefined || keysUrl === undefined) return null;
  return {
    issuer,
    audience,
    keysUrl,
    clockToleranceSeconds: values.JWT_CLOCK_TOLERANCE_SECONDS,
    organizationClaim: values.JWT_ORGANIZATION_CLAIM,
    userClaim: values.JWT_USER_CLAIM,
    nameClaim: values.JWT_NAME_CLAIM,
    roleClaim: values.JWT_ROLE_CLAIM,
  };
}

function isKeysUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[(.*)\]$/, '$1')));
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text;
}

/** Whether a host name or address, without brackets and port, can only mean this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

function integer(options: { min: number; max: number; fallback: number; note?: string }) {
  const note = options.note === undefined ? '' : ` (${options.note})`;
  const allowed = `allowed is a whole number from ${options.min} to ${options.max}${note}`;
  return z
    .string()
    .regex(/^\d{1,12}$/, allowed)
    .transform(Number)
    .refine((value) => value >= options.min && value <= options.max, allowed)
    .default(options.fallback);
}
