import { expect, test } from 'vitest';
import { tortureTracker } from '../../scripts/torture/tracker-kills.ts';

test('6 kills while a plan is carried out in a Linear that misbehaves: no issue is missing, none is doubled', async () => {
  const report = await tortureTracker({ kills: 6, stories: 60, seed: 7, tell: () => {} });
  expect(report.faults).toEqual([]);
  expect(report).toMatchObject({ kills: 6, issues: 61 });
  // Enough happened in between for something to go wrong.
  expect(report.trackerFaults).toBeGreaterThan(0);
}, 600_000);
