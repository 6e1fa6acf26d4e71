export const backoffs = ['FIXED', 'LINEAR', 'EXPONENTIAL'] as const;
export type Backoff = (typeof backoffs)[number];

/** When what may be tried again is tried again. */
export interface RetryPolicy {
  /** Tries in all; 1 never tries again. */
  readonly attempts: number;
  readonly backoff: Backoff;
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
  /** Spreads each delay evenly over 0 to its length, so that those that failed together do not come back together. */
  readonly jitter: boolean;
}

/** Rides out about half an hour of a target that is not there. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 20,
  backoff: 'EXPONENTIAL',
  initialDelayMs: 1_000,
  maxDelayMs: 5 * 60_000,
  jitter: true,
};

/** What is tried again after this long is given up, however many tries are left. */
export const retryMaxAgeMs = 24 * 60 * 60_000;

/** How long to wait after an attempt, which is 1 for the first. `random` is from 0 up to 1. */
export function retryDelayMs(policy: RetryPolicy, attempt: number, random: number): number {
  const grown = policy.initialDelayMs * growth[policy.backoff](attempt);
  const delayMs = Math.min(grown, policy.maxDelayMs);
  return Math.round(policy.jitter ? delayMs * random : delayMs);
}

const growth = {
  FIXED: () => 1,
  LINEAR: (attempt) => attempt,
  EXPONENTIAL: (attempt) => 2 ** (attempt - 1),
} as const satisfies Record<Backoff, (attempt: number) => number>;
