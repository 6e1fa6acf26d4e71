import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AttemptBounds,
  type AttemptOutcome,
  attemptOutcomes,
  type EndedAttempt,
  type ExternalRepeatability,
  endOfSending,
  repeatabilities,
  type Verdict,
  verdictOn,
} from '../../src/domain/effect-attempt.ts';
import type { RetryPolicy } from '../../src/domain/retry.ts';

const now = 1_000_000;
const retry: RetryPolicy = {
  attempts: 3,
  backoff: 'FIXED',
  initialDelayMs: 1_000,
  maxDelayMs: 1_000,
  jitter: false,
};
const bounds: AttemptBounds = {
  retry,
  tries: 1,
  tryingSince: now - 10,
  deadlineAt: null,
  stopRequestedAt: null,
};

const outcomes: { readonly [Kind in AttemptOutcome['kind']]: AttemptOutcome } = {
  DONE: { kind: 'DONE', result: { id: 'x' }, url: null },
  NOT_SENT: { kind: 'NOT_SENT', message: 'no route' },
  REFUSED: { kind: 'REFUSED', message: 'too many', retryAfterMs: 7_000 },
  REJECTED: { kind: 'REJECTED', code: 'HTTP_422', message: 'no' },
  BLOCKED: { kind: 'BLOCKED', message: 'who are you' },
  AMBIGUOUS: { kind: 'AMBIGUOUS', message: 'reset' },
  NOT_FOUND: { kind: 'NOT_FOUND', message: 'nothing there' },
};

function verdictOf(
  repeatability: ExternalRepeatability,
  outcome: AttemptOutcome,
  given: Partial<EndedAttempt> = {},
): Verdict {
  const ended = { repeatability, outcome, bounds, attempts: 1, now, random: 0.5 };
  return verdictOn({ ...ended, inDoubt: false, lookedUpOnly: false, ...given });
}

/** What follows in short: the state, and whether what may have been done is still open. */
function told(verdict: Verdict): string {
  const doubt = 'inDoubt' in verdict && verdict.inDoubt ? ' in doubt' : '';
  const at = verdict.state === 'PENDING' ? ` +${verdict.nextAttemptAt - now}` : '';
  return `${verdict.state}${at}${doubt}`;
}

const external = repeatabilities.filter((each) => each !== 'IN_TRANSACTION');
type Row = readonly [
  ExternalRepeatability,
  Record<Exclude<AttemptOutcome['kind'], 'NOT_FOUND'>, readonly [string, string]>,
];

const same = (state: string) => [state, state] as const;
const retried = (delayMs: number) => [`PENDING +${delayMs}`, `PENDING +${delayMs} in doubt`] as const;
const common = {
  DONE: same('COMPLETED'),
  NOT_SENT: retried(1_000),
  REFUSED: retried(7_000),
  BLOCKED: ['BLOCKED', 'BLOCKED in doubt'],
} as const;
const rejected = ['FAILED', 'UNKNOWN in doubt'] as const;

/** For each class and outcome: what follows when nothing was in doubt, and when an earlier attempt was. */
const table: readonly Row[] = [
  ['CLIENT_ID', { ...common, REJECTED: rejected, AMBIGUOUS: same('PENDING +1000 in doubt') }],
  ['IDEMPOTENCY_KEY', { ...common, REJECTED: rejected, AMBIGUOUS: same('PENDING +1000 in doubt') }],
  ['IDEMPOTENT', { ...common, REJECTED: rejected, AMBIGUOUS: same('PENDING +1000 in doubt') }],
  ['MARKER', { ...common, REJECTED: rejected, AMBIGUOUS: same('PENDING +1000 in doubt') }],
  ['BLIND', { ...common, REJECTED: rejected, AMBIGUOUS: same('UNKNOWN in doubt') }],
];

describe.each(table)('after an attempt of class %s', (repeatability, row) => {
  test.each(Object.entries(row))('that ended %s, it is %j', (kind, [sure, inDoubt]) => {
    const outcome = outcomes[kind as keyof typeof outcomes];
    expect(told(verdictOf(repeatability, outcome))).toBe(sure);
    expect(told(verdictOf(repeatability, outcome, { inDoubt: true }))).toBe(inDoubt);
  });
});

describe('what was looked for and not found', () => {
  test('proves nothing of a mark', () => {
    const given = { inDoubt: true, lookedUpOnly: true };
    expect(told(verdictOf('MARKER', outcomes.NOT_FOUND, given))).toBe('UNKNOWN in doubt');
  });

  test('did not happen under an id of ours, once nothing is sent any more', () => {
    const given = { inDoubt: true, lookedUpOnly: true, bounds: { ...bounds, deadlineAt: now } };
    expect(verdictOf('CLIENT_ID', outcomes.NOT_FOUND, given)).toMatchObject({
      state: 'FAILED',
      error: { code: 'TIMED_OUT' },
      inDoubt: false,
    });
  });

  test('makes a look-up that broke off no more doubtful than it was', () => {
    const given = { inDoubt: true, lookedUpOnly: true };
    expect(told(verdictOf('MARKER', outcomes.AMBIGUOUS, given))).toBe('PENDING +1000 in doubt');
  });
});

describe('the last attempt', () => {
  const last = { bounds: { ...bounds, tries: 3 } };

  test.each([
    ['CLIENT_ID', 'NOT_SENT', false, 'DEAD'],
    ['IDEMPOTENCY_KEY', 'REFUSED', false, 'DEAD'],
    ['IDEMPOTENT', 'AMBIGUOUS', false, 'DEAD in doubt'],
    ['IDEMPOTENCY_KEY', 'AMBIGUOUS', false, 'DEAD in doubt'],
    ['MARKER', 'NOT_SENT', false, 'DEAD'],
    ['BLIND', 'NOT_SENT', false, 'DEAD'],
    // What may have been done is looked for once more.
    ['CLIENT_ID', 'AMBIGUOUS', false, 'PENDING +1000 in doubt'],
    ['MARKER', 'AMBIGUOUS', false, 'PENDING +1000 in doubt'],
    ['CLIENT_ID', 'AMBIGUOUS', true, 'DEAD in doubt'],
    ['MARKER', 'NOT_SENT', true, 'UNKNOWN in doubt'],
  ] as const)('of class %s that ended %s (only looked: %s) leaves %s', (repeatability, kind, looked, end) => {
    const given = { ...last, inDoubt: looked, lookedUpOnly: looked };
    expect(told(verdictOf(repeatability, outcomes[kind], given))).toBe(end);
  });

  test('says how often it was tried, and how the last one ended', () => {
    expect(verdictOf('BLIND', outcomes.NOT_SENT, last)).toMatchObject({
      error: { code: 'GAVE_UP', message: 'Given up after 3 attempts. The last attempt: no route' },
    });
  });

  test('is the last by age as well', () => {
    const dayMs = 24 * 60 * 60_000;
    const old = { ...bounds, tryingSince: now - dayMs };
    expect(told(verdictOf('IDEMPOTENT', outcomes.NOT_SENT, { bounds: old }))).toBe('DEAD');
    const later: AttemptOutcome = { kind: 'REFUSED', message: 'tomorrow', retryAfterMs: 2 * dayMs };
    expect(told(verdictOf('IDEMPOTENT', later))).toBe('DEAD');
  });
});

describe('a deadline', () => {
  const at = (deadlineAt: number) => ({ bounds: { ...bounds, deadlineAt } });

  test('lets nothing wait for its connection after it', () => {
    expect(told(verdictOf('BLIND', outcomes.BLOCKED, at(now + 1)))).toBe('BLOCKED');
    expect(verdictOf('BLIND', outcomes.BLOCKED, at(now))).toMatchObject({
      state: 'FAILED',
      error: { code: 'TIMED_OUT', message: expect.stringContaining('who are you') },
    });
    const inDoubt = { ...at(now), inDoubt: true };
    expect(told(verdictOf('CLIENT_ID', outcomes.BLOCKED, inDoubt))).toBe('UNKNOWN in doubt');
    // What was tried too often is tried anew when the connection is back.
    expect(told(verdictOf('BLIND', outcomes.BLOCKED, { bounds: { ...bounds, tries: 9 } }))).toBe('BLOCKED');
  });

  test('lets no attempt begin after it', () => {
    expect(told(verdictOf('BLIND', outcomes.NOT_SENT, at(now + 1_001)))).toBe('PENDING +1000');
    expect(verdictOf('BLIND', outcomes.NOT_SENT, at(now + 1_000))).toMatchObject({
      state: 'FAILED',
      error: { code: 'TIMED_OUT' },
    });
  });

  test.each([
    ['IDEMPOTENCY_KEY', 'UNKNOWN in doubt'],
    ['IDEMPOTENT', 'UNKNOWN in doubt'],
    ['BLIND', 'UNKNOWN in doubt'],
    // Looked up at once, or at the deadline when that is later.
    ['CLIENT_ID', 'PENDING +0 in doubt'],
    ['MARKER', 'PENDING +0 in doubt'],
  ] as const)('leaves what %s may have done %s', (repeatability, end) => {
    expect(told(verdictOf(repeatability, outcomes.AMBIGUOUS, at(now - 5)))).toBe(end);
  });

  test('lets a doubt be looked up at its own time', () => {
    expect(told(verdictOf('MARKER', outcomes.AMBIGUOUS, at(now + 400)))).toBe('PENDING +400 in doubt');
  });

  test('ends in doubt when the look-up fails', () => {
    const given = { ...at(now - 5), inDoubt: true, lookedUpOnly: true };
    expect(told(verdictOf('CLIENT_ID', outcomes.NOT_SENT, given))).toBe('UNKNOWN in doubt');
  });

  test('comes after being told to stop', () => {
    const stopped = { ...bounds, deadlineAt: now, stopRequestedAt: now };
    expect(endOfSending(stopped, now)?.error.code).toBe('STOPPED');
  });
});

describe('what was held back on our side', () => {
  const heldBack = { kind: 'REFUSED', message: 'wait', retryAfterMs: 300, isHeldBack: true } as const;

  test('is no try, and waits until it may go', () => {
    const last = { ...bounds, tries: 3 };
    expect(told(verdictOf('BLIND', heldBack, { bounds: last }))).toBe('PENDING +1000');
    const only = { ...bounds, tries: 1, retry: { ...retry, attempts: 1, initialDelayMs: 0 } };
    expect(told(verdictOf('BLIND', heldBack, { bounds: only }))).toBe('PENDING +300');
    expect(told(verdictOf('BLIND', outcomes.REFUSED, { bounds: only }))).toBe('DEAD');
  });

  test('comes ever more seldom, and not for more than a day', () => {
    const byDefault = { ...bounds, retry: null };
    const waits = [1, 2, 3, 20].map((attempts) => {
      return told(verdictOf('BLIND', heldBack, { bounds: byDefault, attempts }));
    });
    expect(waits).toEqual(['PENDING +500', 'PENDING +1000', 'PENDING +2000', 'PENDING +150000']);
    const old = { ...bounds, tryingSince: now - 24 * 60 * 60_000 };
    expect(told(verdictOf('BLIND', heldBack, { bounds: old }))).toBe('DEAD');
  });
});

test('a target that asks to come back sooner than we would is asked again when we would', () => {
  for (const retryAfterMs of [null, 0, 1]) {
    const outcome = { kind: 'REFUSED', message: 'at once', retryAfterMs } as const;
    expect(told(verdictOf('BLIND', outcome))).toBe('PENDING +1000');
  }
});

test('whatever happens: what may have happened is never sent again blindly, and never called failed', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...external),
      fc.constantFrom(...attemptOutcomes),
      fc.boolean(),
      fc.integer({ min: 1, max: 5 }),
      fc.option(fc.integer({ min: -5_000, max: 5_000 })),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (repeatability, kind, inDoubt, tries, deadline, random) => {
        const verdict = verdictOf(repeatability, outcomes[kind], {
          inDoubt,
          random,
          bounds: { ...bounds, tries, deadlineAt: deadline === null ? null : now + deadline },
        });
        const isAmbiguous = inDoubt || kind === 'AMBIGUOUS';
        if (kind === 'NOT_FOUND') return;
        if (isAmbiguous) expect(verdict.state).not.toBe('FAILED');
        if (isAmbiguous && repeatability === 'BLIND' && verdict.state === 'PENDING') {
          expect(inDoubt).toBe(true);
        }
        if (verdict.state === 'PENDING') expect(verdict.nextAttemptAt).toBeGreaterThanOrEqual(now);
        if (isAmbiguous && verdict.state !== 'COMPLETED') expect(verdict.inDoubt).toBe(true);
      },
    ),
  );
});
