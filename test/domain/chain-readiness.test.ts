import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterDependency,
  afterFailure,
  type Blockage,
  blockages,
  joins,
  meaningOf,
  onFailures,
  type Readiness,
  type StepEnd,
  settledStepStatuses,
  stepReasons,
} from '../../src/domain/chain.ts';
import { deadlineOf, earlier, mergeSettings, noSettings } from '../../src/domain/chain-definition.ts';

const anyEnd: fc.Arbitrary<StepEnd> = fc.record({
  status: fc.constantFrom(...settledStepStatuses),
  reason: fc.option(fc.constantFrom(...stepReasons)),
});
const anyBlockage: fc.Arbitrary<Blockage> = fc.constantFrom(...blockages);

describe('what the ends of steps mean for one that depends on them', () => {
  const counted = (join: Readiness['join'], ends: readonly StepEnd[]) =>
    ends.reduce<Readiness>((step, end) => afterDependency(step, meaningOf(end, 'NONE')), {
      join,
      openDependencies: join === 'ALL' ? ends.length : 1,
      openPaths: join === 'ALL' ? 1 : ends.length,
      blockage: 'NONE',
    });

  test('is the same in whatever order they end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...joins),
        fc
          .array(anyEnd, { minLength: 1, maxLength: 6 })
          .chain((ends) =>
            fc.tuple(fc.constant(ends), fc.shuffledSubarray(ends, { minLength: ends.length })),
          ),
        (join, [one, other]) => {
          const state = ({ openDependencies, blockage }: Readiness) => ({
            isReady: openDependencies === 0 && blockage === 'NONE',
            isLost: blockage !== 'NONE',
          });
          expect(state(counted(join, one))).toEqual(state(counted(join, other)));
        },
      ),
    );
  });

  test('is always that it runs or that it never does, once all have ended', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...joins),
        fc.array(anyEnd, { minLength: 1, maxLength: 6 }),
        (join, ends) => {
          const { openDependencies, blockage } = counted(join, ends);
          const runs = openDependencies === 0 && blockage === 'NONE';
          const meanings = ends.map((end) => meaningOf(end, 'NONE').kind);
          const should = join === 'ALL' ? !meanings.includes('blocks') : meanings.includes('goes on');
          expect(runs).toBe(should);
          expect(runs || blockage !== 'NONE').toBe(true);
        },
      ),
    );
  });

  test('never makes less of what has been decided for good', () => {
    fc.assert(
      fc.property(anyEnd, anyBlockage, (end, own) => {
        const meaning = meaningOf(end, own);
        if (end.status === 'SUCCEEDED') expect(meaning.kind).toBe('goes on');
        if (meaning.kind === 'blocks') expect(blockages.indexOf(meaning.blockage)).toBeGreaterThan(0);
      }),
    );
  });
});

test('a failure is what its policy makes of it, and only ABORT stops the chain', () => {
  for (const status of ['FAILED', 'TIMED_OUT'] as const) {
    for (const policy of onFailures) {
      const { end, aborts } = afterFailure(status, policy);
      expect(aborts).toBe(policy === 'ABORT');
      expect(end.status).toBe(policy === 'SKIP' ? 'SKIPPED' : status);
      expect(meaningOf(end, 'NONE').kind).toBe(policy === 'SKIP' ? 'passes' : 'blocks');
    }
  }
});

test('a deadline is never later than what it is part of, nor than its own time', () => {
  const moment = fc.option(fc.nat({ max: 10 ** 9 }));
  fc.assert(
    fc.property(fc.nat(), moment, moment, (now, timeoutMs, within) => {
      const own = timeoutMs === null ? Number.POSITIVE_INFINITY : now + timeoutMs;
      const sooner = Math.min(own, within ?? Number.POSITIVE_INFINITY);
      expect(deadlineOf(now, timeoutMs, within) ?? Number.POSITIVE_INFINITY).toBe(sooner);
    }),
  );
  expect(earlier(null, 3)).toBe(3);
  expect(earlier(2, null)).toBe(2);
});

test('what is said for a run goes before what its definition says', () => {
  const definition = { ...noSettings, onFailure: 'SKIP', concurrency: 3, timeoutMs: 5 } as const;
  const run = { ...noSettings, onFailure: 'ABORT', delayMs: 0 } as const;
  expect(mergeSettings(run, definition)).toEqual({ ...definition, onFailure: 'ABORT', delayMs: 0 });
});
