import { GraphQLError } from 'graphql';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Viewer } from '../access/viewer.ts';
import type { LimitPair, RateLimitConfig } from '../config.ts';
import { type RefusalOf, refuse } from '../domain/refusal.ts';
import type { ErrorCode } from './wire-error.ts';

export type RateLimitName = keyof RateLimitConfig;

/** A limit, and where someone stands with it. */
export interface RateStatus {
  /** Stable, upper case with underscores. */
  readonly name: string;
  readonly limit: number;
  readonly remaining: number;
  readonly resetsInMs: number;
  readonly unit: string;
  readonly description: string;
}

/** What came of taking from a limit. */
export interface Taken {
  /** The limit that is used up; null when there was enough. */
  readonly exceeded: RateStatus | null;
  /** The one to tell of: the user's before the organization's; null when there is no limit. */
  readonly nearest: RateStatus | null;
}

interface Bucket {
  readonly name: string;
  readonly limiter: RateLimiterMemory;
  readonly keyOf: (viewer: Viewer) => string;
  readonly unit: string;
  readonly description: string;
}

const facts: Readonly<
  Record<RateLimitName, { readonly seconds: number; readonly unit: string; readonly what: string }>
> = {
  requestsPerMinute: { seconds: 60, unit: 'requests', what: 'Requests in a minute, over every transport' },
  mutationsPerMinute: { seconds: 60, unit: 'mutations', what: 'Mutations in a minute, each field of one' },
  documentBytesPerHour: { seconds: 3600, unit: 'bytes', what: 'Bytes of planning documents in an hour' },
};

/** How much a user and an organization may ask for in a time. In memory: of one process. */
export class RateLimits {
  readonly #buckets: Readonly<Record<RateLimitName, readonly Bucket[]>>;

  constructor(config: RateLimitConfig) {
    this.#buckets = {
      requestsPerMinute: bucketsOf('requestsPerMinute', config.requestsPerMinute),
      mutationsPerMinute: bucketsOf('mutationsPerMinute', config.mutationsPerMinute),
      documentBytesPerHour: bucketsOf('documentBytesPerHour', config.documentBytesPerHour),
    };
  }

  /** Takes from what the viewer has left; nothing, when that is not enough. */
  async take(viewer: Viewer, name: RateLimitName, points = 1): Promise<Taken> {
    let nearest: RateStatus | null = null;
    const taken: Bucket[] = [];
    for (const bucket of this.#buckets[name]) {
      taken.push(bucket);
      try {
        const result = await bucket.limiter.consume(bucket.keyOf(viewer), points);
        nearest ??= statusOf(bucket, result);
      } catch (result) {
        if (result instanceof Error) throw result;
        const exceeded = statusOf(bucket, result as RateLimiterRes);
        // A limiter counts what it refuses: one long document would use up the hour.
        for (const { limiter, keyOf } of taken) await limiter.reward(keyOf(viewer), points);
        return { exceeded, nearest: exceeded };
      }
    }
    return { exceeded: null, nearest };
  }

  /** Where the viewer stands with every limit. */
  lookAtAll(viewer: Viewer): Promise<RateStatus[]> {
    return Promise.all(
      Object.values(this.#buckets)
        .flat()
        .map(async (bucket) => statusOf(bucket, await bucket.limiter.get(bucket.keyOf(viewer)))),
    );
  }
}

function bucketsOf(name: RateLimitName, { user, organization }: LimitPair): Bucket[] {
  const { seconds: duration, unit, what } = facts[name];
  const upper = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  const buckets: Bucket[] = [];
  if (user > 0) {
    buckets.push({
      name: upper,
      limiter: new RateLimiterMemory({ points: user, duration, keyPrefix: '' }),
      keyOf: (viewer) => `${viewer.organizationId} ${viewer.actor.id}`,
      unit,
      description: `${what}, yours.`,
    });
  }
  if (organization > 0) {
    buckets.push({
      name: `ORGANIZATION_${upper}`,
      limiter: new RateLimiterMemory({ points: organization, duration, keyPrefix: '' }),
      keyOf: (viewer) => viewer.organizationId,
      unit,
      description: `${what}, those of the whole organization.`,
    });
  }
  return buckets;
}

function statusOf(bucket: Bucket, result: RateLimiterRes | null): RateStatus {
  const limit = bucket.limiter.points;
  return {
    name: bucket.name,
    limit,
    remaining: result === null ? limit : Math.max(0, limit - result.consumedPoints),
    resetsInMs: result === null ? 0 : Math.max(0, result.msBeforeNext),
    unit: bucket.unit,
    description: bucket.description,
  };
}

/** What is sent along over HTTP, so that a limit is seen before it is hit. */
export function rateHeaders(status: RateStatus): Readonly<Record<string, string>> {
  return {
    'ratelimit-limit': String(status.limit),
    'ratelimit-remaining': String(status.remaining),
    'ratelimit-reset': String(Math.ceil(status.resetsInMs / 1000)),
  };
}

/** The error of an operation that is too many; over HTTP the answer has status 429. */
export function rateLimited(exceeded: RateStatus): GraphQLError {
  const retryAfter = Math.max(1, Math.ceil(exceeded.resetsInMs / 1000));
  const { name, limit } = exceeded;
  return tooMany(messageOf(exceeded), { name, limit, retryAfter }, rateHeaders(exceeded));
}

/** A limit that was met; without `retryAfter`, in seconds, only an end of something else makes room. */
export interface MetLimit {
  readonly name: string;
  readonly limit: number;
  readonly retryAfter?: number;
  /** Where it is not RATE_LIMITED. */
  readonly code?: ErrorCode;
}

/** The error of what is one too many: every limit tells of itself in the same way. */
export function tooMany(
  message: string,
  { name, limit, retryAfter, code = 'RATE_LIMITED' }: MetLimit,
  headers: Readonly<Record<string, string>> = {},
): GraphQLError {
  const waits = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return new GraphQLError(message, {
    extensions: {
      code,
      name,
      limit,
      remaining: 0,
      ...(retryAfter === undefined ? {} : { retryAfter }),
      http: { status: 429, headers: { ...headers, ...waits } },
    },
  });
}

/** The same for a mutation that answers its errors. */
export function refuseExceeded(exceeded: RateStatus, now: number): RefusalOf<'LIMIT_EXCEEDED'> {
  const { limit, resetsInMs } = exceeded;
  return refuse('LIMIT_EXCEEDED', messageOf(exceeded), null, { limit, retryAt: now + resetsInMs });
}

function messageOf({ limit, unit, name, resetsInMs }: RateStatus): string {
  const seconds = Math.max(1, Math.ceil(resetsInMs / 1000));
  return `${name} allows ${limit} ${unit}: try again in ${seconds} s.`;
}
