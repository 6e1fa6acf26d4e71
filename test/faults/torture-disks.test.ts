import { expect, test } from 'vitest';
import { canMountSmallDisk, tortureByFullDisk } from '../../scripts/torture/disk-full.ts';
import { tortureByPowerCuts } from '../../scripts/torture/power-cuts.ts';

test('power cuts that lose, tear and reorder what was not synced lose nothing that was acknowledged', async () => {
  const { faults, acknowledged, syncs } = await tortureByPowerCuts({ cuts: 10, seed: 3, careless: false });
  expect(faults).toEqual([]);
  expect(acknowledged).toBeGreaterThan(100);
  expect(syncs.database).toBeGreaterThan(2);
}, 600_000);

test('the power cuts find a store that does not sync its commits', async () => {
  const { faults } = await tortureByPowerCuts({ cuts: 3, seed: 3, careless: true });
  expect(faults.filter((fault) => /is lost|is damaged/.test(fault))).not.toEqual([]);
}, 600_000);

test.skipIf(!canMountSmallDisk())(
  'a disk that is full under load, again and again: nothing is lost, and it goes on by itself',
  async () => {
    const { faults, refused, rounds } = await tortureByFullDisk({ seed: 3 });
    expect(faults).toEqual([]);
    expect([refused > 0, rounds]).toEqual([true, 3]);
  },
  200_000,
);
