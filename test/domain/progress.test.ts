import fc from 'fast-check';
import { expect, test } from 'vitest';
import { progressLadder, progressOfSteps } from '../../src/domain/session.ts';
import { titleFault } from '../../src/domain/title.ts';

test('the ladder of a run is 0, 10, 20, 40, 60, 80, 100', () => {
  expect(Object.values(progressLadder).map((rung) => rung.progress)).toEqual([0, 10, 20, 40, 60, 80, 100]);
});

test('percent moves from 60 to 80 with the steps, never back and never out', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), fc.nat(), fc.nat(), (total, one, other) => {
      const [fewer, more] = [one % (total + 1), other % (total + 1)].toSorted((a, b) => a - b);
      const before = progressOfSteps({ settled: fewer ?? 0, total });
      const after = progressOfSteps({ settled: more ?? 0, total });
      expect(before).toBeGreaterThanOrEqual(60);
      expect(after).toBeLessThanOrEqual(80);
      expect(before).toBeLessThanOrEqual(after);
      expect(Number.isInteger(before)).toBe(true);
    }),
  );
  expect(progressOfSteps({ settled: 0, total: 7 })).toBe(60);
  expect(progressOfSteps({ settled: 7, total: 7 })).toBe(80);
  expect(progressOfSteps({ settled: 0, total: 0 })).toBe(80);
});

test('a title has 1 to 500 characters, and spaces alone are none', () => {
  expect(titleFault('x')).toBeNull();
  expect(titleFault('x'.repeat(500))).toBeNull();
  for (const title of ['', '   ', '\n\t', 'x'.repeat(501)]) {
    expect(titleFault(title)).toMatchObject({ code: 'VALIDATION', path: ['input', 'title'] });
  }
});
