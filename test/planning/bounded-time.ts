import { expect } from 'vitest';

/** Of processor time, generous for a slow machine: what is bounded by it once took minutes or for ever. */
const patienceMs = 15_000;

export function inBoundedTime<Result>(work: () => Result): Result {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(patienceMs);
  return result;
}
