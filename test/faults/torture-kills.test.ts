import { describe, expect, test } from 'vitest';
import { tortureByKills } from '../../scripts/torture/kills.ts';

const run = { minutes: 4, tell: () => {} };

test('50 kills under load, by chance and at every fault point: nothing is lost, nothing is doubled', async () => {
  const report = await tortureByKills({ ...run, kills: 50, seed: 20, control: null });
  expect(report.faults).toEqual([]);
  expect(report.kills).toBe(50);
  // Enough happened in between for something to go wrong.
  expect(report.actions).toBeGreaterThan(100);
  expect(report.targetFaults).toBeGreaterThan(30);
  console.log(
    `${report.kills} kills in ${report.seconds} s: ${report.actions} actions, ${report.events} events, ${report.requests} requests, ${report.targetFaults} faults of the target`,
  );
}, 360_000);

describe('the torture finds', () => {
  test.each([
    ['doubled-send', /happened 2 times|happened all the same/],
    ['read-then-write', /was decided 2 times/],
    ['dropped-event', /was not heard/],
  ] as const)(
    'a server with a %s',
    async (control, fault) => {
      const { faults } = await tortureByKills({ ...run, kills: 2, seed: 5, control });
      expect(faults.filter((each) => fault.test(each))).not.toEqual([]);
    },
    120_000,
  );
});
