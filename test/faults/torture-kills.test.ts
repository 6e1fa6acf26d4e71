import { expect, test } from 'vitest';
import { tortureByKills } from '../../scripts/torture/kills.ts';

test('50 kills under load, by chance and at every fault point: nothing is lost, nothing is doubled', async () => {
  const report = await tortureByKills({
    minutes: 12,
    tell: () => {},
    kills: 50,
    seed: 20,
    control: null,
  });
  expect(report.faults).toEqual([]);
  expect(report.kills).toBe(50);
  // Enough happened in between for something to go wrong.
  expect(report.actions).toBeGreaterThan(100);
  expect(report.targetFaults).toBeGreaterThan(30);
  console.log(
    `${report.kills} kills in ${report.seconds} s: ${report.actions} actions, ${report.events} events, ${report.requests} requests, ${report.targetFaults} faults of the target`,
  );
}, 840_000);
