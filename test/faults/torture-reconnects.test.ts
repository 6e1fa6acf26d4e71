import { expect, test } from 'vitest';
import { tortureByReconnects } from '../../scripts/torture/reconnects.ts';

test('followers that are cut off at 1,000 places, with kills in between, hear each event once and in order', async () => {
  const report = await tortureByReconnects({ reconnects: 1_000, seed: 3, tell: () => {} });
  expect(report.faults).toEqual([]);
  expect(report.reconnects).toBeGreaterThanOrEqual(1_000);
  expect(report.kills).toBeGreaterThan(2);
  expect(report.events).toBeGreaterThan(1_000);
}, 600_000);
