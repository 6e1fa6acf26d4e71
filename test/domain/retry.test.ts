import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffs, defaultRetryPolicy, type RetryPolicy, retryDelayMs } from '../../src/domain/retry.ts';

const policy: RetryPolicy = {
  attempts: 10,
  backoff: 'FIXED',
  initialDelayMs: 1_000,
  maxDelayMs: 5_000,
  jitter: false,
};

describe('the delay before the next attempt', () => {
  test.each([
    ['FIXED', [1_000, 1_000, 1_000, 1_000]],
    ['LINEAR', [1_000, 2_000, 3_000, 4_000]],
    ['EXPONENTIAL', [1_000, 2_000, 4_000, 5_000]],
  ] as const)('with %s backoff is %j, up to its longest', (backoff, delays) => {
    const seen = delays.map((_, index) => retryDelayMs({ ...policy, backoff }, index + 1, 0.5));
    expect(seen).toEqual(delays);
  });

  test('with jitter lies anywhere between nothing and its length', () => {
    const spread = { ...policy, jitter: true };
    expect([0, 0.25, 0.5, 1].map((random) => retryDelayMs(spread, 1, random))).toEqual([0, 250, 500, 1_000]);
  });

  test('by default begins at up to one second and never passes five minutes', () => {
    expect(retryDelayMs(defaultRetryPolicy, 1, 1)).toBe(1_000);
    expect(retryDelayMs(defaultRetryPolicy, 1_000, 1)).toBe(300_000);
  });

  test('never is negative, never longer than allowed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...backoffs),
        fc.boolean(),
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (backoff, jitter, attempt, random) => {
          const delayMs = retryDelayMs({ ...policy, backoff, jitter }, attempt, random);
          expect(delayMs).toBeGreaterThanOrEqual(0);
          expect(delayMs).toBeLessThanOrEqual(policy.maxDelayMs);
        },
      ),
    );
  });
});
